import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import type { WorkflowJson } from '../runtimes/engine/engine';

/** The example workflows, as they are imported. */

export const EXAMPLES = [
	'score-leads',
	'score-webhook',
	'hot-leads',
	'events-fewer-repeats',
	'get-history',
	'hubspot-score-contacts',
	'salesforce-score-leads',
	'zoho-score-leads',
	'dynamics-score-leads',
	'hot-lead-to-crm',
	'form-lead-to-crm',
	'score-leads-later',
	'score-thousands-later',
	'agent-score-leads',
] as const;

export type ExampleName = (typeof EXAMPLES)[number];

/** Sub-workflows that the examples call, and workflows that set up fields. */
export const SUB_WORKFLOWS = [
	'hubspot-sync-contacts',
	'hubspot-set-up-fields',
	'salesforce-sync-leads',
	'salesforce-sync-contacts',
	'salesforce-set-up-fields',
	'dynamics-sync-leads',
	'dynamics-sync-contacts',
	'dynamics-set-up-fields',
	'zoho-sync-leads',
	'zoho-sync-contacts',
	'zoho-set-up-fields',
] as const;

export type SubWorkflowName = (typeof SUB_WORKFLOWS)[number];

export type ExampleWorkflow = WorkflowJson & { readonly name: string };

export const EXAMPLES_FOLDER = join(__dirname, '..', 'examples');
export const LEADS_FILE = join(EXAMPLES_FOLDER, 'leads.csv');

/** Files as other systems export them. */
export const EXPORTS_FOLDER = join(EXAMPLES_FOLDER, 'exports');

/** The name and type of the credential that the examples use. */
export const CREDENTIAL = {
	id: 'leadspredictSandbox',
	type: 'leadsPredictApi',
	name: 'LeadsPredict (sandbox)',
} as const;

/** The same for the CRM credentials. */
export const CRM_CREDENTIALS = {
	hubspot: { id: 'hubspotStandIn', type: 'hubspotAppToken', name: 'HubSpot (stand-in)' },
	salesforce: {
		id: 'salesforceStandIn',
		type: 'salesforceOAuth2Api',
		name: 'Salesforce (stand-in)',
	},
	dynamics: {
		id: 'dynamicsStandIn',
		type: 'microsoftDynamicsOAuth2Api',
		name: 'Dynamics 365 (stand-in)',
	},
	zoho: { id: 'zohoStandIn', type: 'zohoOAuth2Api', name: 'Zoho CRM (stand-in)' },
} as const;

/** The node in `score-leads` that scores, and the one that reads the file. */
export const SCORE_NODE = 'Score leads';

export function readExample(name: ExampleName): ExampleWorkflow {
	return JSON.parse(readFileSync(join(EXAMPLES_FOLDER, `${name}.json`), 'utf8')) as ExampleWorkflow;
}

export function readSubWorkflow(name: SubWorkflowName): ExampleWorkflow {
	const file = join(EXAMPLES_FOLDER, 'sub-workflows', `${name}.json`);
	return JSON.parse(readFileSync(file, 'utf8')) as ExampleWorkflow;
}

const READ_FILE = 'n8n-nodes-base.readWriteFile';
const EXECUTE_SUB_WORKFLOW = 'n8n-nodes-base.executeWorkflow';

const workflowIdSchema = z.object({ cachedResultName: z.string() });

/** Does what a user does after importing: sets the file's path, selects credentials and sub-workflows. */
export function adapted(
	workflow: ExampleWorkflow,
	{
		leadsFile,
		credentialId,
		crmCredentialIds = {},
		subWorkflowIds = {},
	}: {
		leadsFile?: string;
		credentialId?: string;
		/** By the type of the credential. */
		crmCredentialIds?: Readonly<Record<string, string>>;
		/** By the name of the sub-workflow in the list of workflows. */
		subWorkflowIds?: Readonly<Record<string, string>>;
	},
): ExampleWorkflow {
	const nodes = workflow.nodes.map((node) => {
		if (node.type === READ_FILE && leadsFile !== undefined) {
			// n8n requires slashes, on Windows too.
			const fileSelector = leadsFile.replaceAll('\\', '/');
			return { ...node, parameters: { ...node.parameters, fileSelector } };
		}
		if (node.type === EXECUTE_SUB_WORKFLOW) {
			const { cachedResultName } = workflowIdSchema.parse(node.parameters['workflowId']);
			const value = subWorkflowIds[cachedResultName];
			if (value === undefined) return node;
			const workflowId = { __rl: true, mode: 'list', value, cachedResultName };
			return { ...node, parameters: { ...node.parameters, workflowId } };
		}
		const uses = Object.keys(node.credentials ?? {});
		for (const { type, name } of Object.values(CRM_CREDENTIALS)) {
			const id = uses.includes(type) ? crmCredentialIds[type] : undefined;
			if (id !== undefined) return { ...node, credentials: { [type]: { id, name } } };
		}
		if (uses.includes(CREDENTIAL.type) && credentialId !== undefined) {
			const reference = { id: credentialId, name: CREDENTIAL.name };
			return { ...node, credentials: { [CREDENTIAL.type]: reference } };
		}
		return node;
	});
	return { ...workflow, nodes };
}
