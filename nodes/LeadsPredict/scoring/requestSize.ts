import { DEFAULT_LEADS_PER_REQUEST, MAX_LEADS_PER_REQUEST } from '../contract';
import type { Problem } from '../types';
import { blamesLead } from './bisect';

/**
 * Chooses the leads per request when the user does not. A plan limits requests, not leads, so fewer
 * requests are cheaper. The reference does not say how many leads an analyze request may hold. A first
 * request of 100 shows that they are accepted and how long they take; a second request, sent alone,
 * shows whether more are accepted. Pure: each function returns the next state.
 */
export interface RequestSize {
	/** Max leads per request, as far as refusals have shown. */
	readonly most: number;
	/** Leads in the largest accepted request. */
	readonly taken: number;
	/** Milliseconds per lead in the last answer. */
	readonly msPerLead?: number;
	/** Leads in the smallest request that was refused for its size. */
	readonly refused?: number;
}

export const unknownSize: RequestSize = { most: MAX_LEADS_PER_REQUEST, taken: 0 };

/** Decided: requests of this size need no trial, and a refused larger request is cut to this size. */
export const FIRST_SIZE = DEFAULT_LEADS_PER_REQUEST;

/**
 * Decided: the target duration of an answer, in milliseconds. Proxies commonly time out after 30 or 60
 * seconds, and a lost answer loses all its leads. Larger requests save little time.
 */
const TARGET = 5_000;

/**
 * The factor from which a larger size is worth a trial, because other requests wait during the trial.
 */
const WORTH_A_TRIAL = 1.5;

export function nextSize({ most, taken, msPerLead }: RequestSize): number {
	if (taken === 0 || msPerLead === undefined) return Math.min(most, Math.max(FIRST_SIZE, taken));
	const inTime = Math.floor(TARGET / Math.max(msPerLead, 1) / FIRST_SIZE) * FIRST_SIZE;
	const size = Math.min(most, Math.max(FIRST_SIZE, inTime));
	return size > taken && size < WORTH_A_TRIAL * taken && size < most ? taken : size;
}

/** Requests for the remaining leads, if the largest possible size is accepted. */
export const requestsFor = (size: RequestSize, leads: number): number =>
	Math.ceil(leads / (size.taken === 0 ? size.most : nextSize(size)));

/** @param ms duration of the request in milliseconds; missing for an answer of an earlier try */
export function sizeTaken(size: RequestSize, leads: number, ms?: number): RequestSize {
	// Small requests are not measured: their fixed cost would make each lead look slow.
	const measured = ms !== undefined && leads >= Math.min(FIRST_SIZE, size.most);
	return {
		...size,
		taken: Math.max(size.taken, leads),
		...(measured && { msPerLead: ms / leads }),
	};
}

/** The answer was unusable: no larger request is tried. */
export const sizeWithoutResults = (size: RequestSize, leads: number): RequestSize =>
	size.taken > 0 && leads > size.taken ? { ...size, most: size.taken } : size;

const TIMEOUT_CODES = ['ETIMEDOUT', 'ECONNABORTED'];

/** Whether a sent request timed out, so that a smaller one may succeed. */
const isTimeout = ({ status, code, quotaSpent }: Problem): boolean =>
	status === 408 || status === 504 || (TIMEOUT_CODES.includes(code) && quotaSpent !== 'no');

const isAboutContent = ({ status = 0 }: Problem): boolean => [400, 413, 422].includes(status);

/** Whether a request is cut instead of retried: it timed out and is larger than any accepted one. */
export const isTooSlow = (size: RequestSize, leads: number, problem: Problem): boolean =>
	leads > FIRST_SIZE && leads > size.taken && isTimeout(problem);

/**
 * A request was refused permanently. If it is larger than any accepted one, it may be too large: the
 * run continues with the accepted size.
 */
export function sizeRefused(size: RequestSize, leads: number, problem: Problem): RequestSize {
	const { status } = problem;
	const isTried = leads > FIRST_SIZE && leads > size.taken;
	const isSize = status === 413 || (isTried && (isAboutContent(problem) || isTimeout(problem)));
	if (!isSize || blamesLead(problem)) return size;
	const smaller = size.taken > 0 && size.taken < leads ? size.taken : Math.ceil(leads / 2);
	return {
		...size,
		most: Math.min(size.most, smaller),
		refused: Math.min(size.refused ?? Infinity, leads),
	};
}

/**
 * Leads per part of a refused request: an invalid lead is searched among at most 100, and a size that
 * is not accepted costs one request.
 * @returns undefined when the request is not cut
 */
export function partSize(
	{ most }: RequestSize,
	leads: number,
	problem: Problem,
): number | undefined {
	if (leads <= FIRST_SIZE || !(isAboutContent(problem) || isTimeout(problem))) return undefined;
	return blamesLead(problem) || most >= leads ? FIRST_SIZE : most;
}
