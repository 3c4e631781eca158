import axios from 'axios';

import type { Lead } from '../../nodes/LeadsPredict/contract';
import { packPackage } from '../../runtimes/package';
import { startQueue } from '../../runtimes/queue/queue';
import type { QueueN8n } from '../../runtimes/queue/queue';
import type { SavedWorkflow, ServerExecution } from '../../runtimes/server/server';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import { scoreOf } from '../../sandbox/score';
import { until } from '../until';

/** Booting five n8n processes, on a machine that is busy. */
const BOOT_MS = 300_000;
const TOKEN = 'a-long-random-token';
const TRIGGER = 'LeadsPredict Trigger';

jest.setTimeout(180_000);

let n8n: QueueN8n;
let sandbox: Sandbox;
let credentials: { leadsPredictApi: { id: string; name: string } };

beforeAll(async () => {
	const { tarball } = await packPackage();
	sandbox = await startSandbox();
	n8n = await startQueue({
		tarball,
		env: {
			// What tells who did what: "Worker started execution 12".
			N8N_LOG_LEVEL: 'info',
			// As the README advises for many events.
			N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
			// A worker that is gone is noticed after seconds instead of a minute and a half.
			QUEUE_WORKER_LOCK_DURATION: '5000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
			QUEUE_WORKER_STALLED_INTERVAL: '1000',
		},
	});
	const { id, name } = await n8n.rest.createCredential({
		name: 'Sandbox',
		type: 'leadsPredictApi',
		data: { apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl, webhookToken: TOKEN },
	});
	credentials = { leadsPredictApi: { id, name } };
}, BOOT_MS);

afterAll(async () => {
	await n8n?.close();
	await sandbox?.close();
});

beforeEach(async () => await sandbox.control.reset());

const NOT_SUCCESS = ['new', 'running', 'waiting', 'error', 'crashed', 'canceled'];

/** The executions that a worker has run to their end. */
const finishedBy = (worker: number): Set<string> =>
	new Set(
		[...(n8n.workers[worker]?.log() ?? '').matchAll(/Worker finished execution (\d+)/g)].map(
			([, id = '']) => id,
		),
	);

const finishedByAny = (): string[] => n8n.workers.flatMap((_, worker) => [...finishedBy(worker)]);

const leads = (count: number): Lead[] =>
	Array.from({ length: count }, (_, index) => ({
		email: `person.${index}@company.example`,
		name: `Person ${index}`,
		revenue: 10_000 + 40_000 * index,
		employees: 1 + index,
		engagement_score: index % 100,
	}));

const node = (name: string, type: string, parameters: object = {}, more: object = {}) => ({
	name,
	type: type.includes('.') ? type : `n8n-nodes-base.${type}`,
	typeVersion: 1,
	parameters: { ...parameters },
	...more,
});

const scoring = (parameters: object = { operation: 'analyze' }) =>
	node(
		'LeadsPredict',
		'n8n-nodes-leadspredict.leadsPredict',
		{ resource: 'lead', ...parameters },
		{ credentials },
	);

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

const chain = (...names: string[]) =>
	Object.fromEntries(
		names
			.slice(1)
			.map((next, index) => [
				names[index],
				{ main: [[{ node: next, type: 'main' as const, index: 0 }]] },
			]),
	);

const webhook = (path: string, responseMode: string) =>
	node(
		'Webhook',
		'webhook',
		{ path, httpMethod: 'POST', responseMode, responseData: 'allEntries' },
		{ webhookId: path, typeVersion: 2 },
	);

const splitOut = () => node('Split Out', 'splitOut', { fieldToSplitOut: 'body.leads' });

const published = async (
	name: string,
	nodes: ReturnType<typeof node>[],
): Promise<SavedWorkflow> => {
	const workflow = await n8n.rest.createWorkflow({
		name,
		nodes,
		connections: chain(...nodes.map((each) => each.name)),
	});
	await n8n.rest.publish(workflow);
	return workflow;
};

/** What LeadsPredict said of each lead, and which input item it is paired to. */
const scores = (execution: ServerExecution | undefined) =>
	execution
		?.output('LeadsPredict')
		.map(({ json, pairedItem }) => [json['email'], json['score'], pairedItem]);

const rightScores = (sent: readonly Lead[]) =>
	sent.map((lead, item) => [lead.email, scoreOf(lead), { item }]);

describe('n8n in queue mode: two webhook processes, two workers', () => {
	it('executes each of 500 events once, on workers, whichever process received it', async () => {
		const workflow = await published('events', [
			node(
				TRIGGER,
				'n8n-nodes-leadspredict.leadsPredictTrigger',
				{ events: ['lead.scored'] },
				{ typeVersion: 2, webhookId: 'queue-events', credentials },
			),
			node('Next', 'noOp'),
		]);
		const url = await n8n.rest.webhookUrl(workflow, TRIGGER);
		const before = n8n.served();
		const earlier = new Set(finishedByAny());
		const waiting = Array.from({ length: 500 }, (_, index) => ({
			event: 'lead.scored',
			timestamp: '2026-11-08T16:00:00Z',
			data: { lead_id: `lead_${index}`, score: 70, previous_score: 60, recommendations: [] },
		}));
		const sent = waiting.map(({ data }) => data.lead_id).sort();
		const connection = async () => {
			for (let event = waiting.pop(); event; event = waiting.pop()) {
				const { data } = await axios.post(url, event, { params: { token: TOKEN } });
				expect(data).toEqual({ status: 'accepted' });
			}
		};
		await Promise.all(Array.from({ length: 10 }, connection));

		const succeeded = async () => await n8n.rest.countExecutions(workflow.id, ['success']);
		const finished = () => finishedByAny().filter((id) => !earlier.has(id));
		await until(
			'500 have succeeded',
			async () => (await succeeded()) >= 500 && finished().length >= 500,
			120_000,
		);
		expect(n8n.workers.every((_, worker) => finishedBy(worker).size > 0)).toBe(true);
		// From the workers' logs: the list that n8n hands out in pages has gaps in queue mode.
		const executions = await Promise.all(finished().map((id) => n8n.rest.execution(id)));
		const executed = executions.map((each) => each.output('Next')[0]?.json['lead_id']);
		expect(executed.sort()).toEqual(sent);
		expect(await succeeded()).toBe(500);
		expect(await n8n.rest.countExecutions(workflow.id, NOT_SUCCESS)).toBe(0);
		const took = n8n.served().map((count, index) => count - (before[index] ?? 0));
		expect(took.every((count) => count >= 249)).toBe(true);
	});

	it("scores leads on a worker and answers the call with each lead's own score", async () => {
		const workflow = await published('analyze', [
			webhook('queue-analyze', 'lastNode'),
			splitOut(),
			scoring(),
		]);
		const sent = leads(300);
		const answer = await axios.post(await n8n.rest.webhookUrl(workflow, 'Webhook'), {
			leads: sent,
		});
		expect(answer.data).toEqual(
			sent.map((lead) =>
				expect.objectContaining({ email: lead.email, name: lead.name, score: scoreOf(lead) }),
			),
		);
		const [execution] = await n8n.rest.waitForExecutions(workflow.id);
		expect(scores(execution)).toEqual(rightScores(sent));
		expect(sandbox.control.requestCount()).toBe(2);
		const id = execution?.id ?? '';
		await until('a worker has said so', () => finishedByAny().includes(id));
	});

	it('pauses a batch on a worker, and resumes there with the results that a webhook process received', async () => {
		const workflow = await published('paused', [
			webhook('queue-paused', 'onReceived'),
			splitOut(),
			scoring({ operation: 'analyzeBatch', mode: 'pause' }),
			node('Next', 'noOp'),
		]);
		const sent = leads(300);
		const before = n8n.served();
		await axios.post(await n8n.rest.webhookUrl(workflow, 'Webhook'), { leads: sent });
		const [execution] = await n8n.rest.waitForExecutions(workflow.id, 1, { timeoutMs: 30_000 });
		expect(execution?.status).toBe('success');
		expect(scores(execution)).toEqual(rightScores(sent));
		expect(sandbox.control.requestCount()).toBe(1);
		await sandbox.control.settled();
		expect(sandbox.control.deliveries().at(-1)?.status).toBe(200);
		const calls = sum(n8n.served()) - sum(before);
		expect(calls).toBeGreaterThanOrEqual(1 + sandbox.control.deliveries().length);
		// Once until it slept, once after the results came.
		const id = execution?.id ?? '';
		const starts = n8n.workers.map(({ log }) => log().split(`Worker started execution ${id} `));
		expect(sum(starts.map((parts) => parts.length - 1))).toBe(2);
	});

	it('keeps the leads of a killed worker when a sub-workflow scores them', async () => {
		const inner = await published('scoring', [
			node('Start', 'executeWorkflowTrigger', { inputSource: 'passthrough' }, { typeVersion: 1.1 }),
			scoring(),
		]);
		const outer = await published('calls scoring', [
			webhook('queue-killed', 'onReceived'),
			splitOut(),
			node(
				'Score',
				'executeWorkflow',
				{ workflowId: { __rl: true, mode: 'id', value: inner.id } },
				{ typeVersion: 1.2 },
			),
		]);
		const sent = leads(300);
		sandbox.control.answerNext({ skip: 1, delayMs: 60_000 });
		await axios.post(await n8n.rest.webhookUrl(outer, 'Webhook'), { leads: sent });
		await until('the second request is being held', () => sandbox.control.requestCount() >= 2);
		const [started] = await n8n.rest.executions(outer.id);
		const worker = n8n.workers.find(({ log }) =>
			log().includes(`Worker started execution ${started?.id} `),
		);
		expect(worker).toBeDefined();
		await worker?.kill();
		const sentBefore = sandbox.control.requestCount();

		// What n8n finds of it at the next start of the main process, or at its next round (3 hours).
		await n8n.restartMain();
		const [lost] = await n8n.rest.waitForExecutions(inner.id);
		expect(lost?.status).toBe('crashed');
		const retried = await n8n.rest.execution(await n8n.rest.retry(lost?.id ?? ''));
		expect(retried.status).toBe('success');
		expect(scores(retried)).toEqual(rightScores(sent));
		// n8n keeps nothing of a node that has not ended: what was paid for is paid for again.
		expect(sandbox.control.requestCount()).toBe(sentBefore + 2);

		// The execution that called it fails as well, and of that one n8n keeps not even the input.
		let caller: ServerExecution | undefined;
		await until('the calling execution has failed', async () => {
			[caller] = await n8n.rest.waitForExecutions(outer.id, 1, { timeoutMs: 90_000 });
			return caller?.status === 'error';
		});
		expect(caller?.error?.message).toContain('failed to be processed too many times');
		expect(caller?.nodes).toEqual({});
	});
});
