import { LEAD_FIELDS } from '../contract';
import type { Problem } from '../types';

/**
 * Keeps one invalid lead from costing the other leads of its request their scores. A request whose
 * refusal may concern a single lead is split in two, and each part is sent separately, until only the
 * invalid leads fail. Pure.
 */

const NAMES: ReadonlySet<string> = new Set(LEAD_FIELDS.map(({ name }) => name));

/**
 * "leads[3].email", "leads.3.email", "/leads/3/email": seen in similar services, not documented by
 * LeadsPredict.
 */
const INDEX = /^\W*leads\W+(\d+)\b/;

/** The index of the lead that a field names, from 0, if it names one. */
const indexIn = (field: string): number | undefined => {
	const index = INDEX.exec(field)?.[1];
	return index === undefined ? undefined : Number(index);
};

const isOfALead = (field: string): boolean =>
	NAMES.has(field.split(/\W+/).at(-1) ?? '') || indexIn(field) !== undefined;

/** Whether a refusal names a lead's field, so that a single lead may be the cause. */
export const blamesLead = ({ status, field }: Problem): boolean =>
	(status === 400 || status === 422) && field !== undefined && isOfALead(field);

/**
 * Splits a refused request. If the field names a lead's index, that lead is separated from the others;
 * otherwise the request is halved. Invariant: the parts joined are the rows, and each part is shorter.
 * @param byIndex whether a named index is trusted; false once the lead at a named index was valid
 * @returns undefined when the refusal concerns the whole request, or the request holds one lead
 */
export function bisect<T>(
	rows: readonly T[],
	problem: Problem,
	byIndex: boolean = true,
): ReadonlyArray<readonly T[]> | undefined {
	if (rows.length < 2) return undefined;
	const isNamed = blamesLead(problem);
	if (problem.status !== 413 && !isNamed) return undefined;
	const index = isNamed && byIndex ? indexIn(problem.field ?? '') : undefined;
	if (index !== undefined && index < rows.length) {
		return [rows.slice(index, index + 1), [...rows.slice(0, index), ...rows.slice(index + 1)]];
	}
	const middle = Math.ceil(rows.length / 2);
	return [rows.slice(0, middle), rows.slice(middle)];
}

/** Factor that leaves enough requests to find two invalid leads. */
const CUTS = 4;
/** Min budget, so that a small run can search a few requests for invalid leads. */
const MIN_BUDGET = 120;

/**
 * Max further requests for one refused request. Two invalid leads among a hundred are always found. If
 * all leads are invalid, the search ends early.
 */
export const bisectBudget = (leads: number): number =>
	CUTS * Math.ceil(Math.log2(Math.max(2, leads)));

/**
 * Max further requests for a whole run: twice the requests that it needs, at least 120. A search that
 * scores most leads of its request is not counted.
 */
export const bisectBudgetOfRun = (requests: number): number => Math.max(MIN_BUDGET, 2 * requests);
