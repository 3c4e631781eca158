import { z } from 'zod';

import { draws, pick } from './draw';
import type { Draw } from './draw';
import { CUTS, FAULTS, kindSchema, milliseconds, needsResults } from './kinds';
import type { Fault, FaultKind } from './kinds';
import { WAIT_FORMS } from './wait';
import type { WaitForm } from './wait';

/** Settings of all random faults. */
export const drawn = {
	/** The same seed and the same requests or events meet the same faults. */
	seed: z.union([z.number().int(), z.string()]),
	/** The probability of a fault, 0 to 1. */
	rate: z.number().min(0).max(1),
};

export const randomFaultsSchema = z
	.object({
		...drawn,
		/** Default: all, with equal probability. */
		kinds: z.array(kindSchema).nonempty().optional(),
		/** After this many consecutive faults the same request succeeds; default: 3. */
		mostInRow: z.number().int().nonnegative().optional(),
		/** Forms of a 429. Default: all but `farAhead`, after which a client fails instead of waiting. */
		headers: z.array(z.enum(WAIT_FORMS)).nonempty().optional(),
		/** The wait that a 429 and a 503 state; default: 1,000. */
		waitMs: milliseconds.optional(),
		/** The delay of a slow answer; default: 1,000. */
		slowMs: milliseconds.optional(),
	})
	.strict();

export type RandomFaultSettings = z.infer<typeof randomFaultsSchema>;

const ALL = Object.keys(FAULTS) as FaultKind[];
const BELIEVABLE: [WaitForm, ...WaitForm[]] = [
	'none',
	...WAIT_FORMS.filter((form) => form !== 'farAhead' && form !== 'none'),
];

/** Draws the settings of a fault of a kind. */
function drawFault(
	kind: FaultKind,
	draw: Draw,
	{ headers, waitMs = 1000, slowMs }: RandomFaultSettings,
): Fault {
	switch (kind) {
		case 'rateLimited':
			return { kind, header: pick(draw, headers ?? BELIEVABLE), waitMs };
		case 'serverError':
		case 'badGateway':
		case 'gatewayTimeout':
		case 'html':
		case 'empty':
			return { kind, paid: draw() < 0.5 };
		case 'unavailable':
			return draw() < 0.5 ? { kind } : { kind, retryAfter: Math.ceil(waitMs / 1000) };
		case 'truncated':
			return { kind, how: pick(draw, CUTS) };
		case 'slow':
			return { kind, ...(slowMs !== undefined && { delayMs: slowMs }) };
		default:
			return { kind };
	}
}

const KEPT = 100_000;

/** A value for each content, up to 100,000; the oldest is forgotten first. */
export function createMemory<T>(fresh: () => T): (key: string) => T {
	const known = new Map<string, T>();
	return (key) => {
		const entry = known.get(key) ?? fresh();
		if (known.size >= KEPT && !known.has(key)) {
			const [oldest] = known.keys();
			if (oldest !== undefined) known.delete(oldest);
		}
		known.set(key, entry);
		return entry;
	};
}

export interface RandomFaults {
	readonly settings: RandomFaultSettings;
	/**
	 * The fault of the request that just arrived, if any.
	 * @param digest of the request's content
	 * @param hasResults whether its answer would hold results
	 */
	next(digest: string, hasResults: boolean): Fault | undefined;
}

/**
 * Draws the fault of a request from the seed, its content, and how often this content arrived before.
 * Its position among all requests is not used: the order of concurrent requests differs from run to
 * run, and would change every fault. So each request has its own sequence of faults, and a repeat draws
 * again.
 */
export function createRandomFaults(settings: RandomFaultSettings): RandomFaults {
	const { seed, rate, kinds = ALL, mostInRow = 3 } = settings;
	const historyOf = createMemory(() => ({ came: 0, inRow: 0 }));
	return {
		settings,
		next(digest, hasResults) {
			const history = historyOf(digest);
			history.came += 1;
			const draw = draws('request', seed, digest, history.came);
			const [first, ...others] = kinds.filter((kind) => hasResults || !needsResults(kind));
			if (first === undefined || history.inRow >= mostInRow || draw() >= rate) {
				history.inRow = 0;
				return undefined;
			}
			history.inRow += 1;
			return drawFault(pick(draw, [first, ...others]), draw, settings);
		},
	};
}
