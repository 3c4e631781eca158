import type { Lead } from '../contract';
import type { Row } from '../types';
import { chunk } from './chunk';
import { cut } from './bisect';
import { match, noClaims, withdrawDisputed } from './matchResults';
import type { Scored } from './matchResults';
import { amongLeads } from '../problems/problems';
import { run } from './scheduler';
import type { Call, Run, RunOptions } from './scheduler';
import type { Request } from './http';

export interface ScorePlan {
	/** Leads a request holds at most. */
	readonly size: number;
	readonly requestFor: (leads: Lead[]) => Request;
}

/** Rows → few requests → each row's own result. The node and the Node client both score so. */
export async function score(
	rows: readonly Row[],
	{ size, requestFor }: ScorePlan,
	options: RunOptions,
): Promise<Run<Scored>> {
	const claims = noClaims();
	const answered: Array<{ readonly rows: readonly Row[]; readonly request: Request }> = [];
	let byPlace = true;
	const callFor = (part: readonly Row[], isNamed: boolean): Call<Scored> => {
		const request = requestFor(part.map(({ lead }) => lead));
		return {
			request,
			items: part.map(({ item }) => item),
			read: (answer) => {
				answered.push({ rows: part, request });
				const outcomes = match(part, answer, claims);
				// The service counts places in another way than was thought.
				if (isNamed && outcomes.some(({ ok }) => ok)) byPlace = false;
				return outcomes;
			},
			explain: (problem) => amongLeads(problem, part.length),
			cut: (problem) => {
				const parts = cut(part, problem, byPlace);
				const named = parts?.length === 2 && parts[0]?.length === 1 && part.length > 2;
				return parts?.map((rows, index) => callFor(rows, named && index === 0));
			},
			only: (items) =>
				callFor(
					part.filter(({ item }) => items.has(item)),
					false,
				),
		};
	};
	const ran = await run(
		chunk(rows, size).map((part) => callFor(part, false)),
		options,
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
		// An answer whose results were in doubt must not be believed by the next try.
		settled: ran.settled.filter(
			({ request, isUnusable }) => isUnusable === true || !doubtful.has(request),
		),
	};
}
