import * as fc from 'fast-check';

import { bySizes, chunk } from '../../nodes/LeadsPredict/scoring/chunk';

const rows = fc.array(fc.integer(), { maxLength: 300 });
const size = fc.integer({ min: 1, max: 350 });

describe('chunk', () => {
	it('returns parts that join to the given rows', () => {
		fc.assert(fc.property(rows, size, (all, most) => expect(chunk(all, most).flat()).toEqual(all)));
	});

	it('makes the fewest requests possible, and no empty one', () => {
		fc.assert(
			fc.property(rows, size, (all, most) => {
				const chunks = chunk(all, most);
				expect(chunks).toHaveLength(Math.ceil(all.length / most));
				for (const part of chunks) {
					expect(part.length).toBeGreaterThan(0);
					expect(part.length).toBeLessThanOrEqual(most);
				}
			}),
		);
	});
});

describe('bySizes', () => {
	it('cuts rows in order until rows or sizes run out', () => {
		fc.assert(
			fc.property(rows, fc.array(size, { maxLength: 10 }), (all, sizes) => {
				const parts = bySizes(all, sizes);
				const most = sizes.reduce((total, each) => total + each, 0);
				expect(parts.flat()).toEqual(all.slice(0, most));
				parts.slice(0, -1).forEach((part, index) => expect(part).toHaveLength(sizes[index] ?? 0));
				for (const part of parts) expect(part.length).toBeGreaterThan(0);
			}),
		);
	});
});
