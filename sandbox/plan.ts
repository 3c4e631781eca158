import { z } from 'zod';

import { PLANS } from './api';
import type { Limits, Plan } from './api';

const requests = z.number().int().nonnegative().optional();

/** Max requests per hour and per day; a missing one is unlimited. */
const limitsSchema = z.object({ perHour: requests, perDay: requests }).strict();

export const planSchema = z.union([
	z.custom<Plan>(
		(value) => typeof value === 'string' && Object.hasOwn(PLANS, value),
		`plan must be one of ${Object.keys(PLANS).join(', ')}`,
	),
	limitsSchema,
]);

export const limitsOf = (plan: Plan | Limits): Limits =>
	typeof plan === 'string' ? PLANS[plan] : plan;

/** The rate limit headers, and whether the request may pass. */
export interface Allowance {
	readonly allowed: boolean;
	readonly limit: number;
	readonly remaining: number;
	/** End of the window in Unix seconds, rounded up. */
	readonly resetsAt: number;
}

/** What is left of a window. */
export interface WindowUse {
	readonly limit: number;
	readonly remaining: number;
	readonly lengthMs: number;
}

export interface Meter {
	/** Counts one request, unless a window is full. `undefined` when nothing is limited. */
	spend(): Allowance | undefined;
	/** The same without counting. */
	look(): Allowance | undefined;
	/** All windows, without starting one. */
	windows(): WindowUse[];
}

interface Window {
	readonly limit: number;
	readonly lengthMs: number;
	endsAt: number;
	used: number;
}

const HOUR_MS = 3_600_000;

/**
 * Counts requests per hour and per day. Documented: the limits and the names of the headers. Decided,
 * because the reference is silent: a window starts with the first counted request; a refused request is
 * not counted; the headers describe the window with fewer remaining requests, or the one that ends
 * later if both have the same.
 */
export function createMeter(limits: Limits, now: () => Date): Meter {
	const windows: Window[] = [
		{ limit: limits.perHour, lengthMs: HOUR_MS },
		{ limit: limits.perDay, lengthMs: 24 * HOUR_MS },
	].flatMap(({ limit, lengthMs }) =>
		limit === undefined ? [] : [{ limit, lengthMs, endsAt: -Infinity, used: 0 }],
	);

	const measure = (spend: boolean): Allowance | undefined => {
		const time = now().getTime();
		for (const window of windows) {
			if (time < window.endsAt) continue;
			window.used = 0;
			window.endsAt = time + window.lengthMs;
		}
		const allowed = windows.every(({ used, limit }) => used < limit);
		if (allowed && spend) for (const window of windows) window.used += 1;

		const left = (window: Window): number => window.limit - window.used;
		const [tightest] = [...windows].sort((a, b) => left(a) - left(b) || b.endsAt - a.endsAt);
		return (
			tightest && {
				allowed,
				limit: tightest.limit,
				remaining: left(tightest),
				resetsAt: Math.ceil(tightest.endsAt / 1000),
			}
		);
	};

	return {
		spend: () => measure(true),
		look: () => measure(false),
		windows: () =>
			windows.map(({ limit, lengthMs, endsAt, used }) => ({
				limit,
				remaining: now().getTime() < endsAt ? limit - used : limit,
				lengthMs,
			})),
	};
}
