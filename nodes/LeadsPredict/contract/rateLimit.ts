import { instantOf } from './time';

/** Three documented names and one decided, in lower case as in Node.js. */
export const RATE_LIMIT_HEADERS = {
	limit: 'x-ratelimit-limit',
	remaining: 'x-ratelimit-remaining',
	reset: 'x-ratelimit-reset',
	/** Not documented by LeadsPredict, but standard, and sent by proxies. */
	retryAfter: 'retry-after',
	/** Standard: the time on the service's clock. */
	date: 'date',
} as const;

/**
 * The rate limit headers of an answer. The reference does not say whether they mean the hour or the
 * day, so the reset time decides.
 */
export interface RateLimit {
	/** Max requests in this window. */
	readonly limit?: number;
	/** Requests left in this window. */
	readonly remaining?: number;
	/** When the window ends. */
	readonly resetsAt?: Date;
	/** The earliest time for another request. */
	readonly retryAt?: Date;
}

const textOf = (value: unknown): string | undefined => {
	const text = typeof value === 'number' ? String(value) : value;
	return typeof text === 'string' ? text.trim() : undefined;
};

const count = (value: unknown): number | undefined => {
	const text = textOf(value);
	return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
};

/** Smaller numbers cannot be a present-day time, so they count seconds from now. */
const SMALLEST_UNIX_SECONDS = 1e9;
const SMALLEST_UNIX_MILLISECONDS = 1e11;
/**
 * Milliseconds. The longest documented window is a day, so a later time is a mistake, such as
 * milliseconds sent as seconds.
 */
const FURTHEST_AHEAD = 25 * 60 * 60 * 1000;

/** "1m30s", "2h", "450ms": the format of Go services. */
const DURATION = /^(?=\d)(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/;

/** The time on our clock and on the service's clock. */
interface Clocks {
	readonly ours: Date;
	readonly theirs: Date;
}

/** Milliseconds of clock difference that are ignored: the header is in whole seconds. */
const SAME_TIME = 5_000;

function clocks(headers: Readonly<Record<string, unknown>>, ours: Date): Clocks {
	const text = textOf(headers[RATE_LIMIT_HEADERS.date]);
	const date = instantOf(text);
	const differs = date !== undefined && Math.abs(date - ours.getTime()) > SAME_TIME;
	return { ours, theirs: differs ? new Date(date) : ours };
}

/**
 * Reads a time in every form that such headers use: Unix seconds (documented for the reset) or
 * milliseconds, seconds from now, a duration with units, an HTTP date, ISO 8601. A time in the past, or
 * beyond the longest window, is ignored.
 * @returns the time on our clock, even when the two clocks differ
 */
function pointInTime(value: unknown, { ours, theirs }: Clocks): Date | undefined {
	const text = textOf(value);
	if (text === undefined || text === '') return undefined;
	const milliseconds = /^\d+(?:\.\d+)?$/.test(text)
		? unixMilliseconds(Number(text), theirs)
		: (instantOf(text) ?? theirs.getTime() + durationMilliseconds(text));
	const ahead = milliseconds - theirs.getTime();
	return ahead >= 0 && ahead <= FURTHEST_AHEAD ? new Date(ours.getTime() + ahead) : undefined;
}

function durationMilliseconds(text: string): number {
	const [, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = DURATION.exec(text) ?? [
		NaN,
		NaN,
	];
	return (
		((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(milliseconds)
	);
}

function unixMilliseconds(number: number, now: Date): number {
	if (number < SMALLEST_UNIX_SECONDS) return now.getTime() + number * 1000;
	return number < SMALLEST_UNIX_MILLISECONDS ? number * 1000 : number;
}

/**
 * Reads the rate limit headers and leaves out missing and invalid ones.
 * @param headers of a response, names in lower case
 * @param now when the response arrived
 */
export function readRateLimit(
	headers: Readonly<Record<string, unknown>>,
	now: Date = new Date(),
): RateLimit {
	const limit = count(headers[RATE_LIMIT_HEADERS.limit]);
	const remaining = count(headers[RATE_LIMIT_HEADERS.remaining]);
	const time = clocks(headers, now);
	const resetsAt = pointInTime(headers[RATE_LIMIT_HEADERS.reset], time);
	const retryAt = pointInTime(headers[RATE_LIMIT_HEADERS.retryAfter], time);
	return {
		...(limit !== undefined && { limit }),
		...(remaining !== undefined && { remaining }),
		...(resetsAt !== undefined && { resetsAt }),
		...(retryAt !== undefined && { retryAt }),
	};
}
