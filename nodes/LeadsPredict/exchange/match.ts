import { analyzeResponseSchema, leadResultSchema, sameAddress } from '../contract';
import type { LeadResult } from '../contract';
import type { Outcome, Problem, Row } from '../flow';
import { failed, succeeded } from '../flow';
import {
	echoCountMismatch,
	echoMismatch,
	foreignEcho,
	sharedId,
	unreadable,
	unusableResult,
	wrongCount,
} from './problem';
import type { Answer } from './send';

/** A lead with the result that is certainly its own. */
export interface Scored {
	readonly row: Row;
	readonly result: LeadResult;
	/** The result exactly as LeadsPredict sent it. */
	readonly received: unknown;
}

/** Which emails have claimed which lead ids, over all requests of a run. */
export interface Claims {
	readonly emailOf: Map<string, string>;
	/** Lead ids that different emails have claimed. */
	readonly disputed: Set<string>;
}

export const noClaims = (): Claims => ({ emailOf: new Map(), disputed: new Set() });

/**
 * Decides which result belongs to which lead of one request. Decided, because the reference does
 * not say: by the echoed email when the results carry one, in whatever order they come; otherwise
 * by position. Either way the counts must agree and no two emails of a run may share a lead's id.
 * When anything contradicts, every row of the request gets that problem: a score is never guessed.
 * A single result without a usable id or score costs only its own row.
 *
 * @param rows the rows of this request, in the order in which they were sent
 * @param claims of the requests before; what this one claims is added
 */
export function match(
	rows: readonly Row[],
	answer: Answer,
	claims: Claims = noClaims(),
): Array<Outcome<Scored>> {
	const refuseAll = (problem: Problem) => rows.map((row) => failed(row.item, problem));

	const response = analyzeResponseSchema.safeParse(answer.body);
	if (!response.success) return refuseAll(unreadable(answer, 'a list of results'));

	const results = response.data.data.leads;
	if (results.length !== rows.length) return refuseAll(wrongCount(rows.length, results.length));

	const placed = place(rows, results);
	if ('problem' in placed) return refuseAll(placed.problem);

	const outcomes = rows.map((row, index) => read(row, placed.results[index]));
	const shared = claim(outcomes, claims);
	return shared === undefined ? outcomes : refuseAll(sharedId(shared));
}

/**
 * When a later request claims an id of an earlier one for another email, the earlier result is in
 * doubt as well (the same answer may have come twice): its whole request is refused, too.
 * @param requests the rows of each request of the run
 */
export function withdrawDisputed(
	requests: ReadonlyArray<readonly Row[]>,
	outcomes: ReadonlyArray<Outcome<Scored>>,
	{ disputed }: Claims,
): ReadonlyArray<Outcome<Scored>> {
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
		return id === undefined ? outcome : failed(outcome.item, sharedId(id));
	});
}

function read(row: Row, received: unknown): Outcome<Scored> {
	const parsed = leadResultSchema.safeParse(received);
	return parsed.success
		? succeeded(row.item, { row, result: parsed.data, received })
		: failed(row.item, unusableResult(parsed.error));
}

/** The address that a result names, so that two spellings of one are the same. */
export const echoOf = (result: unknown): string | undefined => {
	if (typeof result !== 'object' || result === null) return undefined;
	const email: unknown = Reflect.get(result, 'email');
	return typeof email === 'string' && email.trim() !== '' ? sameAddress(email) : undefined;
};

/** The results in the order of the rows, or what contradicts. */
function place(
	rows: readonly Row[],
	results: readonly unknown[],
): { results: readonly unknown[] } | { problem: Problem } {
	const echoes = results.map(echoOf);
	if (echoes.every((echo) => echo === undefined)) return { results };

	const sent = new Set(rows.map((row) => sameAddress(row.lead.email)));
	for (const echo of echoes) {
		if (echo !== undefined && !sent.has(echo)) return { problem: foreignEcho(echo) };
	}
	if (echoes.some((echo) => echo === undefined)) return inPlace(rows, results, echoes);

	const byEcho = new Map<string, unknown[]>();
	results.forEach((result, index) => {
		const echo = echoes[index] ?? '';
		const same = byEcho.get(echo);
		if (same === undefined) byEcho.set(echo, [result]);
		else same.push(result);
	});
	const ordered: unknown[] = [];
	for (const { lead } of rows) {
		const waiting = byEcho.get(sameAddress(lead.email));
		if (waiting === undefined || waiting.length === 0) {
			return { problem: echoCountMismatch(lead.email) };
		}
		ordered.push(waiting.shift());
	}
	return { results: ordered };
}

/** Some results name their lead and some do not: then those that do must stand in their place. */
function inPlace(
	rows: readonly Row[],
	results: readonly unknown[],
	echoes: ReadonlyArray<string | undefined>,
): { results: readonly unknown[] } | { problem: Problem } {
	const astray = rows.find((row, index) => {
		const echo = echoes[index];
		return echo !== undefined && echo !== sameAddress(row.lead.email);
	});
	return astray === undefined ? { results } : { problem: echoMismatch(astray.lead.email) };
}

/**
 * Notes which email each id was given to. The same email sent twice may well get one id.
 * @returns an id that another email has already
 */
function claim(
	outcomes: ReadonlyArray<Outcome<Scored>>,
	{ emailOf, disputed }: Claims,
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
