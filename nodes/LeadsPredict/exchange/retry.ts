import type { RateLimit } from '../contract';
import type { Problem } from '../flow';

/** When a failed request is sent again, and after how long. One pure decision; nobody waits here. */

export interface RetryPolicy {
	/** Times one request is sent at most, the first included; at least 1. */
	readonly mostAttempts: number;
	/** Milliseconds. When more would have to pass, the request is given up instead. */
	readonly longestWait: number;
}

export interface Failure {
	readonly problem: Problem;
	/** What the headers of the answer said, when there was one. */
	readonly rateLimit: RateLimit;
	/** How often this request has been sent, from 1. */
	readonly attempt: number;
}

export type RetryDecision =
	| { readonly retry: true; readonly waitMs: number }
	| {
			readonly retry: false;
			/** The same request cannot succeed; it was sent often enough; the wait would be too long. */
			readonly because: 'permanent' | 'attempts' | 'wait';
	  };

/** Milliseconds. A wait that was named is kept to at least this, so that no clock's drift hammers. */
const SHORTEST_WAIT = 250;
/** Milliseconds before the second attempt; doubled before each further one. */
const FIRST_BACKOFF = 500;

/**
 * Decides after a failure. Decided, because LeadsPredict documents no rule: a time the answer names
 * is kept (`Retry-After`, and after a 429 the reset of the limit), else the wait doubles with each
 * attempt. Up to a quarter is added at random, so that many clients do not come back at once.
 * @param now when the answer arrived
 * @param random from 0 up to, not including, 1
 */
export function decideRetry(
	{ problem, rateLimit, attempt }: Failure,
	policy: RetryPolicy,
	now: Date,
	random: number,
): RetryDecision {
	if (!problem.retryable) return { retry: false, because: 'permanent' };
	if (attempt >= policy.mostAttempts) return { retry: false, because: 'attempts' };
	const until = rateLimit.retryAt ?? (problem.status === 429 ? rateLimit.resetsAt : undefined);
	const wait =
		until === undefined
			? FIRST_BACKOFF * 2 ** (attempt - 1)
			: Math.max(SHORTEST_WAIT, until.getTime() - now.getTime());
	if (wait > policy.longestWait && until !== undefined) return { retry: false, because: 'wait' };
	const waitMs = Math.round(Math.min(wait, policy.longestWait) * (1 + random / 4));
	return { retry: true, waitMs };
}
