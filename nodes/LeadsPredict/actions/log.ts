import type { FunctionsBase, IWebhookFunctions } from 'n8n-workflow';

import { count, quote } from '../format';
import { logThrottleFor } from '../webhook/logThrottle';

/** Lines in n8n's log: the only place where this package writes to it. */

type Level = 'debug' | 'info' | 'warn' | 'error';

/**
 * Writes lines about one node, and holds nothing else of it. The text names the workflow and the
 * node, because n8n prints what is passed beside it only as JSON or at level debug (seen in 2.41).
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

/** What may happen many times, and why it did this time. */
export interface Happening {
	/** The node and what it did, as in "LeadsPredict Trigger started nothing". */
	readonly what: string;
	/** Each is counted by itself; there must be few of them. */
	readonly code: string;
	readonly why?: string;
}

/** Tells a node that is called from all others of its workflow, whatever its name. */
export function webhookIdOf(context: FunctionsBase): string {
	const { id, webhookId, name } = context.getNode();
	return webhookId ?? id ?? name;
}

/** Tells a node that is called from all others of this n8n; its test URL is another matter than its production URL. */
const identity = (context: IWebhookFunctions): string =>
	[context.getWorkflow().id, webhookIdOf(context), context.getMode()].join(' ');

/** Writes in few lines how often something happened, and why it did the last time. */
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
