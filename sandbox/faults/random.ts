import { z } from 'zod';

import { draws, pick } from './draw';
import type { Draw } from './draw';
import { CUTS, FAULTS, kindSchema, milliseconds, needsResults } from './kinds';
import type { Fault, FaultKind } from './kinds';
import { WAIT_FORMS } from './wait';
import type { WaitForm } from './wait';

/** What every random fault is drawn by. */
export const drawn = {
	/** The same seed and the same requests or events meet the same faults. */
	seed: z.union([z.number().int(), z.string()]),
	/** How likely each meets one, 0 to 1. */
	rate: z.number().min(0).max(1),
};

export const randomFaultsSchema = z
	.object({
		...drawn,
		/** All of them by default; each is as likely as any other. */
		kinds: z.array(kindSchema).nonempty().optional(),
		/** After so many faults in a row the same request is answered as usual; 3 by default. */
		mostInRow: z.number().int().nonnegative().optional(),
		/** Forms of a 429; all but `farAhead` by default: whoever believes that one gives up. */
		headers: z.array(z.enum(WAIT_FORMS)).nonempty().optional(),
		/** What a 429 and a 503 ask to wait; 1,000 by default. */
		waitMs: milliseconds.optional(),
		/** How long a slow answer is held back; 1,000 by default. */
		slowMs: milliseconds.optional(),
	})
	.strict();

export type RandomFaultSettings = z.infer<typeof randomFaultsSchema>;

const ALL = Object.keys(FAULTS) as FaultKind[];
const BELIEVABLE: [WaitForm, ...WaitForm[]] = [
	'none',
	...WAIT_FORMS.filter((form) => form !== 'farAhead' && form !== 'none'),
];

/** What of a fault is drawn besides its kind. */
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

/** What is remembered of each content; of more than 100,000 the one that came first is forgotten. */
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
	 * What the request that just came meets, if anything.
	 * @param digest of the request: the same for the same content
	 * @param hasResults whether its answer would hold results
	 */
	next(digest: string, hasResults: boolean): Fault | undefined;
}

/**
 * A request's fate is drawn from the seed, its content, and how often this content came before. Not
 * from its number among all requests: with several in flight the order in which they arrive differs
 * from run to run, and with it every fate. This way each request has its own sequence of fates,
 * whatever else is under way, and a repeat draws anew.
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
