import axios from 'axios';

import type { Lead } from '../../nodes/LeadsPredict/contract';
import type { SavedWorkflow } from '../../runtimes/server/server';
import type { CallbackPlan } from '../../sandbox/callbacks';
import { scoreOf } from '../../sandbox/score';
import { BOOT_MS, openTestServer } from './testServer';
import type { TestServer } from './testServer';
import { hasEnded, isPaused, pausing, SCORED, START } from './pausedWorkflow';

/** Whole ways of sending results, as the sandbox sends them; single messages: pause.test.ts. */

let server: TestServer;
beforeAll(async () => {
	server = await openTestServer();
}, BOOT_MS);
afterAll(async () => await server.close());

const leads: Lead[] = Array.from({ length: 5 }, (_, index) => ({
	email: `person${index}@company.example`,
	engagement_score: 10 + 7 * index,
}));
const OWN = leads.map((lead) => [lead.email, lead.email, scoreOf(lead)]);

let count = 0;

async function started(plan: CallbackPlan): Promise<SavedWorkflow> {
	server.sandbox.control.setCallbacks(plan);
	count += 1;
	const workflow = await server.n8n.rest.createWorkflow(
		pausing(`sender${count}`, await server.credential()),
	);
	await server.n8n.rest.publish(workflow);
	await axios.post(await server.n8n.rest.webhookUrl(workflow, START), { leads });
	return workflow;
}

async function scores(workflow: SavedWorkflow) {
	const execution = await hasEnded(server.n8n.rest, workflow, 1, 60_000);
	expect(await server.n8n.rest.executions(workflow.id)).toHaveLength(1);
	return execution.output(SCORED).map(({ json }) => [json['email'], json['from'], json['score']]);
}

/** Of the messages about the last batch. */
const deliveries = async () => {
	await server.sandbox.control.settled();
	const all = server.sandbox.control.deliveries();
	return all.filter(({ name }) => name === all.at(-1)?.name);
};

test.each<[string, CallbackPlan]>([
	['tries again until it is heard, having sent too early', { acknowledgeAfterMs: 1_000 }],
	['sends the same twice at once', { messages: ['whole', 'whole'], atOnce: true }],
	['sends the same twice, one after the other', { messages: ['whole', 'whole'], gapMs: 100 }],
	[
		'sends both halves at once, in the other order',
		{
			messages: ['secondHalf', 'firstHalf'],
			atOnce: true,
			echo: true,
		},
	],
	[
		'sends the results of others first',
		{
			messages: ['foreign', 'earlier', 'whole'],
			retryDelaysMs: [50],
			delayMs: 1_000,
		},
	],
	[
		'sends the results of others first, with emails alone',
		{
			messages: ['foreign', 'whole'],
			retryDelaysMs: [50],
			delayMs: 1_000,
			echo: true,
			batchId: false,
		},
	],
	[
		'sends too much first',
		{
			messages: ['oversized', 'whole'],
			retryDelaysMs: [50],
			delayMs: 1_000,
		},
	],
])('a careful sender that %s', async (_, plan) => {
	const workflow = await started({
		policy: 'careful',
		retryDelaysMs: [300, 600, 900, 1_200],
		...plan,
	});
	expect(await scores(workflow)).toEqual(OWN);
});

test.each<[string, CallbackPlan]>([
	['sends once, late enough', { delayMs: 1_000 }],
	[
		'sends halves, one after the other',
		{
			messages: ['firstHalf', 'secondHalf'],
			delayMs: 1_000,
			gapMs: 200,
			echo: true,
		},
	],
])('a careless sender that %s', async (_, plan) => {
	const workflow = await started({ policy: 'careless', ...plan });
	expect(await scores(workflow)).toEqual(OWN);
});

test('results that a careless sender sends too early are lost, and the wait ends at its deadline', async () => {
	const workflow = await started({ policy: 'careless', acknowledgeAfterMs: 1_000 });
	await isPaused(server.n8n.rest, workflow.id);
	expect(await deliveries()).toMatchObject([{ attempts: 1, status: 409, state: 'failed' }]);
	expect((await server.n8n.rest.executions(workflow.id))[0]?.status).toBe('waiting');
});
