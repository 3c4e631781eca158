import axios from 'axios';

import type { N8nServer, ServerExecution } from '../../runtimes/server/server';
import { SALESFORCE_INSTANCE, startCrmOverHttps } from '../../sandbox/crm/overHttps';
import type { CrmOverHttps } from '../../sandbox/crm/overHttps';
import type { Sandbox } from '../../sandbox/sandbox';
import { adapted, CRM_CREDENTIALS, readExample, readSubWorkflow } from '../../scripts/examples';
import type { ExampleName } from '../../scripts/examples';
import { addPeople, defineFields, PEOPLE } from '../../scripts/start/people';
import { BOOT_MS, openTestServer } from './testServer';
import type { TestServer } from './testServer';

/** The examples in a whole n8n with its own credentials, over HTTPS to the stand-ins. */

let server: TestServer;
let sandbox: Sandbox;
let crm: CrmOverHttps;
let n8n: N8nServer;
let credentialId: string;
let crmCredentialIds: Record<string, string>;
let subWorkflowIds: Record<string, string>;

beforeAll(async () => {
	crm = await startCrmOverHttps();
	server = await openTestServer({ env: { ...crm.env } });
	({ n8n, sandbox } = server);
	const { rest } = n8n;
	const { hubspot, salesforce } = CRM_CREDENTIALS;
	const created = {
		own: await server.credential(),
		hubspot: await rest.createCredential({
			name: hubspot.name,
			type: hubspot.type,
			data: { appToken: crm.tokens.hubspot },
		}),
		salesforce: await rest.createCredential({
			name: salesforce.name,
			type: salesforce.type,
			data: {
				environment: 'production',
				clientId: 'client',
				clientSecret: 'secret',
				oauthTokenData: {
					// It has expired, as the tokens of most nights have.
					access_token: 'an earlier token',
					refresh_token: 'a refresh token',
					instance_url: SALESFORCE_INSTANCE,
					token_type: 'Bearer',
				},
			},
		}),
	};
	credentialId = created.own.id;
	crmCredentialIds = {
		[hubspot.type]: created.hubspot.id,
		[salesforce.type]: created.salesforce.id,
	};
	subWorkflowIds = {};
	for (const name of ['hubspot-sync-contacts', 'salesforce-sync-leads'] as const) {
		const sync = adapted(readSubWorkflow(name), { crmCredentialIds });
		const saved = await rest.createWorkflow(sync);
		// A published workflow can only call published ones.
		await rest.publish(saved);
		subWorkflowIds[sync.name] = saved.id;
	}
}, BOOT_MS);

afterAll(async () => {
	await server?.close();
	await crm?.close();
});

/** Imports an example and publishes it. */
async function save(name: ExampleName) {
	const saved = await n8n.rest.createWorkflow(
		adapted(readExample(name), { credentialId, crmCredentialIds, subWorkflowIds }),
	);
	await n8n.rest.publish(saved);
	return saved;
}

/** Runs an example as a click in the editor does. */
async function runByClick(name: ExampleName): Promise<ServerExecution> {
	const workflow = adapted(readExample(name), { credentialId, crmCredentialIds, subWorkflowIds });
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('Trigger'));
	const saved = await n8n.rest.createWorkflow(workflow);
	await n8n.rest.runManually(saved, trigger?.name ?? '');
	const [execution] = await n8n.rest.waitForExecutions(saved.id);
	if (execution === undefined) throw new Error('It did not run');
	return execution;
}

const scoreOf = (email: string): number | undefined =>
	sandbox.control.leads().find(({ lead }) => lead.email.toLowerCase() === email)?.assessment.score;

beforeEach(async () => {
	await sandbox.control.reset();
	defineFields(crm.control);
	addPeople(crm.control);
});

test('HubSpot contacts are scored and written back', async () => {
	const execution = await runByClick('hubspot-score-contacts');
	expect(execution.status).toBe('success');
	const results = execution.output('Sync to HubSpot').map(({ json }) => json['result']);
	expect(results).toEqual(Array(PEOPLE).fill('written'));
	for (const { properties } of crm.control.contacts.all()) {
		const email = String(properties['email']);
		expect([email, properties['leadspredict_score']]).toEqual([email, String(scoreOf(email))]);
	}
});

test('Salesforce leads are scored and written back', async () => {
	const execution = await runByClick('salesforce-score-leads');
	expect(execution.status).toBe('success');
	const results = execution.output('Sync to Salesforce').map(({ json }) => json['result']);
	expect(results).toEqual(Array(PEOPLE).fill('written'));
	for (const lead of crm.control.leads.all()) {
		const email = String(lead['Email']);
		expect([email, lead['LeadsPredict_Score__c']]).toEqual([email, scoreOf(email)]);
	}
	// Renewed once, and kept: Salesforce was asked with the earlier token in the first call alone.
	expect(
		crm.control
			.requests('salesforce')
			.filter(({ tokenAccepted }) => !tokenAccepted)
			.map(({ path }) => path),
	).toEqual([expect.stringMatching(/\/query$/), '/services/oauth2/token']);
});

test('a hot lead updates its contact by the ID written earlier', async () => {
	await runByClick('hubspot-score-contacts');
	const [ada] = crm.control.contacts.all();
	const others = crm.control.contacts.all().slice(1);
	const saved = await save('hot-lead-to-crm');
	const url = await n8n.rest.webhookUrl(saved, 'When a lead gets hot');
	const event = {
		event: 'lead.hot',
		timestamp: new Date().toISOString(),
		data: {
			lead_id: ada?.properties['leadspredict_id'],
			score: 97,
			previous_score: 60,
			recommendations: ['Call today'],
		},
	};
	await axios.post(url, event, { proxy: false });
	const [execution] = await n8n.rest.waitForExecutions(saved.id);
	expect(execution?.status).toBe('success');
	expect(execution?.output('Tell the team')).toMatchObject([
		{ json: { message: expect.stringContaining(`got hot: score 97.`) } },
	]);
	expect(crm.control.contacts.get(ada?.id ?? '')?.properties).toMatchObject({
		leadspredict_score: '97',
		leadspredict_recommendations: 'Call today',
	});
	expect(crm.control.contacts.all().slice(1)).toEqual(others);
});

test('a form that is filled in twice makes one contact', async () => {
	const saved = await save('form-lead-to-crm');
	const url = await n8n.rest.webhookUrl(saved, 'When the form is sent');
	// What a person sees before filling it in.
	expect((await axios.get<string>(url, { proxy: false })).data).toContain('Talk to us');
	const send = async (answers: readonly string[]) => {
		const form = new FormData();
		answers.forEach((answer, index) => form.append(`field-${index}`, answer));
		const { status } = await axios.post(url, form, { proxy: false });
		expect(status).toBe(200);
	};
	await send(['Zoe Okafor', 'zoe@okafor.example', 'Okafor Ltd', '+1 555 010 7800', '12']);
	await n8n.rest.waitForExecutions(saved.id, 1);
	await send(['Zoe Okafor', 'Zoe@Okafor.example', 'Okafor Ltd', '', '14']);
	const executions = await n8n.rest.waitForExecutions(saved.id, 2);
	expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
	expect(
		executions.map((execution) => execution.output('Sync to HubSpot')[0]?.json['result']),
	).toEqual(['created', expect.stringMatching(/written|unchanged/)]);
	expect(crm.control.contacts.all()).toHaveLength(PEOPLE + 1);
	expect(crm.control.contacts.get('zoe@okafor.example')?.properties).toMatchObject({
		firstname: 'Zoe',
		company: 'Okafor Ltd',
		leadspredict_score: String(scoreOf('zoe@okafor.example')),
	});
});
