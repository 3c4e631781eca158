import type { IDataObject } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../runtimes/engine/engine';
import { CRM_CREDENTIALS } from '../../scripts/examples';
import { useCrmFixture } from './crmFixture';
import { toItems } from './fixture';

/** Read Answer in workflows of other forms than a straight line: each lead is told once, by its own answer. */

const fixture = useCrmFixture();

const { hubspot } = CRM_CREDENTIALS;
type Node = WorkflowJson['nodes'][number];

const noOp = (name: string): Node => ({
	name,
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	parameters: {},
});
const crm = (name: string, parameters: IDataObject): Node => ({
	name,
	type: 'n8n-nodes-leadspredict.leadsPredict',
	typeVersion: 1,
	parameters: { resource: 'crm', ...parameters },
});
const prepare = (name: string) => crm(name, { operation: 'prepareUpdate', crm: 'hubspot' });
const read = crm('Read', { operation: 'readAnswer' });
const http = (name: string, onError = 'continueRegularOutput'): Node => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	onError,
	credentials: { [hubspot.type]: { id: hubspot.id, name: hubspot.name } },
	parameters: {
		method: '={{ $json.method }}',
		url: '={{ $json.url }}',
		authentication: 'predefinedCredentialType',
		nodeCredentialType: hubspot.type,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '={{ $json.body }}',
		options: {},
	},
});
const loop = (name: string, batchSize: number): Node => ({
	name,
	type: 'n8n-nodes-base.splitInBatches',
	typeVersion: 3,
	parameters: { batchSize, options: {} },
});

/** "A>B" leads from the first output, "A:1>B" from the second. */
function workflow(nodes: Node[], ways: readonly string[]): WorkflowJson {
	const connections: WorkflowJson['connections'] = {};
	for (const way of ways) {
		const [from = '', to = ''] = way.split('>');
		const [name = '', output = '0'] = from.split(':');
		const main = (connections[name] ??= { main: [] })['main'] ?? [];
		while (main.length <= Number(output)) main.push([]);
		main[Number(output)]?.push({ node: to, type: 'main', index: 0 });
		connections[name] = { main };
	}
	return { nodes, connections };
}

const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => {
		const email = `p${index}@x.example`;
		const { id } = fixture.crm.control.contacts.put({ email });
		const origin = { source: 'hubspot', record_type: 'contact', record_id: id };
		return { email, lead_id: `lead_${index}`, score: index % 101, origin };
	});

const told = (run: RunResult): Array<[unknown, unknown, unknown]> =>
	run
		.output('Read')
		.map(({ json }): [unknown, unknown, unknown] => [
			json['email'],
			json['result'],
			json['record_id'],
		])
		.sort(([a], [b]) => String(a).localeCompare(String(b)));
const allWritten = (items: readonly IDataObject[]) =>
	items
		.map(({ email, origin }) => [email, 'written', Object(origin).record_id])
		.sort(([a], [b]) => String(a).localeCompare(String(b)));

const run = async (json: WorkflowJson, items: readonly IDataObject[]): Promise<RunResult> =>
	await fixture.engine.run(json, { startNode: 'Start', items: toItems(items) });

const branches = (): WorkflowJson =>
	workflow(
		[
			noOp('Start'),
			{
				name: 'Hot',
				type: 'n8n-nodes-base.filter',
				typeVersion: 2,
				parameters: {
					conditions: {
						options: { caseSensitive: true, leftValue: '', typeValidation: 'loose' },
						combinator: 'and',
						conditions: [
							{
								id: 'c',
								leftValue: '={{ $json.score }}',
								rightValue: 1,
								operator: { type: 'number', operation: 'gte' },
							},
						],
					},
				},
			},
			prepare('PrepA'),
			prepare('PrepB'),
			http('HttpA'),
			http('HttpB'),
			read,
		],
		[
			'Start>PrepA',
			'Start>Hot',
			'Hot>PrepB',
			'PrepA>HttpA',
			'PrepB>HttpB',
			'HttpA>Read',
			'HttpB>Read',
		],
	);

it('judges answers of two branches each by its own requests', async () => {
	const items = people(2);
	const done = await run(branches(), items);
	expect(done.error).toBeUndefined();
	expect(told(done)).toEqual(allWritten([...items, ...items.slice(1)]));
});

it('reads one branch when the other one did not run', async () => {
	const items = people(1);
	const done = await run(branches(), items);
	expect(done.error).toBeUndefined();
	expect(told(done)).toEqual(allWritten(items));
});

it('reads within a loop that prepares, sends and reads', async () => {
	const items = people(5);
	const done = await run(
		workflow(
			[noOp('Start'), loop('Loop', 2), prepare('Prep'), http('Http'), read, noOp('End')],
			['Start>Loop', 'Loop:0>End', 'Loop:1>Prep', 'Prep>Http', 'Http>Read', 'Read>Loop'],
		),
		items,
	);
	expect(done.error).toBeUndefined();
	expect(told(done)).toEqual(allWritten(items));
});

it('reads within a loop over requests, each lead once', async () => {
	const items = people(205);
	const done = await run(
		workflow(
			[noOp('Start'), prepare('Prep'), loop('Loop', 1), http('Http'), read, noOp('End')],
			['Start>Prep', 'Prep>Loop', 'Loop:0>End', 'Loop:1>Http', 'Http>Read', 'Read>Loop'],
		),
		items,
	);
	expect(done.error).toBeUndefined();
	expect(told(done)).toEqual(allWritten(items));
});

it('reads once behind a loop that only sends', async () => {
	const items = people(205);
	const done = await run(
		workflow(
			[noOp('Start'), prepare('Prep'), loop('Loop', 1), http('Http'), read],
			['Start>Prep', 'Prep>Loop', 'Loop:0>Read', 'Loop:1>Http', 'Http>Loop'],
		),
		items,
	);
	expect(done.error).toBeUndefined();
	expect(told(done)).toEqual(allWritten(items));
});

const RETRYABLE: Node = {
	name: 'Retryable',
	type: 'n8n-nodes-base.filter',
	typeVersion: 2,
	parameters: {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'loose' },
			combinator: 'and',
			conditions: [
				{
					id: 'c',
					leftValue: '={{ $json.retryable }}',
					rightValue: '',
					operator: { type: 'boolean', operation: 'true', singleValue: true },
				},
			],
		},
	},
};
const again = (options: IDataObject = {}): WorkflowJson =>
	workflow(
		[
			noOp('Start'),
			crm('Prep', { operation: 'prepareUpdate', crm: 'hubspot', options }),
			http('Http'),
			read,
			RETRYABLE,
		],
		['Start>Prep', 'Prep>Http', 'Http>Read', 'Read>Retryable', 'Retryable>Prep'],
	);

it('leads what is retryable back to Prepare Update until all but the one refused are written', async () => {
	const { contacts } = fixture.crm.control;
	const items = Array.from({ length: 60 }, (_, index) => ({
		email: `p${index}@x.example`,
		name: `P ${index}`,
		lead_id: `lead_${index}`,
		score: index,
		recommendations: ['Call'],
	}));
	// HubSpot refuses to create a second contact of this email, and all that come with it.
	const { id } = contacts.put({ email: 'p7@x.example' });
	const done = await run(again({ create: true }), items);
	expect(done.error).toBeUndefined();
	expect(done.status).toBe('success');
	const final = done
		.output('Read')
		.map(({ json }) => json)
		.filter(({ retryable }) => retryable !== true);
	expect(new Set(final.map(({ email }) => email)).size).toBe(60);
	for (const item of final) {
		if (item['email'] === 'p7@x.example') {
			expect(item).toMatchObject({
				result: 'failed',
				reason: `HubSpot refused the request: Contact already exists. Existing ID: ${id}`,
			});
			expect(contacts.get(id)?.properties).not.toHaveProperty('leadspredict_score');
		} else {
			expect(item).toEqual({
				email: item['email'],
				name: item['name'],
				lead_id: item['lead_id'],
				score: item['score'],
				result: 'created',
				record_id: contacts.get(String(item['email']))?.id,
				record_url: expect.stringMatching(/\/record\/0-1\/\d+$/),
			});
			expect(contacts.get(String(item['email']))?.properties).toMatchObject({
				leadspredict_id: item['lead_id'],
				leadspredict_score: String(item['score']),
				leadspredict_recommendations: 'Call',
			});
		}
	}
});

it.each([
	[
		'properties that were never created',
		{
			status: 400,
			body: {
				status: 'error',
				category: 'VALIDATION_ERROR',
				message: `Property values were not valid: ${JSON.stringify([{ isValid: false, message: 'Property "leadspredict_score" does not exist', error: 'PROPERTY_DOESNT_EXIST', name: 'leadspredict_score', localizedErrorMessage: 'Property "leadspredict_score" does not exist' }])}`,
			},
		},
		'HubSpot refused the request: 1 contact property does not exist (leadspredict_score); run Prepare Fields and create what it prepares, or correct Field Names',
	],
	[
		'an account that finds nobody by email',
		{
			status: 400,
			body: {
				status: 'error',
				category: 'VALIDATION_ERROR',
				message: 'Unable to perform update/upsert by non-unique 0-1 property email',
			},
		},
		'HubSpot refused the request: Unable to perform update/upsert by non-unique 0-1 property email; this account does not find contacts by their email: look the contacts up first, with Prepare Lookup, HTTP Request and Read Answer before Prepare Update, and leave Find Record By at Automatic',
	],
])('says what to do about %s, and sends nothing again', async (_, answer, reason) => {
	fixture.crm.control.answerNext('hubspot', answer);
	const items = people(2).map(({ email = '', lead_id = '', score = 0 }) => ({
		email,
		lead_id,
		score,
	}));
	const done = await run(again(), items);
	expect(done.error).toBeUndefined();
	expect(done.output('Read').map(({ json }) => json)).toMatchObject(
		items.map(({ email }) => ({ email, result: 'failed', reason, code: 'VALIDATION_ERROR' })),
	);
	expect(fixture.crm.control.requests('hubspot')).toHaveLength(1);
});

it('says so behind a loop that prepares, instead of judging by the last request', async () => {
	const done = await run(
		workflow(
			[noOp('Start'), loop('Loop', 2), prepare('Prep'), http('Http'), read],
			['Start>Loop', 'Loop:0>Read', 'Loop:1>Prep', 'Prep>Http', 'Http>Loop'],
		),
		people(5),
	);
	expect(done.error).toMatchObject({
		message: '"Prep" ran several times before this node, which can read the last of them alone',
		description: expect.stringContaining('into the same loop'),
	});
});

it('tells each lead once when failures leave by another output', async () => {
	const items = people(205);
	fixture.crm.control.answerNext('hubspot', { status: 403 });
	const done = await run(
		workflow(
			[noOp('Start'), prepare('Prep'), http('Http', 'continueErrorOutput'), read],
			['Start>Prep', 'Prep>Http', 'Http:0>Read', 'Http:1>Read'],
		),
		items,
	);
	expect(done.error).toBeUndefined();
	const results = told(done);
	expect(results.map(([email]) => email)).toEqual(allWritten(items).map(([email]) => email));
	expect(new Set(results.map(([, result]) => result))).toEqual(new Set(['written', 'failed']));
});
