import { Client } from '@hubspot/api-client';
import type { BatchInputSimplePublicObjectBatchInputForCreate } from '@hubspot/api-client/lib/codegen/crm/objects/tasks/models/BatchInputSimplePublicObjectBatchInputForCreate';
import { AssociationSpecAssociationCategoryEnum as Category } from '@hubspot/api-client/lib/codegen/crm/objects/tasks/models/AssociationSpec';
import { Connection } from 'jsforce';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { readAnswer } from '../../nodes/LeadsPredict/crm/answer';
import type { Crm, CrmTasks } from '../../nodes/LeadsPredict/crm/crm';
import type { CrmRequest } from '../../nodes/LeadsPredict/crm/crmRequest';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { hubspotTaskProperty } from '../../nodes/LeadsPredict/crm/hubspot/definitions';
import { HUBSPOT_TASKS } from '../../nodes/LeadsPredict/crm/hubspot/tasks';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import { SALESFORCE_CONTACT, SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { SALESFORCE_TASKS } from '../../nodes/LeadsPredict/crm/salesforce/tasks';
import { batchTasks, planTasks } from '../../nodes/LeadsPredict/crm/tasks';
import { taskItems } from '../../nodes/LeadsPredict/output/taskItems';
import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';
import { defineTaskFields } from '../../scripts/start/people';
import { INSTANCE, makeRequest } from './crmRequest';

/** Tasks that are prepared, created in the stand-ins and read; and the bodies given to the CRMs' own clients. */

let crm: CrmStandIn;
beforeAll(async () => {
	crm = await startCrm();
});
afterAll(async () => await crm.close());
beforeEach(() => {
	crm.control.reset();
	defineTaskFields(crm.control);
});

function requestsFor(of: Crm, tasks: CrmTasks, items: readonly IDataObject[]): CrmRequest[] {
	const options = {
		...{ ...of, idField: idFieldOf(of.fields), create: false },
		originIsKnown: () => true,
	};
	const context = { instanceUrl: INSTANCE, owner: '', now: new Date('2025-11-08T15:30:00Z') };
	return batchTasks(planTasks(items, options), of, tasks, context).map(({ request }) => request);
}

async function create(of: Crm, tasks: CrmTasks, items: readonly IDataObject[]) {
	const requests = requestsFor(of, tasks, items);
	const created = [];
	for (const request of requests) {
		const answer = await makeRequest(crm, request);
		created.push(...taskItems(request, readAnswer(request, [answer]), [0]));
	}
	const results = created
		.sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
		.map(({ item }) => item.json['tasks'] as IDataObject[]);
	return { results, requests: requests.length };
}

const ACTIONS = [
	{ action: 'schedule_demo', priority: 'high', deadline: '2025-11-12' },
	{ action: 'send_offer', priority: 'low' },
];

const scored = (index: number, of: Crm, record_id: string): IDataObject => ({
	lead_id: `lead_${index}`,
	score: 87,
	category: 'hot',
	recommendations: ['Call'],
	next_actions: ACTIONS,
	origin: { source: of.source, record_type: of.recordType, record_id },
});

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('HubSpot', () => {
	const put = (index: number): string =>
		crm.control.contacts.put({ email: `person${index}@x.example` }).id;

	it('creates each task once, whatever became of it, with its contact', async () => {
		const items = range(120).map((index) => scored(index, HUBSPOT, put(index)));
		const first = await create(HUBSPOT, HUBSPOT_TASKS, items);
		expect(first.requests).toBe(3);
		expect(first.results.flat().map(({ result }) => result)).toEqual(Array(240).fill('created'));
		const tasks = crm.control.hubspotTasks.all();
		expect(tasks).toHaveLength(240);
		expect(first.results[0]?.map(({ task_id }) => task_id)).toEqual(
			tasks.slice(0, 2).map(({ id }) => id),
		);
		expect(tasks[0]).toMatchObject({
			contacts: [Object(items[0]?.['origin'])['record_id']],
			properties: {
				hs_task_subject: 'Schedule demo',
				hs_task_priority: 'HIGH',
				hs_task_status: 'NOT_STARTED',
				hs_timestamp: '2025-11-12T12:00:00.000Z',
			},
		});
		crm.control.hubspotTasks.change(tasks[0]?.id ?? '', { hs_task_status: 'COMPLETED' });

		const second = await create(HUBSPOT, HUBSPOT_TASKS, items);
		expect(second.results.flat().map(({ result }) => result)).toEqual(Array(240).fill('exists'));
		expect(second.results[0]?.[0]).toEqual({
			...{ subject: 'Schedule demo', result: 'exists', task_id: tasks[0]?.id },
		});
		expect(crm.control.hubspotTasks.all()).toHaveLength(240);

		crm.control.hubspotTasks.remove(tasks[0]?.id ?? '');
		const third = await create(HUBSPOT, HUBSPOT_TASKS, items.slice(0, 1));
		expect(third.results.flat().map(({ result }) => result)).toEqual(['created', 'exists']);
	});

	it('fails the tasks of a contact that is not there, and creates the others', async () => {
		const items = [scored(0, HUBSPOT, '999999'), scored(1, HUBSPOT, put(1))];
		const { results } = await create(HUBSPOT, HUBSPOT_TASKS, items);
		expect(results).toMatchObject([
			[{ result: 'failed', reason: 'CONTACT=999999 is not valid' }, { result: 'failed' }],
			[{ result: 'created' }, { result: 'created' }],
		]);
	});

	it('names the property that was not created', async () => {
		crm.control.reset();
		const { results } = await create(HUBSPOT, HUBSPOT_TASKS, [scored(0, HUBSPOT, put(0))]);
		expect(results.flat()).toMatchObject([
			{ result: 'failed', reason: expect.stringMatching(/leadspredict_task_id/) },
			{ result: 'failed' },
		]);
		expect(crm.control.hubspotTasks.all()).toEqual([]);
	});

	it('has its own client take the body, which has a property of its own', async () => {
		crm.control.reset();
		const client = new Client({ accessToken: crm.tokens.hubspot, basePath: crm.hubspotUrl });
		await client.crm.properties.groupsApi.create('tasks', {
			name: hubspotTaskProperty.groupName,
			label: 'LeadsPredict',
		});
		await client.crm.properties.batchApi.create('tasks', {
			inputs: [z.custom<never>().parse(hubspotTaskProperty)],
		});
		const [request] = requestsFor(HUBSPOT, HUBSPOT_TASKS, [scored(0, HUBSPOT, put(0))]);
		/** Compiles only while the shape is that of HubSpot's own type. */
		const body: BatchInputSimplePublicObjectBatchInputForCreate = z
			.object({
				inputs: z.array(
					z
						.object({
							objectWriteTraceId: z.string(),
							properties: z.record(z.string()),
							associations: z.array(
								z
									.object({
										to: z.object({ id: z.string() }).strict(),
										types: z.array(
											z
												.object({
													associationCategory: z.nativeEnum(Category),
													associationTypeId: z.number(),
												})
												.strict(),
										),
									})
									.strict(),
							),
						})
						.strict(),
				),
			})
			.strict()
			.parse(request?.body);
		const { results } = await client.crm.objects.tasks.batchApi.create(body);
		expect(results).toHaveLength(2);
		expect(crm.control.hubspotTasks.all()).toHaveLength(2);
	});
});

describe.each([
	['lead', SALESFORCE_LEAD, () => crm.control.leads],
	['contact', SALESFORCE_CONTACT, () => crm.control.salesforceContacts],
] as const)('a Salesforce %s', (kind, of, records) => {
	const put = (index: number): string =>
		records().put({ LastName: `Family${index}`, ...(kind === 'lead' && { Company: 'X' }) }).Id;

	it('gets each task once, whatever became of it', async () => {
		const items = range(120).map((index) => scored(index, of, put(index)));
		const first = await create(of, SALESFORCE_TASKS, items);
		expect(first.requests).toBe(2);
		expect(first.results.flat().map(({ result }) => result)).toEqual(Array(240).fill('created'));
		const tasks = crm.control.salesforceTasks.all();
		expect(tasks[0]).toMatchObject({
			Id: first.results[0]?.[0]?.['task_id'],
			WhoId: Object(items[0]?.['origin'])['record_id'],
			Subject: 'Schedule demo',
			ActivityDate: '2025-11-12',
			Priority: 'High',
			Status: 'Not Started',
			Description: 'LeadsPredict score: 87 (hot)\nCall',
		});
		crm.control.salesforceTasks.put({ Id: tasks[0]?.Id ?? '', Status: 'Completed' });

		const second = await create(of, SALESFORCE_TASKS, items);
		expect(second.results.flat().map(({ result }) => result)).toEqual(Array(240).fill('exists'));
		expect(second.results[0]?.[0]).toMatchObject({ task_id: tasks[0]?.Id });
		expect(crm.control.salesforceTasks.all()).toHaveLength(240);
	});
});

describe('Salesforce', () => {
	const put = () => crm.control.leads.put({ LastName: 'Family', Company: 'X' }).Id;

	it('fails a task of a record that may have none, and creates the others', async () => {
		const account = crm.control.accounts.put({ Name: 'X' }).Id;
		const items = [scored(0, SALESFORCE_LEAD, account), scored(1, SALESFORCE_LEAD, put())];
		const { results } = await create(SALESFORCE_LEAD, SALESFORCE_TASKS, items);
		expect(results).toMatchObject([
			[{ result: 'failed', code: 'INVALID_CROSS_REFERENCE_KEY' }, { result: 'failed' }],
			[{ result: 'created' }, { result: 'created' }],
		]);
	});

	it('names the field that nobody granted', async () => {
		crm.control.setFieldVisible('Task', SALESFORCE_TASKS.idField, false);
		const { results } = await create(SALESFORCE_LEAD, SALESFORCE_TASKS, [
			scored(0, SALESFORCE_LEAD, put()),
		]);
		expect(results.flat()).toMatchObject([
			{
				...{ result: 'failed', code: 'INVALID_FIELD' },
				reason: expect.stringContaining('LeadsPredict_Task_Id__c'),
			},
			{ result: 'failed' },
		]);
	});

	it('has jsforce create the records, and then refuse them', async () => {
		const [request] = requestsFor(SALESFORCE_LEAD, SALESFORCE_TASKS, [
			scored(0, SALESFORCE_LEAD, put()),
		]);
		const { compositeRequest } = z
			.object({
				compositeRequest: z.array(
					z.object({
						body: z.object({
							records: z.array(z.record(z.unknown())),
						}),
					}),
				),
			})
			.parse(request?.body);
		const records = compositeRequest
			.flatMap(({ body }) => body.records)
			.map((record) =>
				Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'attributes')),
			);
		const connection = new Connection({
			instanceUrl: crm.salesforceUrl,
			accessToken: crm.tokens.salesforce,
			version: '59.0',
		});
		expect(await connection.sobject('Task').create(records)).toMatchObject([
			{ success: true },
			{ success: true },
		]);
		expect(await connection.sobject('Task').create(records)).toMatchObject([
			{ success: false, errors: [{ statusCode: 'DUPLICATE_VALUE' }] },
			{ success: false },
		]);
		const { totalSize } = await connection.query(
			"SELECT Id FROM Task WHERE Subject = 'Schedule demo'",
		);
		expect(totalSize).toBe(1);
	});

	it('creates custom fields of tasks on Activity alone', async () => {
		const { fieldRequests } = SALESFORCE_LEAD;
		crm.control.reset();
		const userId = crm.control.salesforceUserId();
		const requests = fieldRequests?.prepare([], {
			...{ instanceUrl: INSTANCE, grantTo: userId, taskField: true },
		});
		const results = [];
		for (const request of requests ?? []) {
			const prepared = { ...request, crm: 'salesforceLead', purpose: 'fields' as const };
			const answer = await makeRequest(crm, request);
			results.push(
				fieldRequests?.read(
					{ ...prepared, creates: [...request.creates], request_id: '', number: 0 },
					[answer],
				),
			);
		}
		expect(results.flat().map((each) => each?.result)).toEqual(Array(4).fill('created'));
		const { results: created } = await create(SALESFORCE_LEAD, SALESFORCE_TASKS, [
			scored(0, SALESFORCE_LEAD, put()),
		]);
		expect(created.flat()).toMatchObject([{ result: 'created' }, { result: 'created' }]);

		const connection = new Connection({
			instanceUrl: crm.salesforceUrl,
			accessToken: crm.tokens.salesforce,
			version: '59.0',
		});
		const onTask = connection.tooling.sobject('CustomField').create({
			FullName: 'Task.Other__c',
			Metadata: { type: 'Text', label: 'Other', length: 10 },
		});
		await expect(onTask).rejects.toThrow('bad value for restricted picklist field: Task');
	});
});
