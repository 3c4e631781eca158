import { instantOf } from '../contract';
import type { LeadsPredictEvent } from '../contract';

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
