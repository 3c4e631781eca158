import type { INodeExecutionData } from 'n8n-workflow';

import { instantOf } from '../contract';
import type { EventItem, LeadsPredictEvent } from '../contract';
import { isJson } from '../json';

const escaped = (part: string) => part.replace(/[\\|]/g, '\\$&');

/** One instant is written in many ways; a whole second as in the documented examples. */
function sameInstant(timestamp: string): string {
	const at = instantOf(timestamp);
	return at === undefined ? timestamp : new Date(at).toISOString().replace('.000Z', 'Z');
}

/**
 * One text for one event: event, lead, time and score. Never the lead alone, nor the newest time:
 * late older events are events too. Parts are escaped, so that two events share a key only when
 * all four agree. n8n's Remove Duplicates node can compare it.
 */
export function eventKey({ event, timestamp, data }: LeadsPredictEvent): string {
	const score = typeof data.score === 'number' ? String(data.score) : '';
	return [event, data.lead_id, sameInstant(timestamp), score].map(escaped).join('|');
}

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
