import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { Problem } from '../flow';

/**
 * A problem as the error that n8n shows: the message as its title, the advice below it. Both are
 * always given, or n8n would put its own general words in their place.
 * @param item input item, from 0; n8n adds it to the title
 * @param progress what had been done by then, as a sentence
 */
export function nodeError(
	node: INode,
	problem: Problem,
	item: number,
	progress: string,
): NodeApiError | NodeOperationError {
	const { message, status, by } = problem;
	const description = [problem.advice, progress].filter((text) => text !== '').join('. ');
	const error =
		by === 'input'
			? new NodeOperationError(node, message, { description, itemIndex: item })
			: new NodeApiError(
					node,
					{ message },
					{
						message,
						description,
						itemIndex: item,
						...(status !== undefined && { httpCode: String(status) }),
					},
				);
	// n8n replaces a message that contains a code of Node.js, as "preexisting" contains EEXIST.
	error.message = message;
	return error;
}
