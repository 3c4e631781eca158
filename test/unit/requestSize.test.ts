import * as fc from 'fast-check';

import {
	FIRST_SIZE,
	isTooSlow,
	nextSize,
	partSize,
	requestsFor,
	sizeRefused,
	sizeTaken,
	sizeWithoutResults,
	unknownSize,
} from '../../nodes/LeadsPredict/scoring/requestSize';
import { problem } from '../../nodes/LeadsPredict/problems/problem';
import { connectionLost } from '../../nodes/LeadsPredict/problems/response';
import type { Problem } from '../../nodes/LeadsPredict/types';

const refusal = (status: number, field?: string): Problem => ({
	...problem('no_score'),
	status,
	...(field !== undefined && { field }),
});
const timedOut: Problem = { ...problem('ETIMEDOUT') };
const first = sizeTaken(unknownSize, 100, 150);

describe('the size of the next request', () => {
	it('is 100 at first, and 1,000 after a quick answer', () => {
		expect(nextSize(unknownSize)).toBe(100);
		expect(nextSize(first)).toBe(1_000);
	});

	it.each([
		[100, 600, 800],
		[100, 2_000, 200],
		[100, 60_000, 100],
	])('keeps an answer within five seconds: %d leads in %d ms', (leads, ms, size) => {
		expect(nextSize(sizeTaken(unknownSize, leads, ms))).toBe(size);
	});

	it('is not slightly larger than the accepted size, because that would need a trial', () => {
		const taken = sizeTaken(first, 700, 3_800);
		expect(nextSize(taken)).toBe(700);
		expect(nextSize(sizeTaken(taken, 700, 1_000))).toBe(1_000);
	});

	it('is the accepted size without a measurement, as after an earlier try', () => {
		expect(nextSize(sizeTaken(unknownSize, 1_000))).toBe(1_000);
	});

	it('is not derived from the answer to a few leads', () => {
		expect(nextSize(sizeTaken(first, 3, 150))).toBe(1_000);
	});

	it('is planned as the largest until a size is accepted', () => {
		expect(requestsFor(unknownSize, 10_000)).toBe(10);
		expect(requestsFor(sizeTaken(unknownSize, 100, 2_000), 10_000)).toBe(50);
	});
});

describe('a refusal', () => {
	it.each([400, 413, 422])(
		'of a larger request makes the accepted size the maximum (%d)',
		(status) => {
			const after = sizeRefused(first, 1_000, refusal(status));
			expect(after).toMatchObject({ most: 100, refused: 1_000 });
			expect(partSize(after, 1_000, refusal(status))).toBe(100);
		},
	);

	it('that names a field of a lead does not concern the size', () => {
		const named = refusal(400, 'email');
		expect(sizeRefused(first, 1_000, named)).toEqual(first);
		expect(partSize(first, 1_000, named)).toBe(100);
	});

	it('of an accepted size does not concern the size, unless it is a 413', () => {
		const taken = sizeTaken(first, 1_000, 500);
		expect(sizeRefused(taken, 1_000, refusal(400))).toEqual(taken);
		expect(partSize(taken, 1_000, refusal(400))).toBe(100);
		expect(sizeRefused(taken, 1_000, refusal(413)).most).toBe(500);
	});

	it('by timeout counts only for a larger request', () => {
		expect(isTooSlow(first, 1_000, timedOut)).toBe(true);
		expect(isTooSlow(first, 100, timedOut)).toBe(false);
		expect(isTooSlow(first, 1_000, connectionLost({ code: 'ETIMEDOUT' }))).toBe(true);
		const unsent = connectionLost({ code: 'ETIMEDOUT', syscall: 'connect' });
		expect(isTooSlow(first, 1_000, unsent)).toBe(false);
		expect(isTooSlow(sizeTaken(first, 1_000, 500), 1_000, timedOut)).toBe(false);
		expect(sizeRefused(first, 1_000, timedOut).most).toBe(100);
	});

	it.each([401, 404, 429, 500])('for another reason cuts no request (%d)', (status) => {
		expect(sizeRefused(first, 1_000, refusal(status))).toEqual(first);
		expect(partSize(first, 1_000, refusal(status))).toBeUndefined();
	});
});

it('an answer without results keeps larger requests from being tried', () => {
	expect(nextSize(sizeWithoutResults(first, 1_000))).toBe(100);
	expect(sizeWithoutResults(unknownSize, 100)).toEqual(unknownSize);
});

it('the size is always from 1 to 1,000, and parts are smaller than what was refused', () => {
	const event = fc.record({
		leads: fc.integer({ min: 1, max: 1_000 }),
		ms: fc.option(fc.nat({ max: 200_000 }), { nil: undefined }),
		refused: fc.option(fc.constantFrom(400, 408, 413, 422, 500), { nil: undefined }),
		field: fc.option(fc.constantFrom('email', 'leads'), { nil: undefined }),
	});
	fc.assert(
		fc.property(fc.array(event, { maxLength: 30 }), (events) => {
			let size = unknownSize;
			for (const { leads, ms, refused, field } of events) {
				if (refused === undefined) size = sizeTaken(size, leads, ms);
				else {
					const why = refusal(refused, field);
					size = sizeRefused(size, leads, why);
					const part = partSize(size, leads, why);
					if (part !== undefined) expect(part).toBeLessThan(leads);
					if (part !== undefined) expect(part).toBeGreaterThanOrEqual(1);
				}
				const next = nextSize(size);
				expect(next).toBeGreaterThanOrEqual(1);
				expect(next).toBeLessThanOrEqual(Math.min(size.most, 1_000));
				if (size.most >= FIRST_SIZE) expect(next).toBeGreaterThanOrEqual(FIRST_SIZE);
			}
		}),
	);
});
