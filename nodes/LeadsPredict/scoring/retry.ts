import type { Problem, RetryPolicy } from '../types';
import type { RateLimit } from '../contract';

/** Decides whether a failed request is retried and after how long. Pure; it does not wait. */

export interface Failure {
	readonly problem: Problem;
	/** The rate limit headers of the answer, if there was one. */
	readonly rateLimit: RateLimit;
	/** How often this request has been sent, from 1. */
	readonly attempt: number;
}

export type RetryDecision =
	| {
			readonly retry: true;
			/** Milliseconds from the arrival of the answer. */
			readonly waitMs: number;
			/** The answer named a time; the limit resets then; or no time is known. */
			readonly because: 'stated' | 'reset' | 'backoff';
	  }
	| {
			readonly retry: false;
			/**
			 * The same request cannot succeed; it had its max attempts; or the limit is reached and Wait for
			 * Reset is off.
			 */
			readonly because: 'permanent' | 'attempts' | 'limit';
	  }
	| {
			readonly retry: false;
			/** The wait would be longer than Max Wait. */
			readonly because: 'wait';
			/** Milliseconds of the required wait. */
			readonly waitMs: number;
	  };

/**
 * Whether the limit is reached, so that a retry waits for its reset. A 429 with remaining requests
 * means something else, such as too many concurrent requests.
 */
export const isLimitReached = ({ status }: Problem, { remaining = 0 }: RateLimit): boolean =>
	status === 429 && remaining === 0;

/** Min milliseconds of a wait that an answer names, in case clocks differ. */
const MIN_WAIT = 250;
/** Milliseconds before the second attempt; doubled for each further one. */
const FIRST_BACKOFF = 500;
/** Max milliseconds of jitter: enough to spread clients that wait for the same reset. */
const MAX_JITTER = 10_000;

/**
 * Decides what follows a failure. Decided, because LeadsPredict documents no rule: the node waits for
 * the time that the answer names (`Retry-After`, or after a 429 the reset of a limit that is used up).
 * Otherwise the wait doubles with each attempt. Jitter adds up to a quarter, so that many clients do
 * not retry at once.
 * @param now when the answer arrived
 * @param random from 0 up to, not including, 1
 */
export function decideRetry(
	{ problem, rateLimit, attempt }: Failure,
	{ maxAttempts, maxWait, waitForReset }: RetryPolicy,
	now: Date,
	random: number,
): RetryDecision {
	if (!problem.retryable) return { retry: false, because: 'permanent' };
	if (attempt >= maxAttempts) return { retry: false, because: 'attempts' };
	const { retryAt } = rateLimit;
	const isLimit = isLimitReached(problem, rateLimit);
	const until = retryAt ?? (isLimit ? rateLimit.resetsAt : undefined);
	const jittered = (wait: number) => Math.round(wait + Math.min(wait / 4, MAX_JITTER) * random);
	if (until === undefined) {
		const wait = Math.min(FIRST_BACKOFF * 2 ** (attempt - 1), maxWait);
		return { retry: true, waitMs: jittered(wait), because: 'backoff' };
	}
	if (isLimit && !waitForReset) return { retry: false, because: 'limit' };
	const wait = Math.max(MIN_WAIT, until.getTime() - now.getTime());
	return wait > maxWait
		? { retry: false, because: 'wait', waitMs: wait }
		: { retry: true, waitMs: jittered(wait), because: retryAt === undefined ? 'reset' : 'stated' };
}
