import type { Shortfall } from '../types';
import type { RateLimit } from '../contract';

/**
 * Tracks the quota while requests are in progress, and decides whether the next one may be sent. Pure:
 * each function returns the next state.
 *
 * The headers do not say whether they mean the hour or the day, so only two numbers are used: the
 * remaining requests, and when the window ends. Each request is subtracted when it is sent, before its
 * answer arrives, so that concurrent requests do not exceed the limit. A run that shares its limit with
 * nobody never gets a 429.
 */
export interface Quota {
	/** Requests that may still be sent; missing while no answer has named a limit. */
	readonly remaining?: number;
	readonly resetsAt?: Date;
	/** No request is sent before this time, whatever `remaining` is. */
	readonly closedUntil?: Date;
	/** Whether an answer has arrived in this window. Until then only one request is sent. */
	readonly known: boolean;
	/** Requests that were subtracted and got no answer: LeadsPredict may not have counted them. */
	readonly unconfirmed: number;
}

export const unknownQuota: Quota = { known: false, unconfirmed: 0 };

/** Milliseconds to wait after a reset, which is in whole seconds of another clock. */
export const RESET_MARGIN = 1_000;
/**
 * Max milliseconds between two readings of one reset. A reset in seconds from now is late by the
 * duration of its answer. The windows, an hour and a day, differ by far more.
 */
const SAME_RESET = 60_000;

/**
 * Max milliseconds between two readings of one time in one answer: one in whole seconds from now, the
 * other by another clock.
 */
const SAME_MOMENT = 10_000;

const isBefore = (one: Date | undefined, other: Date | undefined): boolean =>
	one !== undefined && other !== undefined && other.getTime() - one.getTime() > SAME_MOMENT;

const isOver = ({ resetsAt }: Quota, now: Date): boolean =>
	resetsAt !== undefined && now.getTime() >= resetsAt.getTime() + RESET_MARGIN;

/** Forgets a window that has ended: it tells nothing about the next. */
export function atTime(quota: Quota, now: Date): Quota {
	const { closedUntil, ...open } = quota;
	const still = closedUntil !== undefined && closedUntil > now ? { closedUntil } : {};
	return isOver(open, now) ? { ...unknownQuota, ...still } : { ...open, ...still };
}

export const reserveRequest = (quota: Quota): Quota =>
	quota.remaining === undefined ? quota : { ...quota, remaining: quota.remaining - 1 };

/** A request got no answer. @param counted whether LeadsPredict counted it */
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
	/** Whether the answer is a failure, so that its `Retry-After` applies to every request. */
	readonly failed: boolean;
	/** Other requests that are still in progress. */
	readonly others: number;
	/** Whether no other request was in progress between the request and its answer. */
	readonly alone: boolean;
}

const later = (one: Date | undefined, other: Date | undefined): Date | undefined =>
	one === undefined || (other !== undefined && other > one) ? other : one;

function isSameWindow(one: Date | undefined, other: Date | undefined): boolean {
	if (one === undefined || other === undefined) return one === other;
	return Math.abs(one.getTime() - other.getTime()) <= SAME_RESET;
}

/**
 * The quota that a run reports: the lowest number of the last window, in whatever order answers arrive.
 */
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

export function updateQuota(before: Quota, answer: QuotaUpdate): Quota {
	const { rateLimit, limited, failed, others, alone } = answer;
	const { remaining, retryAt } = rateLimit;
	const closedUntil = later(before.closedUntil, failed ? retryAt : undefined);
	const closed = closedUntil === undefined ? {} : { closedUntil };
	const noneLeft = remaining === 0 || (limited && remaining === undefined);
	// `Retry-After` ends before the window does. The service should know, so one request tries.
	if (failed && noneLeft && isBefore(retryAt, rateLimit.resetsAt ?? before.resetsAt)) {
		return { ...unknownQuota, ...closed };
	}
	if (limited && noneLeft) {
		// A 429 without a time closes the window only if the known quota is used up. Otherwise it is
		// another kind of limit, and one request finds out how long it lasts.
		const usedUp = before.remaining !== undefined && before.remaining <= 0;
		const resetsAt = rateLimit.resetsAt ?? (usedUp ? before.resetsAt : undefined);
		return resetsAt === undefined
			? { ...unknownQuota, ...closed }
			: { remaining: 0, resetsAt, known: true, unconfirmed: 0, ...closed };
	}
	// A failure without rate limit headers does not show that the service accepts more requests.
	if (remaining === undefined) return { ...before, known: before.known || !failed, ...closed };
	const resetsAt = rateLimit.resetsAt;
	const window = resetsAt === undefined ? {} : { resetsAt };
	// If no other request is in progress, the answer's number is exact. Otherwise it may be older, or may
	// not include the concurrent requests that are already subtracted, so the lowest number of the window
	// counts.
	if (alone) return { remaining, known: true, unconfirmed: 0, ...window, ...closed };
	const left =
		before.remaining !== undefined && isSameWindow(before.resetsAt, resetsAt)
			? Math.min(before.remaining, remaining)
			: Math.max(0, remaining - others);
	return { remaining: left, known: true, unconfirmed: before.unconfirmed, ...window, ...closed };
}

/** No request before a time, which an answer named or at which the limit resets. */
export interface Closed {
	readonly state: 'closed';
	readonly until: Date;
	readonly because: 'stated' | 'limit';
}

/** Whether a request may be sent: now, after the next answer, or not before a time. */
export type SendPermission = { readonly state: 'open' } | { readonly state: 'answer' } | Closed;

/** @param underWay requests in progress */
export function canSend(quota: Quota, underWay: number): SendPermission {
	const { closedUntil, remaining, resetsAt, known, unconfirmed } = quota;
	if (closedUntil !== undefined) return { state: 'closed', until: closedUntil, because: 'stated' };
	if (known && (remaining === undefined || remaining > 0)) return { state: 'open' };
	if (underWay > 0) return { state: 'answer' };
	// It is not known that the limit is reached, or when it ends, so one request finds out.
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
