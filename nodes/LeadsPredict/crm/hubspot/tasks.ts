import { own } from '../../json';
import type { CrmTasks } from '../crm';
import type { CrmRequest } from '../crmRequest';
import type { Result } from '../result';
import { readHubspotUpdate } from './answer';
import { HUBSPOT_API, HUBSPOT_MAX_RECORDS, HUBSPOT_VERSION, traceId } from './requests';

/**
 * Tasks of HubSpot. Documented: the properties and their values; `hs_timestamp` is the due date and
 * required; 204 associates a task with a contact; creating takes associations, and an upsert by a
 * unique property does not; trace ids keep a fault to its own input. So tasks are created with a
 * property of unique values, and HubSpot refuses a second task with the same value.
 */

/** The property by which a task is recognized. */
export const TASK_PROPERTY = {
	name: 'leadspredict_task_id',
	label: 'LeadsPredict Task ID',
	description: 'The lead and the next action of this task; no second task is created for them',
	type: 'string',
	fieldType: 'text',
	hasUniqueValue: true,
};

const TASK_TO_CONTACT = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 };

const PRIORITIES = { high: 'HIGH', normal: 'MEDIUM', low: 'LOW' } as const;

/** Of the types that HubSpot documents, by a word of the subject. */
function typeOf(subject: string): string {
	const words = subject.toLowerCase().split(/\W+/);
	return words.includes('call') ? 'CALL' : words.includes('email') ? 'EMAIL' : 'TODO';
}

/** HubSpot shows the notes of a task as HTML. */
const asHtml = (line: string): string =>
	line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** HubSpot names the values that were sent without the ids by which they are told apart here. */
function withIds(request: CrmRequest): CrmRequest {
	const inputs = own(request.body, 'inputs');
	return {
		...request,
		body: {
			inputs: (Array.isArray(inputs) ? inputs : []).map((input: object, index) => ({
				...input,
				id: request.records[index]?.id,
			})),
		},
	};
}

const created = (result: Result): Result =>
	result.result === 'written' ? { ...result, result: 'created' } : result;

export const HUBSPOT_TASKS: CrmTasks = {
	maxTasks: HUBSPOT_MAX_RECORDS,
	idField: TASK_PROPERTY.name,
	create: (tasks, { owner, now }) => ({
		method: 'POST',
		url: `${HUBSPOT_API}/crm/objects/${HUBSPOT_VERSION}/tasks/batch/create`,
		body: {
			inputs: tasks.map(({ id, recordId, subject, notes, due, priority }, index) => ({
				objectWriteTraceId: traceId(index),
				properties: {
					[TASK_PROPERTY.name]: id,
					hs_task_subject: subject,
					hs_task_body: notes.map(asHtml).join('<br>'),
					hs_task_status: 'NOT_STARTED',
					hs_task_type: typeOf(subject),
					hs_timestamp: due ?? now.toISOString(),
					...(priority !== undefined && { hs_task_priority: PRIORITIES[priority] }),
					...(owner !== '' && { hubspot_owner_id: owner }),
				},
				associations: [{ to: { id: recordId }, types: [TASK_TO_CONTACT] }],
			})),
		},
	}),
	read: (request, answers) => readHubspotUpdate(withIds(request), answers).map(created),
};
