import type { N8nRest, NewCredential, SavedWorkflow } from '../../runtimes/server/server';
import type { Sandbox } from '../../sandbox/sandbox';
import {
	DYNAMICS_INSTANCE,
	SALESFORCE_INSTANCE,
	ZOHO_API_DOMAIN,
} from '../../sandbox/crm/overHttps';
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

/** The token that events carry in the URL, as for a user who appends it in LeadsPredict. */
const WEBHOOK_TOKEN = 'sandbox-token';

/** Examples that must be published because they receive calls. */
const PUBLISHED: readonly ExampleName[] = ['score-webhook', 'hot-leads'];

const HOT_LEADS_TRIGGER = 'A lead turns hot';

export interface Placed {
	/** The ID of each example in this n8n. */
	readonly ids: Readonly<Record<ExampleName, string>>;
	/** Whether events of the sandbox start the hot leads workflow. */
	readonly hotLeadsHeard: boolean;
}

/**
 * Creates the credential and the examples in n8n. A workflow of that name stays as the user changed it;
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
	// n8n lists the newest first, so the first example is created last.
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
			'zoho-score-leads': idOf('zoho-score-leads'),
			'dynamics-score-leads': idOf('dynamics-score-leads'),
			'hot-lead-to-crm': idOf('hot-lead-to-crm'),
			'form-lead-to-crm': idOf('form-lead-to-crm'),
			'score-leads-later': idOf('score-leads-later'),
			'score-thousands-later': idOf('score-thousands-later'),
		},
		hotLeadsHeard: await subscribe(rest, updates, sandbox, idOf('hot-leads')),
	};
}

/** Creates the credentials of the stand-ins, as after connecting the CRMs. */
async function placeCrmCredentials(
	rest: N8nRest,
	updates: N8nUpdates,
	{ tokens }: CrmStandIn,
): Promise<Record<string, string>> {
	const { hubspot, salesforce, dynamics, zoho } = CRM_CREDENTIALS;
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
	const { hostname } = new URL(DYNAMICS_INSTANCE);
	const [subdomain = '', ...region] = hostname.split('.');
	const dynamicsId = await placeCredential(rest, updates, {
		name: dynamics.name,
		type: dynamics.type,
		data: {
			subdomain,
			region: region.join('.'),
			oauthTokenData: { access_token: tokens.dynamics, token_type: 'Bearer' },
		},
	});
	const zohoId = await placeCredential(rest, updates, {
		name: zoho.name,
		type: zoho.type,
		data: {
			oauthTokenData: {
				access_token: tokens.zoho,
				api_domain: ZOHO_API_DOMAIN,
				token_type: 'Bearer',
			},
		},
	});
	return {
		[hubspot.type]: hubspotId,
		[salesforce.type]: salesforceId,
		[dynamics.type]: dynamicsId,
		[zoho.type]: zohoId,
	};
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

/** Subscribes the production URL with the token appended, as a user does. */
async function subscribe(
	rest: N8nRest,
	updates: N8nUpdates,
	sandbox: Sandbox,
	id: string,
): Promise<boolean> {
	const workflow = await updates.workflow(id);
	const trigger = workflow.nodes.some(({ name }) => name === HOT_LEADS_TRIGGER);
	// The user renamed the trigger or unpublished the workflow on purpose.
	if (!trigger || !workflow.active) return false;
	const url = new URL(await rest.webhookUrl(workflow, HOT_LEADS_TRIGGER));
	url.searchParams.set('token', WEBHOOK_TOKEN);
	sandbox.control.subscribe({ url: url.href, events: ['lead.hot'] });
	return true;
}
