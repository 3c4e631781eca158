import type { Problem, RetryPolicy } from '../types';
import type { RateLimit } from '../contract';

/** When a failed request is sent again, and after how long. One pure decision; nobody waits here. */

export interface Failure {
	readonly problem: Problem;
	/** What the headers of the answer said, when there was one. */
	readonly rateLimit: RateLimit;
	/** How often this request has been sent, from 1. */
	readonly attempt: number;
}

export type RetryDecision =
	| {
			readonly retry: true;
			/** Milliseconds from when the answer arrived. */
			readonly waitMs: number;
			/** The answer named a time; the limit resets then; nothing was said. */
			readonly because: 'stated' | 'reset' | 'backoff';
	  }
	| {
			readonly retry: false;
			/**
			 * The same request cannot succeed; it was sent often enough; the limit is reached and is not to
			 * be waited for.
			 */
			readonly because: 'permanent' | 'attempts' | 'limit';
	  }
	| {
			readonly retry: false;
			/** It would have to wait longer than it may. */
			readonly because: 'wait';
			/** Milliseconds that would have to pass. */
			readonly waitMs: number;
	  };

/**
 * Whether the limit is reached, so that waiting means waiting for the limit. With some of it left a
 * 429 means something else, such as too many requests at the same moment.
 */
export const isLimitReached = ({ status }: Problem, { remaining = 0 }: RateLimit): boolean =>
	status === 429 && remaining === 0;

/** Milliseconds. A wait that was named is kept to at least this, so that no clock's drift hammers. */
const MIN_WAIT = 250;
/** Milliseconds before the second attempt; doubled before each further one. */
const FIRST_BACKOFF = 500;
/** Milliseconds that chance adds at most: enough to part the clients that wait for the same hour. */
const MAX_JITTER = 10_000;

/**
 * Decides after a failure. Decided, because LeadsPredict documents no rule: a time the answer names
 * is kept (`Retry-After`, and after a 429 the reset of the limit, unless some of it is left: then
 * something else is meant), else the wait doubles with each attempt. Up to a quarter is added at
 * random, so that many clients do not come back at once.
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
