import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { RunResult } from '../../runtimes/engine/engine';
import { hintsOf, NODE, useFixture } from './fixture';
import type { NodeSetting } from './fixture';
import { isFrom } from './version';

/** The operations of resource CRM by themselves; with n8n's CRM nodes around them: crm.examples. */

const fixture = useFixture();

const scored = (index: number, more: IDataObject = {}): IDataObject => ({
	email: `person${index}@x.example`,
	name: `Given Person${index}`,
	score: index % 101,
	category: index % 2 === 0 ? 'hot' : 'lukewarm',
	lead_id: `lead_${index}`,
	...more,
});
const inHubspot = (index: number, current?: IDataObject): IDataObject => ({
	origin: {
		source: 'hubspot',
		record_type: 'contact',
		record_id: String(1000 + index),
		...(current !== undefined && { current }),
	},
});

const prepare = async (
	items: readonly IDataObject[],
	parameters: IDataObject = {},
	setting: NodeSetting = {},
) =>
	await fixture.run(items, {
		...setting,
		credentials: {},
		parameters: { resource: 'crm', operation: 'prepareUpdate', ...parameters },
	});
describe('Prepare Update', () => {
	it('packs many records into few requests, each paired to its leads, without a credential', async () => {
		const run = await prepare(
			Array.from({ length: 250 }, (_, index) => scored(index, inHubspot(index))),
		);
		const output = run.output(NODE);
		expect(
			output.map(({ json }) => [json['method'], (json['records'] as unknown[]).length]),
		).toEqual([
			['POST', 100],
			['POST', 100],
			['POST', 50],
		]);
		expect(output[2]?.pairedItem).toEqual(
			Array.from({ length: 50 }, (_, index) => ({ item: 200 + index })),
		);
		expect(hintsOf(run)[0]).toBe('250 HubSpot contacts in 3 requests');
		expect(hintsOf(run)[1]).toContain('{{ $json.body }}');
	});

	it('writes nothing when nothing has changed, and counts it', async () => {
		const held = {
			leadspredict_score: '1',
			leadspredict_category: 'lukewarm',
			leadspredict_id: 'lead_1',
		};
		const run = await prepare([scored(1, inHubspot(1, held))]);
		expect(run.output(NODE)).toEqual([]);
		expect(hintsOf(run)).toEqual(['0 HubSpot contacts in 0 requests; 1 unchanged']);
	});

	it('counts no request when Keep Every Item puts out what needs none', async () => {
		const held = { leadspredict_score: '1', leadspredict_category: 'lukewarm' };
		const item = scored(1, inHubspot(1, { ...held, leadspredict_id: 'lead_1' }));
		const run = await prepare([item], { options: { keepItems: true } });
		expect(run.output(NODE).map(({ json }) => json['url'])).toEqual(['']);
		expect(hintsOf(run)).toEqual(['0 HubSpot contacts in 0 requests; 1 unchanged']);
	});

	it('asks for the instance URL of Salesforce, and reads it as people copy it', async () => {
		const item = scored(2, {
			origin: { source: 'salesforce', record_type: 'lead', record_id: '00Q2' },
		});
		const refused = await prepare([item], { crm: 'salesforceLead', instanceUrl: '' });
		// Before, n8n does not say which parameter is missing.
		expect(refused.error?.message).toContain(isFrom('2.11') ? 'Instance URL' : 'issues');
		const run = await prepare([item], {
			crm: 'salesforceLead',
			instanceUrl: 'https://acme.lightning.force.com/lightning/page/home',
		});
		expect(run.output(NODE)[0]?.json).toMatchObject({
			method: 'POST',
			url: 'https://acme.my.salesforce.com/services/data/v59.0/composite',
			body: {
				allOrNone: false,
				compositeRequest: [
					{
						method: 'PATCH',
						url: '/services/data/v59.0/composite/sobjects',
						httpHeaders: { 'Sforce-Auto-Assign': 'FALSE' },
						body: {
							allOrNone: false,
							records: [
								{
									attributes: { type: 'Lead' },
									id: '00Q2',
									LeadsPredict_Id__c: 'lead_2',
									LeadsPredict_Score__c: 2,
									Rating: 'Hot',
								},
							],
						},
					},
				],
			},
		});
	});

	it('takes the address that an earlier node found, for all items', async () => {
		const origin = { source: 'salesforce', record_type: 'lead', record_id: '00Q2' };
		const items = [2, 3].map((index) =>
			scored(index, {
				origin: { ...origin, record_id: `00Q${index}` },
				urls: { rest: `https://org${index}.my.salesforce.com/services/data/v59.0/` },
			}),
		);
		const run = await prepare(items, {
			crm: 'salesforceLead',
			instanceUrl: "={{ $('Start').first().json.urls.rest }}",
		});
		expect(run.output(NODE)).toHaveLength(1);
		expect(run.output(NODE)[0]?.json['url']).toContain('https://org2.my.salesforce.com/');

		const differing = await prepare(items, {
			crm: 'salesforceLead',
			instanceUrl: '={{ $json.urls.rest }}',
		});
		expect(differing.error?.message).toBe('Instance URL differs between items');
	});

	it('names the fields as the user says, and leaves out what is not to be written', async () => {
		const run = await prepare([scored(2, inHubspot(2))], {
			options: {
				fieldNames: { names: [{ field: 'leadspredict_score', name: 'lead_score' }] },
				excludeFields: ['leadspredict_category', 'leadspredict_last_scored'],
			},
		});
		expect(run.output(NODE)[0]?.json['body']).toMatchObject({
			inputs: [{ id: '1002', properties: { lead_score: '2', leadspredict_id: 'lead_2' } }],
		});
		expect(JSON.stringify(run.output(NODE)[0]?.json['body'])).not.toMatch(/category|last_scored/);
	});

	it.each([
		['Our Score', '"Our Score" is not the internal name of a field'],
		['leadspredict_category', 'Two fields would be called "leadspredict_category"'],
	])('refuses to write under the name %s', async (name, message) => {
		const run = await prepare([scored(2, inHubspot(2))], {
			options: { fieldNames: { names: [{ field: 'leadspredict_score', name }] } },
		});
		expect(run.error).toMatchObject({
			message,
			description: expect.stringContaining('Field Names'),
		});
	});

	it('puts out flat records for the CRM node of n8n', async () => {
		const run = await prepare([scored(2, inHubspot(2)), scored(4)], { format: 'records' });
		expect(run.output(NODE).map(({ json }) => json)).toMatchObject([
			{ email: 'person2@x.example', record_id: '1002', leadspredict_score: 2 },
			{ email: 'person4@x.example', leadspredict_score: 4 },
		]);
	});

	it('shows what would change, and nothing that could be sent', async () => {
		const run = await prepare([scored(2, inHubspot(2, { leadspredict_score: '1' }))], {
			options: { previewOnly: true },
		});
		const [item] = run.output(NODE);
		expect(item?.json).toMatchObject({
			email: 'person2@x.example',
			record: 'HubSpot contact',
			find_by: 'record_id',
			id: '1002',
			changes: { leadspredict_score: { from: '1', to: 2 } },
		});
		expect(item?.json).not.toHaveProperty('url');
		expect(item?.json).not.toHaveProperty('body');
	});

	const mixed = [scored(2, inHubspot(2)), { email: 'no@score.example' }];

	it('stops at an item without a score, and names it', async () => {
		const run = await prepare(mixed);
		expect(run.error).toMatchObject({
			message: 'This item holds no score of LeadsPredict',
			itemIndex: 1,
			description: expect.stringContaining('To go on with the other 1 item'),
		});
	});

	it('goes on without it, and says so to the step that reads the answer', async () => {
		const run = await prepare(mixed, {}, { onError: 'continueRegularOutput' });
		expect(run.output(NODE)).toHaveLength(1);
		expect(run.output(NODE)[0]?.json['not_sent']).toEqual([
			{
				lead: { email: 'no@score.example' },
				result: 'failed',
				position: 1,
				reason: 'This item holds no score of LeadsPredict',
			},
		]);
	});

	it('sends it to the error output where there is one', async () => {
		const run = await prepare(mixed, {}, { onError: 'continueErrorOutput' });
		expect(run.output(NODE, 0)).toHaveLength(1);
		expect(run.output(NODE, 0)[0]?.json).not.toHaveProperty('not_sent');
		expect(run.output(NODE, 1)[0]?.json).toMatchObject({
			email: 'no@score.example',
			error: { message: 'This item holds no score of LeadsPredict' },
		});
	});

	it('puts out rows under the user’s own names', async () => {
		const fields = {
			list: [
				{ fieldName: 'E-mail', fieldValue: 'email', format: 'text', maxLength: 100 },
				{ fieldName: 'Lead score', fieldValue: 'score', format: 'number', decimals: 0 },
				{
					fieldName: 'Temperature',
					fieldValue: 'category',
					format: 'choice',
					choices: 'Hot, Cold',
				},
			],
		};
		const run = await prepare([scored(2), scored(3)], { crm: 'custom', fields });
		expect(run.output(NODE)).toMatchObject([
			{
				json: { 'E-mail': 'person2@x.example', 'Lead score': 2, Temperature: 'Hot' },
				pairedItem: { item: 0 },
			},
			{ json: { 'E-mail': 'person3@x.example', 'Lead score': 3 }, pairedItem: { item: 1 } },
		]);
		expect(hintsOf(run)).toEqual(['2 rows; LeadsPredict Category: not one of Hot, Cold (1 lead)']);
	});
});

describe('a lead that was looked up before it was scored', () => {
	it.each([
		['several', 'HubSpot has several records of this lead'],
		['failed', 'The lookup of this lead in HubSpot failed'],
	])('is not created when the lookup said: %s', async (result, message) => {
		const lookedUp = { email: 'ada@okafor.example', name: 'Ada Okafor', lookup: { result } };
		const [item] = (await fixture.run([lookedUp])).output(NODE);
		expect(item?.json).toMatchObject({ lookup: { result } });
		const run = await prepare([item?.json ?? {}], { options: { create: true } });
		expect(run.error?.message).toContain(message);
	});
});

/** The queries in the bodies of requests for Salesforce. */
const queriesOf = (run: RunResult): string[][] =>
	run.output(NODE).map(({ json }) =>
		z
			.object({ compositeRequest: z.array(z.object({ url: z.string() })) })
			.parse(json['body'])
			.compositeRequest.map(({ url }) => decodeURIComponent(url)),
	);

describe('Prepare Lookup', () => {
	const lookUp = async (items: readonly IDataObject[], parameters: IDataObject = {}) =>
		await prepare(items, { operation: 'prepareLookup', ...parameters });

	it('asks for each email once, wherever it stands in the item', async () => {
		const run = await lookUp([
			{ Email: 'Ann@x.example' },
			{ properties: { email: 'ben@x.example' }, createdAt: 'x', archived: false },
			{ 'What is your email?': 'ann@X.example ' },
		]);
		expect(run.output(NODE)).toHaveLength(1);
		expect(run.output(NODE)[0]?.json).toMatchObject({
			method: 'POST',
			url: 'https://api.hubapi.com/crm/objects/2026-03/contacts/batch/read',
			body: { idProperty: 'email', inputs: [{ id: 'ann@x.example' }, { id: 'ben@x.example' }] },
		});
		expect(run.output(NODE)[0]?.pairedItem).toEqual([{ item: 0 }, { item: 2 }, { item: 1 }]);
	});

	it('reads the email where the user says', async () => {
		const run = await lookUp([{ Email: 'wrong@x.example', alt: 'right@x.example' }], {
			email: '={{ $json.alt }}',
		});
		expect(run.output(NODE)[0]?.json['body']).toMatchObject({
			inputs: [{ id: 'right@x.example' }],
		});
	});

	it('escapes what SOQL would read otherwise, and asks for 200 emails in one short request', async () => {
		const odd = await lookUp([{ Email: "o'neil@x.example" }], {
			crm: 'salesforceContact',
			instanceUrl: 'acme.my.salesforce.com',
		});
		expect(queriesOf(odd)[0]?.[0]).toContain("WHERE Email IN ('o\\'neil@x.example')");
		const long = await lookUp(
			Array.from({ length: 200 }, (_, index) => ({ Email: `${'a'.repeat(60)}${index}@x.example` })),
			{ crm: 'salesforceLead', instanceUrl: 'acme.my.salesforce.com' },
		);
		const [queries = [], ...others] = queriesOf(long);
		expect([queries.length, others.length]).toEqual([5, 0]);
		for (const query of queries) expect(query).toContain('AND IsConverted = false');
		expect(String(long.output(NODE)[0]?.json['url']).length).toBeLessThan(2000);
	});
});

describe('Read Answer', () => {
	it('says what is missing when nothing was prepared before it', async () => {
		const run = await prepare([{ id: 1 }], { operation: 'readAnswer' });
		expect(run.error).toMatchObject({
			message: 'There is no Prepare step before this node',
			description: expect.stringContaining('Prepare Update'),
		});
	});
});
