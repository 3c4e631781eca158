import { own } from '../../nodes/LeadsPredict/json';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { HUBSPOT_TASKS } from '../../nodes/LeadsPredict/crm/hubspot/tasks';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { SALESFORCE_TASKS } from '../../nodes/LeadsPredict/crm/salesforce/tasks';
import type { CrmRequest } from '../../nodes/LeadsPredict/crm/crmRequest';
import { batchTasks, planTasks } from '../../nodes/LeadsPredict/crm/tasks';

/** Next actions, and the tasks that they become. */

const NOW = new Date('2025-11-08T15:30:00Z');
const DEMO = { action: 'schedule_demo', priority: 'high', deadline: '2025-11-12' };

const scored = (index: number, more: object = {}) => ({
	lead_id: `lead_${index}`,
	email: `person${index}@x.example`,
	score: 87,
	category: 'hot',
	recommendations: ['Call <today>'],
	next_actions: [DEMO],
	origin: { source: 'hubspot', record_type: 'contact', record_id: String(100 + index) },
	...more,
});

const optionsFor = (crm: typeof HUBSPOT) => ({
	...crm,
	idField: idFieldOf(crm.fields),
	create: false,
	originIsKnown: (item: object) => !('posted' in item),
});

const plan = (...items: object[]) =>
	planTasks(
		items.map((item) => ({ ...item })),
		optionsFor(HUBSPOT),
	);

const batch = (...items: object[]): CrmRequest[] =>
	batchTasks(plan(...items), HUBSPOT, HUBSPOT_TASKS, { instanceUrl: '', owner: '', now: NOW }).map(
		({ request }) => request,
	);

const taskOf = (action: unknown, more: object = {}) =>
	plan(scored(1, { next_actions: [action], ...more })).planned[0]?.tasks[0];

const inputsOf = ({ body }: CrmRequest) =>
	own(body, 'inputs') as Array<{ properties: Record<string, string> }>;

describe('a next action', () => {
	it.each([
		[DEMO, { subject: 'Schedule demo', priority: 'high', due: '2025-11-12T12:00:00.000Z' }],
		['call_back', { subject: 'Call back', priority: undefined, due: undefined }],
		[
			{ action: ' Send   offer ', priority: 'Medium', deadline: '2025-11-12T08:00:00Z' },
			{ subject: 'Send offer', priority: 'normal', due: '2025-11-12T08:00:00.000Z' },
		],
		[
			{ action: 'write', priority: 'constructor', deadline: 'soon' },
			{ subject: 'Write', priority: undefined, due: undefined },
		],
	])('%j becomes a task in words', (action, expected) => {
		expect(taskOf(action)).toMatchObject(expected);
	});

	it('is the same for a lead however it is written', () => {
		const ids = ['schedule_demo', 'Schedule demo'].map((action) => taskOf({ action })?.id);
		expect(ids).toEqual(['lead_1 schedule demo', 'lead_1 schedule demo']);
	});

	it('has an ID and a subject that fit, however long it is', () => {
		const task = taskOf({ action: 'a'.repeat(1000) });
		expect(task?.id).toHaveLength(255);
		expect(task?.subject.length).toBeLessThanOrEqual(255);
	});

	it.each([[undefined], ['call'], [[]], [[null, 7, { priority: 'high' }, { action: ' ' }]]])(
		'that is none becomes no task: %j',
		(next_actions) => {
			const { planned, kept } = plan(scored(1, { next_actions }));
			expect(planned).toEqual([]);
			expect(kept).toMatchObject([{ position: 0, item: { lead_id: 'lead_1', tasks: [] } }]);
		},
	);
});

describe('the record of a task', () => {
	it.each([
		['nobody knows', { origin: undefined }, 'not known which record of HubSpot'],
		[
			'somebody outside named',
			{ origin: { ...scored(1).origin, claimed: true } },
			'came from outside',
		],
		['is of another CRM', { origin: { source: 'zoho', record_type: 'lead', record_id: '1' } }, ''],
		['has a lead without an ID', { lead_id: undefined }, 'no lead_id'],
		[
			'a lookup found twice',
			{ lookup: { result: 'several', source: 'hubspot', record_type: 'contact' } },
			'',
		],
	])('that %s is skipped, with the reason', (_, more, reason) => {
		const { planned, kept, skipped } = plan(scored(1, more));
		expect(planned).toEqual([]);
		expect(skipped).toBe(1);
		expect(kept).toMatchObject([
			{ item: { tasks: [{ result: 'skipped', reason: expect.stringContaining(reason) }] } },
		]);
	});

	it('that was just created counts, although the lookup before found none', () => {
		const lookup = { result: 'not_found', source: 'hubspot', record_type: 'contact' };
		const created = { lookup, origin: undefined, result: 'created', record_id: '7' };
		const { planned } = plan(scored(1, created));
		expect(planned).toMatchObject([{ tasks: [{ recordId: '7' }] }]);
		// Anyone can post a result.
		expect(plan(scored(1, { ...created, posted: true })).planned).toEqual([]);
	});
});

describe('the requests', () => {
	it('hold 100 tasks of HubSpot, and all of one contact stay together', () => {
		const three = ['a', 'b', 'c'].map((action) => ({ action }));
		const requests = batch(
			...Array.from({ length: 50 }, (_, index) => scored(index, { next_actions: three })),
		);
		expect(requests.map(({ records }) => records.length)).toEqual([99, 51]);
		expect(requests.map((request) => inputsOf(request).length)).toEqual([99, 51]);
		expect(requests[1]?.records[0]?.positions).toEqual([33]);
	});

	it('hold a task once, for all items that want it, and each item once', () => {
		const [request, ...others] = batch(
			scored(1),
			scored(1, { next_actions: [DEMO, { action: 'call' }] }),
		);
		expect(others).toEqual([]);
		expect(request?.records).toMatchObject([
			{ id: 'lead_1 schedule demo', subject: 'Schedule demo', positions: [0, 1] },
			{ id: 'lead_1 call', subject: 'Call', positions: [1], items: [{}] },
		]);
		expect(request?.records[1]?.items).toEqual([{}]);
	});

	it('hold an item once also when another item of the record has its tasks in another order', () => {
		const call = { action: 'call' };
		const [request] = batch(
			scored(1, { next_actions: [call] }),
			scored(1, { next_actions: [DEMO, call], mark: 'whole' }),
		);
		const held = request?.records.map(({ positions, items }) =>
			(positions ?? []).map((position, index) => [
				position,
				Object.keys(items?.[index] ?? {}).length > 0,
			]),
		);
		expect(request?.records.map(({ subject }) => subject)).toEqual(['Call', 'Schedule demo']);
		expect(held).toEqual([
			[
				[0, true],
				[1, true],
			],
			[[1, false]],
		]);
	});

	it('name the record that the lead came from, whatever another CRM has written', () => {
		const after = scored(1, { result: 'written', record_id: '3652397000001234567' });
		expect(plan(after).planned[0]?.record).toBe('101');
		const created = scored(1, { result: 'created', record_id: '77', origin: undefined });
		expect(plan(created).planned[0]?.record).toBe('77');
	});

	it('are halved with each attempt, and hold what can be sent again alone', () => {
		const next_actions = [DEMO, { action: 'call' }, { action: 'write' }];
		const again = (index: number) =>
			scored(index, {
				next_actions,
				tasks: [
					{ subject: 'Schedule demo', result: 'created', task_id: '1' },
					{ subject: 'Call', result: 'failed', reason: '429', retryable: true, attempts: 1 },
					{ subject: 'Write', result: 'failed', reason: 'No' },
				],
			});
		const requests = batch(...Array.from({ length: 60 }, (_, index) => again(index)));
		expect(requests.map(({ records, attempt }) => [records.length, attempt])).toEqual([
			[50, 2],
			[10, 2],
		]);
		expect(requests[0]?.records[0]).toMatchObject({ id: 'lead_0 call' });
	});

	it('never hold what was finished', () => {
		const tasks = [{ subject: 'Schedule demo', result: 'exists' }];
		const { planned, kept } = plan(scored(1, { tasks }));
		expect(planned).toEqual([]);
		expect(kept).toMatchObject([{ item: { tasks } }]);
	});

	it('show HubSpot the notes as text, and a due date always', () => {
		const [request] = batch(scored(1, { next_actions: [{ action: 'Call, then email' }] }));
		expect(request && inputsOf(request)).toEqual([
			{
				objectWriteTraceId: 'record-0',
				associations: [
					{
						to: { id: '101' },
						types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }],
					},
				],
				properties: {
					leadspredict_task_id: 'lead_1 call, then email',
					hs_task_subject: 'Call, then email',
					hs_task_body: 'LeadsPredict score: 87 (hot)<br>Call &lt;today&gt;',
					hs_task_status: 'NOT_STARTED',
					hs_task_type: 'CALL',
					hs_timestamp: NOW.toISOString(),
				},
			},
		]);
	});
});

describe('what HubSpot says of a whole request', () => {
	const requestFor = (...indexes: number[]): CrmRequest => {
		const [request] = batch(...indexes.map((index) => scored(index)));
		if (request === undefined) throw new Error('There is no request');
		return request;
	};
	const taken = (index: number) => ({
		status: 'error',
		category: 'VALIDATION_ERROR',
		message: `Cannot set PropertyValueCoordinates{portalId=1, propertyName=leadspredict_task_id, value=lead_${index} schedule demo} on 5. 77 already has that value.`,
	});
	const refusal = (body: object) => ({
		error: { message: `400 - ${JSON.stringify(JSON.stringify(body))}` },
	});

	it('names the task that is there, and the others can be sent again', () => {
		expect(HUBSPOT_TASKS.read(requestFor(1, 2), [refusal(taken(2))])).toMatchObject([
			{ result: 'failed', retryable: true },
			{ result: 'exists', recordId: '77' },
		]);
	});

	it('names none of them: all can be sent again', () => {
		expect(HUBSPOT_TASKS.read(requestFor(1, 2), [refusal(taken(3))])).toMatchObject([
			{ result: 'failed', retryable: true },
			{ result: 'failed', retryable: true },
		]);
	});

	it('is about the only task', () => {
		const conflict = { status: 'error', category: 'CONFLICT', message: 'Task exists' };
		expect(HUBSPOT_TASKS.read(requestFor(1), [refusal(conflict)])).toEqual([{ result: 'exists' }]);
	});

	it('is that the property was not created', () => {
		const missing = {
			status: 'error',
			category: 'VALIDATION_ERROR',
			message: 'Property values were not valid',
			errors: [
				{
					message: 'Property "leadspredict_task_id" does not exist',
					code: 'PROPERTY_DOESNT_EXIST',
					context: { propertyName: ['leadspredict_task_id'] },
				},
			],
		};
		expect(HUBSPOT_TASKS.read(requestFor(1), [refusal(missing)])).toMatchObject([
			{ result: 'failed', reason: expect.stringContaining('Create Task Field') },
		]);
	});
});

it('sends Salesforce the day, and nothing that it takes for a reference', () => {
	const origin = { source: 'salesforce', record_type: 'lead', record_id: '00Q000000000001AAA' };
	const preparation = planTasks(
		[scored(1, { origin, next_actions: [{ ...DEMO, action: 'say_@{x}' }] })],
		optionsFor(SALESFORCE_LEAD),
	);
	const [batched] = batchTasks(preparation, SALESFORCE_LEAD, SALESFORCE_TASKS, {
		instanceUrl: 'https://acme.my.salesforce.com',
		owner: '005000000000001AAA',
		now: NOW,
	});
	expect(batched?.request.body).toMatchObject({
		compositeRequest: [
			{
				method: 'POST',
				body: {
					allOrNone: false,
					records: [
						{
							attributes: { type: 'Task' },
							LeadsPredict_Task_Id__c: 'lead_1 say @ {x}',
							WhoId: '00Q000000000001AAA',
							Subject: 'Say @ {x}',
							ActivityDate: '2025-11-12',
							Priority: 'High',
							Status: 'Not Started',
							OwnerId: '005000000000001AAA',
						},
					],
				},
			},
		],
	});
});
