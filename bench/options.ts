import { parseArgs } from 'node:util';

export const PARTS = [1, 2, 3, 4] as const;

export type Part = (typeof PARTS)[number];

/** How much is measured. */
export interface Extent {
	readonly quick: boolean;
	/** Leads of a run. */
	readonly sizes: readonly number[];
	/** The same for slow alternatives, mainly one request per lead; none beyond the end of the list. */
	readonly sizesSlow: readonly number[];
	readonly repetitions: number;
	/** Milliseconds; slower runs are not repeated. */
	readonly slowMs: number;
	/** Whether memory is measured for every alternative, or only for ours. */
	readonly memoryOfAll: boolean;
	/** Milliseconds of sending events to each trigger, for the warm-up and for the measurement. */
	readonly triggerWarmUpMs: number;
	readonly triggerMs: number;
	/** Number of runs of the stages, and leads per run. */
	readonly stageRepetitions: number;
	readonly stageLeads: number;
	/** Leads of a run in an n8n server, and number of runs. */
	readonly serverLeads: number;
	readonly serverRepetitions: number;
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
	serverLeads: 10_000,
	serverRepetitions: 3,
};

/** Everything once and with few leads: shows that the bench works, not how fast the node is. */
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
	serverLeads: 200,
	serverRepetitions: 1,
};

export interface Options {
	readonly extent: Extent;
	readonly parts: readonly Part[];
	/** The JSON file for the figures. */
	readonly jsonFile: string | undefined;
}

export const USAGE =
	'Usage: npm run bench -- [--quick] [--part 1|2|3|4] [--most-leads number] [--json file]';

const isPart = (value: number): value is Part => PARTS.some((part) => part === value);

/** Limits the sizes, because the largest takes most of the time. */
const upTo = (mostLeads: number, extent: Extent): Extent => ({
	...extent,
	serverLeads: Math.min(mostLeads, extent.serverLeads),
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
