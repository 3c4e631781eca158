import { setTimeout as pause } from 'node:timers/promises';

import type { ExecutionSummary } from '../../runtimes/server/server';
import type { TestServer } from '../server/testServer';
import { until } from '../until';
import { eachAtOnce } from './eachAtOnce';
import type { Evidence } from './evidence';

/** What n8n stored of the executions of a workflow. */

const DONE = ['success', 'error', 'canceled', 'crashed'];
const AT_ONCE = 4;
const MOMENT_MS = 200;

export interface Started {
	readonly id: string;
	readonly status: string;
	/** Leads of the events that it ran for; empty when nothing of its data is there. */
	readonly leads: readonly string[];
}

/** All of them, once none is running and no further one has come for a moment. */
async function untilStill({ n8n }: TestServer, workflowId: string): Promise<ExecutionSummary[]> {
	let before = -1;
	return await until(
		'all executions have ended',
		async () => {
			const all = await n8n.rest.allExecutions(workflowId);
			const isStill = all.every(({ status }) => DONE.includes(status)) && all.length === before;
			before = all.length;
			if (!isStill) await pause(MOMENT_MS);
			return isStill && all;
		},
		60_000,
	);
}

/**
 * @param node which puts out the leads
 * @param marker a text that must be found in what is stored
 */
export async function executionsOf(
	server: TestServer,
	workflowId: string,
	node: string,
	evidence: Evidence,
	marker?: string,
): Promise<readonly Started[]> {
	const all = await untilStill(server, workflowId);
	return await eachAtOnce(all, AT_ONCE, async ({ id, status }) => {
		const execution = await server.n8n.rest.execution(id);
		evidence.add(
			"n8n's executions, as its interface hands them out",
			JSON.stringify(execution),
			marker,
		);
		const items = execution.nodes[node]?.flatMap(({ outputs }) => outputs[0] ?? []) ?? [];
		return { id, status, leads: items.map(({ json }) => String(json['lead_id'])) };
	});
}
