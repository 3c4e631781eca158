import type { N8nRest, NewCredential, SavedWorkflow } from '../../runtimes/server/server';
import type { Sandbox } from '../../sandbox/sandbox';
import { SALESFORCE_INSTANCE } from '../../sandbox/crm/overHttps';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';
import {
	adapted,
	CREDENTIAL,
	CRM_CREDENTIALS,
	EXAMPLES,
	LEADS_FILE,
	readExample,
	readSubWorkflow,
	SUB_WORKFLOWS,
} from '../examples';
import type { ExampleName, ExampleWorkflow } from '../examples';
import type { N8nUpdates } from './n8nApi';
import { placeWorkflow } from './refresh';

/** Events carry it, as they do where a user appends it to the URL in LeadsPredict. */
const WEBHOOK_TOKEN = 'sandbox-token';

/** These answer calls from outside, so they are published. */
const PUBLISHED: readonly ExampleName[] = ['score-webhook', 'hot-leads'];

const HOT_LEADS_TRIGGER = 'A lead turns hot';

export interface Placed {
	/** The id of each example in this n8n. */
	readonly ids: Readonly<Record<ExampleName, string>>;
	/** Whether events of the sandbox start the workflow about hot leads. */
	readonly hotLeadsHeard: boolean;
}

/**
 * Puts the credential and the examples into n8n. A workflow of that name stays as the user left it;
 * one that the user did not change is refreshed. The credential gets the address of the sandbox.
 * @param folder where the hashes of the imported examples are kept
 */
export async function setUp(
	rest: N8nRest,
	updates: N8nUpdates,
	sandbox: Sandbox,
	crm: CrmStandIn,
	folder: string,
): Promise<Placed> {
	const credentialId = await placeCredential(rest, updates, {
		name: CREDENTIAL.name,
		type: CREDENTIAL.type,
		data: {
			apiKey: sandbox.apiKey,
			baseUrl: sandbox.baseUrl,
			webhookToken: WEBHOOK_TOKEN,
		},
	});

	const crmCredentialIds = await placeCrmCredentials(rest, updates, crm);

	const present = (await rest.workflows()).filter((workflow) => workflow['isArchived'] !== true);
	const place = async (workflow: ExampleWorkflow, isPublished = false): Promise<SavedWorkflow> => {
		const known = present.find(({ name }) => name === workflow.name);
		return await placeWorkflow({ rest, updates, folder }, workflow, known, isPublished);
	};
	const subWorkflowIds: Record<string, string> = {};
	for (const each of SUB_WORKFLOWS) {
		const workflow = adapted(readSubWorkflow(each), { crmCredentialIds });
		subWorkflowIds[workflow.name] = (await place(workflow)).id;
	}
	const placed = new Map<ExampleName, SavedWorkflow>();
	// The list shows the newest first: what people should try first is made last.
	for (const example of [...EXAMPLES].reverse()) {
		const workflow = adapted(readExample(example), {
			leadsFile: LEADS_FILE,
			credentialId,
			crmCredentialIds,
			subWorkflowIds,
		});
		placed.set(example, await place(workflow, PUBLISHED.includes(example)));
	}

	const idOf = (example: ExampleName): string => placed.get(example)?.id ?? '';
	return {
		ids: {
			'agent-score-leads': idOf('agent-score-leads'),
			'score-leads': idOf('score-leads'),
			'score-webhook': idOf('score-webhook'),
			'hot-leads': idOf('hot-leads'),
			'events-fewer-repeats': idOf('events-fewer-repeats'),
			'get-history': idOf('get-history'),
			'hubspot-score-contacts': idOf('hubspot-score-contacts'),
			'salesforce-score-leads': idOf('salesforce-score-leads'),
			'hot-lead-to-crm': idOf('hot-lead-to-crm'),
			'form-lead-to-crm': idOf('form-lead-to-crm'),
			'score-leads-later': idOf('score-leads-later'),
			'score-thousands-later': idOf('score-thousands-later'),
		},
		hotLeadsHeard: await subscribe(rest, updates, sandbox, idOf('hot-leads')),
	};
}

/** Those of the stand-ins, as a person has them after connecting HubSpot and Salesforce. */
async function placeCrmCredentials(
	rest: N8nRest,
	updates: N8nUpdates,
	{ tokens }: CrmStandIn,
): Promise<Record<string, string>> {
	const { hubspot, salesforce } = CRM_CREDENTIALS;
	const hubspotId = await placeCredential(rest, updates, {
		name: hubspot.name,
		type: hubspot.type,
		data: { appToken: tokens.hubspot },
	});
	const salesforceId = await placeCredential(rest, updates, {
		name: salesforce.name,
		type: salesforce.type,
		data: {
			environment: 'production',
			oauthTokenData: {
				access_token: tokens.salesforce,
				instance_url: SALESFORCE_INSTANCE,
				token_type: 'Bearer',
			},
		},
	});
	return { [hubspot.type]: hubspotId, [salesforce.type]: salesforceId };
}

async function placeCredential(
	rest: N8nRest,
	updates: N8nUpdates,
	credential: NewCredential,
): Promise<string> {
	const known = (await rest.credentials()).find(({ name }) => name === credential.name);
	if (!known) return (await rest.createCredential(credential)).id;
	await updates.changeCredential(known.id, credential);
	return known.id;
}

/** As a user would: the production URL with the token at its end. */
async function subscribe(
	rest: N8nRest,
	updates: N8nUpdates,
	sandbox: Sandbox,
	id: string,
): Promise<boolean> {
	const workflow = await updates.workflow(id);
	const trigger = workflow.nodes.some(({ name }) => name === HOT_LEADS_TRIGGER);
	// Whoever renamed the trigger or took the workflow offline meant it.
	if (!trigger || !workflow.active) return false;
	const url = new URL(await rest.webhookUrl(workflow, HOT_LEADS_TRIGGER));
	url.searchParams.set('token', WEBHOOK_TOKEN);
	sandbox.control.subscribe({ url: url.href, events: ['lead.hot'] });
	return true;
}
