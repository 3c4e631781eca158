import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';

import { preparedRequestSchema } from '../../crm/crmRequest';
import type { PreparedRequest } from '../../crm/crmRequest';
import { CUSTOM } from './crmParameter';

/** Finds the requests that answers belong to: in the Prepare step upstream, by n8n's paired items. */

const PREPARES = ['prepareFields', 'prepareLookup', 'prepareTasks', 'prepareUpdate'];

/** How far up a Prepare step is looked for. */
const MAX_DEPTH = 50;

interface Parent {
	readonly name: string;
	readonly type: string;
	readonly disabled: boolean;
	readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Whether a step prepares requests: not records for a CRM node, nor rows, nor a list for people. */
function preparesRequests({ parameters = {} }: Parent): boolean {
	const { operation, format, fieldsFormat, crm } = {
		...{ operation: '', format: 'requests', fieldsFormat: 'requests', crm: '' },
		...parameters,
	};
	const isRead = format !== 'records' && fieldsFormat !== 'list' && crm !== CUSTOM;
	return PREPARES.includes(String(operation)) && isRead;
}

/** The Prepare steps of this package above the node, the nearest first. */
function prepareStepsAbove(node: IExecuteFunctions): string[] {
	const { name, type } = node.getNode();
	const steps: string[] = [];
	let before = -1;
	for (let depth = 1; depth <= MAX_DEPTH; depth += 1) {
		const above = node.getParentNodes(name, { includeNodeParameters: true, depth });
		for (const parent of above) {
			const isOne = parent.type === type && !parent.disabled && preparesRequests(parent);
			if (isOne && !steps.includes(parent.name)) steps.push(parent.name);
		}
		if (above.length === before) break;
		before = above.length;
	}
	return steps;
}

/**
 * @param chosen the user's own choice; empty for the nearest
 * @throws NodeOperationError when there is none
 */
export function prepareSteps(node: IExecuteFunctions, chosen: string): string[] {
	const steps = chosen.trim() === '' ? prepareStepsAbove(node) : [chosen.trim()];
	if (steps.length > 0) return steps;
	throw new NodeOperationError(node.getNode(), 'There is no Prepare step before this node', {
		description:
			'Read Answer reads what a CRM answered to the requests of Prepare Update, Prepare Tasks, Prepare Lookup or Prepare Fields. Put one of them, and an HTTP Request node, before it',
	});
}

const outputSchema = z.array(z.object({ json: preparedRequestSchema }));

/** What a step put out in one of its runs; undefined when there was no such run. */
function outputOf(
	node: IExecuteFunctions,
	step: string,
	run?: number,
): PreparedRequest[] | undefined {
	try {
		const output: unknown =
			run === undefined
				? node.getWorkflowDataProxy(0).$(step).all()
				: node.getWorkflowDataProxy(0).$(step).all(0, run);
		return outputSchema.safeParse(output).data?.map(({ json }) => json);
	} catch {
		return undefined;
	}
}

const pairedSchema = z.object({ json: preparedRequestSchema });

/** The request that an input item is paired to; undefined when n8n cannot tell. */
function requestOf(
	node: IExecuteFunctions,
	step: string,
	item: number,
): PreparedRequest | undefined {
	try {
		const paired: unknown = node.getWorkflowDataProxy(item).$(step).item;
		return pairedSchema.safeParse(paired).data?.json;
	} catch {
		return undefined;
	}
}

/**
 * Outside a loop in which requests were prepared, n8n knows the last of them alone: answers would
 * be judged by somebody else's request.
 */
function refuseOutsideLoop(node: IExecuteFunctions, step: string): void {
	const proxy: unknown = node.getWorkflowDataProxy(0);
	const run = Number(Object(proxy)['$runIndex'] ?? 0);
	if (outputOf(node, step, run + 1) === undefined) return;
	throw new NodeOperationError(
		node.getNode(),
		`"${step}" ran several times before this node, which can read the last of them alone`,
		{
			description:
				'Put Read Answer into the same loop, behind the HTTP Request node, or prepare the requests before the loop',
		},
	);
}

/** What a Prepare step puts out when there is nothing to send, which is its own answer. */
function withoutRequest(json: unknown): PreparedRequest | undefined {
	if (Object(json).url !== '') return undefined;
	return preparedRequestSchema.safeParse(json).data;
}

/** The answers to one request, with the input items of this node that hold them. */
export interface AnsweredRequest {
	readonly request: PreparedRequest;
	readonly items: readonly number[];
	readonly answers: readonly unknown[];
}

export interface FoundRequests {
	readonly answered: readonly AnsweredRequest[];
	/** Items whose request n8n cannot tell. */
	readonly untraced: readonly number[];
	/** Requests that were prepared, and to which none of these items is the answer. */
	readonly unanswered: number;
}

/**
 * Gathers answers by their requests. An HTTP Request node splits an answer that is a list into
 * items, all paired to its request. Requests without an answer among these items are none of this
 * run's: in a loop, or with two outputs, their answers come in another one.
 */
export function findRequests(
	node: IExecuteFunctions,
	input: readonly INodeExecutionData[],
	steps: readonly string[],
): FoundRequests {
	const unsent = input.map(({ json }) => withoutRequest(json));
	// Behind a loop, what is left when there is nothing more to send comes by itself.
	if (unsent.includes(undefined)) for (const step of steps) refuseOutsideLoop(node, step);
	const prepared = steps.slice(0, 1).flatMap((step) => outputOf(node, step) ?? []);
	// With one request there is nothing to tell apart, whatever became of the pairing.
	const only = steps.length === 1 && prepared.length === 1 ? prepared[0] : undefined;
	const groups = new Map<string, { request: PreparedRequest; items: number[] }>();
	const untraced: number[] = [];
	input.forEach((_, item) => {
		let request: PreparedRequest | undefined = unsent[item];
		for (const each of steps) request ??= requestOf(node, each, item);
		request ??= only;
		if (request === undefined) {
			untraced.push(item);
			return;
		}
		const group = groups.get(request.request_id);
		if (group === undefined) groups.set(request.request_id, { request, items: [item] });
		else group.items.push(item);
	});
	const answered = [...groups.values()].sort((a, b) => a.request.number - b.request.number);
	return {
		answered: answered.map(({ request, items }) => ({
			request,
			items,
			answers: items.map((item) => input[item]?.json),
		})),
		untraced,
		unanswered: unsent.includes(undefined)
			? prepared.filter(({ request_id }) => !groups.has(request_id)).length
			: 0,
	};
}
