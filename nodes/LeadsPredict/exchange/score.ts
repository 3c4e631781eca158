import type { Lead } from '../contract';
import type { Row } from '../flow';
import { chunk } from './chunk';
import { cut } from './isolate';
import { match, noClaims, withdrawDisputed } from './match';
import type { Scored } from './match';
import { amongLeads } from './problem';
import { run } from './run';
import type { Call, Run, RunOptions } from './run';
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
	/** The rows of each request that was answered. */
	const answered: Array<readonly Row[]> = [];
	const callFor = (part: readonly Row[]): Call<Scored> => ({
		request: requestFor(part.map(({ lead }) => lead)),
		items: part.map(({ item }) => item),
		read: (answer) => {
			answered.push(part);
			return match(part, answer, claims);
		},
		explain: (problem) => amongLeads(problem, part.length),
		cut: (problem) => cut(part, problem)?.map(callFor),
	});
	const ran = await run(chunk(rows, size).map(callFor), options);
	return { ...ran, outcomes: withdrawDisputed(answered, ran.outcomes, claims) };
}
