import * as fc from 'fast-check';

import { failed, orderOutcomes, succeeded } from '../../nodes/LeadsPredict/types';
import type { Outcome } from '../../nodes/LeadsPredict/types';
import { problem } from '../../nodes/LeadsPredict/problems/problem';

const outcomeOf = (item: number): Outcome<string> =>
	item % 3 === 0 ? failed(item, problem('stopped')) : succeeded(item, `result ${item}`);

describe('settle', () => {
	it('returns the outcomes of all items in the order of the items', () => {
		const shuffled = fc
			.nat({ max: 50 })
			.map((count) => Array.from({ length: count }, (_, item) => item))
			.chain((items) => fc.shuffledSubarray(items, { minLength: items.length }));
		fc.assert(
			fc.property(shuffled, (items) => {
				const sorted = [...items].sort((a, b) => a - b);
				expect(orderOutcomes(items.length, items.map(outcomeOf))).toEqual(sorted.map(outcomeOf));
			}),
		);
	});

	it.each([
		['one is missing', 3, [0, 1]],
		['all are missing', 2, []],
		['one is doubled', 2, [0, 1, 1]],
		['one is doubled and one missing', 3, [0, 1, 1]],
		['one belongs to no item', 2, [0, 1, 2]],
		['one belongs to no item and one is missing', 2, [0, 2]],
		['one has a negative number', 2, [0, -1]],
		['one has half a number', 2, [0, 0.5]],
	])('throws instead of losing or doubling a lead when %s', (_, count, items) => {
		expect(() => orderOutcomes(count, items.map(outcomeOf))).toThrow(/outcome|came out/);
	});
});
