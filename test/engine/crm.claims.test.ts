import type { IDataObject } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../runtimes/engine/engine';
import { CREDENTIAL, CRM_CREDENTIALS } from '../../scripts/examples';
import { useCrmFixture, succeeded } from './crmFixture';
import { toItems } from './fixture';

/**
 * Who may name the record that is written: whoever posts to a webhook may not, in whatever form and
 * through whatever nodes it comes; the CRM itself may.
 */

const fixture = useCrmFixture();
/** A contact of somebody else, which a stranger would like to have written. */
let victim: string;
beforeEach(() => {
	victim = fixture.crm.control.contacts.put({ email: 'victim@good.example' }).id;
});

const STRANGER = 'stranger@evil.example';

/** As HubSpot's older API hands a contact out, and as HubSpot's workflows post it to a webhook. */
const contact = (vid: string, more: IDataObject = {}): IDataObject => ({
	vid: Number(vid),
	'canonical-vid': Number(vid),
	'is-contact': true,
	properties: {
		email: { value: STRANGER },
		firstname: { value: 'Some' },
		lastname: { value: 'Body' },
		createdate: { value: '1700000000000' },
		lastmodifieddate: { value: '1700000000000' },
	},
	...more,
});
const originOf = (id: string): IDataObject => ({
	source: 'hubspot',
	record_type: 'contact',
	record_id: id,
});

type Node = WorkflowJson['nodes'][number];

const base = (name: string, type: string, typeVersion: number, parameters: IDataObject): Node => ({
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	parameters,
});
const ours = (name: string, parameters: IDataObject): Node => ({
	name,
	type: 'n8n-nodes-leadspredict.leadsPredict',
	typeVersion: 1,
	credentials: { [CREDENTIAL.type]: { id: CREDENTIAL.id, name: CREDENTIAL.name } },
	parameters,
});
const { hubspot } = CRM_CREDENTIALS;
const withHubspot = { [hubspot.type]: { id: hubspot.id, name: hubspot.name } };

const webhook = base('Webhook', 'webhook', 2.1, { httpMethod: 'POST', path: 'leads', options: {} });
const start = base('Start', 'noOp', 1, {});
const splitOut = base('Split', 'splitOut', 1, { fieldToSplitOut: 'body.leads', options: {} });
const analyze = ours('Analyze', { resource: 'lead', operation: 'analyze' });
const update = (options: IDataObject = {}, crm = 'hubspot') =>
	ours('Update', {
		resource: 'crm',
		operation: 'prepareUpdate',
		crm,
		instanceUrl: 'https://acme.my.salesforce.com',
		options,
	});
const lookup = ours('Lookup', { resource: 'crm', operation: 'prepareLookup', crm: 'hubspot' });
const read = ours('Read', { resource: 'crm', operation: 'readAnswer' });
const http: Node = {
	...base('Http', 'httpRequest', 4.2, {
		method: '={{ $json.method }}',
		url: '={{ $json.url }}',
		authentication: 'predefinedCredentialType',
		nodeCredentialType: hubspot.type,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '={{ $json.body }}',
		options: {},
	}),
	credentials: withHubspot,
	onError: 'continueRegularOutput',
};
const getContact: Node = {
	...base('Get', 'hubspot', 2.1, {
		authentication: 'appToken',
		resource: 'contact',
		operation: 'get',
		contactId: { __rl: true, mode: 'id', value: '' },
		additionalFields: {},
	}),
	credentials: withHubspot,
};

const chain = (...nodes: Node[]): WorkflowJson => ({
	nodes,
	connections: Object.fromEntries(
		nodes
			.slice(0, -1)
			.map(({ name }, index) => [
				name,
				{ main: [[{ node: nodes[index + 1]?.name ?? '', type: 'main', index: 0 }]] },
			]),
	),
});

const post = async (workflow: WorkflowJson, body: unknown): Promise<RunResult> => {
	const { run } = await fixture.engine.webhook(workflow, 'Webhook', { body });
	succeeded(run);
	if (run === undefined) throw new Error('Nothing was started');
	return run;
};

/** What is written, as HubSpot is told: found by what, and which. */
const written = (run: RunResult): unknown[] =>
	run
		.output('Update')
		.flatMap(({ json }) =>
			(json['records'] as Array<{ id: string }>).map(({ id }) => [json['find_by'], id]),
		);
const byEmail = [['email', STRANGER]];

/** Prepare Update that goes on, and what it refuses. */
const updateAndContinue: Node = { ...update(), onError: 'continueRegularOutput' };
const refused = (run: RunResult): unknown[] =>
	run.output('Update').map(({ json }) => Object(json['error'])['code']);

const claimOf = (id: string) => ({ ...originOf(id), claimed: true });

describe('a record that a stranger names', () => {
	it.each<[string, Node[], (id: string) => unknown]>([
		['in the body of a webhook', [], (id) => contact(id)],
		['in a list that is split out', [splitOut], (id) => ({ leads: [contact(id)] })],
		[
			'as the origin of a plain lead',
			[splitOut],
			(id) => ({ leads: [{ email: STRANGER, origin: originOf(id) }] }),
		],
		[
			'in a list that is split out, looped over and filtered',
			[
				splitOut,
				base('Loop', 'splitInBatches', 1, { batchSize: 10, options: {} }),
				base('Sort', 'sort', 1, { sortFieldsUi: { sortField: [{ fieldName: 'vid' }] } }),
			],
			(id) => ({ leads: [contact(id)] }),
		],
	])('is not written: %s', async (_, between, bodyOf) => {
		const run = await post(chain(webhook, ...between, analyze, update()), bodyOf(victim));
		expect(run.output('Analyze')[0]?.json).toMatchObject({
			email: STRANGER,
			score: expect.any(Number),
			origin: claimOf(victim),
		});
		expect(written(run)).toEqual(byEmail);
		expect(run.nodes['Update']?.[0]?.hints?.[0]?.message).toContain(
			'1 record ID from outside not used (Trust Record IDs in Input)',
		);
	});

	it('is not written when the score is posted as well', async () => {
		const lead = { email: STRANGER, lead_id: 'l1', score: 99, origin: originOf(victim) };
		const run = await post(chain(webhook, splitOut, update()), { leads: [lead] });
		expect(written(run)).toEqual(byEmail);
	});

	it('gets no task, and is still a claim behind Read Answer', async () => {
		const lead = {
			...{ email: STRANGER, lead_id: 'l1', score: 99, origin: originOf(victim) },
			next_actions: [{ action: 'call' }],
		};
		const tasks = ours('Tasks', { resource: 'crm', operation: 'prepareTasks', crm: 'hubspot' });
		const run = await post(chain(webhook, splitOut, tasks, http, read, update()), {
			leads: [lead],
		});
		expect(run.output('Tasks')[0]?.json).toMatchObject({ url: '', records: [] });
		expect(run.output('Read')[0]?.json).toMatchObject({
			origin: claimOf(victim),
			tasks: [{ result: 'skipped', reason: expect.stringContaining('came from outside') }],
		});
		expect(written(run)).toEqual(byEmail);
	});

	it('is written where the user says that only his own systems can send', async () => {
		const run = await post(
			chain(webhook, analyze, update({ trustRecordIds: true })),
			contact(victim),
		);
		expect(written(run)).toEqual([['recordId', victim]]);
	});

	it('is shown in both previews', async () => {
		const preview = ours('Preview', {
			resource: 'lead',
			operation: 'analyze',
			options: { previewOnly: true },
		});
		const previewed = await post(chain(webhook, preview), contact(victim));
		expect(previewed.output('Preview')[0]?.json).toMatchObject({ origin: claimOf(victim) });
		const run = await post(chain(webhook, analyze, update({ previewOnly: true })), contact(victim));
		expect(run.output('Update')[0]?.json).toMatchObject({
			find_by: 'email',
			id: STRANGER,
			origin: claimOf(victim),
		});
	});

	it('is not written to Salesforce either, where there is no other way: it says what helps', async () => {
		const lead = {
			attributes: { type: 'Lead', url: '/services/data/v59.0/sobjects/Lead/00Q5e00000ABCDEEA5' },
			Id: '00Q5e00000ABCDEEA5',
			Email: STRANGER,
			LastName: 'Body',
			Company: 'Evil',
			IsConverted: false,
		};
		const workflow = chain(webhook, splitOut, analyze, update({}, 'salesforceLead'));
		const { run } = await fixture.engine.webhook(workflow, 'Webhook', { body: { leads: [lead] } });
		expect(run?.error).toMatchObject({
			message: expect.stringContaining('came from outside'),
			description: expect.stringContaining('switch on Trust Record IDs in Input'),
		});
	});

	it('does not keep its lead from being scored by a time of its own', async () => {
		const fresh = contact(victim);
		Object.assign(Object(fresh['properties']), {
			leadspredict_last_scored: { value: String(Date.now() - 60_000) },
		});
		const skipping = { ...analyze, parameters: { options: { skipScoredWithin: 7 } } };
		const run = await post(chain(webhook, splitOut, skipping), { leads: [fresh] });
		expect(run.output('Analyze')[0]?.json).toMatchObject({ score: expect.any(Number) });
	});

	it('is not written for an item that failed at the node that would have fetched the record', async () => {
		const failing: Node = {
			...getContact,
			parameters: {
				...getContact.parameters,
				contactId: { __rl: true, mode: 'id', value: '999999999' },
			},
			onError: 'continueErrorOutput',
		};
		const workflow = chain(webhook, splitOut, failing, analyze, update());
		workflow.connections['Get'] = { main: [[], [{ node: 'Analyze', type: 'main', index: 0 }]] };
		const run = await post(workflow, { leads: [contact(victim)] });
		expect(written(run)).toEqual(byEmail);
	});
});

describe('a lookup', () => {
	it.each<[string, (id: string) => IDataObject]>([
		['a contact', (id) => contact(id)],
		['an origin', (id) => ({ email: STRANGER, origin: originOf(id) })],
		[
			'an origin in another CRM',
			() => ({
				email: STRANGER,
				origin: { source: 'salesforce', record_type: 'lead', record_id: '00Q1' },
			}),
		],
	])('does not make known what a stranger posted as %s', async (_, leadOf) => {
		const run = await post(
			chain(webhook, splitOut, lookup, http, read, analyze, updateAndContinue),
			{
				leads: [leadOf(victim)],
			},
		);
		expect(run.output('Read')[0]?.json).toMatchObject({
			lookup: { result: 'not_found', source: 'hubspot', record_type: 'contact' },
		});
		expect(run.output('Read')[0]?.json['origin']).not.toEqual(originOf(victim));
		const { origin } = run.output('Analyze')[0]?.json ?? {};
		if (origin !== undefined) expect(origin).toMatchObject({ claimed: true });
		expect(refused(run)).toEqual(['record_not_found']);
	});

	it('that finds nobody drops the origin that the lead had', async () => {
		const run = await post(
			chain(webhook, analyze, lookup, http, read, updateAndContinue),
			contact(victim),
		);
		expect(run.output('Analyze')[0]?.json).toHaveProperty('origin');
		expect(run.output('Read')[0]?.json).not.toHaveProperty('origin');
		expect(refused(run)).toEqual(['record_not_found']);
	});

	it('that finds the record names it, whatever a stranger said', async () => {
		const { id } = fixture.crm.control.contacts.put({ email: STRANGER });
		for (const nodes of [
			[lookup, http, read, analyze],
			[analyze, lookup, http, read],
		]) {
			const run = await post(chain(webhook, splitOut, ...nodes, update()), {
				leads: [contact(victim)],
			});
			expect(written(run)).toEqual([['recordId', id]]);
		}
	});
});

describe('a record that is known', () => {
	it('is the one that HubSpot’s node hands out, in a workflow that a webhook starts', async () => {
		const { id } = fixture.crm.control.contacts.put({ email: 'known@good.example' });
		const get: Node = {
			...getContact,
			parameters: { ...getContact.parameters, contactId: { __rl: true, mode: 'id', value: id } },
		};
		const run = await post(chain(webhook, get, analyze, update()), contact(victim));
		expect(run.output('Analyze')[0]?.json['origin']).not.toHaveProperty('claimed');
		expect(written(run)).toEqual([['recordId', id]]);
	});

	it('is any, where nobody outside can reach the workflow', async () => {
		const item = contact(victim);
		const run = await fixture.engine.run(chain(start, analyze, update()), {
			startNode: 'Start',
			items: toItems([item]),
		});
		expect(run.output('Analyze')[0]?.json['origin']).toEqual(originOf(victim));
		expect(written(run)).toEqual([['recordId', victim]]);
	});
});
