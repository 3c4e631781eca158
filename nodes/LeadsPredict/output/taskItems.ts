import type { IDataObject } from 'n8n-workflow';

import type { RecordOutcome } from '../crm/answer';
import { MAX_ATTEMPTS } from '../crm/crmRequest';
import type { CreatedTask, CrmRequest } from '../crm/crmRequest';
import { finishedTasks } from '../crm/tasks';
import { jsonOf } from '../json';
import { keptItems } from './crmItems';
import type { AnswerItem } from './crmItems';

/** A CRM's results for tasks → one item for each item that they were created for. Pure. */

function taskOf({ attempt = 1 }: CrmRequest, outcome: RecordOutcome): CreatedTask {
	const { subject } = outcome.record;
	switch (outcome.result) {
		case 'created':
		case 'exists':
			return { subject, result: outcome.result, task_id: outcome.recordId };
		case 'failed':
			return {
				...{ subject, result: 'failed', reason: outcome.reason, code: outcome.code },
				...(outcome.retryable === true &&
					attempt < MAX_ATTEMPTS && { retryable: true, attempts: attempt }),
			};
		default:
			return { subject, result: 'failed', reason: 'The answer is not one to a new task' };
	}
}

/**
 * @param outcomes one for each task of the request, in their order
 * @param items the input items that held the answer
 */
export function taskItems(
	request: CrmRequest,
	outcomes: readonly RecordOutcome[],
	items: readonly number[],
): AnswerItem[] {
	const byPosition = new Map<number, { json: IDataObject; tasks: IDataObject[] }>();
	for (const outcome of outcomes) {
		const { positions = [], items: held = [] } = outcome.record;
		positions.forEach((position, index) => {
			const json = jsonOf(held[index]);
			const known = byPosition.get(position) ?? {
				json,
				tasks: finishedTasks(json).map((task) => jsonOf(task)),
			};
			known.tasks.push(jsonOf(taskOf(request, outcome)));
			byPosition.set(position, known);
		});
	}
	const created = [...byPosition].map(([position, { json, tasks }]) => ({
		item: { json: { ...json, tasks }, pairedItem: { item: items[0] ?? 0 } },
		position,
	}));
	return [...created, ...keptItems(request, items)];
}
