import type { Credentials, Engine, RunResult, WorkflowJson } from '../../runtimes/engine/engine';
import { startEngine } from '../../runtimes/engine/engine';
import { packPackage } from '../../runtimes/package';
import {
	SALESFORCE_INSTANCE,
	startCrmOverHttps,
	ZOHO_API_DOMAIN,
} from '../../sandbox/crm/overHttps';
import type { CrmOverHttps } from '../../sandbox/crm/overHttps';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import {
	adapted,
	CREDENTIAL,
	CRM_CREDENTIALS,
	readExample,
	readSubWorkflow,
	SUB_WORKFLOWS,
} from '../../scripts/examples';
import type { ExampleName, ExampleWorkflow } from '../../scripts/examples';
import { defineFields } from '../../scripts/start/people';
import { openForTests } from './fixture';

/** n8n's engine with its own CRM nodes, which reach the stand-ins where they look for the CRMs. */
export interface CrmFixture {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
	readonly crm: CrmOverHttps;
	/** Nothing but LeadsPredict's own fields, as before the first score. */
	reset(): Promise<void>;
	close(): Promise<void>;
}

/**
 * @param more beside those that the examples use
 * @param now the clock of the stand-ins
 */
export async function openCrmFixture(
	more: Credentials = {},
	now?: () => Date,
): Promise<CrmFixture> {
	const { unpacked } = await packPackage();
	const sandbox = await startSandbox();
	const crm = await startCrmOverHttps(now ? { now } : {});
	const { hubspot, salesforce, dynamics, zoho } = CRM_CREDENTIALS;
	const engine = await startEngine({
		packageDir: unpacked,
		credentials: {
			[CREDENTIAL.id]: {
				type: CREDENTIAL.type,
				data: { baseUrl: sandbox.baseUrl, apiKey: sandbox.apiKey, webhookToken: 'a token' },
			},
			[hubspot.id]: { type: hubspot.type, data: { appToken: crm.tokens.hubspot } },
			[salesforce.id]: {
				type: salesforce.type,
				data: {
					grantType: 'authorizationCode',
					oauthTokenData: {
						access_token: crm.tokens.salesforce,
						instance_url: SALESFORCE_INSTANCE,
						token_type: 'Bearer',
					},
				},
			},
			[dynamics.id]: {
				type: dynamics.type,
				data: {
					grantType: 'authorizationCode',
					oauthTokenData: { access_token: crm.tokens.dynamics, token_type: 'Bearer' },
				},
			},
			[zoho.id]: {
				type: zoho.type,
				data: {
					grantType: 'authorizationCode',
					oauthTokenData: {
						access_token: crm.tokens.zoho,
						api_domain: ZOHO_API_DOMAIN,
						token_type: 'Bearer',
					},
				},
			},
			...more,
		},
		env: { ...crm.env },
	});
	return {
		engine,
		sandbox,
		crm,
		reset: async () => {
			await sandbox.control.reset();
			defineFields(crm.control);
		},
		close: async () => {
			await engine.close();
			await crm.close();
			await sandbox.close();
		},
	};
}

/** The fixture of a file's tests. Each of them finds nothing but LeadsPredict's own fields. */
export function useCrmFixture(now?: () => Date): CrmFixture {
	jest.setTimeout(120_000);
	const fixture = openForTests(async () => await openCrmFixture({}, now));
	beforeEach(async () => await fixture.reset());
	return fixture;
}

const SYNC_ID = 'sync';

/** An example as it is once the sub-workflows are imported and picked. */
export function readWithSync(name: ExampleName): ExampleWorkflow {
	const files = SUB_WORKFLOWS.map((file) => [file, readSubWorkflow(file)] as const);
	const subWorkflowIds = Object.fromEntries(files.map(([file, sync]) => [sync.name, file]));
	return {
		...adapted(readExample(name), { subWorkflowIds }),
		subWorkflows: Object.fromEntries(files),
	};
}

/** A workflow that hands its items to a sub-workflow that syncs, as people wire it. */
export const syncWorkflow = (
	subWorkflow: WorkflowJson,
	options: Readonly<Record<string, boolean>> = {},
	node = 'Sync to HubSpot',
): WorkflowJson => ({
	name: 'sync',
	subWorkflows: { [SYNC_ID]: subWorkflow },
	nodes: [
		{ name: 'Start', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		{
			name: node,
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			parameters: {
				workflowId: { __rl: true, mode: 'list', value: SYNC_ID },
				// As the editor saves it when nothing but options is filled in.
				workflowInputs: { mappingMode: 'defineBelow', value: options, schema: [] },
			},
		},
		{
			name: 'After',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: {
				includeOtherFields: true,
				assignments: {
					assignments: [
						{
							id: 'a',
							name: 'from',
							type: 'string',
							value: "={{ $('Start').item.json.email }}",
						},
					],
				},
			},
		},
	],
	connections: {
		Start: { main: [[{ node, type: 'main', index: 0 }]] },
		[node]: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
	},
});

export const succeeded = (run: RunResult | undefined): void => {
	expect(run?.error).toBeUndefined();
	expect(run?.status).toBe('success');
};

/** The score of a person, as LeadsPredict's sandbox gave it. */
export const scoreIn = (sandbox: Sandbox, email: string): number | undefined =>
	sandbox.control.leads().find(({ lead }) => lead.email.toLowerCase() === email.toLowerCase())
		?.assessment.score;
