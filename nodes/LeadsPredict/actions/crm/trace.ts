import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';

import { crmRequestSchema } from '../../crm/request';
import type { CrmRequest } from '../../crm/request';

/** Finds the requests that answers belong to: in the Prepare step upstream, by n8n's paired items. */

const PREPARES = ['prepareLookup', 'prepareUpdate'];

/** How far up a Prepare step is looked for. */
const FARTHEST = 50;

/** The nearest Prepare step of this package above the node, by its name. */
function nearestPrepare(node: IExecuteFunctions): string | undefined {
	const { name, type } = node.getNode();
	for (let depth = 1; depth <= FARTHEST; depth += 1) {
		const above = node.getParentNodes(name, { includeNodeParameters: true, depth });
		const found = above.find(
			(parent) =>
				parent.type === type &&
				!parent.disabled &&
				PREPARES.includes(String(parent.parameters?.['operation'])),
		);
		if (found !== undefined) return found.name;
		if (depth > 1 && above.length === node.getParentNodes(name, { depth: depth - 1 }).length) break;
	}
	return undefined;
}

/** @throws NodeOperationError when there is none */
export function prepareStep(node: IExecuteFunctions, chosen: string): string {
	const name = chosen.trim() === '' ? nearestPrepare(node) : chosen.trim();
	if (name !== undefined) return name;
	throw new NodeOperationError(node.getNode(), 'There is no Prepare step before this node', {
		description:
			'Read Answer reads what a CRM answered to the requests of Prepare Update or Prepare Lookup. Put one of them, and an HTTP Request node, before it',
	});
}

const outputSchema = z.array(z.object({ json: z.unknown() }));

/** What the Prepare step put out in this run. */
function requestsOf(node: IExecuteFunctions, step: string): CrmRequest[] {
	let output: unknown;
	try {
		output = node.getWorkflowDataProxy(0).$(step).all();
	} catch {
		output = undefined;
	}
	const read = outputSchema.safeParse(output);
	if (!read.success) {
		throw new NodeOperationError(
			node.getNode(),
			`The node "${step}" put out nothing that can be read`,
			{
				description:
					'Under Prepared By, name the node that prepared the requests, as it is called in this workflow',
			},
		);
	}
	return read.data.flatMap(({ json }) => {
		const request = crmRequestSchema.safeParse(json);
		return request.success ? [request.data] : [];
	});
}

const numberSchema = z.object({ json: z.object({ number: z.number().int() }) });

/** The number of the request that an input item is paired to; undefined when n8n cannot tell. */
function requestNumber(node: IExecuteFunctions, step: string, item: number): number | undefined {
	try {
		const paired: unknown = node.getWorkflowDataProxy(item).$(step).item;
		return numberSchema.safeParse(paired).data?.json.number;
	} catch {
		return undefined;
	}
}

/** The answers to one request: input items in their order, with the first one's place. */
export interface Answered {
	readonly request: CrmRequest;
	/** Input items of this node. */
	readonly items: readonly number[];
	readonly answers: readonly unknown[];
}

export interface Traced {
	readonly answered: readonly Answered[];
	/** Items whose request n8n cannot tell. */
	readonly untraced: readonly number[];
}

/**
 * Gathers answers by their requests. An HTTP Request node splits an answer that is a list into
 * items, all paired to its request. With a single request every answer is its own.
 */
export function trace(
	node: IExecuteFunctions,
	input: readonly INodeExecutionData[],
	step: string,
): Traced {
	const requests = requestsOf(node, step);
	const items = new Map<number, number[]>(requests.map(({ number }) => [number, []]));
	const untraced: number[] = [];
	const [only, second] = requests;
	input.forEach((_, item) => {
		const number =
			only !== undefined && second === undefined ? only.number : requestNumber(node, step, item);
		const group = number === undefined ? undefined : items.get(number);
		if (group === undefined) untraced.push(item);
		else group.push(item);
	});
	return {
		answered: requests.map((request) => {
			const own = items.get(request.number) ?? [];
			return { request, items: own, answers: own.map((item) => input[item]?.json) };
		}),
		untraced,
	};
}
