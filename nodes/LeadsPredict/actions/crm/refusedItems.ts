import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { RefusedItem } from '../../crm/prepare';
import { errorJson } from '../../output/items';
import { count, listItems } from '../../format';
import { nodeError } from '../errors';
import { continuesOnFailure } from '../tool';

/** Items of which nothing can be prepared, by n8n's three settings of On Error. */

const GO_ON = 'set On Error in the settings of this node to Continue';

/** @throws NodeOperationError with On Error: Stop Workflow, before anything is put out */
export function stopAtRefusedItem(
	node: IExecuteFunctions,
	refused: readonly RefusedItem[],
	items: number,
): void {
	const [first] = refused;
	if (first === undefined || continuesOnFailure(node)) return;
	const more = refused.slice(1).map(({ item }) => item);
	const good = items - refused.length;
	throw nodeError(node.getNode(), first, first.item, [
		...(more.length > 0 ? [`More cannot be prepared: ${listItems(more)}`] : []),
		...(good > 0 ? [`To go on with the other ${count(good, 'item')}, ${GO_ON}`] : []),
	]);
}

/** Whether n8n takes error items off to an output of their own. */
export const hasErrorOutput = (node: IExecuteFunctions): boolean =>
	node.getNode().onError === 'continueErrorOutput';

export const errorItems = (refused: readonly RefusedItem[]): INodeExecutionData[] =>
	refused.map((each) => ({ json: errorJson(each), pairedItem: { item: each.item } }));
