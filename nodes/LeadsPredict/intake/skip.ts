import type { Row } from '../flow';
import { squash } from './labels';
import { own } from './place';

/** Leads that need not be scored again yet, because their record says when they were scored. */

/** A row that is left out of a run. */
export interface Skipped {
	readonly row: Row;
	readonly lastScored: Date;
}

/**
 * `leadspredict_last_scored`, `LeadsPredict_Last_Scored__c`, "LeadsPredict Last Scored", and Notion's
 * `property_leads_predict_last_scored`
 */
const LAST_SCORED = /^(?:property)?leadspredictlastscoredc?$/;

/** Epoch milliseconds as HubSpot's older API writes them. */
const MILLISECONDS = /^\d{12,14}$/;

/** ISO 8601 as CRMs write it; without a zone it is taken for UTC, which is off by hours at most. */
const ISO =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Notion hands out a time as a span. */
const startOf = (value: unknown): unknown => own(value, 'start') ?? value;

function pointInTime(given: unknown): Date | undefined {
	const value = startOf(given);
	const text =
		typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	if (MILLISECONDS.test(text)) return new Date(Number(text));
	const iso = ISO.exec(text);
	if (iso === null) return undefined;
	const [, day, time = '00:00', zone = 'Z'] = iso;
	const parsed = new Date(`${day}T${time}${zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')}`);
	return Number.isNaN(parsed.getTime()) ? undefined : parsed;
}

/** When the record that a lead was read from says it was scored last; nobody outside may say it. */
export function lastScored({ origin }: Row): Date | undefined {
	if (origin.claimed === true) return undefined;
	for (const [name, value] of Object.entries(origin.current ?? {})) {
		if (LAST_SCORED.test(squash(name))) return pointInTime(value);
	}
	return undefined;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Parts rows into those to score and those that were scored less than `days` ago. A record that does
 * not say when, or says a time to come, is scored.
 * @param days 0 skips nothing
 */
export function skipRecent(
	rows: readonly Row[],
	days: number,
	now: Date,
): { readonly rows: readonly Row[]; readonly skipped: readonly Skipped[] } {
	if (days <= 0) return { rows, skipped: [] };
	const skipped: Skipped[] = [];
	const kept = rows.filter((row) => {
		const at = lastScored(row);
		const age = at === undefined ? Infinity : now.getTime() - at.getTime();
		if (at === undefined || age < 0 || age >= days * DAY) return true;
		skipped.push({ row, lastScored: at });
		return false;
	});
	return { rows: kept, skipped };
}
