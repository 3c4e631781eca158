import { instantOf } from './time';

/** The three documented names, and one that is decided; in the lower case in which Node.js hands them out. */
export const RATE_LIMIT_HEADERS = {
	limit: 'x-ratelimit-limit',
	remaining: 'x-ratelimit-remaining',
	reset: 'x-ratelimit-reset',
	/** Not documented by LeadsPredict, but the standard's own and what proxies send. */
	retryAfter: 'retry-after',
	/** The standard's own: the time by the clock of the service. */
	date: 'date',
} as const;

/**
 * What an answer's headers say about the quota. The reference does not say whether they mean the
 * hour or the day: the reset is believed.
 */
export interface RateLimit {
	/** Requests a window may hold. */
	readonly limit?: number;
	/** Requests left in this window. */
	readonly remaining?: number;
	/** When the window ends. */
	readonly resetsAt?: Date;
	/** Not to be asked again before. */
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

/** Smaller numbers cannot be a time of our days, so they are a number of seconds from now. */
const SMALLEST_UNIX_SECONDS = 1e9;
const SMALLEST_UNIX_MILLISECONDS = 1e11;
/**
 * Milliseconds. The longest window documented is a day, so what lies further ahead is a mistake, such
 * as milliseconds sent where seconds are meant.
 */
const FURTHEST_AHEAD = 25 * 60 * 60 * 1000;

/** "1m30s", "2h", "450ms", as services written in Go send it. */
const DURATION = /^(?=\d)(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/;

/** Two readings of the time: ours, and that of whoever answered. */
interface Clocks {
	readonly ours: Date;
	readonly theirs: Date;
}

/** Milliseconds by which clocks may differ before it matters: the header is in whole seconds. */
const SAME_TIME = 5_000;

function clocks(headers: Readonly<Record<string, unknown>>, ours: Date): Clocks {
	const text = textOf(headers[RATE_LIMIT_HEADERS.date]);
	const date = instantOf(text);
	const differs = date !== undefined && Math.abs(date - ours.getTime()) > SAME_TIME;
	return { ours, theirs: differs ? new Date(date) : ours };
}

/**
 * Reads a time in every form in which it is seen in such headers: Unix seconds (documented for the
 * reset) or milliseconds, seconds from now, a duration with units, an HTTP date, ISO 8601. A time
 * that has passed, or that is further ahead than any window is long, says nothing.
 * @returns by our own clock, when theirs goes wrong or ours does
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
 * Reads the rate limit headers; one that is missing or makes no sense is left out.
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
