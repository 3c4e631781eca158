import { setTimeout as sleep } from 'node:timers/promises';

import type { N8nServer } from '../../runtimes/server/server';

const PATIENCE_MS = 60_000;
const POLL_MS = 100;
/** n8n's max page size. */
const NEWEST = 100;

/** Number of successful executions of a workflow, and the end of the last one. */
export interface Ended {
	readonly count: number;
	/** Milliseconds since 1970. */
	readonly lastAt: number;
}

export async function successes({ rest }: N8nServer, workflowId: string): Promise<Ended> {
	const count = await rest.countExecutions(workflowId, ['success']);
	const ends = (await rest.executions(workflowId, NEWEST)).map(({ stoppedAt }) =>
		Date.parse(stoppedAt ?? ''),
	);
	return { count, lastAt: Math.max(0, ...ends.filter(Number.isFinite)) };
}

/**
 * Waits until this many executions have succeeded.
 * @throws Error when they do not, because some failed or were never started
 */
export async function untilSuccesses(
	server: N8nServer,
	workflowId: string,
	wanted: number,
): Promise<Ended> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const ended = await successes(server, workflowId);
		if (ended.count === wanted) return ended;
		if (ended.count > wanted || Date.now() > deadline) {
			throw new Error(`${wanted} executions should have succeeded, ${ended.count} did.`);
		}
		await sleep(POLL_MS);
	}
}
