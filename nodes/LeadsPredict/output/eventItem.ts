import type { INodeExecutionData } from 'n8n-workflow';

import type { EventItem, LeadsPredictEvent } from '../contract';
import { isJson } from '../json';
import { eventKey } from '../webhook/eventKey';

/**
 * A flat item with the fields that the reference names and nothing else of the message: neither
 * its headers nor its address, where the token stands. What an event does not say is `null`.
 * @param verified whether all that was asked for as a proof holds; see the contract
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
