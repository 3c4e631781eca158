import { instantOf } from '../contract';
import type { LeadsPredictEvent } from '../contract';

const escaped = (part: string) => part.replace(/[\\|]/g, '\\$&');

/** Writes an instant in one form; whole seconds as in the documented examples. */
function sameInstant(timestamp: string): string {
	const at = instantOf(timestamp);
	return at === undefined ? timestamp : new Date(at).toISOString().replace('.000Z', 'Z');
}

/**
 * A text that identifies an event by name, lead, time and score. The lead or the newest time alone
 * would drop older events that arrive late. Parts are escaped, so that two events share a key only if
 * all four agree. n8n's Remove Duplicates node can compare it.
 */
export function eventKey({ event, timestamp, data }: LeadsPredictEvent): string {
	const score = typeof data.score === 'number' ? String(data.score) : '';
	return [event, data.lead_id, sameInstant(timestamp), score].map(escaped).join('|');
}
