import { parseArgs } from 'node:util';

export const PARTS = [1, 2, 3] as const;

export type Part = (typeof PARTS)[number];

/** How much is measured. */
export interface Extent {
	readonly quick: boolean;
	/** Leads of a run. */
	readonly sizes: readonly number[];
	/** The same for what is slow, one request per lead above all: none where the list has ended. */
	readonly sizesSlow: readonly number[];
	readonly repetitions: number;
	/** Milliseconds; what takes longer is run once. */
	readonly slowMs: number;
	/** Whether memory is read in a process of its own for each alternative, or for ours alone. */
	readonly memoryOfAll: boolean;
	/** Milliseconds for which events are sent to each trigger, before it counts and while it does. */
	readonly triggerWarmUpMs: number;
	readonly triggerMs: number;
	/** Times that the stages are run, and leads that run through them. */
	readonly stageRepetitions: number;
	readonly stageLeads: number;
}

export const FULL: Extent = {
	quick: false,
	sizes: [1_000, 10_000, 100_000],
	sizesSlow: [1_000, 10_000],
	repetitions: 3,
	slowMs: 60_000,
	memoryOfAll: true,
	triggerWarmUpMs: 2_000,
	triggerMs: 6_000,
	stageRepetitions: 9,
	stageLeads: 10_000,
};

/** Everything once and small: shows that it runs, not how fast. */
export const QUICK: Extent = {
	quick: true,
	sizes: [1_000],
	sizesSlow: [200],
	repetitions: 1,
	slowMs: 0,
	memoryOfAll: false,
	triggerWarmUpMs: 300,
	triggerMs: 1_000,
	stageRepetitions: 1,
	stageLeads: 1_000,
};

export interface Options {
	readonly extent: Extent;
	readonly parts: readonly Part[];
	/** Where the figures are written for machines. */
	readonly jsonFile: string | undefined;
}

export const USAGE =
	'Usage: npm run bench -- [--quick] [--part 1|2|3] [--most-leads number] [--json file]';

const isPart = (value: number): value is Part => PARTS.some((part) => part === value);

/** The largest size takes most of the time. */
const upTo = (mostLeads: number, extent: Extent): Extent => ({
	...extent,
	sizes: extent.sizes.filter((leads) => leads <= mostLeads),
	sizesSlow: extent.sizesSlow.filter((leads) => leads <= mostLeads),
});

/** @throws Error with the usage when the arguments make no sense */
export function readOptions(args: readonly string[]): Options {
	let values;
	try {
		({ values } = parseArgs({
			args: [...args],
			options: {
				quick: { type: 'boolean', default: false },
				'most-leads': { type: 'string' },
				part: { type: 'string', multiple: true, default: [] },
				json: { type: 'string' },
			},
		}));
	} catch {
		throw new Error(USAGE);
	}
	const asked = values.part.map(Number);
	const mostLeads = Number(values['most-leads'] ?? Infinity);
	const extent = upTo(mostLeads, values.quick ? QUICK : FULL);
	if (!asked.every(isPart) || values.json === '' || extent.sizes.length === 0) {
		throw new Error(USAGE);
	}
	return {
		extent,
		parts: asked.length > 0 ? PARTS.filter((part) => asked.includes(part)) : PARTS,
		jsonFile: values.json,
	};
}
