import { LEAD_FIELDS } from '../contract';
import type { Problem } from '../types';

/**
 * One bad lead must not cost the others of its request their scores: a refusal that may be about a
 * single lead cuts the request in two, and each part is sent by itself, until only the leads that are
 * to blame fail. Pure.
 */

const NAMES: ReadonlySet<string> = new Set(LEAD_FIELDS.map(({ name }) => name));

/** "leads[3].email", "leads.3.email", "/leads/3/email": seen in such services, not documented here. */
const INDEX = /^\W*leads\W+(\d+)\b/;

/** Which of the leads a field speaks of, counted from 0, if it says so. */
const indexIn = (field: string): number | undefined => {
	const index = INDEX.exec(field)?.[1];
	return index === undefined ? undefined : Number(index);
};

const isOfALead = (field: string): boolean =>
	NAMES.has(field.split(/\W+/).at(-1) ?? '') || indexIn(field) !== undefined;

/** Whether a refusal names the field of a lead, so that a single lead may be to blame. */
export const blamesLead = ({ status, field }: Problem): boolean =>
	(status === 400 || status === 422) && field !== undefined && isOfALead(field);

/**
 * Cuts a refused request. A field that names the lead's index separates it from the others; otherwise
 * the request is halved. Law: the parts joined are the rows, and each is shorter.
 * @param byIndex whether a named index is trusted; not once the lead that stood there was none to blame
 * @returns undefined when the refusal concerns the request as a whole, or a single lead
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

/** Requests that finding one bad lead among many takes, and somewhat more than two of them do. */
const CUTS = 4;
/** Even a small run may look for its bad leads, in a few requests at the same time. */
const MIN_BUDGET = 120;

/**
 * How many more requests may be spent on one refused request. Two bad leads among a hundred are found
 * for sure; where all are bad it is not worth finding out.
 */
export const bisectBudget = (leads: number): number =>
	CUTS * Math.ceil(Math.log2(Math.max(2, leads)));

/**
 * How many more requests a whole run may spend so in vain: twice what it needs anyway, and at least
 * 120. A search that gave most leads of its request a score is not counted.
 */
export const bisectBudgetOfRun = (requests: number): number => Math.max(MIN_BUDGET, 2 * requests);
