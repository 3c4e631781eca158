import { setTimeout as pause } from 'node:timers/promises';

import type { ExecutionSummary } from '../../runtimes/server/server';
import type { Evidence } from './evidence';
import { DONE, NEXT } from './house';
import type { House } from './house';
import { eachAtOnce } from './pool';

/** What n8n stored of the executions of a workflow. */

const PATIENCE_MS = 60_000;
const POLL_MS = 200;
const AT_ONCE = 4;

export interface Started {
	readonly id: string;
	readonly status: string;
	/** Leads of the events that it ran for; empty when nothing of its data is there. */
	readonly leads: readonly string[];
}

/** All of them, once none is running and no further one has come for a moment. */
async function untilStill({ n8n }: House, workflowId: string): Promise<ExecutionSummary[]> {
	const deadline = Date.now() + PATIENCE_MS;
	let before = -1;
	for (;;) {
		const all = await n8n().rest.allExecutions(workflowId);
		const isStill = all.every(({ status }) => DONE.includes(status)) && all.length === before;
		if (isStill || Date.now() > deadline) return all;
		before = all.length;
		await pause(POLL_MS);
	}
}

/** @param marker a text that must be found in what is stored */
export async function executionsOf(
	house: House,
	workflowId: string,
	evidence: Evidence,
	marker?: string,
): Promise<readonly Started[]> {
	const all = await untilStill(house, workflowId);
	return await eachAtOnce(all, AT_ONCE, async ({ id, status }) => {
		const execution = await house.n8n().rest.execution(id);
		evidence.add(
			"n8n's executions, as its interface hands them out",
			JSON.stringify(execution),
			marker,
		);
		const items = execution.nodes[NEXT]?.flatMap(({ outputs }) => outputs[0] ?? []) ?? [];
		return { id, status, leads: items.map(({ json }) => String(json['lead_id'])) };
	});
}
