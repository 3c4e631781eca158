import { z } from 'zod';

import { leadIdSchema } from './analyze';
import { HOT_SCORE } from './limits';
import { extra } from './tolerant';

/** The four documented webhook events, with LeadsPredict's descriptions. */
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
 * Decided: max characters of an event's name, time and lead ID. Those in the reference have at most
 * twenty. Longer texts are made up and would only fill items and the log.
 */
const MAX_TEXT = 200;

/**
 * The documented webhook payload. Required: an event name, a time and a lead ID. Decided: the score is
 * optional, because no document says that a churn warning has one. A message with an undocumented event
 * name is an event, although nobody can subscribe to it. No signature is documented, so nothing in a
 * message proves who sent it.
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
