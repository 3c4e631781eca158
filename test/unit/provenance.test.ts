import type { IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';

import { provenanceOf } from '../../nodes/LeadsPredict/actions/provenance';

/** Workflows as lists of ways, each upward from the node that asks: "Webhook>Set>Me". */

const OURS = 'n8n-nodes-leadspredict.leadsPredict';

const NODES: Readonly<Record<string, Partial<NodeTypeAndVersion>>> = {
	Me: { type: OURS, parameters: { operation: 'prepareUpdate' } },
	Webhook: { type: 'n8n-nodes-base.webhook' },
	Closed: { type: 'n8n-nodes-base.webhook', disabled: true },
	Form: { type: 'n8n-nodes-base.formTrigger' },
	Chat: { type: '@n8n/n8n-nodes-langchain.chatTrigger' },
	Mail: { type: 'n8n-nodes-base.emailReadImap' },
	Called: { type: 'n8n-nodes-base.executeWorkflowTrigger' },
	Resumed: { type: 'n8n-nodes-base.wait', parameters: { resume: 'webhook' } },
	Pause: { type: 'n8n-nodes-base.wait', parameters: { resume: 'timeInterval' } },
	Schedule: { type: 'n8n-nodes-base.scheduleTrigger' },
	Set: { type: 'n8n-nodes-base.set' },
	Merge: { type: 'n8n-nodes-base.merge' },
	Loop: { type: 'n8n-nodes-base.splitInBatches' },
	Code: { type: 'n8n-nodes-base.code' },
	Unknown: { type: 'n8n-nodes-somebody.mapper' },
	HubSpot: { type: 'n8n-nodes-base.hubspot', parameters: { operation: 'upsert' } },
	Off: { type: 'n8n-nodes-base.hubspot', disabled: true },
	Http: { type: 'n8n-nodes-base.httpRequest' },
	Select: { type: 'n8n-nodes-base.postgres', parameters: { operation: 'select' } },
	Append: { type: 'n8n-nodes-base.googleSheets', parameters: { operation: 'append' } },
	Analyze: { type: OURS, parameters: { operation: 'analyze' } },
	Batch: { type: OURS, parameters: { operation: 'analyzeBatch', mode: 'atOnce' } },
	Paused: { type: OURS, parameters: { operation: 'analyzeBatch', mode: 'pause' } },
	Get: { type: OURS, parameters: { operation: 'get' } },
	Lookup: { type: OURS, parameters: { operation: 'prepareLookup' } },
	Tasks: { type: OURS, parameters: { operation: 'prepareTasks' } },
	Read: { type: OURS, parameters: { operation: 'readAnswer' } },
};

function provenance(ways: readonly string[], type = OURS) {
	const parents = new Map<string, string[]>();
	for (const way of ways) {
		const names = way.split('>');
		names.slice(1).forEach((name, index) => {
			parents.set(name, [...(parents.get(name) ?? []), names[index] ?? '']);
		});
	}
	const node: Pick<IExecuteFunctions, 'getNode' | 'getParentNodes'> = {
		getNode: () => ({
			id: '1',
			name: 'Me',
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		}),
		getParentNodes: (name) =>
			(parents.get(name) ?? []).map((parent) => ({
				name: parent,
				type: '',
				typeVersion: 1,
				disabled: false,
				...NODES[parent],
			})),
	};
	const { recordIsKnown, originIsKnown } = provenanceOf(node as unknown as IExecuteFunctions);
	const about = (json: object) => ({ record: recordIsKnown(json), origin: originIsKnown(json) });
	return { ...about({}), failed: about({ error: 'x' }) };
}

const KNOWN = { record: true, origin: true };
const NEITHER = { record: false, origin: false };

it.each<[string, string[], { record: boolean; origin: boolean }]>([
	['nobody outside is above', ['Schedule>Set>Me'], KNOWN],
	['there is nothing above', [], KNOWN],
	['a webhook is above', ['Webhook>Me'], NEITHER],
	['a form is above', ['Form>Me'], NEITHER],
	['a chat is above', ['Chat>Me'], NEITHER],
	['a mailbox is above', ['Mail>Me'], NEITHER],
	['another workflow calls', ['Called>Me'], NEITHER],
	['a webhook comes in half way', ['Schedule>Http>Resumed>Me'], NEITHER],
	['it only waits a while', ['Schedule>Http>Pause>Me'], KNOWN],
	['nodes hand on what came in', ['Webhook>Set>Code>Unknown>Pause>Me'], NEITHER],
	['a node that writes hands on what came in', ['Webhook>Append>Me'], NEITHER],
	['HubSpot’s node answers', ['Webhook>HubSpot>Set>Me'], KNOWN],
	['an API answers', ['Webhook>Http>Me'], KNOWN],
	['a database is read', ['Webhook>Select>Me'], KNOWN],
	['the node that would read is disabled', ['Webhook>Off>Me'], NEITHER],
	['the webhook is disabled', ['Closed>Me', 'Schedule>Me'], KNOWN],
	['one of two ways is open', ['Webhook>HubSpot>Merge>Me', 'Webhook>Merge'], NEITHER],
	['there is a loop', ['Webhook>Loop>Set>Loop', 'Loop>Me'], NEITHER],
	['there is a loop without an entry', ['Schedule>Loop>Set>Loop', 'Loop>Me'], KNOWN],
	['it was analyzed', ['Webhook>Analyze>Me'], { record: false, origin: true }],
	['it was analyzed in a batch', ['Webhook>Batch>Set>Me'], { record: false, origin: true }],
	['the deadline of a pause hands on the input', ['Webhook>Paused>Me'], NEITHER],
	['it was asked for by its LeadsPredict ID', ['Webhook>Get>Me'], NEITHER],
	['it was analyzed before it came in again', ['Analyze>Resumed>Me'], NEITHER],
	['it was looked up', ['Webhook>Lookup>Http>Read>Me'], { record: false, origin: true }],
	['HubSpot’s record was looked up', ['Webhook>HubSpot>Lookup>Http>Read>Me'], KNOWN],
	['HubSpot’s record got tasks', ['Webhook>HubSpot>Tasks>Http>Read>Me'], KNOWN],
	[
		'it was looked up and analyzed',
		['Webhook>Lookup>Http>Read>Analyze>Me'],
		{ record: false, origin: true },
	],
])('when %s', (_, ways, expected) => {
	expect(provenance(ways)).toMatchObject(expected);
});

it('knows nothing of an item that failed, unless nobody outside is above', () => {
	expect(provenance(['Webhook>HubSpot>Me']).failed).toEqual(NEITHER);
	expect(provenance(['Webhook>Analyze>Me']).failed).toEqual(NEITHER);
	expect(provenance(['Schedule>HubSpot>Me']).failed).toEqual(KNOWN);
});

it('knows nothing of what an agent says to its tool', () => {
	expect(provenance([], `${OURS}Tool`)).toMatchObject(NEITHER);
});
