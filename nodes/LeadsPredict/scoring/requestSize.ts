import { DEFAULT_LEADS_PER_REQUEST, MAX_LEADS_PER_REQUEST } from '../contract';
import type { Problem } from '../types';
import { blamesLead } from './bisect';

/**
 * How many leads the next request carries when the user leaves it to the node. A plan limits requests,
 * not leads, so the fewest requests are the cheapest. The reference does not say how many leads an
 * analyze request may hold: a first one of 100 shows that they are taken and how long they take, a
 * second one by itself whether more are. Pure: each function returns what is known next.
 */
export interface RequestSize {
	/** Leads that a request may hold, by what was refused. */
	readonly most: number;
	/** Leads of the largest request that was taken. */
	readonly taken: number;
	/** Milliseconds for each lead, by the last answer. */
	readonly msPerLead?: number;
	/** Leads of the smallest request that was refused for its size. */
	readonly refused?: number;
}

export const unknownSize: RequestSize = { most: MAX_LEADS_PER_REQUEST, taken: 0 };

/** Decided: requests of this size are sent without a trial, and a refused one is cut into such. */
export const FIRST_SIZE = DEFAULT_LEADS_PER_REQUEST;

/**
 * Decided, in milliseconds: how long one answer may take. Proxies commonly give up after 30 or 60
 * seconds, and a lost answer loses all its leads. Beyond this, larger requests save little time.
 */
const TARGET = 5_000;

/** A larger size is tried alone while the others wait, so a little more is not worth it. */
const WORTH_A_TRIAL = 1.5;

/** Leads that the next request carries. */
export function nextSize({ most, taken, msPerLead }: RequestSize): number {
	if (taken === 0 || msPerLead === undefined) return Math.min(most, Math.max(FIRST_SIZE, taken));
	const inTime = Math.floor(TARGET / Math.max(msPerLead, 1) / FIRST_SIZE) * FIRST_SIZE;
	const size = Math.min(most, Math.max(FIRST_SIZE, inTime));
	return size > taken && size < WORTH_A_TRIAL * taken && size < most ? taken : size;
}

/** Requests that so many leads take from here on, as long as nothing speaks against the largest. */
export const requestsFor = (size: RequestSize, leads: number): number =>
	Math.ceil(leads / (size.taken === 0 ? size.most : nextSize(size)));

/** @param ms milliseconds that the answer took; missing when it is the answer of an earlier try */
export function sizeTaken(size: RequestSize, leads: number, ms?: number): RequestSize {
	// The answer to a few leads is slow for each of them.
	const measured = ms !== undefined && leads >= Math.min(FIRST_SIZE, size.most);
	return {
		...size,
		taken: Math.max(size.taken, leads),
		...(measured && { msPerLead: ms / leads }),
	};
}

/** A request was answered, and nothing in the answer is of use: no larger one is tried. */
export const sizeWithoutResults = (size: RequestSize, leads: number): RequestSize =>
	size.taken > 0 && leads > size.taken ? { ...size, most: size.taken } : size;

const TIMEOUT_CODES = ['ETIMEDOUT', 'ECONNABORTED'];

/** Whether no answer came in time, unlike where nothing had been sent: a smaller request may fare better. */
const isTimeout = ({ status, code, quotaSpent }: Problem): boolean =>
	status === 408 || status === 504 || (TIMEOUT_CODES.includes(code) && quotaSpent !== 'no');

const isAboutContent = ({ status = 0 }: Problem): boolean => [400, 413, 422].includes(status);

/** Whether a request is cut instead of sent again: it timed out, and is larger than any that was taken. */
export const isTooSlow = (size: RequestSize, leads: number, problem: Problem): boolean =>
	leads > FIRST_SIZE && leads > size.taken && isTimeout(problem);

/**
 * A request was refused for good. One that is larger than any that was taken may be too large: the run
 * goes on with what was taken.
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
 * Leads that the parts of a refused request hold, so that one bad lead is looked for among no more than
 * 100, and a size that is not taken costs one request.
 * @returns undefined when it is not to be cut so
 */
export function partSize(
	{ most }: RequestSize,
	leads: number,
	problem: Problem,
): number | undefined {
	if (leads <= FIRST_SIZE || !(isAboutContent(problem) || isTimeout(problem))) return undefined;
	return blamesLead(problem) || most >= leads ? FIRST_SIZE : most;
}
