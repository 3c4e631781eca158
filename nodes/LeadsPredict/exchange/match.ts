import { analyzeResponseSchema, leadResultSchema, sameAddress } from '../contract';
import type { Lead, LeadResult } from '../contract';
import type { Outcome, Problem, Row } from '../flow';
import { failed, succeeded } from '../flow';
import {
	echoCountMismatch,
	echoMismatch,
	foreignEcho,
	oddResult,
	sharedId,
	unreadable,
	wrongCount,
} from './problem';
import type { Answer } from './send';

/** A lead with the result that is certainly its own. */
export interface Scored {
	readonly lead: Lead;
	readonly result: LeadResult;
	/** The result exactly as LeadsPredict sent it. */
	readonly received: unknown;
}

/**
 * Decides which result belongs to which lead of one request. Decided, because the reference does
 * not say: by the echoed email when the results carry one, in whatever order they come; otherwise
 * by position. Either way the counts must agree and no two emails may share a lead's id. When
 * anything contradicts, every row of the request gets that problem: a score is never guessed.
 * A single result without a usable id or score costs only its own row.
 *
 * @param rows the rows of this request, in the order in which they were sent
 */
export function match(rows: readonly Row[], answer: Answer): Array<Outcome<Scored>> {
	const refuseAll = (problem: Problem) => rows.map((row) => failed(row.item, problem));

	const response = analyzeResponseSchema.safeParse(answer.body);
	if (!response.success) return refuseAll(unreadable(answer, 'a list of results'));

	const results = response.data.data.leads;
	if (results.length !== rows.length) return refuseAll(wrongCount(rows.length, results.length));

	const placed = place(rows, results);
	if ('problem' in placed) return refuseAll(placed.problem);

	const outcomes = rows.map((row, index) => read(row, placed.results[index]));
	const shared = idOfTwoLeads(outcomes);
	return shared === undefined ? outcomes : refuseAll(sharedId(shared));
}

function read({ item, lead }: Row, received: unknown): Outcome<Scored> {
	const parsed = leadResultSchema.safeParse(received);
	if (parsed.success) return succeeded(item, { lead, result: parsed.data, received });
	const missing = parsed.error.issues.some((issue) => issue.path[0] === 'score')
		? 'a score'
		: 'an ID';
	return failed(item, oddResult(missing));
}

const echoOf = (result: unknown): string | undefined => {
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

/** A lead id that was given to two different emails. The same email sent twice may well share one. */
function idOfTwoLeads(outcomes: ReadonlyArray<Outcome<Scored>>): string | undefined {
	const owners = new Map<string, string>();
	for (const outcome of outcomes) {
		if (!outcome.ok) continue;
		const { lead, result } = outcome.result;
		const email = sameAddress(lead.email);
		const owner = owners.get(result.id);
		if (owner !== undefined && owner !== email) return result.id;
		owners.set(result.id, email);
	}
	return undefined;
}
