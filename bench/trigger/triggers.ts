import type { WorkflowJson, WorkflowNode } from '../../runtimes/engine/protocol';
import { inLine } from '../engine/workflows';

/** The compared triggers. Each starts a workflow with one node that does nothing. */

export const TRIGGERS = {
	webhook: 'Webhook node of n8n',
	plain: 'plain n8n trigger',
	reading: 'the same, reading a credential',
	ours: 'LeadsPredict Trigger',
} as const;

export type TriggerName = keyof typeof TRIGGERS;

export const TRIGGER_NAMES = Object.keys(TRIGGERS) as TriggerName[];

/** The token of the sender and the credential. Our trigger checks it on every event. */
export const TOKEN = 'a-long-random-token-for-the-bench';

export const TRIGGER = 'Trigger';

/** n8n's package name for nodes in a folder of custom extensions. */
const FIXTURE = 'CUSTOM';

function triggerNode(name: TriggerName, credentialId: string): WorkflowNode {
	const webhookId = `bench-${name}`;
	const common = { name: TRIGGER, webhookId };
	const credentials = { leadsPredictApi: { id: credentialId, name: 'Bench' } };
	switch (name) {
		case 'webhook':
			return {
				...common,
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2.1,
				parameters: { httpMethod: 'POST', path: webhookId, responseMode: 'onReceived' },
			};
		case 'plain':
			return { ...common, type: `${FIXTURE}.plainTrigger`, typeVersion: 2, parameters: {} };
		case 'reading':
			return {
				...common,
				type: `${FIXTURE}.readingTrigger`,
				typeVersion: 2,
				parameters: {},
				credentials,
			};
		case 'ours':
			return {
				...common,
				type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
				typeVersion: 2,
				parameters: {},
				credentials,
			};
	}
}

export function triggerWorkflow(name: TriggerName, credentialId: string): WorkflowJson {
	const next: WorkflowNode = {
		name: 'Next',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		parameters: {},
	};
	return {
		name: TRIGGERS[name],
		nodes: [triggerNode(name, credentialId), next],
		connections: inLine([TRIGGER, next.name]),
	};
}

/** An event that no trigger has seen before. */
export const eventNumber = (index: number): string =>
	JSON.stringify({
		event: 'lead.hot',
		timestamp: new Date().toISOString(),
		data: {
			lead_id: `lead_${index}`,
			score: 98,
			previous_score: 85,
			recommendations: ['Contact within 24 hours', 'Find out a phone number'],
		},
	});
