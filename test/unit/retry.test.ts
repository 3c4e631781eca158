import fc from 'fast-check';

import { decideRetry } from '../../nodes/LeadsPredict/scoring/retry';
import type { Failure } from '../../nodes/LeadsPredict/scoring/retry';
import { connectionLost, refused } from '../../nodes/LeadsPredict/problems/response';
import { readRateLimit } from '../../nodes/LeadsPredict/contract';

const NOW = new Date('2026-11-25T10:00:00Z');
const POLICY = { maxAttempts: 4, maxWait: 60_000, waitForReset: true };

const failure = (status: number, headers: Record<string, string> = {}, attempt = 1): Failure => {
	const rateLimit = readRateLimit(headers, NOW);
	return { problem: refused({ status, headers, body: '', rateLimit }), rateLimit, attempt };
};

const decide = (given: Failure, random = 0) => decideRetry(given, POLICY, NOW, random);

describe('a failed request', () => {
	it.each([400, 401, 403, 404])('is not retried after a permanent %i', (status) => {
		expect(decide(failure(status))).toEqual({ retry: false, because: 'permanent' });
	});

	it.each([408, 429, 500, 502, 503, 504, 520, 529])('is retried after %i', (status) => {
		expect(decide(failure(status))).toMatchObject({ retry: true });
	});

	it.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT'])('is retried after %s', (code) => {
		const problem = connectionLost({ code });
		expect(decide({ problem, rateLimit: {}, attempt: 1 })).toMatchObject({ retry: true });
	});

	it('fails after its max attempts', () => {
		expect(decide(failure(500, {}, 4))).toEqual({ retry: false, because: 'attempts' });
	});

	it('waits twice as long each time', () => {
		const waits = [1, 2, 3].map((attempt) => decide(failure(500, {}, attempt)));
		expect(waits).toEqual(
			[500, 1000, 2000].map((waitMs) => ({ retry: true, waitMs, because: 'backoff' })),
		);
	});

	it('adds up to a quarter of the wait, so that clients do not retry at once', () => {
		expect(decide(failure(500), 0.8)).toEqual({ retry: true, waitMs: 600, because: 'backoff' });
	});

	it.each([
		['Retry-After', 429, { 'retry-after': '7' }, 7_000, 'stated'],
		['Retry-After, also of a server that is down', 503, { 'retry-after': '7' }, 7_000, 'stated'],
		['the reset of the limit after a 429', 429, { 'x-ratelimit-reset': '30' }, 30_000, 'reset'],
		[
			'Retry-After rather than the reset',
			429,
			{ 'retry-after': '1', 'x-ratelimit-reset': '9' },
			1_000,
			'stated',
		],
		[
			'Retry-After rather than a reset in an hour, though nothing is left',
			429,
			{ 'retry-after': '3', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3600' },
			3_000,
			'stated',
		],
		['at least a moment after a time that is now', 429, { 'retry-after': '0' }, 250, 'stated'],
		['no reset after anything but a 429', 500, { 'x-ratelimit-reset': '30' }, 500, 'backoff'],
		[
			'no reset while some of the limit is left, because something else is meant',
			429,
			{ 'x-ratelimit-reset': '30', 'x-ratelimit-remaining': '12' },
			500,
			'backoff',
		],
		[
			'no time that lies further ahead than any window is long',
			429,
			{ 'retry-after': '31536000' },
			500,
			'backoff',
		],
		['no time that has passed', 429, { 'x-ratelimit-reset': '1700000000' }, 500, 'backoff'],
		['a duration with units', 429, { 'retry-after': '1m0s' }, 60_000, 'stated'],
		['a date', 503, { 'retry-after': 'Wed, 25 Nov 2026 10:00:09 GMT' }, 9_000, 'stated'],
		['milliseconds', 429, { 'x-ratelimit-reset': '1795600812000' }, 12_000, 'reset'],
	])('waits by the headers of the answer: %s', (_, status, headers, waitMs, because) => {
		expect(decide(failure(status, headers))).toEqual({ retry: true, waitMs, because });
	});

	it('fails when the named time is too far away', () => {
		expect(decide(failure(429, { 'retry-after': '61' }))).toEqual({
			retry: false,
			because: 'wait',
			waitMs: 61_000,
		});
	});

	it('fails at a reached limit if Wait for Reset is off, but not at another 429', () => {
		const policy = { ...POLICY, waitForReset: false };
		const decided = (status: number, headers: Record<string, string>) =>
			decideRetry(failure(status, headers), policy, NOW, 0);
		expect(decided(429, { 'x-ratelimit-reset': '3' })).toEqual({ retry: false, because: 'limit' });
		expect(decided(429, { 'retry-after': '3' })).toEqual({ retry: false, because: 'limit' });
		const burst = { 'retry-after': '3', 'x-ratelimit-remaining': '12' };
		expect(decided(429, burst)).toMatchObject({ retry: true, waitMs: 3_000 });
		expect(decided(503, { 'retry-after': '3' })).toMatchObject({ retry: true, waitMs: 3_000 });
		expect(decided(429, {})).toMatchObject({ retry: true, because: 'backoff' });
	});

	it('adds at most ten seconds of jitter, however long the wait', () => {
		const patient = { ...POLICY, maxWait: 3_600_000 };
		const given = failure(429, { 'retry-after': '3000' });
		const decision = decideRetry(given, patient, NOW, 0.999);
		expect(decision).toMatchObject({ retry: true, waitMs: 3_009_990 });
	});

	it.each([501, 505, 511])('is not retried after a permanent %i', (status) => {
		expect(decide(failure(status))).toEqual({ retry: false, because: 'permanent' });
	});

	it('never retries early, or much later than Max Wait', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(429, 500, 503),
				fc.integer({ min: 0, max: 60 }),
				fc.integer({ min: 1, max: 3 }),
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				(status, seconds, attempt, random) => {
					const decision = decide(
						failure(status, { 'retry-after': String(seconds) }, attempt),
						random,
					);
					if (!decision.retry) throw new Error('should have been sent again');
					expect(decision.waitMs).toBeGreaterThanOrEqual(seconds * 1000);
					expect(decision.waitMs).toBeLessThanOrEqual(POLICY.maxWait * 1.25);
				},
			),
		);
	});
});
