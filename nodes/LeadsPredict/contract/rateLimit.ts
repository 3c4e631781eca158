/** Documented header names, in the lower case in which Node.js hands headers out. */
export const RATE_LIMIT_HEADERS = {
	limit: 'x-ratelimit-limit',
	remaining: 'x-ratelimit-remaining',
	reset: 'x-ratelimit-reset',
} as const;

/**
 * What an answer's headers say about the quota. The reference does not say whether they mean the
 * hour or the day.
 */
export interface RateLimit {
	/** Requests a window may hold. */
	readonly limit?: number;
	/** Requests left in this window. */
	readonly remaining?: number;
	/** When the window ends. */
	readonly resetsAt?: Date;
}

const count = (value: unknown): number | undefined => {
	const text = typeof value === 'number' ? String(value) : value;
	return typeof text === 'string' && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
};

/**
 * Documented as Unix seconds. Decided: milliseconds are understood, and a number too small to be a
 * time of our days is left out.
 */
function pointInTime(reset: number | undefined): Date | undefined {
	if (reset === undefined || reset < 1e9) return undefined;
	const milliseconds = reset < 1e11 ? reset * 1000 : reset;
	return milliseconds < 1e14 ? new Date(milliseconds) : undefined;
}

/**
 * Reads the three rate limit headers; one that is missing or is no whole number is left out.
 * @param headers of a response, names in lower case
 */
export function readRateLimit(headers: Readonly<Record<string, unknown>>): RateLimit {
	const limit = count(headers[RATE_LIMIT_HEADERS.limit]);
	const remaining = count(headers[RATE_LIMIT_HEADERS.remaining]);
	const resetsAt = pointInTime(count(headers[RATE_LIMIT_HEADERS.reset]));
	return {
		...(limit !== undefined && { limit }),
		...(remaining !== undefined && { remaining }),
		...(resetsAt !== undefined && { resetsAt }),
	};
}
