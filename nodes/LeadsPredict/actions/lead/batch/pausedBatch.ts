import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { LEAD_FIELDS, lookupSchema, originSchema } from '../../../contract';
import type { BatchIds, LeadField } from '../../../contract';
import type { PendingBatch } from '../../../webhook/batchCallback';
import type { LeadRow } from '../../../types';
import type { OutputFormat } from '../../../output/items';
import { jsonOf } from '../../../json';

/**
 * What a pause stores until the results arrive. It is part of the execution's data, so it holds only
 * what the output needs: no input item, no key, and only the digest of the nonce. It is one text,
 * because n8n's expression engine reads a text in one step and an object value by value.
 */

export interface PausedBatch {
	readonly awaited: PendingBatch;
	/** When the wait ends, in milliseconds since 1970. */
	readonly until: number;
	/** Number of input items. */
	readonly items: number;
	/** Output for items that were not sent because they were refused or skipped. */
	readonly ready: readonly INodeExecutionData[];
	readonly shape: OutputFormat;
}

const fieldNames = LEAD_FIELDS.map(({ name }) => name);
const isField = (value: unknown): value is LeadField => fieldNames.some((name) => name === value);

const rowSchema = z.object({
	item: z.number().int().nonnegative(),
	email: z.string(),
	name: z.string().optional(),
	company: z.string().optional(),
	warnings: z
		.array(
			z.object({
				field: z.custom<LeadField>(isField),
				value: z.unknown(),
				why: z.string(),
				leftOut: z.boolean(),
			}),
		)
		.optional(),
	source: z.string(),
	record: z.object({ type: originSchema.shape.record_type, id: z.string() }).optional(),
	current: z.record(z.unknown()).optional(),
	claimed: z.literal(true).optional(),
	lookup: lookupSchema.optional(),
});

const pausedSchema = z.object({
	digest: z.string().regex(/^[\da-f]{64}$/),
	ids: z.object({
		batch_id: z.string().optional(),
		job_id: z.string().optional(),
		id: z.string().optional(),
	}),
	rows: z.array(rowSchema).min(1),
	until: z.number().int(),
	items: z.number().int(),
	ready: z.array(z.object({ item: z.number().int(), json: z.record(z.unknown()) })),
	shape: z.object({
		output: z.enum(['simplified', 'raw', 'selected']),
		selected: z.array(z.string()),
		includeOtherFields: z.boolean(),
	}),
});

type WrittenRow = z.input<typeof rowSchema>;

const written = ({ item, lead, warnings, origin }: LeadRow): WrittenRow => ({
	item,
	email: lead.email,
	name: lead.name,
	company: lead.company,
	...(warnings.length > 0 && { warnings: [...warnings] }),
	source: origin.source,
	record: origin.record,
	current: origin.current,
	claimed: origin.claimed,
	lookup: origin.lookup,
});

const rowOf = (row: z.output<typeof rowSchema>): LeadRow => {
	const { item, email, name, company, warnings = [] } = row;
	const { source, record, current, claimed, lookup } = row;
	return {
		item,
		lead: { email, ...(name !== undefined && { name }), ...(company !== undefined && { company }) },
		warnings: warnings.map(({ field, value, why, leftOut }) => ({ field, value, why, leftOut })),
		origin: {
			source,
			label: 'lead',
			fields: {},
			...(record !== undefined && { record }),
			...(current !== undefined && { current }),
			...(claimed !== undefined && { claimed }),
			...(lookup !== undefined && { lookup }),
		},
	};
};

/** The index of the input item that an output item is paired with. */
export const itemOf = ({ pairedItem }: INodeExecutionData): number =>
	z.object({ item: z.number() }).parse(pairedItem).item;

export function writePaused({ awaited, ready, shape, ...rest }: PausedBatch): string {
	const form: z.input<typeof pausedSchema> = {
		// First, because digestIn reads it there.
		digest: awaited.digest,
		ids: awaited.ids,
		rows: awaited.rows.map(written),
		ready: ready.map((each) => ({ item: itemOf(each), json: each.json })),
		shape: { ...shape, selected: [...shape.selected] },
		...rest,
	};
	return JSON.stringify(form);
}

const idsOf = ({ batch_id, job_id, id }: z.output<typeof pausedSchema>['ids']): BatchIds => ({
	...(batch_id !== undefined && { batch_id }),
	...(job_id !== undefined && { job_id }),
	...(id !== undefined && { id }),
});

const DIGEST_FIRST = /^\{"digest":"([\da-f]{64})"/;

/**
 * Reads only the digest, so that an unknown caller is refused before thousands of leads are parsed.
 * @param text as {@link writePaused} made it
 * @throws Error for any other text
 */
export function digestIn(text: string): string {
	const digest = DIGEST_FIRST.exec(text)?.[1];
	if (digest === undefined) throw new Error('What was kept of the batch has no digest');
	return digest;
}

/**
 * @param text as {@link writePaused} made it
 * @throws SyntaxError or ZodError for any other text
 */
export function readPaused(text: string): PausedBatch {
	const { digest, ids, rows, ready, ...rest } = pausedSchema.parse(JSON.parse(text));
	return {
		awaited: { digest, ids: idsOf(ids), rows: rows.map(rowOf) },
		ready: ready.map(({ item, json }): INodeExecutionData => {
			const own: IDataObject = jsonOf(json);
			return { json: own, pairedItem: { item } };
		}),
		...rest,
	};
}
