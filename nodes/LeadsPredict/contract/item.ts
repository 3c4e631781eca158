import { z } from 'zod';

import { leadResultSchema } from './analyze';
import { leadDetailsSchema } from './details';
import { leadSchema } from './lead';

/** A value that was not sent, or that needs a remark on how it was read. */
export const warningSchema = z.object({ field: z.string(), value: z.unknown(), why: z.string() });

/**
 * The record that a lead was read from, so that a later step can write to it. `current` holds the
 * record's values of LeadsPredict's fields at that time, by their names in the CRM.
 */
export const originSchema = z.object({
	/** `hubspot`, `salesforce` … */
	source: z.string(),
	/** `contact`, `lead` … */
	record_type: z.string(),
	record_id: z.union([z.string(), z.number().int().transform(String)]),
	/**
	 * Whether somebody outside may have named the record, e.g. in the body of a webhook. It may not be
	 * the lead's record, and Prepare Update does not write to it by default.
	 */
	claimed: z.boolean().optional(),
	current: z.record(z.unknown()).optional(),
});

/** Read Answer's result for a lead that was looked up, and in which CRM. */
export const lookupSchema = z
	.object({
		result: z.enum(['found', 'not_found', 'several', 'failed']),
		/** As in `origin`. */
		source: z.string().optional(),
		record_type: z.string().optional(),
		/** Why it failed. */
		reason: z.string().optional().catch(undefined),
		/** Whether the same lookup can succeed later. */
		retryable: z.boolean().optional().catch(undefined),
	})
	.passthrough();

export type Lookup = z.infer<typeof lookupSchema>;

/** A kind of record of a CRM, with the values used in `origin`. */
export interface RecordKind {
	readonly source: string;
	readonly record_type: string;
}

/** Whether a lookup was for records of this kind. A lookup without a kind counts for every kind. */
export const isLookupOf = (
	{ source, record_type }: Pick<Lookup, 'source' | 'record_type'>,
	kind: RecordKind,
): boolean => source === undefined || (source === kind.source && record_type === kind.record_type);

/**
 * Whether a lookup leaves it uncertain which record of this kind is the lead's, even if the item names
 * one.
 */
export const rulesOut = (lookup: Lookup, kind: RecordKind): boolean =>
	(lookup.result === 'not_found' || lookup.result === 'several') && isLookupOf(lookup, kind);

/**
 * Simplified output items. They are flat, and the lead's ID is `lead_id` after every operation and in
 * the trigger, so that the next steps work after any of them and a CRM's `id` is never overwritten. The
 * order of fields is the order of columns in n8n's table view.
 */
export const scoredLeadSchema = z.object({
	email: z.string(),
	name: z.string().optional(),
	score: leadResultSchema.shape.score,
	category: leadResultSchema.shape.category,
	lead_id: z.string(),
	conversion_probability: leadResultSchema.shape.conversion_probability,
	predicted_revenue: leadResultSchema.shape.predicted_revenue,
	churn_risk: leadResultSchema.shape.churn_risk,
	recommendations: leadResultSchema.shape.recommendations,
	next_actions: leadResultSchema.shape.next_actions,
	/** As sent, for steps that create a record of the lead. */
	company: z.string().optional(),
	warnings: z.array(warningSchema).optional(),
	origin: originSchema.optional(),
	/** Read Answer's result before scoring, when it found several records or none. */
	lookup: lookupSchema.optional(),
});

export type ScoredLead = z.infer<typeof scoredLeadSchema>;

/** A lead that Skip Leads Scored Within skipped; it was not sent. */
export const skippedLeadSchema = scoredLeadSchema
	.pick({ email: true, name: true, warnings: true, origin: true })
	.extend({
		skipped: z.literal(true),
		/** The time of the last score in the record, ISO 8601 in UTC. */
		last_scored: z.string(),
	});

export type SkippedLead = z.infer<typeof skippedLeadSchema>;

/**
 * An additional field of every result after a pause, in every output format. When the wait ends without
 * results, n8n continues with the unchanged input, which may hold a `lead_id` or `id` of its own. Only
 * this field marks results of the batch. Errors do not have it.
 */
export const batchStatusSchema = z.enum(['scored', 'skipped']);

export type BatchStatus = z.infer<typeof batchStatusSchema>;

export const batchLeadSchema = scoredLeadSchema.extend({
	/** Present only with Pause Until Results Arrive. */
	batch_status: batchStatusSchema.optional(),
});

/** Output of Send Results to a URL. Results go to another address, so there is never a score. */
export const submittedLeadSchema = scoredLeadSchema
	.pick({ email: true, name: true, warnings: true, origin: true })
	.extend({
		status: z.literal('submitted'),
		/** LeadsPredict's ID for the batch, if the acknowledgement has one. */
		batch_id: z.string().optional(),
	});

export type SubmittedLead = z.infer<typeof submittedLeadSchema>;

/** The `error` of an item without a result, with On Error: Continue. It is the item's only key. */
export const itemErrorSchema = z.object({
	/** What happened: one sentence. */
	message: z.string(),
	/** What to do next. */
	advice: z.string(),
	/** LeadsPredict's or Node.js's code, or one of the node's own. */
	code: z.string(),
	/**
	 * Where it failed: the node's settings, the check of the input, the network, LeadsPredict, the
	 * matching of results, n8n's Stop, or a bug in this package.
	 */
	refused_by: z.enum(['settings', 'input', 'network', 'leadspredict', 'match', 'stopped', 'node']),
	/** The lead field that the error concerns. */
	field: z.string().optional(),
	/** The HTTP status, when LeadsPredict answered. */
	status: z.number().int().optional(),
	/** Whether the same request may succeed later. */
	retryable: z.boolean(),
	/** Whether LeadsPredict counted a request for this item. */
	quota_spent: z.enum(['no', 'yes', 'unknown']),
});

export type ItemError = z.infer<typeof itemErrorSchema>;

/** Preview's output for each item. Nothing is sent. */
export const leadPreviewSchema = z.object({
	/** The lead that would be sent. */
	lead: leadSchema.optional(),
	/** The kind of item: "HubSpot contact", "row". */
	read_as: z.string().optional(),
	/** Where in the item each field was found. */
	from: z.record(z.string()).optional(),
	/** Values that look like a missing field of the lead, and their paths. */
	not_read: z
		.array(z.object({ field: z.string(), from: z.string(), value: z.unknown() }))
		.optional(),
	warnings: z.array(warningSchema).optional(),
	origin: originSchema.optional(),
	/** Why the item would be refused. */
	problem: z.object({ message: z.string(), advice: z.string(), code: z.string() }).optional(),
	/** Present when Skip Leads Scored Within would skip the lead. */
	skipped: z.literal(true).optional(),
	last_scored: z.string().optional(),
});

export type LeadPreview = z.infer<typeof leadPreviewSchema>;

/** Simplified output of Get. */
export const leadWithHistorySchema = z.object({
	lead_id: z.string(),
	score: leadDetailsSchema.shape.score,
	created_at: leadDetailsSchema.shape.created_at,
	updated_at: leadDetailsSchema.shape.updated_at,
	history: leadDetailsSchema.shape.history,
});

export type LeadWithHistory = z.infer<typeof leadWithHistorySchema>;

/** The trigger's output item. */
export const eventItemSchema = z.object({
	event: z.string(),
	lead_id: z.string(),
	score: z.number().nullish(),
	previous_score: z.number().nullish(),
	timestamp: z.string(),
	recommendations: z.array(z.unknown()).nullish(),
	/** Event, lead, time and score in one text: the same for each repeat of one event. */
	event_key: z.string(),
	/**
	 * Whether the message carried the credential's webhook token, if one is set, and LeadsPredict
	 * confirmed the event, if Check Back With LeadsPredict is on. False when neither is required.
	 */
	verified: z.boolean(),
});

export type EventItem = z.infer<typeof eventItemSchema>;

/**
 * Names that users give to their own columns as well. A result without such a field keeps the user's.
 */
const SHARED: ReadonlySet<string> = new Set(['email', 'name', 'company']);

/** The names of all other fields of our output items. */
export const OWN_ITEM_FIELDS: ReadonlySet<string> = new Set(
	[
		batchLeadSchema,
		skippedLeadSchema,
		submittedLeadSchema,
		leadPreviewSchema,
		leadWithHistorySchema,
	]
		.flatMap(({ shape }) => Object.keys(shape))
		// Also those of Read Answer: Prepare Tasks relies on them.
		.concat('error', 'record_id', 'result', 'tasks')
		.filter((name) => !SHARED.has(name)),
);
