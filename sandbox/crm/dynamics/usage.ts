import { DynamicsRefusal } from './refusal';

/**
 * Service protection limits.
 *
 * Documented: 6,000 requests of a user within a sliding window of 5 minutes, a batch counts as one;
 * beyond it 429 with a code of its own and Retry-After in seconds.
 * Decided: refused requests do not count, and Retry-After is the time until the window has room. Not
 * here: the limits of execution time and of concurrent requests, which depend on the server.
 */
const WINDOW_MS = 300_000;
const DEFAULT_MAX = 6_000;

export function createUsage(now: () => Date) {
	let max = DEFAULT_MAX;
	let taken: number[] = [];
	return {
		/** @throws when there were too many requests */
		take(): void {
			const at = now().getTime();
			taken = taken.filter((each) => each > at - WINDOW_MS);
			const [first = at] = taken;
			if (taken.length < max) {
				taken.push(at);
				return;
			}
			throw new DynamicsRefusal(
				429,
				'0x80072322',
				`Number of requests exceeded the limit of ${max} over time window of 300 seconds.`,
				{ 'Retry-After': String(Math.ceil((first + WINDOW_MS - at) / 1000)) },
			);
		},
		setMax(requests: number): void {
			max = requests;
		},
		clear(): void {
			max = DEFAULT_MAX;
			taken = [];
		},
	};
}
