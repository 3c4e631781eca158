import type { Allowance } from '../plan';

/** Forms, right and wrong, in which services state when to retry. */
export const WAIT_FORMS = [
	'retryAfterSeconds',
	'retryAfterDate',
	'resetUnixSeconds',
	'resetUnixMilliseconds',
	'resetIsoDate',
	'resetSecondsFromNow',
	'past',
	'farAhead',
	'negative',
	'garbage',
	'none',
] as const;

export type WaitForm = (typeof WAIT_FORMS)[number];

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
/** Ten years: a wrong clock, or milliseconds sent as seconds. */
const FAR_MS = 87_600 * HOUR_MS;

const httpDate = (time: number): string => new Date(time).toUTCString();
const unixSeconds = (time: number): string => String(Math.ceil(time / SECOND_MS));

/**
 * The headers that state a time for the retry in one form. Wrong forms are wrong in both headers, so
 * that no correct value remains.
 * @param time Unix milliseconds; the forms that hold whole seconds round up
 * @param now Unix milliseconds
 */
function waitHeader(form: WaitForm, time: number, now: number): Record<string, string> {
	switch (form) {
		case 'retryAfterSeconds':
			return { 'retry-after': String(Math.ceil((time - now) / SECOND_MS)) };
		case 'retryAfterDate':
			return { 'retry-after': httpDate(Math.ceil(time / SECOND_MS) * SECOND_MS) };
		case 'resetUnixSeconds':
			return { 'x-ratelimit-reset': unixSeconds(time) };
		case 'resetUnixMilliseconds':
			return { 'x-ratelimit-reset': String(time) };
		case 'resetIsoDate':
			return { 'x-ratelimit-reset': new Date(time).toISOString() };
		case 'resetSecondsFromNow':
			return { 'x-ratelimit-reset': String(Math.ceil((time - now) / SECOND_MS)) };
		case 'past':
			return {
				'retry-after': httpDate(now - HOUR_MS),
				'x-ratelimit-reset': unixSeconds(now - HOUR_MS),
			};
		case 'farAhead':
			return {
				'retry-after': String(FAR_MS / SECOND_MS),
				'x-ratelimit-reset': unixSeconds(now + FAR_MS),
			};
		case 'negative':
			return { 'retry-after': '-5', 'x-ratelimit-reset': '-1' };
		case 'garbage':
			return { 'retry-after': 'soon', 'x-ratelimit-reset': 'NaN' };
		case 'none':
			return {};
	}
}

/**
 * Headers of a 429. A reset is sent with the limit and 0 remaining requests, because the three
 * documented headers belong together; `none` omits all.
 */
export function waitHeaders(
	form: WaitForm,
	waitMs: number,
	now: number,
	allowance: Allowance | undefined,
): Record<string, string> {
	const headers = waitHeader(form, now + waitMs, now);
	if (headers['x-ratelimit-reset'] === undefined) return headers;
	return {
		...(allowance && { 'x-ratelimit-limit': String(allowance.limit) }),
		'x-ratelimit-remaining': '0',
		...headers,
	};
}
