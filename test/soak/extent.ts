import { z } from 'zod';

/** How much is tried. */
export interface Extent {
	/** Items of a run, and leads a request holds. */
	readonly leads: number;
	readonly size: number;
	/** Items of a run in which the node chooses the sizes; enough for several requests of 1,000. */
	readonly leadsOfAutomatic: number;
	/** Of the items, those that LeadsPredict refuses and those that have no email. */
	readonly badRecords: number;
	readonly noEmails: number;
	/** Whether each kind of fault must be met, and whether the first seed is run twice, to compare. */
	readonly complete: boolean;
	/** Leads and leads a request, of runs that need exactly a Starter plan's hour. */
	readonly hours: ReadonlyArray<{ readonly leads: number; readonly size: number }>;
	readonly forged: number;
	readonly events: number;
	/** Events while n8n is stopped amid its answers; only in full. */
	readonly eventsAmid: number;
	readonly seeds: readonly number[];
}

const FULL: Extent = {
	leads: 10_000,
	size: 100,
	leadsOfAutomatic: 10_000,
	badRecords: 7,
	noEmails: 5,
	complete: true,
	hours: [
		{ leads: 1_000, size: 1 },
		{ leads: 10_000, size: 10 },
	],
	forged: 1_000,
	events: 1_000,
	eventsAmid: 200,
	seeds: [1, 2, 3],
};

/** The same in small, for every change. */
const QUICK: Extent = {
	...FULL,
	leads: 1_000,
	size: 20,
	leadsOfAutomatic: 4_000,
	badRecords: 3,
	noEmails: 2,
	complete: false,
	hours: [{ leads: 1_000, size: 1 }],
	forged: 100,
	events: 100,
	seeds: [1],
};

/** What `npm run soak` was told: `scripts/test.ts` hands it on. */
const wantedSchema = z.object({
	quick: z.boolean().default(false),
	seeds: z.array(z.number().int()).default([]),
});

const wanted = wantedSchema.parse(JSON.parse(process.env['LEADSPREDICT_SOAK'] ?? '{}'));
const base = wanted.quick ? QUICK : FULL;

export const EXTENT: Extent = {
	...base,
	seeds: wanted.seeds.length > 0 ? wanted.seeds : base.seeds,
};

/** Where one seed does. */
export const [SEED = 1] = EXTENT.seeds;
