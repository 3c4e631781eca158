import axios from 'axios';

import type { IDataObject } from 'n8n-workflow';

import type { Lead } from '../../nodes/LeadsPredict/contract';
import type { SavedWorkflow } from '../../runtimes/server/server';
import type { WorkflowJson } from '../../runtimes/engine/protocol';
import { scoreOf } from '../../sandbox/score';
import { until } from '../until';
import { BOOT_MS, openTestServer } from './testServer';
import type { TestServer } from './testServer';
import {
	altered,
	batchesSent,
	hasEnded,
	isPaused,
	LOOP,
	main,
	message,
	parts,
	PAUSE,
	pauseNode,
	pausing,
	resultsFor,
	SCORED,
	SPLIT,
	START,
	takeBatches,
	tell,
	UNSCORED,
} from './pausedWorkflow';
import type { Changes } from './pausedWorkflow';

jest.setTimeout(240_000);

let server: TestServer;
let forgotten: Promise<Paused>;
let tooLate: Promise<Paused>;

beforeAll(async () => {
	server = await openTestServer();
	// Its end is more than a minute away: it begins first.
	takeBatches(server.sandbox, 1);
	forgotten = pausedFor('forgotten', leadsOfOthers, {
		parameters: { timeout: 1, timeoutUnit: 'minutes' },
	});
	await forgotten;
	tooLate = pausedBeforeWait('too-late', { parameters: { timeout: 1, timeoutUnit: 'minutes' } });
	await tooLate;
}, BOOT_MS);
afterAll(async () => await server.close());

const people = (count: number, from = 0): Lead[] =>
	Array.from({ length: count }, (_, index) => ({
		email: `person${from + index}@company.example`,
		engagement_score: 10 + 7 * (from + index),
	}));

/** As the items of Google Ads, of Close and of our own trigger are: they have a `lead_id` before. */
const leadsOfOthers = people(2).map((lead) => ({ ...lead, lead_id: 'lead_1', id: 'lead_1' }));

const own = (leads: readonly Lead[]) =>
	leads.map((lead) => ({ email: lead.email, from: lead.email, score: scoreOf(lead) }));

interface Paused {
	readonly workflow: SavedWorkflow;
	/** Where LeadsPredict was told to send the results. */
	readonly url: string;
	readonly sent: readonly Lead[];
}

async function publish(json: WorkflowJson): Promise<SavedWorkflow> {
	const workflow = await server.n8n.rest.createWorkflow(json);
	await server.n8n.rest.publish(workflow);
	return workflow;
}

const published = async (path: string, changes: Changes = {}): Promise<SavedWorkflow> =>
	await publish(pausing(path, await server.credential(), changes));

const start = async (workflow: SavedWorkflow, leads: readonly object[]): Promise<void> => {
	await axios.post(await server.n8n.rest.webhookUrl(workflow, START), { leads });
};

/** The batch that is sent next, once the execution that sent it waits. */
async function nextBatch(workflow: SavedWorkflow, begin: () => Promise<unknown>, which = 0) {
	const before = batchesSent(server.sandbox).length;
	await begin();
	const batch = await until('a batch was sent', () => batchesSent(server.sandbox).at(before));
	await isPaused(server.n8n.rest, workflow.id, which);
	return { url: batch.url, sent: batch.leads };
}

/** Starts an execution and waits until it is paused. */
async function pausedFor(
	path: string,
	leads: readonly object[],
	changes: Changes = {},
): Promise<Paused> {
	const workflow = await published(path, changes);
	return { workflow, ...(await nextBatch(workflow, async () => await start(workflow, leads))) };
}

const WAIT = 'Approval';

/** Webhook → leads → pause → n8n's Wait node, which anything may resume that is posted to it. */
async function pausedBeforeWait(path: string, changes: Changes = {}): Promise<Paused> {
	const workflow = await publish({
		name: `Wait ${path}`,
		nodes: [
			parts.webhook(path),
			parts.split,
			pauseNode(await server.credential(), changes),
			{
				name: WAIT,
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				webhookId: `wait-${path}`,
				parameters: { resume: 'webhook', httpMethod: 'POST' },
			},
			parts.nothing(SCORED),
		],
		connections: {
			[START]: main(SPLIT),
			[SPLIT]: main(PAUSE),
			[PAUSE]: main(WAIT),
			[WAIT]: main(SCORED),
		},
	});
	takeBatches(server.sandbox, 1);
	const begin = async () => await start(workflow, people(2));
	return { workflow, ...(await nextBatch(workflow, begin)) };
}

/** Where n8n resumes the Wait node of an execution: `$execution.resumeUrl`. */
function addressOfWait(url: string): string {
	const { origin, pathname, searchParams } = new URL(url);
	const [, route, id] = pathname.split('/');
	return `${origin}/${route}/${id}?signature=${searchParams.get('signature')}`;
}

const waitsForApproval = async (workflow: SavedWorkflow, timeoutMs?: number) =>
	await until(
		'the execution waits in the Wait node',
		async () => {
			const [latest] = await server.n8n.rest.executions(workflow.id);
			if (latest?.status !== 'waiting') return undefined;
			const execution = await server.n8n.rest.execution(latest.id);
			return execution.order.at(-1) === WAIT ? execution : undefined;
		},
		timeoutMs,
	);

const scored = ({ json }: { json: object }) => {
	const { email, from, score } = json as Record<string, unknown>;
	return { email, from, score };
};

describe('an execution that pauses until results arrive', () => {
	it("resumes with the sandbox's scores, each on its own lead", async () => {
		const leads = [...people(2), { name: 'No Email' }, ...people(2, 2)];
		const workflow = await published('sandbox', { onError: 'continueRegularOutput' });
		await start(workflow, leads);
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.status).toBe('success');
		expect(execution.output(SCORED).map(scored)).toEqual(own(people(4)));
		expect(execution.output(UNSCORED)).toEqual([
			expect.objectContaining({
				json: {
					error: expect.objectContaining({
						message: 'Email is missing for "No Email"',
						field: 'email',
					}),
				},
			}),
		]);
		await server.sandbox.control.settled();
		const delivery = server.sandbox.control.deliveries().at(-1);
		expect(delivery).toMatchObject({ kind: 'batch', state: 'delivered', status: 200 });
	});

	it('stays paused after any other message, and is resumed once, only by its own results', async () => {
		takeBatches(server.sandbox, 1);
		const { workflow, url, sent } = await pausedFor('others', people(3));
		const good = message(resultsFor(sent));
		const codes = async (...args: Parameters<typeof tell>) => {
			const { status, text } = await tell(...args);
			const { error, code }: { error?: { code: string }; code?: string } = text.startsWith('{')
				? JSON.parse(text)
				: {};
			return [status, error?.code ?? code ?? text];
		};

		expect((await tell(altered(url, 'signature'), good)).status).toBe(401);
		expect(await codes(altered(url, 'nonce'), good)).toEqual([401, 'not_this_batch']);
		expect(await codes(altered(url, 'nonce', 'x'.repeat(32)), good)).toEqual([
			401,
			'not_this_batch',
		]);
		expect(await codes(`${url}&nonce=again`, good)).toEqual([401, 'not_this_batch']);
		expect(await codes(url, 'leads=1', 'application/x-www-form-urlencoded')).toEqual([
			415,
			'not_json',
		]);
		expect((await tell(url, '{"data": {"leads": [')).status).toBe(422);
		expect(await codes(url, {})).toEqual([400, 'no_results']);
		expect(await codes(url, [])).toEqual([400, 'no_results']);
		const event = {
			event: 'lead.scored',
			timestamp: '2026-11-08T16:00:00Z',
			data: { lead_id: 'lead_abc123', score: 98 },
		};
		expect(await codes(url, event)).toEqual([200, '']);
		expect(await codes(url, message(resultsFor(sent), { batch_id: 'batch_x' }))).toEqual([
			409,
			'other_batch',
		]);
		const unusable = [422, 'unusable_results'];
		expect(await codes(url, message([]))).toEqual(unusable);
		expect(await codes(url, message(resultsFor(sent).slice(1)))).toEqual(unusable);
		expect(await codes(url, message(resultsFor([...sent, ...people(1, 9)])))).toEqual(unusable);
		expect(await codes(url, message(resultsFor(people(3, 5), true)))).toEqual(unusable);
		expect((await tell(url, message([{ id: 'x'.repeat(17 * 1024 * 1024) }]))).status).toBe(500);
		expect((await server.n8n.rest.executions(workflow.id))[0]?.status).toBe('waiting');

		const [first, ...rest] = resultsFor(sent, true);
		expect(await codes(url, message([first]))).toEqual([202, 'incomplete']);
		expect(await codes(url, message([first]))).toEqual([202, 'incomplete']);
		expect(await tell(url, message(rest))).toEqual({ status: 200, text: '' });

		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.output(SCORED).map(scored)).toEqual(own(people(3)));
		expect((await tell(url, good)).status).toBe(409);
		expect(await server.n8n.rest.executions(workflow.id)).toHaveLength(1);
		expect(server.n8n.log()).toContain('422 unusable_results');
	});

	it('accepts the results of either batch after a retry', async () => {
		server.sandbox.control.answerNext({ drop: true });
		takeBatches(server.sandbox, 1);
		const workflow = await published('again');
		const before = batchesSent(server.sandbox).length;
		await start(workflow, people(2));
		await isPaused(server.n8n.rest, workflow.id);
		const [first, second] = batchesSent(server.sandbox).slice(before);
		expect(second).toEqual(first);
		const answer = message(resultsFor(first?.leads ?? []), { batch_id: 'of_the_first_time' });
		expect(await tell(first?.url ?? '', answer)).toEqual({ status: 200, text: '' });
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.output(SCORED).map(scored)).toEqual(own(people(2)));
	});

	it('refuses results while the leads are still being sent, and accepts them later', async () => {
		const workflow = await published('early');
		const before = batchesSent(server.sandbox).length;
		takeBatches(server.sandbox, 1, 1_500);
		await start(workflow, people(2));
		const { url, leads } = await until('leads were sent', () =>
			batchesSent(server.sandbox).at(before),
		);
		const good = message(resultsFor(leads, true).reverse());
		expect((await tell(url, good)).status).toBe(409);
		await isPaused(server.n8n.rest, workflow.id);
		expect(await tell(url, good)).toEqual({ status: 200, text: '' });
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.output(SCORED).map(scored)).toEqual(own(people(2)));
	});
});

describe('scores never reach the leads of another batch', () => {
	it('when a loop pauses again and the previous message is repeated', async () => {
		const credential = await server.credential();
		const workflow = await publish({
			name: 'Pause in a loop',
			nodes: [
				parts.webhook('loop'),
				parts.split,
				parts.loop(2),
				pauseNode(credential),
				parts.nothing(SCORED),
			],
			connections: {
				[START]: main(SPLIT),
				[SPLIT]: main(LOOP),
				[LOOP]: { main: [main(SCORED).main[0] ?? [], main(PAUSE).main[0] ?? []] },
				[PAUSE]: main(LOOP),
			},
		});
		takeBatches(server.sandbox, 3);
		const first = await nextBatch(workflow, async () => await start(workflow, people(5)));
		const firstAnswer = message(resultsFor(first.sent));
		const second = await nextBatch(workflow, async () => await tell(first.url, firstAnswer));
		expect(second.sent).toEqual(people(2, 2));
		// n8n's own token is the same for both waits: only the nonce tells them apart.
		expect(new URL(second.url).searchParams.get('signature')).toBe(
			new URL(first.url).searchParams.get('signature'),
		);
		expect((await tell(first.url, firstAnswer)).status).toBe(401);
		const answer = message(resultsFor(second.sent));
		const third = await nextBatch(workflow, async () => await tell(second.url, answer));
		expect((await tell(second.url, answer)).status).toBe(401);
		expect((await tell(third.url, message(resultsFor(third.sent)))).status).toBe(200);

		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.output(SCORED).map(({ json }) => [json['email'], json['score']])).toEqual(
			people(5).map((lead) => [lead.email, scoreOf(lead)]),
		);
	});

	it('when two nodes of one workflow pause one after the other', async () => {
		const credential = await server.credential();
		const other = 'It\'s a "second" {{ pause }}';
		const workflow = await publish({
			name: 'Pause twice',
			nodes: [
				parts.webhook('two'),
				parts.split,
				pauseNode(credential),
				{ ...pauseNode(credential), name: other },
			],
			connections: { [START]: main(SPLIT), [SPLIT]: main(PAUSE), [PAUSE]: main(other) },
		});
		takeBatches(server.sandbox, 2);
		const first = await nextBatch(workflow, async () => await start(workflow, people(2)));
		const answer = message(resultsFor(first.sent));
		const second = await nextBatch(workflow, async () => await tell(first.url, answer));
		expect((await tell(first.url, answer)).status).toBe(401);
		const changed = resultsFor(second.sent).map((each) => ({ ...each, score: 1 }));
		expect((await tell(second.url, message(changed))).status).toBe(200);
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.output(PAUSE).map(({ json }) => json['score'])).toEqual(
			people(2).map(scoreOf),
		);
		expect(execution.output(other).map(({ json }) => json['score'])).toEqual([1, 1]);
	});

	it('when the same workflow runs twice at once', async () => {
		takeBatches(server.sandbox, 2);
		const workflow = await published('twice');
		const one = await nextBatch(workflow, async () => await start(workflow, people(2)));
		const two = await nextBatch(workflow, async () => await start(workflow, people(2, 2)), 1);
		const nonceOf = (url: string) => new URL(url).searchParams.get('nonce') ?? '';
		const crossed = altered(one.url, 'nonce', nonceOf(two.url));
		expect((await tell(crossed, message(resultsFor(two.sent)))).status).toBe(401);
		expect((await tell(two.url, message(resultsFor(two.sent)))).status).toBe(200);
		expect((await tell(one.url, message(resultsFor(one.sent)))).status).toBe(200);
		const ended = await server.n8n.rest.waitForExecutions(workflow.id, 2);
		expect(ended.map((execution) => execution.output(SCORED).map(scored))).toEqual([
			own(people(2)),
			own(people(2, 2)),
		]);
	});

	it('when the same results arrive several times at once', async () => {
		takeBatches(server.sandbox, 1);
		const { workflow, url, sent } = await pausedFor('crowd', people(3));
		const good = message(resultsFor(sent));
		const told = await Promise.all(Array.from({ length: 5 }, async () => await tell(url, good)));
		expect(told.filter(({ status, text }) => status === 200 && text === '')).toHaveLength(1);
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.output(SCORED).map(scored)).toEqual(own(people(3)));
		expect(await server.n8n.rest.executions(workflow.id)).toHaveLength(1);
	});
});

describe('what comes out', () => {
	it('has the same form as the output of Analyze: input fields, selected fields', async () => {
		takeBatches(server.sandbox, 1);
		const leads = [{ ...people(1)[0], note: 'x' }, { name: 'nobody' }, ...people(1, 1)];
		const { workflow, url, sent } = await pausedFor('shape', leads, {
			onError: 'continueRegularOutput',
			parameters: {
				output: 'selected',
				outputFields: ['score'],
				options: { includeOtherFields: true },
			},
		});
		await tell(url, message(resultsFor(sent)));
		const execution = await hasEnded(server.n8n.rest, workflow);
		const [one, , two] = execution.output(PAUSE);
		expect(one).toEqual({
			json: {
				score: scoreOf(sent[0] ?? { email: '' }),
				batch_status: 'scored',
				...leads[0],
			},
			pairedItem: { item: 0 },
		});
		expect(two?.json).toMatchObject(leads[2] ?? {});
	});

	it('is an error on the error output for a lead with an unusable result', async () => {
		takeBatches(server.sandbox, 1);
		const { workflow, url, sent } = await pausedFor('odd', people(3), {
			onError: 'continueErrorOutput',
		});
		const results = resultsFor(sent).map((each, index) =>
			index === 1 ? { ...each, score: null } : each,
		);
		await tell(url, message(results));
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.output(PAUSE, 0).map(({ json }) => json['email'])).toEqual(
			[0, 2].map((index) => sent[index]?.email),
		);
		expect(execution.output(PAUSE, 1).map(({ json }) => json)).toEqual([
			{
				...people(1, 1)[0],
				error: expect.objectContaining({
					message: 'LeadsPredict sent a result without a usable score',
				}),
			},
		]);
	});

	it("is LeadsPredict's error when it could not score the batch", async () => {
		takeBatches(server.sandbox, 1);
		const { workflow, url } = await pausedFor('failed', people(2));
		const error = { code: 'server_error', message: 'The model is down' };
		expect(await tell(url, { status: 'error', error })).toEqual({ status: 200, text: '' });
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.output(UNSCORED).map(({ json }) => json['error'])).toEqual(
			Array(2).fill(
				expect.objectContaining({
					message:
						'LeadsPredict sent an error instead of the results: The model is down (server_error)',
				}),
			),
		);
	});

	it('is the same in an execution that is started in the editor', async () => {
		takeBatches(server.sandbox, 1);
		const credential = await server.credential();
		const list: IDataObject = { leads: people(2) };
		const workflow = await server.n8n.rest.createWorkflow({
			name: 'By hand',
			nodes: [
				{ ...parts.nothing('By hand'), type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'List',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					parameters: { mode: 'raw', jsonOutput: JSON.stringify(list) },
				},
				{ ...parts.split, parameters: { fieldToSplitOut: 'leads' } },
				pauseNode(credential),
			],
			connections: { 'By hand': main('List'), List: main(SPLIT), [SPLIT]: main(PAUSE) },
		});
		const { url, sent } = await nextBatch(
			workflow,
			async () => await server.n8n.rest.runManually(workflow, 'By hand'),
		);
		expect(await tell(url, message(resultsFor(sent)))).toEqual({ status: 200, text: '' });
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.mode).toBe('manual');
		expect(execution.output(PAUSE).map(({ json }) => json['score'])).toEqual(
			people(2).map(scoreOf),
		);
	});
});

describe('what stops before it pauses', () => {
	it('refuses to run as the tool of an agent, which waits for its answer', async () => {
		const { name, type, ...tool } = pauseNode(await server.credential());
		const before = batchesSent(server.sandbox).length;
		const workflow = await publish({
			name: 'Tool',
			nodes: [parts.webhook('tool'), parts.split, { ...tool, name, type: `${type}Tool` }],
			connections: { [START]: main(SPLIT), [SPLIT]: main(PAUSE) },
		});
		await start(workflow, people(1));
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.error).toMatchObject({
			message: 'A tool of an agent cannot pause until results arrive',
			description: expect.stringContaining('Answer at Once'),
		});
		expect(batchesSent(server.sandbox)).toHaveLength(before);
	});

	it("fails with LeadsPredict's message when the batch is refused", async () => {
		server.sandbox.control.answerNext({ status: 403 });
		const workflow = await published('refused');
		await start(workflow, people(2));
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toMatch(/^LeadsPredict refused the request.*403/);
	});
});

describe('a Wait node that follows sleeps on', () => {
	it('when the results are repeated, and is resumed by its own URL', async () => {
		const { workflow, url, sent } = await pausedBeforeWait('approval');
		const good = message(resultsFor(sent));
		expect(await tell(url, good)).toEqual({ status: 200, text: '' });
		await waitsForApproval(workflow);
		expect((await tell(url, good)).status).toBe(404);
		expect((await tell(url, {})).status).toBe(404);
		await waitsForApproval(workflow);
		expect((await tell(addressOfWait(url), { approved: true })).status).toBe(200);
		const execution = await hasEnded(server.n8n.rest, workflow);
		expect(execution.output(PAUSE).map(({ json }) => json['score'])).toEqual(
			people(2).map(scoreOf),
		);
		expect(execution.output(SCORED).map(({ json }) => json['body'])).toEqual([{ approved: true }]);
	});

	it('when the results arrive after the deadline', async () => {
		const { workflow, url, sent } = await tooLate;
		await waitsForApproval(workflow, 200_000);
		expect((await tell(url, message(resultsFor(sent)))).status).toBe(404);
		const { id } = await waitsForApproval(workflow);
		await tell(addressOfWait(url), { approved: true });
		await hasEnded(server.n8n.rest, workflow);
		expect((await server.n8n.rest.execution(id)).output(SCORED)).toHaveLength(1);
	});
});

test('without results the unchanged input takes the branch for the deadline', async () => {
	const { workflow, url, sent } = await forgotten;
	const execution = await hasEnded(server.n8n.rest, workflow, 1, 200_000);
	expect(execution.status).toBe('success');
	expect(execution.output(UNSCORED).map(({ json }) => json)).toEqual(leadsOfOthers);
	expect(execution.output('Has a score', 0)).toEqual([]);
	expect((await tell(url, message(resultsFor(sent)))).status).toBe(409);
});
