import type { INodeExecutionData } from 'n8n-workflow';

import { itemErrorSchema } from '../contract';
import type { ItemError } from '../contract';

/** What a model reads of an item that failed: what happened, and whether it can mend that itself. */
function errorForModel({ message, advice, refused_by, status }: ItemError): string {
	if (refused_by === 'input' || status === 400 || status === 422) {
		return `${message}. Correct it in the next call, or ask the user for it.`;
	}
	// A lead that does not exist: the advice says which ID is needed.
	if (status === 404) return `${message}. ${advice}.`;
	return `${message}. Do not call again now. Tell the user: ${advice}.`;
}

/** An item as it goes to a model: an error is one text, without what is for programs. */
export function itemForModel(item: INodeExecutionData): INodeExecutionData {
	const error = itemErrorSchema.safeParse(item.json['error']);
	return error.success ? { ...item, json: { error: errorForModel(error.data) } } : item;
}
