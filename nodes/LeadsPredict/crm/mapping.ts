import { z } from 'zod';

import { instantOf, leadIdSchema, lookupSchema, originSchema } from '../contract';
import { formatValue, isSame } from './fieldFormat';
import type { CrmValue, FieldFormat } from './fieldFormat';

/** From a score to the fields of a CRM. Each CRM says which field goes where, and how. */

/**
 * An item that carries a score: of Analyze, Analyze in Batch, Get or the trigger, in simplified form.
 * Only what is used is read; whatever else the item holds is nobody's business here.
 */
export const scoredItemSchema = z.object({
	lead_id: leadIdSchema.nullish().catch(undefined),
	email: z.string().nullish().catch(undefined),
	name: z.string().nullish().catch(undefined),
	company: z.string().nullish().catch(undefined),
	/** Of Read Answer: what a lookup by the LeadsPredict ID found. */
	phone: z.string().nullish().catch(undefined),
	record_url: z.string().nullish().catch(undefined),
	score: z.number().finite().nullish().catch(undefined),
	previous_score: z.unknown(),
	category: z.unknown(),
	conversion_probability: z.unknown(),
	predicted_revenue: z.unknown(),
	churn_risk: z.unknown(),
	recommendations: z.unknown(),
	next_actions: z.unknown(),
	/** Of an event: when it happened. */
	timestamp: z.string().nullish().catch(undefined),
	/** Of an event: which. */
	event: z.string().nullish().catch(undefined),
	/** Of Get: when the score last changed. */
	updated_at: z.string().nullish().catch(undefined),
	skipped: z.boolean().nullish().catch(undefined),
	/** Of an item that failed before, with On Error: Continue; other nodes put out the message alone. */
	error: z
		.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)])
		.nullish()
		.catch(undefined),
	/** Of Read Answer: what a lookup found. */
	lookup: lookupSchema.nullish().catch(undefined),
	origin: originSchema.nullish().catch(undefined),
});

export type ScoredItem = z.infer<typeof scoredItemSchema>;

/** Reads an item, whatever it is; one that is no object says nothing. */
export const readScoredItem = (json: unknown): ScoredItem =>
	scoredItemSchema.safeParse(json).data ?? scoredItemSchema.parse({});

/** What of a score can be written. `scored_at` is when: the event's time, or the time of the run. */
export const SCORE_FIELDS = [
	'lead_id',
	'score',
	'previous_score',
	'category',
	'conversion_probability',
	'predicted_revenue',
	'churn_risk',
	'recommendations',
	'next_actions',
	'scored_at',
] as const;

/** Who the lead is; for tables of the user's own alone, since a CRM knows that better than we do. */
export const LEAD_SUMMARY_FIELDS = ['email', 'name', 'company', 'event'] as const;

export type ScoreField = (typeof SCORE_FIELDS)[number] | (typeof LEAD_SUMMARY_FIELDS)[number];

/** One field of a CRM that is written. */
export interface CrmField {
	readonly source: ScoreField;
	/** The CRM's internal name of the field. */
	readonly name: string;
	/** How people see it there. */
	readonly label: string;
	readonly format: FieldFormat;
	/** Set for a field that every account of this CRM has; the others are created once. */
	readonly isStandard?: true;
}

/** The field that holds the LeadsPredict id. */
export const idFieldOf = (crmFields: readonly CrmField[]): string =>
	crmFields.find(({ source }) => source === 'lead_id')?.name ?? '';

/** A value of a score that was not written, or not as a whole, and why. */
export interface LeftOut {
	readonly field: ScoreField;
	readonly why: string;
}

export interface MappedFields {
	/** By the CRM's names of the fields. */
	readonly fields: Readonly<Record<string, CrmValue | null>>;
	readonly leftOut: readonly LeftOut[];
}

export interface MappingOptions {
	/** When the scores of this run were made, for results that do not say it themselves. */
	readonly now: Date;
	/** Whether a field without a value is emptied in the CRM; otherwise it is left alone. */
	readonly clear: boolean;
}

export const isEvent = ({ event }: ScoredItem): boolean => typeof event === 'string';

function valueOf(scored: ScoredItem, from: ScoreField, now: Date): unknown {
	if (from === 'scored_at') return scored.timestamp ?? scored.updated_at ?? now.toISOString();
	return scored[from];
}

/** An event speaks of little; what it does not speak of is not empty. */
const CLEARABLE = new Set<ScoreField>([
	'category',
	'conversion_probability',
	'predicted_revenue',
	'churn_risk',
	'recommendations',
	'next_actions',
]);

const mayClear = (scored: ScoredItem, { source }: CrmField, clear: boolean): boolean =>
	clear && !isEvent(scored) && CLEARABLE.has(source);

/** A score → the fields of one record. A field without a value stays out, unless it is to be cleared. */
export function mapFields(
	scored: ScoredItem,
	crmFields: readonly CrmField[],
	{ now, clear }: MappingOptions,
): MappedFields {
	const fields: Record<string, CrmValue | null> = {};
	const leftOut: LeftOut[] = [];
	for (const crmField of crmFields) {
		const formatted = formatValue(valueOf(scored, crmField.source, now), crmField.format);
		if (formatted.ok === true) {
			fields[crmField.name] = formatted.value;
			if (formatted.note !== undefined)
				leftOut.push({ field: crmField.source, why: formatted.note });
		} else if (formatted.ok === false) leftOut.push({ field: crmField.source, why: formatted.why });
		else if (mayClear(scored, crmField, clear)) fields[crmField.name] = null;
	}
	return { fields, leftOut };
}

/** For how long the time of a scoring need not be written again. */
const FRESH_MS = 24 * 60 * 60 * 1000;

/**
 * Leaves out what the record holds already. A value that was not read counts as different. When
 * nothing but the time of the scoring differs, nothing has changed; but a time that is older than a
 * day is brought up to date, so that a lead whose score stays the same counts as scored.
 */
export function changedFields(
	fields: MappedFields['fields'],
	current: Readonly<Record<string, unknown>> | undefined,
	crmFields: readonly CrmField[],
	now: Date,
): MappedFields['fields'] {
	if (current === undefined) return fields;
	const changed = crmFields.filter(({ name, format }) => {
		const value = fields[name];
		if (value === undefined) return false;
		if (!Object.hasOwn(current, name)) return true;
		return !isSame(current[name], value ?? '', format);
	});
	const isOld = (at: unknown): boolean => {
		const time = instantOf(at);
		return time === undefined || now.getTime() - time > FRESH_MS;
	};
	if (
		changed.every(
			({ source, name }) =>
				source === 'scored_at' && !(Object.hasOwn(current, name) && isOld(current[name])),
		)
	)
		return {};
	return Object.fromEntries(changed.map(({ name }) => [name, fields[name] ?? null]));
}
