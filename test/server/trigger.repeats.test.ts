import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';

import type { WorkflowJson } from '../../runtimes/engine/protocol';
import type { ServerExecution } from '../../runtimes/server/server';
import { temporaryFolder } from '../../runtimes/temporaryFolder';
import type { TemporaryFolder } from '../../runtimes/temporaryFolder';
import { adapted, readExample } from '../../scripts/examples';
import { until } from '../until';
import { BOOT_MS, openTestServer, publishTrigger } from './testServer';
import type { TestServer } from './testServer';

/** Events that come again and again at a whole n8n, which is stopped and started meanwhile. */

const TOKEN = 'a-long-random-token';
const TRIGGER = 'LeadsPredict Trigger';

let server: TestServer;
/** Not n8n's own folder, which is there only with n8n. */
let hooks: TemporaryFolder;

/** While this file exists, n8n creates no execution. */
const barrier = () => join(hooks.path, 'no-executions');

/** What n8n calls before it creates an execution; what it throws makes that fail. */
const HOOKS = `
const { existsSync } = require('node:fs');
const refuse = () => { if (existsSync(process.env.BARRIER)) throw new Error('Not now'); };
module.exports = { workflow: { preExecute: [refuse] } };
`;

beforeAll(async () => {
	hooks = temporaryFolder('hooks');
	const file = join(hooks.path, 'hooks.cjs');
	await writeFile(file, HOOKS);
	server = await openTestServer({ env: { EXTERNAL_HOOK_FILES: file, BARRIER: barrier() } });
}, BOOT_MS);
afterAll(async () => {
	await server.close();
	await hooks.remove();
});

const published = async (name: string, options: object = {}) =>
	await publishTrigger(server, TRIGGER, name, TOKEN, { options });

const event = (lead: number, score = 98) => ({
	event: 'lead.hot',
	timestamp: '2026-11-08T16:00:00Z',
	data: { lead_id: `lead_${lead}`, score, previous_score: 85 },
});

const post = async (url: string, body: unknown, token = TOKEN) => {
	const { status, data } = await axios.post(url, body, {
		params: { token },
		validateStatus: () => true,
	});
	const { status: said, code, error } = Object(data);
	return [status, code ?? error?.code ?? said];
};

/** As a careful sender does it: again until it is answered with 200. */
async function deliver(url: string, body: unknown): Promise<void> {
	await until(
		'n8n accepts an event',
		async () => {
			const [status] = await post(url, body).catch(() => [0]);
			if (status !== 200) await pause(200);
			return status === 200;
		},
		300_000,
	);
}

/** The leads that a node was reached by, in all executions. */
const leadsOf = (executions: readonly ServerExecution[], node: string) =>
	executions
		.filter(({ order }) => order.includes(node))
		.flatMap((each) => each.output(node).map(({ json }) => String(json['lead_id'])))
		.sort();

/** n8n shows at most 100; those that are expected must be fewer, so that one too many is seen. */
const LISTED = 100;

test('a hundred events, each sent three times within a second and again after a kill of n8n, start a hundred executions', async () => {
	// Two workflows, because n8n lists at most 100 executions of one.
	const first = await published('burst-1');
	const second = await published('burst-2');
	const events = Array.from({ length: 50 }, (_, lead) => event(lead));
	const thrice = async (url: string, some: readonly unknown[]) => {
		for (const each of some) {
			await Promise.all([each, each, each].map(async (body) => await deliver(url, body)));
		}
	};
	const atOnce = async (url: string, some: readonly unknown[]) =>
		await Promise.all([...some, ...some, ...some].map(async (body) => await deliver(url, body)));

	await thrice(first.url, events.slice(0, 20));
	await atOnce(second.url, events.slice(0, 20));
	// What n8n is working on when it is killed ends as a crashed execution; these have ended.
	for (const { workflow } of [first, second]) {
		await server.n8n.rest.waitForExecutions(workflow.id, 20, { timeoutMs: 60_000 });
	}
	process.kill(server.n8n.pid, 'SIGKILL');
	await server.restart();
	const urls = await Promise.all(
		[first, second].map(
			async ({ workflow }) => await server.n8n.rest.webhookUrl(workflow, TRIGGER),
		),
	);
	for (const url of urls) await atOnce(url, events);

	for (const { workflow } of [first, second]) {
		await server.n8n.rest.waitForExecutions(workflow.id, events.length, { timeoutMs: 60_000 });
		const all = await server.n8n.rest.executions(workflow.id, LISTED);
		const executions = await Promise.all(all.map(({ id }) => server.n8n.rest.execution(id)));
		expect(leadsOf(executions, 'Next')).toEqual(events.map(({ data }) => data.lead_id).sort());
	}
}, 600_000);

test('an event whose execution n8n could not create is accepted when it is repeated', async () => {
	const { workflow, url } = await published('blocked');
	await writeFile(barrier(), '');
	expect((await post(url, event(1)))[0]).toBe(500);
	await rm(barrier());
	expect(await post(url, event(1))).toEqual([200, 'accepted']);
	expect(await post(url, event(1))).toEqual([200, 'seen_before']);
	expect(leadsOf(await server.n8n.rest.waitForExecutions(workflow.id), 'Next')).toEqual(['lead_1']);
});

test('the test URL accepts every repeat, and does not affect the production URL', async () => {
	const { workflow, url } = await published('tested');
	const testUrl = url.replace('/webhook/', '/webhook-test/');
	const listenAndPost = async () => {
		await server.n8n.rest.runManually(workflow, TRIGGER);
		return await post(testUrl, event(1));
	};
	expect(await listenAndPost()).toEqual([200, 'accepted']);
	expect(await listenAndPost()).toEqual([200, 'accepted']);
	expect(await post(url, event(1))).toEqual([200, 'accepted']);
	expect(await post(url, event(1))).toEqual([200, 'seen_before']);
	expect(await listenAndPost()).toEqual([200, 'accepted']);
});

test('a hundred forged events start nothing and write three log lines without their content', async () => {
	const { workflow, url } = await published('forged');
	for (let lead = 0; lead < 100; lead += 1) {
		expect(await post(url, event(lead), `guess-${lead}`)).toEqual([401, 'wrong_token']);
	}
	expect(await server.n8n.rest.executions(workflow.id)).toEqual([]);
	const lines = server.n8n
		.log()
		.split('\n')
		.filter((line) => /\| warn +\| .*\(401 wrong_token\)/.test(line) && line.includes(workflow.id));
	expect(lines).toEqual([
		expect.stringContaining('started nothing (401 wrong_token)'),
		expect.stringContaining('started nothing 10 times'),
		expect.stringContaining('started nothing 100 times'),
	]);
	expect(server.n8n.log()).not.toMatch(/guess-|a-long-random-token/);
});

test('an event is checked back with LeadsPredict, and the key and the token appear nowhere', async () => {
	const { workflow, url } = await published('asked', { checkBack: 'required' });
	const { sandbox } = server;
	const { data } = await axios.post(
		`${sandbox.baseUrl}/leads/analyze`,
		{ leads: [{ email: 'ada@lovelace.example', engagement_score: 90 }] },
		{ headers: { authorization: `Bearer ${sandbox.apiKey}` } },
	);
	const [{ id, score }] = data.data.leads;
	const known = { ...event(1), event: 'lead.scored', data: { lead_id: id, score } };
	expect(await post(url, event(1))).toEqual([409, 'unknown_lead']);
	expect(await post(url, { ...known, data: { lead_id: id, score: score + 1 } })).toEqual([
		409,
		'score_disagrees',
	]);
	sandbox.control.answerNext({ status: 401 });
	expect(await post(url, known)).toEqual([503, 'check_back_failed']);
	expect(await post(url, known)).toEqual([200, 'accepted']);

	const executions = await server.n8n.rest.waitForExecutions(workflow.id);
	expect(executions).toHaveLength(1);
	expect(executions[0]?.output('Next')[0]?.json).toMatchObject({ lead_id: id, verified: true });
	expect(server.n8n.log()).toMatch(
		/503 check_back_failed\).*LeadsPredict refused the request.*401/,
	);
	const stored = await server.n8n.rest.executionAsStored(executions[0]?.id ?? '');
	expect(stored).toContain(id);
	expect(stored).toContain('executionData');
	const everything = stored + server.n8n.log();
	expect(everything).not.toContain(TOKEN);
	expect(everything).not.toContain(sandbox.apiKey);
});

describe('the example with Remove Duplicates', () => {
	/** Its trigger lets repeats pass, as two webhook processes may. */
	const forgetful = async (historySize: number) => {
		const { id } = await server.credential();
		const example = adapted(readExample('events-fewer-repeats'), { credentialId: id });
		const changed: WorkflowJson = {
			...example,
			nodes: example.nodes.map((node) => {
				const options = Object(node.parameters['options']);
				if (node.name === 'An event arrives') {
					const parameters = { ...node.parameters, options: { ignoreRepeatsHours: 0 } };
					return { ...node, webhookId: `once-${historySize}`, parameters };
				}
				return node.name === 'Seen before?'
					? { ...node, parameters: { ...node.parameters, options: { ...options, historySize } } }
					: node;
			}),
		};
		const workflow = await server.n8n.rest.createWorkflow(changed);
		await server.n8n.rest.publish(workflow);
		const url = await server.n8n.rest.webhookUrl(workflow, 'An event arrives');
		/** One after another, each to its end. */
		const send = async (leads: readonly number[]) => {
			let all = await server.n8n.rest.waitForExecutions(workflow.id, 0);
			for (const lead of leads) {
				await post(url, event(lead));
				all = await server.n8n.rest.waitForExecutions(workflow.id, all.length + 1);
			}
			return all;
		};
		return { send, workflow };
	};

	test('passes events once that arrive one after another', async () => {
		const { send } = await forgetful(20_000);
		const executions = await send([1, 2, 1, 2, 1]);
		expect(executions).toHaveLength(5);
		expect(leadsOf(executions, 'Do it')).toEqual(['lead_1', 'lead_2']);
	});

	test('fails an execution, which holds its event, when the history is full', async () => {
		const { send } = await forgetful(2);
		const [first, second, third] = await send([1, 2, 3]);
		expect([first?.status, second?.status, third?.status]).toEqual(['success', 'success', 'error']);
		expect(third?.error?.message).toMatch(/maximum history size/);
		expect(third?.output('An event arrives')[0]?.json['lead_id']).toBe('lead_3');
	});

	test('passes events once again after its history is cleared', async () => {
		const { send, workflow } = await forgetful(3);
		await send([1, 2]);
		await server.n8n.rest.runManually(workflow, 'Every night');
		await server.n8n.rest.waitForExecutions(workflow.id, 3);
		const executions = await send([1, 2]);
		expect(executions.map(({ status }) => status)).toEqual(Array(5).fill('success'));
		expect(leadsOf(executions, 'Do it')).toEqual(['lead_1', 'lead_1', 'lead_2', 'lead_2']);
	});
});
