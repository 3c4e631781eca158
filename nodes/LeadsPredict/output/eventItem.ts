import type { INodeExecutionData } from 'n8n-workflow';

import type { EventItem, LeadsPredictEvent } from '../contract';
import { isJson } from '../json';
import { eventKey } from '../webhook/eventKey';

/**
 * Makes a flat item of the documented fields and nothing else of the message: its headers and URL may
 * hold the token. A missing field is `null`.
 * @param verified whether every required check succeeded; see `eventItemSchema`
 */
export function eventToItem(message: LeadsPredictEvent, verified: boolean): INodeExecutionData {
	const { event, timestamp, data } = message;
	const fields: EventItem = {
		event,
		lead_id: data.lead_id,
		score: data.score ?? null,
		previous_score: data.previous_score ?? null,
		timestamp,
		recommendations: data.recommendations ?? null,
		event_key: eventKey(message),
		verified,
	};
	return { json: { ...fields, recommendations: fields.recommendations?.filter(isJson) ?? null } };
}
