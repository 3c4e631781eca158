import { z } from 'zod';

import { leadIdSchema } from './analyze';
import { extra, extraList, extraNumber } from './tolerant';

/**
 * An ID that can be part of the path of `GET /leads/:id`. An ID of dots only would change the path, and
 * a lone surrogate cannot be encoded.
 */
export const askableLeadIdSchema = leadIdSchema.refine(
	(id) => !/^\.{1,2}$|\p{Surrogate}/u.test(id),
);

export const historyEntrySchema = z
	.object({
		/** ISO 8601 */
		timestamp: z.string(),
		event: z.string(),
		score: extraNumber(),
	})
	.passthrough();

export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** A lead in the answer of `GET /leads/:id`. Documented. Required: an ID and a finite score. */
export const leadDetailsSchema = z
	.object({
		id: leadIdSchema,
		score: z.number().finite(),
		/** ISO 8601 */
		created_at: extra(z.string()),
		/** ISO 8601 */
		updated_at: extra(z.string()),
		history: extraList(historyEntrySchema),
	})
	.passthrough();

export type LeadDetails = z.infer<typeof leadDetailsSchema>;

export const detailsResponseSchema = z
	.object({ status: z.literal('success'), data: z.unknown() })
	.passthrough();
