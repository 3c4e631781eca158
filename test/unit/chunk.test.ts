import * as fc from 'fast-check';

import { bySizes, chunk } from '../../nodes/LeadsPredict/scoring/chunk';

const rows = fc.array(fc.integer(), { maxLength: 300 });
const size = fc.integer({ min: 1, max: 350 });

describe('chunk', () => {
	it('joins to the very rows it was given', () => {
		fc.assert(fc.property(rows, size, (all, most) => expect(chunk(all, most).flat()).toEqual(all)));
	});

	it('makes as few requests as there can be, and none that is empty', () => {
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
	it('cuts the first rows, in order, as far as either goes', () => {
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
