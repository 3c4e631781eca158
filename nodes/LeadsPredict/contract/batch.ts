import { z } from 'zod';

import { leadSchema } from './lead';
import { MAX_LEADS_PER_REQUEST } from './limits';

/** Body of `POST /leads/batch`. All three names are documented; the reference shows no options here. */
export const batchRequestSchema = z.object({
	leads: z.array(leadSchema).min(1).max(MAX_LEADS_PER_REQUEST),
	async: z.boolean().optional(),
	webhook_url: z.string().url().optional(),
});

export type BatchRequest = z.infer<typeof batchRequestSchema>;

/**
 * Answer to an asynchronous batch. Decided: any success envelope acknowledges it, and a job's id is
 * read from `batch_id`, `job_id` or `id` when one of them is there.
 */
export const batchAcknowledgementSchema = z
	.object({
		status: z.literal('success'),
		data: z
			.object({
				batch_id: z.string().optional(),
				job_id: z.string().optional(),
				id: z.string().optional(),
			})
			.passthrough()
			.optional(),
	})
	.passthrough();

/**
 * What arrives at `webhook_url`. Decided: one message with `data.leads[]`, in the order of the
 * request or with an echo.
 */
export const batchCallbackSchema = z
	.object({ data: z.object({ leads: z.array(z.unknown()) }).passthrough() })
	.passthrough();
