import { z } from 'zod';

import { leadIdSchema } from './analyze';
import { extra, extraList, extraNumber } from './tolerant';

/**
 * An id that can stand in the path of `GET /leads/:id`: dots alone would change the address of the
 * request, and half a character cannot be encoded.
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

/** What `GET /leads/:id` knows of a lead. Documented; relied on: an id and a finite score. */
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
