import { z } from 'zod';

import { leadResultSchema } from './analyze';
import { leadDetailsSchema } from './details';
import { leadSchema } from './lead';

/** A value of a lead that was not sent, or was read in a way worth knowing. */
export const warningSchema = z.object({ field: z.string(), value: z.unknown(), why: z.string() });

/**
 * The record that a lead was read from, so that a later step can write to that very record. `current`
 * holds the values of LeadsPredict's own fields in it at that time, by their names there.
 */
export const originSchema = z.object({
	/** `hubspot`, `salesforce` … */
	source: z.string(),
	/** `contact`, `lead` … */
	record_type: z.string(),
	record_id: z.union([z.string(), z.number().int().transform(String)]),
	/**
	 * Whether somebody outside may have named the record, as in the body of a webhook: it need not be
	 * the lead's, and Prepare Update does not write to it unless it is told to.
	 */
	claimed: z.boolean().optional(),
	current: z.record(z.unknown()).optional(),
});

/** What Read Answer says of a lead that was looked up in a CRM, and in which. */
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

/** Which records of which CRM, in the words of `origin`. */
export interface RecordKind {
	readonly source: string;
	readonly record_type: string;
}

/** Whether a lookup was one of records of this kind; one that does not say which is one of any. */
export const isLookupOf = (
	{ source, record_type }: Pick<Lookup, 'source' | 'record_type'>,
	kind: RecordKind,
): boolean => source === undefined || (source === kind.source && record_type === kind.record_type);

/** Whether a lookup leaves it uncertain which record of this kind is the lead's, whoever named one. */
export const rulesOut = (lookup: Lookup, kind: RecordKind): boolean =>
	(lookup.result === 'not_found' || lookup.result === 'several') && isLookupOf(lookup, kind);

/**
 * What our own output items hold in simplified form: flat, and with the lead's id called `lead_id`
 * after every operation and in the trigger, so that whatever follows works after any of them and
 * a CRM's own `id` is never overwritten. The order is the order of columns in n8n's table view.
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
	/** As it was sent, for steps that create a record of the lead. */
	company: z.string().optional(),
	warnings: z.array(warningSchema).optional(),
	origin: originSchema.optional(),
	/** What Read Answer said of the lead before it was scored, when it found several records or none. */
	lookup: lookupSchema.optional(),
});

export type ScoredLead = z.infer<typeof scoredLeadSchema>;

/** A lead that Skip Leads Scored Within left out: nothing was sent for it. */
export const skippedLeadSchema = scoredLeadSchema
	.pick({ email: true, name: true, warnings: true, origin: true })
	.extend({
		skipped: z.literal(true),
		/** When the record says it was scored last, ISO 8601 in UTC. */
		last_scored: z.string(),
	});

export type SkippedLead = z.infer<typeof skippedLeadSchema>;

/**
 * What a pause puts out carries one field more, in every form of output. When the wait ends without
 * results n8n goes on with the input as it was, which may well hold a `lead_id` or `id` of its own:
 * so this field alone tells what was decided by the batch. Errors do not carry it.
 */
export const batchStatusSchema = z.enum(['scored', 'skipped']);

export type BatchStatus = z.infer<typeof batchStatusSchema>;

export const batchLeadSchema = scoredLeadSchema.extend({
	/** Only with Pause Until Results Arrive. */
	batch_status: batchStatusSchema.optional(),
});

/** What Send Results to a URL puts out: the results go elsewhere, so there is never a score. */
export const submittedLeadSchema = scoredLeadSchema
	.pick({ email: true, name: true, warnings: true, origin: true })
	.extend({
		status: z.literal('submitted'),
		/** LeadsPredict's id for the request, when it named one. */
		batch_id: z.string().optional(),
	});

export type SubmittedLead = z.infer<typeof submittedLeadSchema>;

/**
 * What stands under `error` on an item without a result, with On Error: Continue; it is the only key
 * of such an item.
 */
export const itemErrorSchema = z.object({
	/** What happened, as a sentence. */
	message: z.string(),
	/** What to do next. */
	advice: z.string(),
	/** That of LeadsPredict or Node.js, or one of the node's own. */
	code: z.string(),
	/**
	 * Who refused: the node's settings, the check of the input, the network, LeadsPredict, the matching,
	 * n8n's Stop, or a fault of this package.
	 */
	refused_by: z.enum(['settings', 'input', 'network', 'leadspredict', 'match', 'stopped', 'node']),
	/** The field of the lead that is meant. */
	field: z.string().optional(),
	/** The HTTP status, when LeadsPredict answered. */
	status: z.number().int().optional(),
	/** Whether the same request may succeed later. */
	retryable: z.boolean(),
	/** Whether LeadsPredict counted a request for this item. */
	quota_spent: z.enum(['no', 'yes', 'unknown']),
});

export type ItemError = z.infer<typeof itemErrorSchema>;

/** What Preview puts out for each item; nothing is sent. */
export const leadPreviewSchema = z.object({
	/** The lead that would be sent. */
	lead: leadSchema.optional(),
	/** What the item was read as: "HubSpot contact", "row". */
	read_as: z.string().optional(),
	/** Where in the item each field was found. */
	from: z.record(z.string()).optional(),
	/** Values that look like a field which the lead goes without, and where they stand. */
	not_read: z
		.array(z.object({ field: z.string(), from: z.string(), value: z.unknown() }))
		.optional(),
	warnings: z.array(warningSchema).optional(),
	origin: originSchema.optional(),
	/** Why the item would be refused. */
	problem: z.object({ message: z.string(), advice: z.string(), code: z.string() }).optional(),
	/** When Skip Leads Scored Within would leave it out. */
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

/** What the trigger puts out. */
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
	 * Whether the message carried the webhook token of the credential, if one is set, and LeadsPredict
	 * bore it out, if it was to be asked. False while neither is asked for.
	 */
	verified: z.boolean(),
});

export type EventItem = z.infer<typeof eventItemSchema>;

/** What people call columns of their own as well; a result that has no such field takes theirs. */
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
		.concat('error')
		.filter((name) => !SHARED.has(name)),
);
