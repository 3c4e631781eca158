import type { Shortfall } from '../types';
import type { RateLimit } from '../contract';

/**
 * What is believed of the quota while requests are under way, and whether the next may be sent. Pure:
 * each function says what is believed next.
 *
 * The headers do not say which window they mean, the hour's or the day's, so only two numbers are
 * believed: how many requests are left, and when that ends. Every request that is sent is taken off at
 * once, before its answer says so: so several can be under way without overdrawing. A run that
 * nobody else shares the limit with is never refused.
 */
export interface Quota {
	/** Requests that may still be sent; missing when no answer named a limit. */
	readonly remaining?: number;
	readonly resetsAt?: Date;
	/** Nothing is to be sent before, however much is left. */
	readonly closedUntil?: Date;
	/** Whether an answer has come in this window. Until then one request goes ahead alone. */
	readonly known: boolean;
	/** Requests that were taken off and got no answer: they may not have been counted. */
	readonly unconfirmed: number;
}

export const unknownQuota: Quota = { known: false, unconfirmed: 0 };

/** Milliseconds to wait beyond a reset, which is named in whole seconds and by another clock. */
export const RESET_MARGIN = 1_000;
/**
 * Milliseconds between two readings of one reset: where it is named as seconds from now, each is late by
 * what its answer took. The windows themselves, an hour and a day, differ by far more.
 */
const SAME_RESET = 60_000;

/**
 * Milliseconds by which two readings of one moment may differ in one answer: one in whole seconds from
 * now, the other by a clock that is not ours.
 */
const SAME_MOMENT = 10_000;

const isBefore = (one: Date | undefined, other: Date | undefined): boolean =>
	one !== undefined && other !== undefined && other.getTime() - one.getTime() > SAME_MOMENT;

const isOver = ({ resetsAt }: Quota, now: Date): boolean =>
	resetsAt !== undefined && now.getTime() >= resetsAt.getTime() + RESET_MARGIN;

/** A window that has passed says nothing of the next one. */
export function atTime(quota: Quota, now: Date): Quota {
	const { closedUntil, ...open } = quota;
	const still = closedUntil !== undefined && closedUntil > now ? { closedUntil } : {};
	return isOver(open, now) ? { ...unknownQuota, ...still } : { ...open, ...still };
}

/** A request goes out. */
export const reserveRequest = (quota: Quota): Quota =>
	quota.remaining === undefined ? quota : { ...quota, remaining: quota.remaining - 1 };

/** A request found no answer. @param counted whether LeadsPredict counted it */
export function withoutAnswer(quota: Quota, counted: 'no' | 'yes' | 'unknown'): Quota {
	if (quota.remaining === undefined || counted === 'yes') return quota;
	return counted === 'no'
		? { ...quota, remaining: quota.remaining + 1 }
		: { ...quota, unconfirmed: quota.unconfirmed + 1 };
}

export interface QuotaUpdate {
	readonly rateLimit: RateLimit;
	/** Whether the request was answered with 429. */
	readonly limited: boolean;
	/** Whether the answer is a failure, so that its `Retry-After` concerns every other request. */
	readonly failed: boolean;
	/** Requests that are still under way. */
	readonly others: number;
	/** Whether no other was under way at any time between the request and its answer. */
	readonly alone: boolean;
}

const later = (one: Date | undefined, other: Date | undefined): Date | undefined =>
	one === undefined || (other !== undefined && other > one) ? other : one;

function isSameWindow(one: Date | undefined, other: Date | undefined): boolean {
	if (one === undefined || other === undefined) return one === other;
	return Math.abs(one.getTime() - other.getTime()) <= SAME_RESET;
}

/** What is told of the quota in the end: of one window the lowest number, in whatever order it came. */
export function lowestRateLimit(before: RateLimit, answer: RateLimit): RateLimit {
	const merged = { ...before, ...answer };
	const { remaining } = before;
	return remaining !== undefined &&
		answer.remaining !== undefined &&
		answer.remaining > remaining &&
		isSameWindow(before.resetsAt, answer.resetsAt)
		? { ...merged, remaining }
		: merged;
}

/** An answer arrived. */
export function updateQuota(before: Quota, answer: QuotaUpdate): Quota {
	const { rateLimit, limited, failed, others, alone } = answer;
	const { remaining, retryAt } = rateLimit;
	const closedUntil = later(before.closedUntil, failed ? retryAt : undefined);
	const closed = closedUntil === undefined ? {} : { closedUntil };
	const noneLeft = remaining === 0 || (limited && remaining === undefined);
	// It asks to be asked again before the window ends, and should know: one request finds out.
	if (failed && noneLeft && isBefore(retryAt, rateLimit.resetsAt ?? before.resetsAt)) {
		return { ...unknownQuota, ...closed };
	}
	if (limited && noneLeft) {
		// Without a time of its own it ends the window only when that was used up by what is known:
		// otherwise it speaks of a limit of another kind, and one request finds out how long it lasts.
		const usedUp = before.remaining !== undefined && before.remaining <= 0;
		const resetsAt = rateLimit.resetsAt ?? (usedUp ? before.resetsAt : undefined);
		return resetsAt === undefined
			? { ...unknownQuota, ...closed }
			: { remaining: 0, resetsAt, known: true, unconfirmed: 0, ...closed };
	}
	// A failure that says nothing of a limit does not show that the service is there for more.
	if (remaining === undefined) return { ...before, known: before.known || !failed, ...closed };
	const resetsAt = rateLimit.resetsAt;
	const window = resetsAt === undefined ? {} : { resetsAt };
	// Alone, the answer is the whole truth. Otherwise it may not have counted those beside it, which
	// were taken off already, and may be older than what is known: the lowest of a window holds.
	if (alone) return { remaining, known: true, unconfirmed: 0, ...window, ...closed };
	const left =
		before.remaining !== undefined && isSameWindow(before.resetsAt, resetsAt)
			? Math.min(before.remaining, remaining)
			: Math.max(0, remaining - others);
	return { remaining: left, known: true, unconfirmed: before.unconfirmed, ...window, ...closed };
}

/** Not before a time: an answer named it, or the limit resets then. */
export interface Closed {
	readonly state: 'closed';
	readonly until: Date;
	readonly because: 'stated' | 'limit';
}

/** Whether a request may go out: now, once an answer has come, or not before a time. */
export type SendPermission = { readonly state: 'open' } | { readonly state: 'answer' } | Closed;

/** @param underWay requests without an answer yet */
export function canSend(quota: Quota, underWay: number): SendPermission {
	const { closedUntil, remaining, resetsAt, known, unconfirmed } = quota;
	if (closedUntil !== undefined) return { state: 'closed', until: closedUntil, because: 'stated' };
	if (known && (remaining === undefined || remaining > 0)) return { state: 'open' };
	if (underWay > 0) return { state: 'answer' };
	// Nothing says that the limit is reached, or when it ends: one request finds out.
	if (!known || unconfirmed > 0 || resetsAt === undefined) return { state: 'open' };
	return { state: 'closed', until: resetsAt, because: 'limit' };
}

/** @param needed requests still to send */
export function checkShortfall(
	{ remaining, resetsAt, unconfirmed }: Quota,
	needed: number,
): Shortfall | undefined {
	if (remaining === undefined || remaining + unconfirmed >= needed) return undefined;
	return { needed, left: remaining, ...(resetsAt !== undefined && { resetsAt }) };
}
