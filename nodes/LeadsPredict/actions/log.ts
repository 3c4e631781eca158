import type { FunctionsBase, IWebhookFunctions } from 'n8n-workflow';

import { count, quote } from '../format';
import { logThrottleFor } from '../webhook/logThrottle';

/** The only place where this package writes to n8n's log. */

type Level = 'debug' | 'info' | 'warn' | 'error';

/**
 * Writes log lines about one node without holding a reference to it. The text names the workflow and
 * the node, because n8n prints metadata only as JSON or at level debug (seen in n8n 2.41).
 */
function linesAbout(node: FunctionsBase): (level: Level, text: string) => void {
	const { logger } = node;
	const { id, name } = node.getWorkflow();
	const { name: nodeName } = node.getNode();
	const where = `[workflow ${quote(name)} (${id}), node ${quote(nodeName)}]`;
	return (level, text) => logger[level](`${text} ${where}`, { workflowId: id, node: nodeName });
}

export const log = (node: FunctionsBase, level: Level, text: string): void =>
	linesAbout(node)(level, text);

/** An event to log that may repeat many times. */
export interface Happening {
	/** The node and what it did, as in "LeadsPredict Trigger started nothing". */
	readonly what: string;
	/** Each code has its own count, so there must be few of them. */
	readonly code: string;
	readonly why?: string;
}

/** Tells a node that is called from all others of its workflow, whatever its name. */
export function webhookIdOf(context: FunctionsBase): string {
	const { id, webhookId, name } = context.getNode();
	return webhookId ?? id ?? name;
}

/** Identifies the called node within this n8n. Its test and production URLs count separately. */
const identity = (context: IWebhookFunctions): string =>
	[context.getWorkflow().id, webhookIdOf(context), context.getMode()].join(' ');

/** Logs in few lines how often something happened and the latest reason. */
export function logThrottled(
	context: IWebhookFunctions,
	level: Level,
	{ what, code, why }: Happening,
): void {
	const write = linesAbout(context);
	const reason = why === undefined ? '' : `: ${why}`;
	write('debug', `${what} (${code})${reason}`);
	logThrottleFor(identity(context)).add(code, (times) => {
		const often =
			times === 1 ? '' : ` ${count(times, 'time')} since n8n was started, the last time`;
		write(level, `${what}${often} (${code})${reason}`);
	});
}
