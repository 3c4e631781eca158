import axios from 'axios';

import type { WorkflowJson, WorkflowNode } from '../../runtimes/engine/protocol';
import type { SavedWorkflow } from '../../runtimes/server/server';
import { until } from '../until';
import { main } from './pausedWorkflow';
import { BOOT_MS, openTestServer, uses } from './testServer';
import type { TestServer } from './testServer';

/** What is remembered of events in the static data of a workflow, over a kill of n8n. */

jest.setTimeout(BOOT_MS);

let server: TestServer;
beforeAll(async () => {
	server = await openTestServer();
}, BOOT_MS);
afterAll(async () => await server.close());

const FIRST = 'First Trigger';
const SECOND = 'Second Trigger';
const NEXT = 'Next';

const next: WorkflowNode = {
	name: NEXT,
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	parameters: {},
};

const code: WorkflowNode = {
	name: NEXT,
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: {
		jsCode: `const own = $getWorkflowStaticData('global');
own.executions = (own.executions ?? 0) + 1;
return [{ json: { executions: own.executions } }];`,
	},
};

async function workflowOf(
	name: string,
	triggers: readonly string[],
	follows = next,
): Promise<WorkflowJson & { nodes: WorkflowNode[] }> {
	const credential = await server.credential();
	return {
		name,
		nodes: [
			...triggers.map((trigger, index) => ({
				name: trigger,
				type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
				typeVersion: 2,
				webhookId: `${name}-${index}`,
				parameters: {},
				credentials: uses(credential),
			})),
			follows,
		],
		connections: Object.fromEntries(triggers.map((trigger) => [trigger, main(NEXT)])),
	};
}

async function published(json: WorkflowJson): Promise<SavedWorkflow> {
	const workflow = await server.n8n.rest.createWorkflow(json);
	await server.n8n.rest.publish(workflow);
	return workflow;
}

const urlOf = async (workflow: SavedWorkflow, trigger: string) =>
	await server.n8n.rest.webhookUrl(workflow, trigger);

const event = (lead: number) => ({
	event: 'lead.hot',
	timestamp: '2026-11-08T16:00:00Z',
	data: { lead_id: `lead_${lead}`, score: 98 },
});

/** As a sender does it: again while n8n is not ready. @returns what each was answered */
const post = async (url: string, ...leads: number[]): Promise<string[]> =>
	await Promise.all(
		leads.map(
			async (lead) =>
				await until('n8n answers', async () => {
					const answer = await axios.post(url, event(lead), { validateStatus: () => true });
					const { code: reason, status } = Object(answer.data);
					return answer.status === 200 && String(reason ?? status);
				}),
		),
	);

const LEADS = Array.from({ length: 20 }, (_, lead) => lead);
const all = (answer: string, leads = LEADS) => leads.map(() => answer);

test('the events of two triggers and of a renamed one are remembered after a kill of n8n', async () => {
	const { rest } = server.n8n;
	const two = await published(await workflowOf('two', [FIRST, SECOND]));
	const [first, second] = [await urlOf(two, FIRST), await urlOf(two, SECOND)];
	// An event is one of its trigger: the other takes it, too.
	expect(await Promise.all([post(first, ...LEADS), post(second, ...LEADS)])).toEqual([
		all('accepted'),
		all('accepted'),
	]);
	await rest.waitForExecutions(two.id, 2 * LEADS.length, { timeoutMs: 60_000 });

	const json = await workflowOf('renamed', [FIRST]);
	const before = await published(json);
	expect(await post(await urlOf(before, FIRST), 1)).toEqual(['accepted']);
	await rest.waitForExecutions(before.id);
	const renamed = await rest.updateWorkflow(before, {
		...json,
		nodes: json.nodes.map((node) => (node.name === FIRST ? { ...node, name: SECOND } : node)),
		connections: { [SECOND]: main(NEXT) },
	});
	await rest.publish(renamed);

	process.kill(server.n8n.pid, 'SIGKILL');
	await server.restart();
	expect(
		await Promise.all([
			post(await urlOf(two, FIRST), ...LEADS),
			post(await urlOf(two, SECOND), ...LEADS),
		]),
	).toEqual([all('seen_before'), all('seen_before')]);
	expect(await post(await urlOf(renamed, SECOND), 1, 2)).toEqual(['seen_before', 'accepted']);
});

test('a Code node keeps its own static data, and n8n remembers the events while it runs', async () => {
	const workflow = await published(await workflowOf('code', [FIRST], code));
	const url = await urlOf(workflow, FIRST);
	for (const lead of [1, 2, 3]) {
		expect(await post(url, lead)).toEqual(['accepted']);
		const ended = await server.n8n.rest.waitForExecutions(workflow.id, lead);
		expect(ended.at(-1)?.output(NEXT)[0]?.json['executions']).toBe(lead);
	}
	expect(await post(url, 1, 2, 3)).toEqual(all('seen_before', [1, 2, 3]));
});
