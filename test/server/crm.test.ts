import axios from 'axios';

import { packPackage } from '../../runtimes/package';
import { startServer } from '../../runtimes/server/server';
import type { N8nServer, ServerExecution } from '../../runtimes/server/server';
import { SALESFORCE_INSTANCE, startCrmOverHttps } from '../../sandbox/crm/overHttps';
import type { CrmOverHttps } from '../../sandbox/crm/overHttps';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import { adapted, CREDENTIAL, CRM_CREDENTIALS, readExample } from '../../scripts/examples';
import type { ExampleName } from '../../scripts/examples';
import { addPeople, defineFields, PEOPLE } from '../../scripts/start/people';
import { BOOT_MS } from './house';

/** The examples in a whole n8n with its own credentials, over HTTPS to the stand-ins. */

jest.setTimeout(60_000);

let sandbox: Sandbox;
let crm: CrmOverHttps;
let n8n: N8nServer;
let credentialId: string;
let crmCredentialIds: Record<string, string>;

beforeAll(async () => {
	const { tarball } = await packPackage();
	sandbox = await startSandbox();
	crm = await startCrmOverHttps();
	n8n = await startServer({ tarball, env: { ...crm.env } });
	const { rest } = n8n;
	const { hubspot, salesforce } = CRM_CREDENTIALS;
	const created = {
		own: await rest.createCredential({
			name: CREDENTIAL.name,
			type: CREDENTIAL.type,
			data: { apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl, webhookToken: '' },
		}),
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
				oauthTokenData: {
					access_token: crm.tokens.salesforce,
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
}, BOOT_MS);

afterAll(async () => {
	await n8n?.close();
	await crm?.close();
	await sandbox?.close();
});

/** Runs an example by a call instead of a click or a clock. */
async function runByCall(name: ExampleName): Promise<ServerExecution> {
	const workflow = adapted(readExample(name), { credentialId, crmCredentialIds });
	const [first] = workflow.nodes.filter(({ type }) => /manualTrigger|scheduleTrigger/.test(type));
	const nodes = workflow.nodes.map((node) =>
		node === first
			? {
					...node,
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					webhookId: name,
					parameters: { path: name, httpMethod: 'POST', responseMode: 'lastNode' },
				}
			: node,
	);
	const saved = await n8n.rest.createWorkflow({ ...workflow, nodes });
	await n8n.rest.publish(saved);
	await axios.post(`${n8n.url}/webhook/${name}`, {}, { proxy: false, validateStatus: () => true });
	const [execution] = await n8n.rest.waitForExecutions(saved.id);
	if (execution === undefined) throw new Error('It did not run');
	return execution;
}

const scoreOf = (email: string): number | undefined =>
	sandbox.control.leads().find(({ lead }) => lead.email === email)?.assessment.score;

beforeEach(async () => {
	await sandbox.control.reset();
	defineFields(crm.control);
	addPeople(crm.control);
});

test('HubSpot contacts are scored and written back', async () => {
	const execution = await runByCall('hubspot-score-contacts');
	expect(execution.status).toBe('success');
	const results = execution.output('What was written').map(({ json }) => json['result']);
	expect(results).toEqual(Array(PEOPLE).fill('written'));
	for (const { properties } of crm.control.contacts.all()) {
		const email = String(properties['email']);
		expect([email, properties['leadspredict_score']]).toEqual([email, String(scoreOf(email))]);
	}
});

test('Salesforce leads are scored and written back', async () => {
	const execution = await runByCall('salesforce-score-leads');
	expect(execution.status).toBe('success');
	const results = execution.output('What was written').map(({ json }) => json['result']);
	expect(results).toEqual(Array(PEOPLE).fill('written'));
	for (const lead of crm.control.leads.all()) {
		const email = String(lead['Email']);
		expect([email, lead['LeadsPredict_Score__c']]).toEqual([email, scoreOf(email)]);
	}
});
