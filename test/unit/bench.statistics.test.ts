import fc from 'fast-check';

import { inTurns, median } from '../../bench/statistics';

describe('the median', () => {
	test('is the middle, or the mean of the two in the middle', () => {
		expect(median([5])).toBe(5);
		expect(median([9, 1, 5])).toBe(5);
		expect(median([4, 1, 3, 2])).toBe(2.5);
		expect(median([10, 9, 1])).toBe(9); // by number, not by text
	});

	test('of nothing is a fault', () => {
		expect(() => median([])).toThrow('nothing');
	});

	test('leaves the list as it is, and has as many values above as below', () => {
		fc.assert(
			fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
				const before = [...values];
				const middle = median(values);
				expect(values).toEqual(before);
				const above = values.filter((value) => value > middle).length;
				const below = values.filter((value) => value < middle).length;
				expect(Math.max(above, below)).toBeLessThanOrEqual(values.length / 2);
			}),
		);
	});
});

describe('turns', () => {
	test('no entry is left out or comes twice', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer()), fc.nat(20), (list, round) => {
				expect([...inTurns(list, round)].sort()).toEqual([...list].sort());
			}),
		);
	});
});
