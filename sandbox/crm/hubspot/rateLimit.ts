/**
 * HubSpot's limit over 10 seconds.
 *
 * Documented: 100 requests for a private app of a Free or Starter account, 190 from Professional on;
 * 429 with `errorType` RATE_LIMIT and `policyName` TEN_SECONDLY_ROLLING beyond; the headers below on
 * every answer. Decided: refused requests do not count, the window is a rolling one as its name says,
 * and all of an account's requests share it.
 */
const WINDOW_MS = 10_000;
const DEFAULT_MAX = 100;

export type RateLimit = ReturnType<typeof createRateLimit>;

export function createRateLimit(now: () => Date) {
	let max = DEFAULT_MAX;
	let taken: number[] = [];
	return {
		/** Whether one more request is carried out now; it counts when it is. */
		take(): boolean {
			const from = now().getTime() - WINDOW_MS;
			taken = taken.filter((at) => at > from);
			if (taken.length >= max) return false;
			taken.push(now().getTime());
			return true;
		},
		headers: (): Record<string, string> => ({
			'x-hubspot-ratelimit-max': String(max),
			'x-hubspot-ratelimit-remaining': String(Math.max(max - taken.length, 0)),
			'x-hubspot-ratelimit-interval-milliseconds': String(WINDOW_MS),
		}),
		setMax(requests: number): void {
			max = requests;
		},
		clear(): void {
			max = DEFAULT_MAX;
			taken = [];
		},
	};
}
