import { z } from 'zod';

import { leadIdSchema } from './analyze';
import { HOT_SCORE } from './limits';
import { extra } from './tolerant';

/** The four documented webhook events, with the words LeadsPredict has for them. */
export const EVENTS = {
	'churn.risk_high': 'High churn risk detected',
	'lead.hot': `Lead marked as hot (score of ${HOT_SCORE} or more)`,
	'lead.scored': 'Lead has been scored',
	'prediction.updated': 'Prediction recalculated',
} as const;

export type EventName = keyof typeof EVENTS;

export const EVENT_NAMES = [
	'lead.scored',
	'lead.hot',
	'prediction.updated',
	'churn.risk_high',
] as const satisfies readonly EventName[];

/**
 * Decided: characters that the name, the time and the lead's id of an event may have. Those of the
 * reference have at most twenty; what is longer than this is made up, and would only fill the items
 * and the log.
 */
const MAX_TEXT = 200;

/**
 * The documented webhook payload. Relied on: an event's name, a time, a lead's id.
 * Decided: an event need not carry a score (nothing says that a churn warning does), and an event
 * name that is not documented is still an event; nobody can have subscribed to it.
 * No signature is documented: nothing in a message proves who sent it.
 */
export const eventSchema = z
	.object({
		event: z.string().min(1).max(MAX_TEXT),
		/** ISO 8601 */
		timestamp: z.string().max(MAX_TEXT).datetime({ offset: true, local: true }),
		data: z
			.object({
				lead_id: leadIdSchema.refine((id) => id.length <= MAX_TEXT),
				score: z.number().finite().nullish(),
				previous_score: z.number().finite().nullish(),
				recommendations: extra(z.array(z.unknown())),
			})
			.passthrough(),
	})
	.passthrough();

export type LeadsPredictEvent = z.infer<typeof eventSchema>;
