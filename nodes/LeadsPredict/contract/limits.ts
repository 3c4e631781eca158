/**
 * Numbers and addresses of the LeadsPredict API.
 *
 * Source of everything marked "documented": the public API reference of LeadsPredict (November 2026).
 * Everything marked "decided" is our choice, because the reference is silent.
 */

/** Documented. HTTPS only. */
export const DEFAULT_BASE_URL = 'https://api.leadspredict.com/v1';

/** Documented for `POST /leads/batch`; decided to hold for `POST /leads/analyze` too. */
export const MAX_LEADS_PER_REQUEST = 1000;

/**
 * Decided: the reference does not say how many leads one analyze request may hold. The node tries
 * larger requests after LeadsPredict accepts one of this size.
 */
export const DEFAULT_LEADS_PER_REQUEST = 100;

/** Documented: the lowest score of a hot lead. */
export const HOT_SCORE = 90;

/** Documented: requests per hour and per day. An enterprise plan has no limit. */
export const PLANS = {
	starter: { perHour: 1_000, perDay: 10_000 },
	growth: { perHour: 10_000, perDay: 100_000 },
	enterprise: undefined,
} as const;

export type Plan = keyof typeof PLANS;

/** Documented paths, below the base URL. */
export const PATHS = {
	analyze: '/leads/analyze',
	batch: '/leads/batch',
	/** @param id a lead's id, not empty; encoded here */
	lead: (id: string): string => `/leads/${encodeURIComponent(id)}`,
} as const;

/** Decided, in seconds: no wait is longer than a day, the longest window that is documented. */
export const MAX_WAIT_SECONDS = 86_400;
