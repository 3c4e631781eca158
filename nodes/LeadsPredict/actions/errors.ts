import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { problem } from '../problems/problem';
import type { Problem } from '../types';
import { errorJson } from '../output/items';

/** What the errors were made from. */
const problems = new WeakMap<Error, Problem>();

const TROUBLESHOOTING =
	'https://github.com/epsylon-systems/n8n-nodes-leadspredict/blob/main/docs/troubleshooting.md';

/** The sections of that page. */
const SECTIONS: Readonly<Record<Problem['by'], string>> = {
	input: 'items-that-are-refused',
	leadspredict: 'leadspredict',
	match: 'matching',
	network: 'network',
	node: 'stopped',
	settings: 'settings',
	stopped: 'stopped',
};

/** n8n shows the description of an error as HTML (seen in 2.41.1). */
const linkTo = (by: Problem['by']): string =>
	`<a href="${TROUBLESHOOTING}#${SECTIONS[by]}" target="_blank">More about this error</a>`;

/**
 * Makes the error that n8n shows: the message is its title, the advice stands below. Both are always
 * set, because n8n replaces a missing one with a general text.
 * @param item index of the input item, if the problem concerns one; n8n adds it to the title
 * @param progress what the run had done before the problem: sentences without final periods
 */
export function nodeError(
	node: INode,
	cause: Problem,
	item: number | undefined,
	progress: readonly string[] = [],
): NodeApiError | NodeOperationError {
	const { message, advice, status, by } = cause;
	const description = `${[advice, ...progress].join('. ')}. ${linkTo(by)}`;
	const itemIndex = item === undefined ? {} : { itemIndex: item };
	const error =
		by === 'input' || by === 'settings'
			? new NodeOperationError(node, message, { description, ...itemIndex })
			: new NodeApiError(
					node,
					{ message },
					{
						message,
						description,
						...itemIndex,
						...(status !== undefined && { httpCode: String(status) }),
					},
				);
	// n8n replaces a message that contains a Node.js error code: "preexisting" contains EEXIST.
	error.message = message;
	problems.set(error, cause);
	return error;
}

/**
 * When a node throws with On Error: Continue, n8n passes the input on as if the node had succeeded. So
 * an error that ends the node becomes the error of every item.
 */
export function failAllItems(node: IExecuteFunctions, error: unknown): INodeExecutionData[] {
	const cause = problemOf(error);
	return node.getInputData().map((_, item) => ({ json: errorJson(cause), pairedItem: { item } }));
}

function problemOf(error: unknown): Problem {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) {
		const { message, description } = error;
		const advice = description ?? 'Check the settings of this node';
		return problems.get(error) ?? problem('invalid_setting', { message, advice });
	}
	return problem('node_failed', { cause: error });
}
