import { startEngine } from '../../runtimes/engine/engine';
import type { Engine, RunResult } from '../../runtimes/engine/engine';
import { packPackage } from '../../runtimes/package';
import { SALESFORCE_INSTANCE, startCrmOverHttps } from '../../sandbox/crm/overHttps';
import type { CrmOverHttps } from '../../sandbox/crm/overHttps';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import { CREDENTIAL, readExample } from '../../scripts/examples';
import { defineFields } from '../../scripts/start/people';

/** The examples with n8n's own HubSpot, Salesforce and HTTP Request nodes, over HTTPS. */

jest.setTimeout(120_000);

let sandbox: Sandbox;
let crm: CrmOverHttps;
let engine: Engine;

beforeAll(async () => {
	const { unpacked } = await packPackage();
	sandbox = await startSandbox();
	crm = await startCrmOverHttps();
	engine = await startEngine({
		packageDir: unpacked,
		credentials: {
			[CREDENTIAL.id]: {
				type: CREDENTIAL.type,
				data: { baseUrl: sandbox.baseUrl, apiKey: sandbox.apiKey, webhookToken: 'a token' },
			},
			hubspotStandIn: { type: 'hubspotAppToken', data: { appToken: crm.tokens.hubspot } },
			salesforceStandIn: {
				type: 'salesforceOAuth2Api',
				data: {
					grantType: 'authorizationCode',
					oauthTokenData: {
						access_token: crm.tokens.salesforce,
						instance_url: SALESFORCE_INSTANCE,
						token_type: 'Bearer',
					},
				},
			},
		},
		env: { ...crm.env },
	});
});

afterAll(async () => {
	await engine?.close();
	await crm?.close();
	await sandbox?.close();
});

beforeEach(async () => {
	await sandbox.control.reset();
	defineFields(crm.control);
});

const succeeded = (run: RunResult): void => {
	expect(run.error).toBeUndefined();
	expect(run.status).toBe('success');
};

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const scoreOf = (email: string): number | undefined =>
	sandbox.control.leads().find(({ lead }) => lead.email.toLowerCase() === email.toLowerCase())
		?.assessment.score;
const calls = (crmName: 'hubspot' | 'salesforce', part: string): number =>
	crm.control.requests(crmName).filter(({ path }) => path.includes(part)).length;
const resultsOf = (run: RunResult) =>
	run.output('What was written').map(({ json }) => json['result']);

describe('HubSpot contacts, scored and written back', () => {
	it('takes few calls, and every contact gets its own score', async () => {
		for (const index of range(1000)) {
			crm.control.contacts.put({
				email: `person${index}@company.example`,
				firstname: `Given${index}`,
				lastname: 'Family',
				annualrevenue: String(index * 1000),
				numemployees: '1-5',
			});
		}
		const example = readExample('hubspot-score-contacts');
		const run = await engine.run(example);
		succeeded(run);
		expect(sandbox.control.requestCount()).toBe(10);
		expect(calls('hubspot', '/batch/update')).toBe(10);
		expect(calls('hubspot', '/lists/all/contacts/all')).toBeLessThanOrEqual(10);
		expect(resultsOf(run)).toEqual(range(1000).map(() => 'written'));
		for (const { properties } of crm.control.contacts.all()) {
			const email = String(properties['email']);
			expect([email, properties['leadspredict_score']]).toEqual([email, String(scoreOf(email))]);
		}

		const again = await engine.run(example);
		succeeded(again);
		expect(sandbox.control.requestCount()).toBe(10);
		expect(calls('hubspot', '/batch/update')).toBe(10);
	});

	it('writes nothing when scores did not change, though they are asked for again', async () => {
		for (const index of range(3))
			crm.control.contacts.put({ email: `person${index}@company.example` });
		const example = readExample('hubspot-score-contacts');
		const nodes = example.nodes.map((node) =>
			node.name === 'Score contacts'
				? { ...node, parameters: { ...node.parameters, options: {} } }
				: node,
		);
		succeeded(await engine.run({ ...example, nodes }));
		const again = await engine.run({ ...example, nodes });
		succeeded(again);
		expect(sandbox.control.requestCount()).toBe(2);
		expect(calls('hubspot', '/batch/update')).toBe(1);
		expect(again.nodes['Prepare update']?.[0]?.hints?.[0]?.message).toContain('3 unchanged');
	});

	it('tells which contact failed and why, and a contact without an email leaves by the error output', async () => {
		const contacts = range(3).map((index) =>
			crm.control.contacts.put({ email: `person${index}@company.example` }),
		);
		crm.control.contacts.put({ firstname: 'Nobody' });
		const run = await engine.run(readExample('hubspot-score-contacts'));
		succeeded(run);
		expect(run.output('Not scored')).toMatchObject([
			{ json: { error: expect.stringContaining('no email') } },
		]);
		expect(resultsOf(run)).toEqual(['written', 'written', 'written']);
		expect(
			run.output('What was written').map(({ json }) => [json['email'], json['record_id']]),
		).toEqual(contacts.map(({ id, properties }) => [properties['email'], id]));
	});

	it('reports a refused request on every one of its leads', async () => {
		crm.control.contacts.put({ email: 'ada@company.example' });
		crm.control.answerNext('hubspot', { skip: 1, status: 403 });
		const run = await engine.run(readExample('hubspot-score-contacts'));
		succeeded(run);
		expect(run.output('What was written')).toMatchObject([
			{ json: { email: 'ada@company.example', result: 'failed', reason: expect.any(String) } },
		]);
	});
});

describe('Salesforce leads, scored every night', () => {
	it('takes few calls, and every lead gets its own score', async () => {
		const ids = range(450).map((index) =>
			String(
				crm.control.leads.put({
					LastName: `Family${index}`,
					Company: 'X',
					Email: `person${index}@company.example`,
					AnnualRevenue: index * 1000,
				}).Id,
			),
		);
		const run = await engine.run(readExample('salesforce-score-leads'));
		succeeded(run);
		expect(sandbox.control.requestCount()).toBe(1);
		expect(calls('salesforce', '/composite/sobjects')).toBe(3);
		expect(new Set(resultsOf(run))).toEqual(new Set(['written']));
		expect(run.output('What was written')).toHaveLength(450);
		for (const id of ids) {
			const lead = crm.control.leads.get(id);
			const email = String(lead?.['Email']);
			expect([email, lead?.['LeadsPredict_Score__c']]).toEqual([email, scoreOf(email)]);
		}
		succeeded(await engine.run(readExample('salesforce-score-leads')));
		expect(calls('salesforce', '/composite/sobjects')).toBe(3);

		const example = readExample('salesforce-score-leads');
		const nodes = example.nodes.map((node) =>
			node.name === 'Score leads'
				? { ...node, parameters: { ...node.parameters, options: {} } }
				: node,
		);
		const again = await engine.run({ ...example, nodes });
		succeeded(again);
		expect(sandbox.control.requestCount()).toBe(2);
		expect(again.nodes['Prepare update']?.[0]?.hints?.[0]?.message).toContain('450 unchanged');
		expect(calls('salesforce', '/composite/sobjects')).toBe(3);
	});
});

describe('a hot lead', () => {
	it('updates the very contact, by the ID that was written earlier, and tells the team', async () => {
		const { id } = crm.control.contacts.put({ email: 'ada@company.example' });
		crm.control.contacts.put({ email: 'ben@company.example' });
		succeeded(await engine.run(readExample('hubspot-score-contacts')));
		const leadId = crm.control.contacts.get(id)?.properties['leadspredict_id'];
		const before = crm.control.contacts.get('ben@company.example');

		const run = await engine.run(readExample('hot-lead-to-crm'), {
			startNode: 'Prepare update',
			items: [
				{
					json: {
						event: 'lead.hot',
						lead_id: String(leadId),
						score: 97,
						previous_score: 60,
						timestamp: '2026-11-25T10:00:00Z',
						recommendations: ['Call today'],
						event_key: 'k',
						verified: true,
					},
				},
			],
		});
		succeeded(run);
		expect(crm.control.contacts.get(id)?.properties).toMatchObject({
			leadspredict_score: '97',
			leadspredict_previous_score: '60',
			leadspredict_recommendations: 'Call today',
		});
		expect(crm.control.contacts.get('ben@company.example')).toEqual(before);
		expect(run.output('Tell the team')).toMatchObject([
			{ json: { message: `A lead got hot: score 97. Its HubSpot contact is ${id}.` } },
		]);
	});
});

describe('a lead from a form', () => {
	const answers = (email: string) => ({
		'Your name': 'Ada Okafor',
		'Work email': email,
		Company: 'Okafor Ltd',
		Phone: '+1 555 010 7800',
		'How many employees does your company have?': 12,
		submittedAt: '2026-11-25T10:00:00.000+01:00',
		formMode: 'production',
	});
	const sendForm = async (email: string) =>
		await engine.run(readExample('form-lead-to-crm'), {
			startNode: 'Score the lead',
			items: [{ json: answers(email) }],
		});

	it('becomes a contact when there is none, and only once', async () => {
		const run = await sendForm('ada@okafor.example');
		succeeded(run);
		expect(resultsOf(run)).toEqual(['created']);
		succeeded(await sendForm('Ada@Okafor.example'));
		const contacts = crm.control.contacts.all();
		expect(contacts).toHaveLength(1);
		expect(contacts[0]?.properties).toMatchObject({
			email: 'ada@okafor.example',
			firstname: 'Ada',
			lastname: 'Okafor',
			company: 'Okafor Ltd',
			leadspredict_score: String(scoreOf('ada@okafor.example')),
		});
	});

	it('updates the contact that is there, and leaves its name alone', async () => {
		const { id } = crm.control.contacts.put({
			email: 'ada@okafor.example',
			firstname: 'Adaeze',
			lastname: 'O.',
		});
		const run = await sendForm('ada@okafor.example');
		succeeded(run);
		expect(run.output('What was written')).toMatchObject([
			{ json: { result: 'written', record_id: id } },
		]);
		expect(crm.control.contacts.get(id)?.properties).toMatchObject({
			firstname: 'Adaeze',
			lastname: 'O.',
		});
	});
});
