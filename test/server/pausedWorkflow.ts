import axios from 'axios';

import type { Lead } from '../../nodes/LeadsPredict/contract';
import type { WorkflowJson, WorkflowNode } from '../../runtimes/engine/protocol';
import type {
	Credential,
	N8nRest,
	SavedWorkflow,
	ServerExecution,
} from '../../runtimes/server/server';
import type { Sandbox } from '../../sandbox/sandbox';
import { scoreOf } from '../../sandbox/score';
import { until } from '../until';
import { uses } from './testServer';

/** Workflows that pause for a batch, and what can be sent to them meanwhile. */

export const START = 'Webhook';
export const SPLIT = 'Split Out';
export const PAUSE = 'LeadsPredict';
export const LOOP = 'Loop Over Items';
export const SCORED = 'Scored';
export const UNSCORED = 'Not scored';

export const main = (...nodes: string[]) => ({
	main: [nodes.map((node) => ({ node, type: 'main', index: 0 }))],
});

/** Parameters of the node that pauses, and n8n's own settings of it. */
export interface Changes {
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly [setting: string]: unknown;
}

export const pauseNode = (credential: Credential, changes: Changes = {}): WorkflowNode => {
	const { parameters = {}, ...settings } = changes;
	return {
		name: PAUSE,
		type: 'n8n-nodes-leadspredict.leadsPredict',
		typeVersion: 1,
		parameters: { resource: 'lead', operation: 'analyzeBatch', mode: 'pause', ...parameters },
		credentials: uses(credential),
		...settings,
	};
};

/** Webhook → leads → pause → which of them has a batch_status, and which has none. */
export const pausing = (
	path: string,
	credential: Credential,
	changes: Changes = {},
): WorkflowJson => ({
	name: `Pause ${path}`,
	nodes: [
		parts.webhook(path),
		parts.split,
		pauseNode(credential, changes),
		{
			name: 'Has a score',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
					combinator: 'and',
					conditions: [
						{
							id: 'c',
							leftValue: '={{ $json.batch_status }}',
							rightValue: '',
							operator: { type: 'string', operation: 'exists', singleValue: true },
						},
					],
				},
			},
		},
		{
			name: SCORED,
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
							value: `={{ $('${SPLIT}').item.json.email }}`,
						},
					],
				},
			},
		},
		parts.nothing(UNSCORED),
	],
	connections: {
		[START]: main(SPLIT),
		[SPLIT]: main(PAUSE),
		[PAUSE]: main('Has a score'),
		'Has a score': {
			main: [
				[{ node: SCORED, type: 'main', index: 0 }],
				[{ node: UNSCORED, type: 'main', index: 0 }],
			],
		},
	},
});

export interface Told {
	readonly status: number;
	readonly text: string;
}

/** @param body text is sent as it is */
export async function tell(url: string, body: unknown, type = 'application/json'): Promise<Told> {
	const { status, data } = await axios.post<string>(url, body, {
		headers: { 'content-type': type },
		maxBodyLength: Infinity,
		proxy: false,
		responseType: 'text',
		transformRequest: (each: unknown) => (typeof each === 'string' ? each : JSON.stringify(each)),
		transformResponse: (each: unknown) => each,
		validateStatus: () => true,
	});
	return { status, text: data };
}

/** The same address without one parameter of its query, or with another value. */
export function altered(url: string, parameter: string, value?: string): string {
	const changed = new URL(url);
	if (value === undefined) changed.searchParams.delete(parameter);
	else changed.searchParams.set(parameter, value);
	return changed.href;
}

export interface ScoredResult {
	readonly id: string;
	readonly score: number;
	readonly email?: string;
}

/** What LeadsPredict would say of leads: each score tells whose it is. */
export const resultsFor = (leads: readonly Lead[], echo = false): ScoredResult[] =>
	leads.map((lead, index) => ({
		id: `lead_${lead.email}`,
		score: scoreOf(lead),
		place: index,
		...(echo && { email: lead.email }),
	}));

export const message = (leads: readonly unknown[], more: object = {}) => ({
	status: 'success',
	data: { ...more, leads },
});

/** The sandbox takes batches without delivering anything: the test does that. */
export const takeBatches = (sandbox: Sandbox, times: number, delayMs = 0): void =>
	sandbox.control.answerNext({
		times,
		delayMs,
		status: 200,
		body: { status: 'success', data: { batch_id: 'batch_of_the_test' } },
	});

/** Triggers and nodes around a pause, for workflows of another form. */
export const parts = {
	webhook: (path: string): WorkflowNode => ({
		name: START,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { path, httpMethod: 'POST', responseMode: 'onReceived' },
	}),
	split: {
		name: SPLIT,
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'body.leads' },
	},
	loop: (batchSize: number): WorkflowNode => ({
		name: LOOP,
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		parameters: { batchSize, options: {} },
	}),
	nothing: (name: string): WorkflowNode => ({
		name,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		parameters: {},
	}),
} as const;

/** What the sandbox was asked for in batch requests. */
export const batchesSent = (sandbox: Sandbox): Array<{ leads: Lead[]; url: string }> =>
	sandbox.control.requests().flatMap(({ path, body }) => {
		const { leads, webhook_url } = Object(body) as { leads: Lead[]; webhook_url?: string };
		return path.endsWith('/leads/batch') && webhook_url !== undefined
			? [{ leads, url: webhook_url }]
			: [];
	});

export const isPaused = async (rest: N8nRest, workflowId: string, which = 0) =>
	await until('the execution waits', async () => {
		const all = (await rest.executions(workflowId)).reverse();
		return all[which]?.status === 'waiting' ? all[which] : undefined;
	});

export const hasEnded = async (
	rest: N8nRest,
	workflow: SavedWorkflow,
	count = 1,
	timeoutMs = 30_000,
): Promise<ServerExecution> => {
	const ended = await rest.waitForExecutions(workflow.id, count, { timeoutMs });
	const last = ended.at(-1);
	if (last === undefined) throw new Error('No execution has ended.');
	return last;
};
