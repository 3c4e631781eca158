import type { Lead } from '../contract';
import type { ApiRequest, LeadRow } from '../types';
import { bySizes, chunk } from './chunk';
import { bisect } from './bisect';
import { matchResults, noIdClaims, withdrawDisputed } from './matchResults';
import type { MatchedLead } from './matchResults';
import { amongLeads } from '../problems/context';
import { runRequests } from './scheduler';
import type { PlannedRequest, RunResult, SchedulerOptions, UnplannedItems } from './scheduler';

export interface ScoreOptions {
	/** Max leads per request; missing when the run finds the best size. */
	readonly size?: number;
	/** Leads in each request of an earlier try, in order; used without `size`. */
	readonly earlierSizes?: readonly number[];
	readonly requestFor: (leads: Lead[]) => ApiRequest;
}

/** Rows → few requests → each row's own result. Used by the node and the client. */
export async function score(
	rows: readonly LeadRow[],
	{ size, earlierSizes = [], requestFor }: ScoreOptions,
	options: SchedulerOptions,
): Promise<RunResult<MatchedLead>> {
	const claims = noIdClaims();
	const answered: Array<{ readonly rows: readonly LeadRow[]; readonly request: ApiRequest }> = [];
	let byPlace = true;
	const plan = (part: readonly LeadRow[], isNamed = false): PlannedRequest<MatchedLead> => {
		const request = requestFor(part.map(({ lead }) => lead));
		return {
			request,
			items: part.map(({ item }) => item),
			read: (answer) => {
				answered.push({ rows: part, request });
				const outcomes = matchResults(part, answer, claims);
				// A part with a valid lead was at the named index, so the service counts positions in another
				// way.
				if (isNamed && outcomes.some(({ ok }) => ok)) byPlace = false;
				return outcomes;
			},
			explain: (problem) => amongLeads(problem, part.length),
			bisect: (problem) => {
				const parts = bisect(part, problem, byPlace);
				const named = parts?.length === 2 && parts[0]?.length === 1 && part.length > 2;
				return parts?.map((rows, index) => plan(rows, named && index === 0));
			},
			restrictTo: (items) => plan(part.filter(({ item }) => items.has(item))),
			...(size === undefined && {
				cut: (most) => chunk(part, most).map((each) => plan(each)),
			}),
		};
	};
	const planned = size === undefined ? bySizes(rows, earlierSizes) : chunk(rows, size);
	let next = planned.reduce((total, part) => total + part.length, 0);
	const unplanned: UnplannedItems<MatchedLead> = {
		count: () => rows.length - next,
		plan: (most) => {
			const part = rows.slice(next, next + most);
			next += part.length;
			return plan(part);
		},
	};
	const ran = await runRequests(
		planned.map((part) => plan(part)),
		options,
		size === undefined ? unplanned : undefined,
	);
	const withdrawn = withdrawDisputed(
		answered.map((each) => each.rows),
		ran.outcomes,
		claims,
	);
	const refused = new Set(withdrawn.flatMap(({ ok, item }) => (ok ? [] : [item])));
	const doubtful = new Set(
		answered
			.filter(({ rows: part }) => part.every(({ item }) => refused.has(item)))
			.map(({ request }) => request),
	);
	return {
		...ran,
		outcomes: withdrawn,
		// The next try must not reuse an answer whose results are in doubt.
		cacheable: ran.cacheable.filter(
			({ request, isUnusable }) => isUnusable === true || !doubtful.has(request),
		),
	};
}
