import type { WorkflowJson, WorkflowNode } from '../../runtimes/engine/protocol';
import { LEAD_FIELDS } from '../../nodes/LeadsPredict/contract';
import { FOREIGN_KEYS } from '../leads';
import type { AlternativeName } from './alternatives';

/** The timed workflows, as users would build them. */

export const START = 'Leads';

export type BareNode = Pick<WorkflowNode, 'name' | 'type' | 'typeVersion' | 'parameters'> &
	Partial<WorkflowNode>;

export interface Service {
	readonly baseUrl: string;
	readonly apiKey: string;
}

/** The options of every request. */
export const ASKED = { include_predictions: true, include_recommendations: true };

export const CREDENTIALS = ({ baseUrl, apiKey }: Service) => ({
	ours: { type: 'leadsPredictApi', data: { apiKey, baseUrl, webhookToken: '' } },
	header: { type: 'httpHeaderAuth', data: { name: 'Authorization', value: `Bearer ${apiKey}` } },
});

const httpRequest = ({ baseUrl }: Service, jsonBody: string): BareNode => ({
	name: 'HTTP Request',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	credentials: { httpHeaderAuth: { id: 'header', name: 'Header' } },
	parameters: {
		method: 'POST',
		url: `${baseUrl}/leads/analyze`,
		authentication: 'genericCredentialType',
		genericAuthType: 'httpHeaderAuth',
		sendBody: true,
		specifyBody: 'json',
		jsonBody,
	},
});

const code = (name: string, jsCode: string): BareNode => ({
	name,
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode },
});

const CHUNK = `
const leads = $input.all().map(({ json }) => json);
const requests = [];
for (let at = 0; at < leads.length; at += 1000) {
	const body = { leads: leads.slice(at, at + 1000), options: ${JSON.stringify(ASKED)} };
	requests.push({ json: { body: JSON.stringify(body) } });
}
return requests;`;

const JOIN = `
const leads = $('${START}').all();
const results = $input.all().flatMap(({ json }) => json.data.leads);
return results.map((result, item) => ({
	json: { email: leads[item].json.email, name: leads[item].json.name, ...result },
	pairedItem: { item },
}));`;

const analyze = (options: object, parameters: object = {}): BareNode => ({
	name: 'LeadsPredict',
	type: 'n8n-nodes-leadspredict.leadsPredict',
	typeVersion: 1,
	credentials: { leadsPredictApi: { id: 'ours', name: 'LeadsPredict' } },
	parameters: {
		resource: 'lead',
		operation: 'analyze',
		options,
		...parameters,
	},
});

/** The expression that the editor writes when a field is dragged from the input. */
const dragged = (field: keyof typeof FOREIGN_KEYS): string => `={{ $json.${FOREIGN_KEYS[field]} }}`;

const editFields: BareNode = {
	name: 'Edit Fields',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		assignments: {
			assignments: LEAD_FIELDS.map(({ name, kind }) => ({
				id: name,
				name,
				type: kind === 'number' ? 'number' : 'string',
				value: dragged(name),
			})),
		},
	},
};

const prepareUpdate: BareNode = {
	name: 'LeadsPredict',
	type: 'n8n-nodes-leadspredict.leadsPredict',
	typeVersion: 1,
	parameters: {
		resource: 'crm',
		operation: 'prepareUpdate',
		crm: 'hubspot',
		format: 'requests',
	},
};

/**
 * The ten HubSpot properties as a user maps them by hand from an item of Analyze: rounded numbers,
 * lists as lines, the time of the run. Analyze returns no previous score, but users map it anyway.
 */
const BY_HAND: ReadonlyArray<readonly [string, 'string' | 'number', string]> = [
	['leadspredict_id', 'string', '={{ $json.lead_id }}'],
	['leadspredict_score', 'number', '={{ $json.score.round(2) }}'],
	['leadspredict_previous_score', 'number', '={{ $json.previous_score }}'],
	['leadspredict_category', 'string', '={{ $json.category }}'],
	['leadspredict_conversion_probability', 'number', '={{ $json.conversion_probability.round(4) }}'],
	['leadspredict_predicted_revenue', 'number', '={{ $json.predicted_revenue.round(2) }}'],
	['leadspredict_churn_risk', 'string', '={{ $json.churn_risk }}'],
	['leadspredict_recommendations', 'string', "={{ $json.recommendations.join('\\n') }}"],
	[
		'leadspredict_next_actions',
		'string',
		"={{ $json.next_actions.map((each) => `${each.action} (${each.priority}, by ${each.deadline})`).join('\\n') }}",
	],
	['leadspredict_last_scored', 'string', '={{ $now.toUTC().toISO() }}'],
];

const propertiesByHand: BareNode = {
	name: 'Edit Fields',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		assignments: {
			assignments: BY_HAND.map(([name, type, value]) => ({ id: name, name, type, value })),
		},
	},
};

const chains: Readonly<Partial<Record<AlternativeName, (service: Service) => BareNode[]>>> = {
	httpPerLead: (service) => [
		httpRequest(
			service,
			`={{ JSON.stringify({ leads: [$json], options: ${JSON.stringify(ASKED)} }) }}`,
		),
	],
	chunkedByHand: (service) => [
		code('Make Requests', CHUNK),
		httpRequest(service, '={{ $json.body }}'),
		code('Take Answers Apart', JOIN),
	],
	analyze: () => [analyze({})],
	analyze100: () => [analyze({ leadsPerRequest: 100 })],
	analyze1000: () => [analyze({ leadsPerRequest: 1_000 })],
	mapped: () => [
		analyze(
			{ leadsPerRequest: 1_000 },
			{
				leadFields: Object.fromEntries(LEAD_FIELDS.map(({ name }) => [name, dragged(name)])),
			},
		),
	],
	editFields: () => [editFields, analyze({ leadsPerRequest: 1_000 })],
	hubspot: () => [analyze({ leadsPerRequest: 1_000 })],
	hubspotLegacy: () => [analyze({ leadsPerRequest: 1_000 })],
	prepareUpdate: () => [prepareUpdate],
	propertiesByHand: () => [propertiesByHand],
};

/** The node that begins a workflow in n8n's engine, which gives it its items. */
const emptyStart: BareNode = {
	name: START,
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	parameters: {},
};

/** @param start the nodes that supply the items, the last one is {@link START} */
export function workflowOf(
	name: AlternativeName,
	service: Service,
	start: readonly BareNode[] = [emptyStart],
): WorkflowJson {
	const chain = chains[name]?.(service);
	if (!chain) throw new Error(`"${name}" is no workflow.`);
	const nodes = [...start, ...chain];
	return { name, nodes, connections: inLine(nodes.map((node) => node.name)) };
}

/** Each node leads to the next. */
export const inLine = (names: readonly string[]): WorkflowJson['connections'] =>
	Object.fromEntries(
		names.slice(1).map((node, index) => {
			const link = { node, type: 'main', index: 0 };
			return [names[index] ?? '', { main: [[link]] }];
		}),
	);
