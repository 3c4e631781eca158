import { z } from 'zod';

import { leadResultSchema } from './analyze';
import { leadDetailsSchema } from './details';

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
});

export type ScoredLead = z.infer<typeof scoredLeadSchema>;

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
	/** Whether the message carried the webhook token of the credential. */
	verified: z.boolean(),
});

export type EventItem = z.infer<typeof eventItemSchema>;

/** The totals that Include Summary adds, over all requests of a run. */
export const runSummarySchema = z.object({
	total_leads: z.number().int(),
	hot_leads: z.number().int(),
	avg_score: z.number().nullable(),
	total_predicted_revenue: z.number(),
	failed_leads: z.number().int(),
	requests: z.number().int(),
});

export type RunSummary = z.infer<typeof runSummarySchema>;
