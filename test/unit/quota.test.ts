import fc from 'fast-check';

import {
	atTime,
	canSend,
	updateQuota,
	lowestRateLimit,
	checkShortfall,
	reserveRequest,
	withoutAnswer,
	unknownQuota,
} from '../../nodes/LeadsPredict/scoring/quota';
import type { QuotaUpdate, Quota } from '../../nodes/LeadsPredict/scoring/quota';

const NOW = new Date('2026-11-25T10:00:00Z');
const inSeconds = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

/** @param others missing when the request was alone all the time */
const answer = (
	rateLimit: QuotaUpdate['rateLimit'],
	status = 200,
	others?: number,
): QuotaUpdate => ({
	rateLimit,
	limited: status === 429,
	failed: status >= 400,
	others: others ?? 0,
	alone: others === undefined,
});
const window = (left: number, seconds = 600): Quota =>
	updateQuota(unknownQuota, answer({ remaining: left, resetsAt: inSeconds(seconds) }));

describe('the tracked quota', () => {
	it('allows one request until the first answer', () => {
		expect(canSend(unknownQuota, 0)).toEqual({ state: 'open' });
		expect(canSend(unknownQuota, 1)).toEqual({ state: 'answer' });
	});

	it('knows no limit when no answer names one', () => {
		const quota = updateQuota(unknownQuota, answer({}));
		expect(canSend(reserveRequest(reserveRequest(quota)), 50)).toEqual({ state: 'open' });
		expect(checkShortfall(quota, 1_000_000)).toBeUndefined();
	});

	it('subtracts each request when it is sent, and closes when none is left', () => {
		const quota = reserveRequest(reserveRequest(window(2)));
		expect(canSend(reserveRequest(window(2)), 1)).toEqual({ state: 'open' });
		expect(canSend(quota, 2)).toEqual({ state: 'answer' });
		expect(canSend(quota, 0)).toEqual({ state: 'closed', until: inSeconds(600), because: 'limit' });
	});

	it('keeps the lowest number of a window, because answers overtake each other', () => {
		const quota = reserveRequest(reserveRequest(reserveRequest(window(10))));
		const early = updateQuota(quota, answer({ remaining: 9, resetsAt: inSeconds(601) }, 200, 2));
		expect(early.remaining).toBe(7);
		const shared = updateQuota(early, answer({ remaining: 3, resetsAt: inSeconds(600) }, 200, 1));
		expect(shared.remaining).toBe(3);
	});

	it("uses an answer's exact number when no other request was in progress", () => {
		expect(
			updateQuota(window(3), answer({ remaining: 9, resetsAt: inSeconds(600) })).remaining,
		).toBe(9);
	});

	it('subtracts requests in progress from a new window', () => {
		const quota = updateQuota(
			window(3),
			answer({ remaining: 90, resetsAt: inSeconds(4_000) }, 200, 2),
		);
		expect(quota).toMatchObject({ remaining: 88, resetsAt: inSeconds(4_000) });
	});

	it('recognizes a window whose reset a slow answer names in seconds from now', () => {
		const quota = reserveRequest(window(10));
		expect(
			updateQuota(quota, answer({ remaining: 10, resetsAt: inSeconds(620) }, 200, 1)).remaining,
		).toBe(9);
	});

	it('reports the lowest number of one window', () => {
		const resetsAt = inSeconds(600);
		expect(lowestRateLimit({ remaining: 20, resetsAt }, { remaining: 23, resetsAt })).toEqual({
			remaining: 20,
			resetsAt,
		});
		const next = { remaining: 999, resetsAt: inSeconds(4_200) };
		expect(lowestRateLimit({ remaining: 20, resetsAt }, next)).toEqual(next);
		expect(lowestRateLimit({ limit: 5, remaining: 3 }, {})).toEqual({ limit: 5, remaining: 3 });
	});

	it('is not reduced by requests that may not have been counted', () => {
		const quota = withoutAnswer(reserveRequest(window(10)), 'unknown');
		expect(checkShortfall(quota, 10)).toBeUndefined();
		expect(checkShortfall(quota, 11)).toMatchObject({ needed: 11, left: 9 });
	});

	it('is empty after a 429, until the reset or until the next request finds out', () => {
		const told = updateQuota(unknownQuota, answer({ resetsAt: inSeconds(60) }, 429));
		expect(canSend(told, 0)).toEqual({ state: 'closed', until: inSeconds(60), because: 'limit' });
		expect(canSend(updateQuota(unknownQuota, answer({}, 429)), 0)).toEqual({ state: 'open' });
		expect(canSend(updateQuota(unknownQuota, answer({}, 429)), 1)).toEqual({ state: 'answer' });
	});

	it('treats a 429 without a time as the end of the window only if the window was used up', () => {
		const bare = [{}, { remaining: 0 }];
		for (const said of bare) {
			const usedUp = updateQuota(reserveRequest(window(1)), answer(said, 429));
			expect(canSend(usedUp, 0)).toEqual({
				state: 'closed',
				until: inSeconds(600),
				because: 'limit',
			});
			// 49 were left: a limit of another kind, which a proxy or a short burst has.
			const other = updateQuota(reserveRequest(window(50)), answer(said, 429));
			expect(canSend(other, 0)).toEqual({ state: 'open' });
			expect(canSend(other, 1)).toEqual({ state: 'answer' });
			expect(checkShortfall(other, 100)).toBeUndefined();
		}
	});

	it('closes for all requests when a failure names a time', () => {
		const quota = updateQuota(window(50), answer({ retryAt: inSeconds(5) }, 503));
		expect(canSend(quota, 0)).toEqual({ state: 'closed', until: inSeconds(5), because: 'stated' });
		expect(canSend(atTime(quota, inSeconds(5)), 0)).toEqual({ state: 'open' });
	});

	it.each([429, 503])(
		'allows one request at the time that a %d names, although none is left',
		(status) => {
			const said = { remaining: 0, resetsAt: inSeconds(3_600), retryAt: inSeconds(3) };
			for (const before of [unknownQuota, reserveRequest(window(1, 3_600))]) {
				const quota = updateQuota(before, answer(said, status));
				expect(canSend(quota, 0)).toEqual({
					state: 'closed',
					until: inSeconds(3),
					because: 'stated',
				});
				expect(checkShortfall(quota, 50)).toBeUndefined();
				const then = atTime(quota, inSeconds(3));
				expect(canSend(then, 0)).toEqual({ state: 'open' });
				expect(canSend(then, 1)).toEqual({ state: 'answer' });
			}
		},
	);

	it('knows the limit when a 429 names the reset twice, in two ways', () => {
		const said = { remaining: 0, resetsAt: inSeconds(3_600), retryAt: inSeconds(3_597) };
		const quota = updateQuota(unknownQuota, answer(said, 429));
		expect(checkShortfall(quota, 50)).toEqual({ needed: 50, left: 0, resetsAt: inSeconds(3_600) });
		expect(canSend(atTime(quota, inSeconds(3_598)), 0)).toMatchObject({ because: 'limit' });
	});

	it('does not close for a Retry-After on a success', () => {
		expect(canSend(updateQuota(window(50), answer({ retryAt: inSeconds(5) })), 0).state).toBe(
			'open',
		);
	});

	it('is unknown again one second after its window ends', () => {
		const quota = window(0, 60);
		expect(canSend(atTime(quota, inSeconds(60)), 0).state).toBe('closed');
		expect(atTime(quota, inSeconds(61))).toEqual(unknownQuota);
	});

	it('adds back requests that never arrived, and checks the uncertain ones', () => {
		const quota = reserveRequest(window(1));
		expect(canSend(withoutAnswer(quota, 'no'), 0)).toEqual({ state: 'open' });
		expect(canSend(withoutAnswer(quota, 'unknown'), 0)).toEqual({ state: 'open' });
		expect(canSend(withoutAnswer(quota, 'unknown'), 1)).toEqual({ state: 'answer' });
		expect(canSend(withoutAnswer(quota, 'yes'), 0).state).toBe('closed');
	});

	it('allows one request when the reset of the limit is unknown', () => {
		expect(canSend(updateQuota(unknownQuota, answer({ remaining: 0 })), 0)).toEqual({
			state: 'open',
		});
	});

	it('reports a shortfall in numbers', () => {
		expect(checkShortfall(window(37), 120)).toEqual({
			needed: 120,
			left: 37,
			resetsAt: inSeconds(600),
		});
		expect(checkShortfall(window(120), 120)).toBeUndefined();
	});

	it('never exceeds a window that is not shared, in any order of answers', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 30 }),
				fc.integer({ min: 1, max: 6 }),
				fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
				(limit, atOnce, picks) => {
					let quota: Quota = unknownQuota;
					let used = 0;
					let flying: Array<{ remaining: number; alone: boolean }> = [];
					for (const pick of picks) {
						const mayGo = flying.length < atOnce && canSend(quota, flying.length).state === 'open';
						if (mayGo && (flying.length === 0 || pick % 2 === 0)) {
							quota = reserveRequest(quota);
							used += 1;
							expect(used).toBeLessThanOrEqual(limit);
							flying = flying.map((other) => ({ ...other, alone: false }));
							flying.push({ remaining: limit - used, alone: flying.length === 0 });
						} else if (flying.length > 0) {
							const [{ remaining, alone } = { remaining: 0, alone: false }] = flying.splice(
								pick % flying.length,
								1,
							);
							const said = answer({ remaining, resetsAt: inSeconds(600) }, 200, flying.length);
							quota = updateQuota(quota, { ...said, alone });
						}
					}
					if (flying.length === 0 && canSend(quota, 0).state === 'closed') expect(used).toBe(limit);
				},
			),
		);
	});
});
