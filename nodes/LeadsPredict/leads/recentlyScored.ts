import { instantOf } from '../contract';
import type { LeadRow } from '../types';
import { squash } from './headers/plainWords';
import { own } from '../json';

/** Skips leads whose CRM record shows that they were scored recently. */

/** A row that is left out of a run. */
export interface SkippedRow {
	readonly row: LeadRow;
	readonly lastScored: Date;
}

/**
 * `leadspredict_last_scored`, `LeadsPredict_Last_Scored__c`, "LeadsPredict Last Scored", and Notion's
 * `property_leads_predict_last_scored`
 */
const LAST_SCORED = /^(?:property)?leadspredictlastscoredc?$/;

/** Notion writes a time as a span. */
const startOf = (value: unknown): unknown => own(value, 'start') ?? value;

/** When the lead was last scored, by its record. A claimed record does not count. */
export function lastScored({ origin }: LeadRow): Date | undefined {
	if (origin.claimed === true) return undefined;
	for (const [name, value] of Object.entries(origin.current ?? {})) {
		if (!LAST_SCORED.test(squash(name))) continue;
		const at = instantOf(startOf(value));
		return at === undefined ? undefined : new Date(at);
	}
	return undefined;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Splits rows into those to score and those that were scored less than `days` ago. A record without
 * a time, or with a time in the future, is scored.
 * @param days 0 skips nothing
 */
export function skipRecentlyScored(
	rows: readonly LeadRow[],
	days: number,
	now: Date,
): { readonly rows: readonly LeadRow[]; readonly skipped: readonly SkippedRow[] } {
	if (days <= 0) return { rows, skipped: [] };
	const skipped: SkippedRow[] = [];
	const kept = rows.filter((row) => {
		const at = lastScored(row);
		const age = at === undefined ? Infinity : now.getTime() - at.getTime();
		if (at === undefined || age < 0 || age >= days * DAY) return true;
		skipped.push({ row, lastScored: at });
		return false;
	});
	return { rows: kept, skipped };
}
