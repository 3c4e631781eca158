import type { IDataObject } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../runtimes/engine/engine';
import { HUBSPOT_FIELDS } from '../../nodes/LeadsPredict/crm/hubspot/fields';
import { CRM_CREDENTIALS, readSubWorkflow } from '../../scripts/examples';
import { openCrmFixture, succeeded } from './crmFixture';
import type { CrmFixture } from './crmFixture';

/** Prepare Fields by itself, and with the HTTP Request node set up as its hints say. */

jest.setTimeout(120_000);

let fixture: CrmFixture;
beforeAll(async () => {
	fixture = await openCrmFixture();
});
afterAll(async () => await fixture?.close());
beforeEach(() => fixture.crm.control.reset());

const { hubspot } = CRM_CREDENTIALS;

const workflowWith = (parameters: IDataObject, onError: string, options: object): WorkflowJson => ({
	name: 'fields',
	nodes: [
		{ name: 'Start', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		{
			name: 'Fields',
			type: 'n8n-nodes-leadspredict.leadsPredict',
			typeVersion: 1,
			parameters: { resource: 'crm', operation: 'prepareFields', ...parameters },
			onError,
		},
		{
			name: 'Create',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			disabled: parameters['crm'] !== undefined || parameters['fieldsFormat'] === 'list',
			credentials: { [hubspot.type]: { id: hubspot.id, name: hubspot.name } },
			parameters: {
				method: '={{ $json.method }}',
				url: '={{ $json.url }}',
				authentication: 'predefinedCredentialType',
				nodeCredentialType: hubspot.type,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ $json.body }}',
				options,
			},
			onError: 'continueRegularOutput',
		},
		{
			name: 'Read',
			type: 'n8n-nodes-leadspredict.leadsPredict',
			typeVersion: 1,
			disabled: parameters['crm'] !== undefined || parameters['fieldsFormat'] === 'list',
			parameters: { resource: 'crm', operation: 'readAnswer' },
		},
	],
	connections: {
		Create: { main: [[{ node: 'Read', type: 'main', index: 0 }]] },
		Start: { main: [[{ node: 'Fields', type: 'main', index: 0 }]] },
		Fields: { main: [[{ node: 'Create', type: 'main', index: 0 }]] },
	},
});

/** One item at a time, with a pause between them. */
const IN_ORDER = { batching: { batch: { batchSize: 1, batchInterval: 600 } } };

const run = async (
	parameters: IDataObject = {},
	{ items = 1, onError = 'stopWorkflow', options = {} } = {},
): Promise<RunResult> =>
	await fixture.engine.run(workflowWith(parameters, onError, options), {
		startNode: 'Start',
		items: Array.from({ length: items }, (_, index) => ({ json: { index } })),
	});
const hintsOf = (result: RunResult): string[] =>
	(result.nodes['Fields']?.[0]?.hints ?? []).map(({ message }) => message);
const ownProperties = (): string[] =>
	fixture.crm.control
		.properties()
		.filter(({ hubspotDefined }) => !hubspotDefined)
		.map(({ name }) => name);
const named = (field: string, name: string): IDataObject => ({
	options: { fieldNames: { names: [{ field, name }] } },
});

describe('Prepare Fields for HubSpot', () => {
	it('has them created by an HTTP Request node that waits between its requests', async () => {
		// The group takes its time, as HubSpot may; the properties need it.
		fixture.crm.control.answerNext('hubspot', { delayMs: 200, body: undefined });
		const result = await run({}, { options: IN_ORDER });
		succeeded(result);
		expect(ownProperties()).toEqual(HUBSPOT_FIELDS.map(({ name }) => name));
		expect(result.output('Create').map(({ json }) => json['error'])).toEqual([
			undefined,
			undefined,
		]);
	});

	it('creates what is missing and nothing twice with the set-up workflow, which lists what became of each', async () => {
		const setUp = readSubWorkflow('hubspot-set-up-fields');
		const list = async () => {
			const result = await fixture.engine.run(setUp);
			succeeded(result);
			return result.output('The list').map(({ json }) => [json['name'], json['result']]);
		};
		const names = [
			...['leadspredict', ...HUBSPOT_FIELDS.map(({ name }) => name)],
			// The group and the property of tasks.
			...['leadspredict', 'leadspredict_task_id'],
		];
		expect(await list()).toEqual(names.map((name) => [name, 'created']));
		const before = fixture.crm.control.properties();
		expect(await list()).toEqual(names.map((name) => [name, 'exists']));
		expect(fixture.crm.control.properties()).toEqual(before);

		fixture.crm.control.answerNext('hubspot', { status: 403 });
		expect((await list())[0]).toEqual(['leadspredict', 'failed']);
	});

	it('says that it has to wait: by itself the node asks for everything at once', async () => {
		// Long enough for the second request to come first on a busy machine.
		fixture.crm.control.answerNext('hubspot', { delayMs: 4_000, body: undefined });
		const result = await run();
		expect(hintsOf(result).join()).toContain('Batching');
		expect(fixture.crm.control.requests('hubspot')).toHaveLength(2);
		expect(ownProperties()).toEqual([]);

		// The order was all that was wrong: the group is there, and a second time repairs it.
		await run({}, { options: IN_ORDER });
		expect(ownProperties()).toEqual(HUBSPOT_FIELDS.map(({ name }) => name));
	});

	it('runs once for all items, which are all where its items come from', async () => {
		const result = await run({}, { items: 3 });
		expect(result.output('Fields')).toHaveLength(2);
		for (const { pairedItem } of result.output('Fields')) {
			expect(pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		}
	});

	it('lists them for people', async () => {
		const result = await run({ fieldsFormat: 'list' });
		expect(result.output('Fields').map(({ json }) => json['name'])).toEqual(
			HUBSPOT_FIELDS.map(({ name }) => name),
		);
		expect(hintsOf(result)).toEqual(['10 fields to create once for HubSpot contacts']);
	});

	it('creates them under the names of the user', async () => {
		succeeded(await run(named('leadspredict_score', 'our_score'), { options: IN_ORDER }));
		expect(ownProperties()).toContain('our_score');
		expect(ownProperties()).not.toContain('leadspredict_score');
	});

	it.each([
		['Our Score', '"Our Score"'],
		['leadspredict_category', 'Two fields would be called "leadspredict_category"'],
	])('refuses the name %s', async (name, said) => {
		const parameters = named('leadspredict_score', name);
		const refused = await run(parameters);
		expect(refused.error?.message).toContain(said);
		expect(refused.error?.description).toContain('Field Names');
		expect(fixture.crm.control.requests('hubspot')).toEqual([]);

		const continued = await run(
			{ ...parameters, fieldsFormat: 'list' },
			{
				items: 2,
				onError: 'continueRegularOutput',
			},
		);
		expect(continued.output('Fields')).toMatchObject([
			{ json: { error: { message: expect.stringContaining(said) } }, pairedItem: { item: 0 } },
			{ json: { error: { message: expect.stringContaining(said) } }, pairedItem: { item: 1 } },
		]);
	});
});

describe.each([
	['salesforceLead', 'Lead'],
	['salesforceContact', 'Contact'],
])('Prepare Fields for %s', (crm, object) => {
	it('puts out each with its metadata and its file, and says what to grant', async () => {
		const result = await run({ crm, fieldsFormat: 'list' });
		succeeded(result);
		expect(result.output('Fields')).toHaveLength(10);
		expect(result.output('Fields')[0]?.json).toMatchObject({
			object,
			name: 'LeadsPredict_Id__c',
			metadata: { fullName: 'LeadsPredict_Id__c', type: 'Text', externalId: true },
			path: `objects/${object}/fields/LeadsPredict_Id__c.field-meta.xml`,
			file: expect.stringContaining('<fullName>LeadsPredict_Id__c</fullName>'),
		});
		expect(hintsOf(result).join()).toContain('field-level security');
	});

	const instanceUrl = 'https://acme.lightning.force.com';

	it('puts out two requests, and says that the second needs what the first creates', async () => {
		const grantTo = '005Hs00000ABCDEIA4';
		const result = await run({ crm, instanceUrl, grantTo });
		succeeded(result);
		const host = 'https://acme.my.salesforce.com/services/data/v59.0';
		expect(result.output('Fields').map(({ json }) => json['url'])).toEqual([
			`${host}/tooling/composite`,
			`${host}/composite`,
		]);
		expect(JSON.stringify(result.output('Fields')[1]?.json['body'])).toContain(
			`"AssigneeId":"${grantTo}"`,
		);
		expect(hintsOf(result).join()).toContain('Loop Over Items');
	});

	it('asks for the address of the organization, and refuses what is no user', async () => {
		const nowhere = await run({ crm, instanceUrl: 'nowhere' });
		expect(nowhere.error?.description).toContain('my.salesforce.com');
		const refused = await run({ crm, instanceUrl, grantTo: 'ada@x.example' });
		expect(refused.error?.message).toContain('"ada@x.example" is not the ID of a Salesforce user');
	});

	it('refuses a name that Salesforce would not take', async () => {
		const refused = await run({
			crm,
			instanceUrl,
			...named('LeadsPredict_Score__c', 'Our_Score'),
		});
		expect(refused.error?.message).toContain('"Our_Score"');
	});
});
