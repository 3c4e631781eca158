import type { CrmTasks } from '../crm';
import type { Result } from '../result';
import { readSalesforceUpdate } from './answer';
import type { Metadata } from './definitions';
import { composite, REST_PATH, SALESFORCE_MAX_RECORDS, withoutReference } from './requests';

/**
 * Tasks of Salesforce. Documented: `WhoId` is the lead or contact; `ActivityDate` is the due date;
 * High, Normal and Low are the priorities that an organization starts with. Seen in organizations:
 * custom fields of tasks are created on the object Activity, and can be External ID and unique. A
 * second task with the same value is refused with DUPLICATE_VALUE, so it needs no lookup.
 */

/** The field by which a task is recognized. */
export const TASK_FIELD: Metadata = {
	fullName: 'LeadsPredict_Task_Id__c',
	label: 'LeadsPredict Task ID',
	description: 'The lead and the next action of this task; no second task is created for them',
	type: 'Text',
	length: 255,
	required: false,
	externalId: true,
	unique: true,
	caseSensitive: true,
};

const PRIORITIES = { high: 'High', normal: 'Normal', low: 'Low' } as const;

function created(result: Result): Result {
	if (result.result === 'written') return { ...result, result: 'created' };
	if (result.result !== 'failed' || result.code !== 'DUPLICATE_VALUE') return result;
	const [, recordId] = /record with id: (\w{15,18})/.exec(result.reason) ?? [];
	return { result: 'exists', ...(recordId !== undefined && { recordId }) };
}

export const SALESFORCE_TASKS: CrmTasks = {
	maxTasks: SALESFORCE_MAX_RECORDS,
	idField: TASK_FIELD.fullName,
	create: (tasks, { instanceUrl, owner }) =>
		composite(instanceUrl, [
			{
				method: 'POST',
				url: `${REST_PATH}/composite/sobjects`,
				referenceId: 'tasks',
				body: {
					allOrNone: false,
					records: tasks.map(({ id, recordId, subject, notes, due, priority }) => ({
						attributes: { type: 'Task' },
						[TASK_FIELD.fullName]: withoutReference(id),
						WhoId: recordId,
						Subject: withoutReference(subject),
						Description: withoutReference(notes.join('\n')),
						Status: 'Not Started',
						...(due !== undefined && { ActivityDate: due.slice(0, 10) }),
						...(priority !== undefined && { Priority: PRIORITIES[priority] }),
						...(owner !== '' && { OwnerId: owner }),
					})),
				},
			},
		]),
	read: (request, answers) => readSalesforceUpdate(request, answers).map(created),
};
