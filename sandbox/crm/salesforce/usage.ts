/**
 * The limits of requests to one org.
 *
 * Documented: so many requests in 24 hours, of which every answer tells in `Sforce-Limit-Info`
 * (`api-usage=18/5000`); at most 25 at once that take 20 seconds and longer, and no limit of shorter
 * ones; beyond either limit a request is refused with REQUEST_LIMIT_EXCEEDED, status 403; a composite
 * request counts once. Seen: both messages.
 * Decided: 100,000 requests, which an org has before its licences add to them; the 24 hours end when
 * the test resets the org; a request that a limit refuses does not count, one with a wrong token does.
 */
import { SalesforceRefusal } from './refusal';

const DAILY = 100_000;
const MAX_LONG = 25;
const LONG_MS = 20_000;

export type Usage = ReturnType<typeof createUsage>;

export function createUsage(now: () => Date) {
	let daily = DAILY;
	let count = 0;
	const running = new Set<{ readonly since: number }>();
	return {
		/**
		 * @returns what is to be called at the end of the request
		 * @throws SalesforceRefusal (403)
		 */
		begin(): () => void {
			const refuse = (message: string) =>
				new SalesforceRefusal(403, 'REQUEST_LIMIT_EXCEEDED', message);
			if (count >= daily) throw refuse('TotalRequests Limit exceeded.');
			const time = now().getTime();
			const long = [...running].filter(({ since }) => time - since >= LONG_MS);
			if (long.length >= MAX_LONG) {
				throw refuse('ConcurrentRequests (Concurrent API Requests) Limit exceeded.');
			}
			count += 1;
			const request = { since: time };
			running.add(request);
			return () => void running.delete(request);
		},
		info: (): string => `api-usage=${count}/${daily}`,
		setDaily(max: number): void {
			daily = max;
		},
		clear(): void {
			daily = DAILY;
			count = 0;
			running.clear();
		},
	};
}
