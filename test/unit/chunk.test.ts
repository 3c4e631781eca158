import * as fc from 'fast-check';

import { chunk } from '../../nodes/LeadsPredict/scoring/chunk';

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
