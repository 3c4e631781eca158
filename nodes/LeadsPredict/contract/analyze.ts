import { z } from 'zod';

import { leadSchema } from './lead';
import { MAX_LEADS_PER_REQUEST } from './limits';
import { extra, extraList, extraNumber } from './tolerant';
import { unchangedBy } from './unchanged';

/** Both options are documented; what LeadsPredict does when one is missing is not. */
export const analyzeOptionsSchema = z.object({
	include_predictions: z.boolean().optional(),
	include_recommendations: z.boolean().optional(),
});

export type AnalyzeOptions = z.infer<typeof analyzeOptionsSchema>;

/** Body of `POST /leads/analyze`. The upper bound is documented for `/leads/batch`. */
export const analyzeRequestSchema = z.object({
	leads: z.array(leadSchema).min(1).max(MAX_LEADS_PER_REQUEST),
	options: analyzeOptionsSchema.optional(),
});

export type AnalyzeRequest = z.infer<typeof analyzeRequestSchema>;

export const nextActionSchema = z
	.object({
		action: z.string(),
		priority: extra(z.string()),
		/** `YYYY-MM-DD` in the reference's example; taken as it comes. */
		deadline: extra(z.string()),
	})
	.passthrough();

export type NextAction = z.infer<typeof nextActionSchema>;

/** A lead's ID. Documented as text; a whole number is read as its digits (decided). */
export const leadIdSchema = z.union([
	z.string().trim().min(1),
	z.number().int().safe().nonnegative().transform(String),
]);

/**
 * One lead's result. Required: an ID and a finite score. `category` and `churn_risk` are free text.
 * `email` is not documented; when LeadsPredict echoes it, results are matched by it.
 */
export const leadResultSchema = z
	.object({
		id: leadIdSchema,
		score: z.number().finite(),
		category: extra(z.string()),
		/** 0 to 1 */
		conversion_probability: extraNumber(),
		predicted_revenue: extraNumber(),
		churn_risk: extra(z.string()),
		recommendations: extraList(z.string()),
		next_actions: extraList(nextActionSchema),
		email: extra(z.string()),
	})
	.passthrough();

export type LeadResult = z.infer<typeof leadResultSchema>;

const isUnchangedResult = unchangedBy(leadResultSchema);

/** Parses one lead's result; quickly if parsing would not change it. */
export const parseLeadResult = (received: unknown): z.SafeParseReturnType<unknown, LeadResult> =>
	isUnchangedResult(received)
		? { success: true, data: received }
		: leadResultSchema.safeParse(received);

export const summarySchema = z
	.object({
		total_leads: z.number(),
		hot_leads: z.number(),
		avg_score: z.number(),
		total_predicted_revenue: z.number(),
	})
	.passthrough();

export type Summary = z.infer<typeof summarySchema>;

/**
 * Answer of `POST /leads/analyze` and (decided) of a synchronous `POST /leads/batch`. Read each result
 * with {@link leadResultSchema}: they are not parsed here, so that one invalid result does not cost the
 * others.
 */
export const analyzeResponseSchema = z
	.object({
		status: z.literal('success'),
		data: z
			.object({
				leads: z.array(z.unknown()),
				summary: extra(summarySchema),
			})
			.passthrough(),
	})
	.passthrough();

export type AnalyzeResponse = z.infer<typeof analyzeResponseSchema>;
