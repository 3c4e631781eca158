import { analyzeResponseSchema, parseLeadResult, sameAddress } from '../contract';
import type { LeadResult } from '../contract';
import type { ApiResponse, LeadRow, Outcome, Problem } from '../types';
import { failed, succeeded } from '../types';
import { problem } from '../problems/problem';
import { unreadable } from '../problems/response';

/** A lead with its own result. */
export interface MatchedLead {
	readonly row: LeadRow;
	readonly result: LeadResult;
	/** The result exactly as LeadsPredict sent it. */
	readonly received: unknown;
}

/** Which email each lead ID was returned for, over all requests of a run. */
export interface IdClaims {
	readonly emailOf: Map<string, string>;
	/** Lead IDs that were returned for different emails. */
	readonly disputed: Set<string>;
}

export const noIdClaims = (): IdClaims => ({ emailOf: new Map(), disputed: new Set() });

export const wrongCount = (rows: readonly LeadRow[], results: readonly unknown[]): Problem =>
	problem('wrong_count', { sent: rows.length, received: results.length });

/**
 * Assigns the results of one request to its leads. Decided, because the reference is silent: by the
 * echoed email in any order, or by position if the results echo none. An exact echo is preferred;
 * otherwise case and surrounding spaces are ignored. The counts must agree, and no two emails of a run
 * may share a lead ID. On any contradiction, every row of the request gets that problem: scores are
 * never guessed. A result without a usable ID or score costs only its own row. Different results for
 * one address in an unknown order cost the rows of that address.
 *
 * @param rows the rows of this request, in the order in which they were sent
 * @param claims of earlier requests; those of this request are added
 */
export function matchResults(
	rows: readonly LeadRow[],
	answer: ApiResponse,
	claims: IdClaims = noIdClaims(),
): Array<Outcome<MatchedLead>> {
	const refuseAll = (why: Problem) => rows.map((row) => failed(row.item, why));

	const response = analyzeResponseSchema.safeParse(answer.body);
	if (!response.success) return refuseAll(unreadable(answer, 'a list of results'));

	const results = response.data.data.leads;
	if (results.length !== rows.length) return refuseAll(wrongCount(rows, results));

	const assigned = assign(rows, results);
	if ('problem' in assigned) return refuseAll(assigned.problem);

	const outcomes = rows.map((row) => {
		const why = assigned.refused.get(row);
		return why === undefined ? read(row, assigned.results.get(row)) : failed(row.item, why);
	});
	const shared = claim(outcomes, claims);
	return shared === undefined ? outcomes : refuseAll(problem('shared_id', { id: shared }));
}

/**
 * When a later request returns an earlier ID for another email, the earlier result is in doubt as well,
 * because the same answer may have arrived twice. Its whole request is refused, too.
 * @param requests the rows of each request of the run
 */
export function withdrawDisputed(
	requests: ReadonlyArray<readonly LeadRow[]>,
	outcomes: ReadonlyArray<Outcome<MatchedLead>>,
	{ disputed }: IdClaims,
): ReadonlyArray<Outcome<MatchedLead>> {
	if (disputed.size === 0) return outcomes;
	const idOf = new Map(
		outcomes.flatMap((outcome) => (outcome.ok ? [[outcome.item, outcome.result.result.id]] : [])),
	);
	const doubtful = new Map<number, string>();
	for (const rows of requests) {
		const id = rows.map(({ item }) => idOf.get(item)).find((each) => each && disputed.has(each));
		if (id !== undefined) for (const { item } of rows) doubtful.set(item, id);
	}
	return outcomes.map((outcome) => {
		const id = outcome.ok ? doubtful.get(outcome.item) : undefined;
		return id === undefined ? outcome : failed(outcome.item, problem('shared_id', { id }));
	});
}

function read(row: LeadRow, received: unknown): Outcome<MatchedLead> {
	const parsed = parseLeadResult(received);
	return parsed.success
		? succeeded(row.item, { row, result: parsed.data, received })
		: failed(row.item, problem('unusable_result', parsed.error));
}

/** The email that a result echoes, unchanged. */
export const echoOf = (result: unknown): string | undefined => {
	if (typeof result !== 'object' || result === null) return undefined;
	const email: unknown = Reflect.get(result, 'email');
	return typeof email === 'string' && email.trim() !== '' ? email : undefined;
};

/** Each row's result or problem; or the contradiction, for all rows. */
type Assignment =
	| {
			readonly results: ReadonlyMap<LeadRow, unknown>;
			readonly refused: ReadonlyMap<LeadRow, Problem>;
	  }
	| { readonly problem: Problem };

const inOrder = (rows: readonly LeadRow[], results: readonly unknown[]): Assignment => ({
	results: new Map(rows.map((row, index) => [row, results[index]])),
	refused: new Map(),
});

/** @param results one for each row */
function assign(rows: readonly LeadRow[], results: readonly unknown[]): Assignment {
	const echoes = results.map(echoOf);
	const sent = new Set(rows.map(({ lead }) => sameAddress(lead.email)));
	const foreign = echoes.find((echo) => echo !== undefined && !sent.has(sameAddress(echo)));
	if (foreign !== undefined) return { problem: problem('email_not_sent', { email: foreign }) };
	const texts = echoes.filter((echo) => echo !== undefined);
	return texts.length === results.length
		? byEcho(rows, results, texts)
		: byPosition(rows, results, echoes);
}

const timesOf = (texts: readonly string[]): ReadonlyMap<string, number> => {
	const times = new Map<string, number>();
	for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
	return times;
};

function grouped<T>(list: readonly T[], keyOf: (each: T, index: number) => string) {
	const groups = new Map<string, T[]>();
	list.forEach((each, index) => {
		const key = keyOf(each, index);
		const same = groups.get(key);
		if (same === undefined) groups.set(key, [each]);
		else same.push(each);
	});
	return groups;
}

/**
 * For results that all echo an email. A spelling that is returned as often as it was sent belongs to
 * the rows with that spelling; the other spellings of an address belong to its other rows. Within such
 * a group, position decides if all results are in the order of the rows. Otherwise the results can be
 * assigned only if they are equal.
 */
function byEcho(
	rows: readonly LeadRow[],
	results: readonly unknown[],
	echoes: readonly string[],
): Assignment {
	const sent = timesOf(rows.map(({ lead }) => lead.email));
	const named = timesOf(echoes);
	const groupOf = (address: string): string =>
		sent.get(address) === named.get(address)
			? `exactly ${address}`
			: `folded ${sameAddress(address)}`;
	const groupOfRow = ({ lead }: LeadRow) => groupOf(lead.email);
	const groupOfResult = (index: number) => groupOf(echoes[index] ?? '');
	if (rows.every((row, index) => groupOfRow(row) === groupOfResult(index))) {
		return inOrder(rows, results);
	}
	const resultsOf = grouped(results, (_, index) => groupOfResult(index));
	const assigned = new Map<LeadRow, unknown>();
	const refused = new Map<LeadRow, Problem>();
	for (const [group, own] of grouped(rows, groupOfRow)) {
		const email = own[0]?.lead.email ?? '';
		const theirs = resultsOf.get(group) ?? [];
		if (theirs.length !== own.length) return { problem: problem('wrong_email_count', { email }) };
		const areSame = new Set(theirs.map((result) => JSON.stringify(result))).size === 1;
		own.forEach((row, index) => {
			if (areSame) assigned.set(row, theirs[index]);
			else refused.set(row, problem('order_unknown', { email }));
		});
	}
	return { results: assigned, refused };
}

/**
 * For results of which some echo no email: each must be at the position of its lead. Another row's
 * address in any field of it, `email` or `lead.email`, is a contradiction. An address of its own row
 * confirms the position. No address moves a result.
 */
function byPosition(
	rows: readonly LeadRow[],
	results: readonly unknown[],
	echoes: ReadonlyArray<string | undefined>,
): Assignment {
	const spellings = new Set(rows.map(({ lead }) => lead.email));
	const addresses = new Set([...spellings].map(sameAddress));
	const namesAnother = (text: string, { lead: { email } }: LeadRow): boolean =>
		sameAddress(text) === sameAddress(email)
			? text !== email && spellings.has(text)
			: addresses.has(sameAddress(text));
	for (const [index, row] of rows.entries()) {
		const echo = echoes[index];
		if (echo !== undefined) {
			if (namesAnother(echo, row)) {
				return { problem: problem('email_out_of_order', { email: row.lead.email }) };
			}
			continue;
		}
		const other = findText(results[index], (text) => namesAnother(text, row));
		if (other !== undefined) return { problem: problem('email_of_another', { email: other }) };
	}
	return inOrder(rows, results);
}

/** Levels of a result that are searched: its fields, and fields of those. A list is no level. */
const LEVELS = 2;

/** The first wanted text of a result. */
function findText(
	value: unknown,
	isWanted: (text: string) => boolean,
	levels = LEVELS,
): string | undefined {
	if (typeof value === 'string') return isWanted(value) ? value : undefined;
	if (typeof value !== 'object' || value === null) return undefined;
	const isList = Array.isArray(value);
	if (!isList && levels === 0) return undefined;
	for (const each of isList ? value : Object.values(value)) {
		const text = findText(each, isWanted, isList ? levels : levels - 1);
		if (text !== undefined) return text;
	}
	return undefined;
}

/**
 * Records the email of each lead ID. The same email sent twice may get one ID.
 * @returns an ID that already belongs to another email
 */
function claim(
	outcomes: ReadonlyArray<Outcome<MatchedLead>>,
	{ emailOf, disputed }: IdClaims,
): string | undefined {
	let shared: string | undefined;
	for (const outcome of outcomes) {
		if (!outcome.ok) continue;
		const { row, result } = outcome.result;
		const email = sameAddress(row.lead.email);
		const owner = emailOf.get(result.id);
		if (owner === undefined) emailOf.set(result.id, email);
		else if (owner !== email) {
			disputed.add(result.id);
			shared ??= result.id;
		}
	}
	return shared;
}
