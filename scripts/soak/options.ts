import { parseArgs } from 'node:util';

export const TRIALS = ['leads', 'limit', 'forged', 'events', 'secrets'] as const;

export type TrialName = (typeof TRIALS)[number];

/** How much is tried. */
export interface Extent {
	readonly quick: boolean;
	/** Items of a run, and leads a request holds. */
	readonly leads: number;
	readonly size: number;
	/** Of the items, those that LeadsPredict refuses and those that have no email. */
	readonly badRecords: number;
	readonly noEmails: number;
	/** Whether the first seed is run twice, to compare. */
	readonly twice: boolean;
	/** Leads and leads a request, of runs that need exactly a Starter plan's hour. */
	readonly hours: ReadonlyArray<{ readonly leads: number; readonly size: number }>;
	readonly forged: number;
	readonly events: number;
	/** Events while n8n is stopped amid its answers; 0 leaves that out. */
	readonly eventsAmid: number;
}

export const FULL: Extent = {
	quick: false,
	leads: 10_000,
	size: 100,
	badRecords: 7,
	noEmails: 5,
	twice: true,
	hours: [
		{ leads: 1_000, size: 1 },
		{ leads: 10_000, size: 10 },
	],
	forged: 1_000,
	events: 1_000,
	eventsAmid: 200,
};

/** The same in small, for every change. */
export const QUICK: Extent = {
	...FULL,
	quick: true,
	leads: 1_000,
	size: 20,
	badRecords: 3,
	noEmails: 2,
	twice: false,
	hours: [{ leads: 1_000, size: 1 }],
	forged: 100,
	events: 100,
	eventsAmid: 0,
};

export interface Options {
	readonly extent: Extent;
	readonly seeds: readonly number[];
	readonly trials: readonly TrialName[];
	/** Where the figures are written for machines. */
	readonly jsonFile: string | undefined;
}

const SEEDS = [1, 2, 3];

export const USAGE = `Usage: npm run soak -- [--quick] [--seed number]… [--only ${TRIALS.join('|')}]… [--json file]`;

/** @throws Error with the usage when the arguments make no sense */
export function readOptions(args: readonly string[]): Options {
	let values;
	try {
		({ values } = parseArgs({
			args: [...args],
			options: {
				quick: { type: 'boolean', default: false },
				seed: { type: 'string', multiple: true, default: [] },
				only: { type: 'string', multiple: true, default: [] },
				json: { type: 'string' },
			},
		}));
	} catch {
		throw new Error(USAGE);
	}
	const seeds = values.seed.map((seed) => (seed.trim() === '' ? NaN : Number(seed)));
	const { only } = values;
	const known = only.every((name) => TRIALS.some((trial) => trial === name));
	if (!known || !seeds.every(Number.isSafeInteger) || values.json === '') throw new Error(USAGE);
	return {
		extent: values.quick ? QUICK : FULL,
		seeds: seeds.length > 0 ? [...new Set(seeds)] : values.quick ? SEEDS.slice(0, 1) : SEEDS,
		trials: only.length > 0 ? TRIALS.filter((trial) => only.includes(trial)) : TRIALS,
		jsonFile: values.json,
	};
}
