import type { Lead } from '../contract';
import type { Row } from '../flow';
import { chunk } from './chunk';
import { match, noClaims, withdrawDisputed } from './match';
import type { Scored } from './match';
import { amongLeads } from './problem';
import { run } from './run';
import type { Run, RunOptions } from './run';
import type { Request } from './send';

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
	const requests = chunk(rows, size);
	const ran = await run(
		requests.map((part) => ({
			request: requestFor(part.map(({ lead }) => lead)),
			items: part.map(({ item }) => item),
			read: (answer) => match(part, answer, claims),
			explain: (problem) => amongLeads(problem, part.length),
		})),
		options,
	);
	return { ...ran, outcomes: withdrawDisputed(requests, ran.outcomes, claims) };
}
