import type { Credential, N8nServer, SavedWorkflow } from '../../runtimes/server/server';
import { SALESFORCE_INSTANCE, startCrmOverHttps } from '../../sandbox/crm/overHttps';
import type { CrmOverHttps } from '../../sandbox/crm/overHttps';
import type { Sandbox } from '../../sandbox/sandbox';
import {
	adapted,
	CRM_CREDENTIALS,
	EXAMPLES_FOLDER,
	LEADS_FILE,
	readExample,
	readSubWorkflow,
} from '../../scripts/examples';
import type { ExampleName } from '../../scripts/examples';
import { openTestServer, uses } from '../server/testServer';

export const TRIGGER_WEBHOOK = 'd2a6c2f4-6a3f-4b83-9d0b-55b3a8d1c9e7';

/** A whole n8n with the package, the sandbox beside it, and workflows that an editor can open. */
export interface Fixture {
	readonly n8n: N8nServer;
	readonly sandbox: Sandbox;
	readonly crm: CrmOverHttps;
	/** Saves a credential for the sandbox. */
	credential(name: string, data?: Record<string, unknown>): Promise<Credential>;
	/** Saves one of the examples, as a person adapts it after importing. */
	example(name: ExampleName, credential: Credential): Promise<SavedWorkflow>;
	/** Saves a workflow of pinned items and a node "LeadsPredict" behind them. */
	scoring(
		items: ReadonlyArray<Record<string, unknown>>,
		credential: Credential,
		node?: { parameters?: Record<string, unknown>; onError?: string },
	): Promise<SavedWorkflow>;
	/** Saves a workflow of a node "LeadsPredict Trigger" alone. */
	trigger(credential: Credential): Promise<SavedWorkflow>;
	close(): Promise<void>;
}

/** Saves credentials for the stand-ins, once each. */
async function crmCredentials(
	rest: N8nServer['rest'],
	{ tokens }: CrmOverHttps,
): Promise<Record<string, string>> {
	const { hubspot, salesforce } = CRM_CREDENTIALS;
	const saved = await rest.credentials();
	const place = async ({ name, type }: { name: string; type: string }, data: object) =>
		saved.find((credential) => credential.name === name)?.id ??
		(await rest.createCredential({ name, type, data: { ...data } })).id;
	return {
		[hubspot.type]: await place(hubspot, { appToken: tokens.hubspot }),
		[salesforce.type]: await place(salesforce, {
			environment: 'production',
			oauthTokenData: {
				access_token: tokens.salesforce,
				instance_url: SALESFORCE_INSTANCE,
				token_type: 'Bearer',
			},
		}),
	};
}

export async function openFixture(): Promise<Fixture> {
	const crm = await startCrmOverHttps();
	const server = await openTestServer({
		// n8n reads files only in allowed folders.
		env: { N8N_RESTRICT_FILE_ACCESS_TO: EXAMPLES_FOLDER, ...crm.env },
	}).catch(async (error: unknown) => {
		await crm.close();
		throw error;
	});
	const { n8n, sandbox } = server;
	const { rest } = n8n;

	return {
		n8n,
		sandbox,
		crm,
		credential: async (name, data) => await server.credential(data, name),
		example: async (name, { id, name: credentialName }) => {
			const crmCredentialIds = await crmCredentials(rest, crm);
			const sync = adapted(readSubWorkflow('hubspot-sync-contacts'), { crmCredentialIds });
			const workflow = adapted(readExample(name), {
				leadsFile: LEADS_FILE,
				credentialId: id,
				crmCredentialIds,
				subWorkflowIds: { [sync.name]: (await rest.createWorkflow(sync)).id },
			});
			return await rest.createWorkflow({ ...workflow, name: `${name} (${credentialName})` });
		},
		scoring: async (items, credential, node = {}) =>
			await rest.createWorkflow({
				name: 'Score leads',
				nodes: [
					{
						name: 'Leads',
						type: 'n8n-nodes-base.manualTrigger',
						typeVersion: 1,
						parameters: {},
					},
					{
						name: 'LeadsPredict',
						type: 'n8n-nodes-leadspredict.leadsPredict',
						typeVersion: 1,
						position: [300, 0],
						parameters: {},
						credentials: uses(credential),
						...node,
					},
				],
				connections: { Leads: { main: [[{ node: 'LeadsPredict', type: 'main', index: 0 }]] } },
				pinData: { Leads: items.map((json) => ({ json })) },
			}),
		trigger: async (credential) =>
			await rest.createWorkflow({
				name: 'React to leads',
				nodes: [
					{
						name: 'LeadsPredict Trigger',
						type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
						typeVersion: 2,
						webhookId: TRIGGER_WEBHOOK,
						parameters: {},
						credentials: uses(credential),
					},
				],
				connections: {},
			}),
		close: async () => {
			await server.close();
			await crm.close();
		},
	};
}
