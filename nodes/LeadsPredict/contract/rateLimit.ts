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
 * Reads the three rate limit headers; one that is missing or is no whole number is left out.
 * @param headers of a response, names in lower case
 */
export function readRateLimit(headers: Readonly<Record<string, unknown>>): RateLimit {
	const limit = count(headers[RATE_LIMIT_HEADERS.limit]);
	const remaining = count(headers[RATE_LIMIT_HEADERS.remaining]);
	const reset = count(headers[RATE_LIMIT_HEADERS.reset]);
	return {
		...(limit !== undefined && { limit }),
		...(remaining !== undefined && { remaining }),
		...(reset !== undefined && reset <= 8.64e12 && { resetsAt: new Date(reset * 1000) }),
	};
}
