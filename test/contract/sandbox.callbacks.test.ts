import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import axios from 'axios';

import { batchCallbackSchema } from '../../nodes/LeadsPredict/contract';
import type { CallbackPlan } from '../../sandbox/callbacks';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

jest.setTimeout(60_000);

type Reply = readonly [status: number, text: string] | 'cut';

let sandbox: Sandbox;
let receiver: FastifyInstance;
let url: string;
let arrived: Array<ReturnType<typeof read>> = [];
/** What the receiver answers to its next messages; 200 with nothing when there is nothing left. */
let replies: Reply[] = [];

function read(text: string) {
	const { data, ...others } = batchCallbackSchema.parse(JSON.parse(text));
	const leads = data.leads.map((lead) => Object(lead) as { id: string; email?: string });
	return { batchId: data['batch_id'], leads, bytes: text.length, keys: Object.keys(others) };
}

beforeAll(async () => {
	receiver = fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 * 1024 });
	receiver.removeAllContentTypeParsers();
	receiver.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
	receiver.post('/', (request, reply) => {
		arrived.push(read(String(request.body)));
		const next = replies.shift() ?? [200, ''];
		if (next === 'cut') {
			reply.hijack();
			request.raw.socket.resetAndDestroy();
		} else {
			void reply.code(next[0]).send(next[1]);
		}
	});
	url = await receiver.listen({ host: '127.0.0.1', port: 0 });
	sandbox = await startSandbox({ plan: 'enterprise', retryDelaysMs: [1, 1, 1] });
});
beforeEach(async () => {
	await sandbox.control.reset();
	arrived = [];
	replies = [];
});
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});

const emails = ['a@b.example', 'c@b.example', 'd@b.example'];
const FAST = [1, 1, 1, 1, 1];

const batch = async (sent = emails) =>
	await axios.post<{ data: { batch_id: string } }>(
		`${sandbox.baseUrl}/leads/batch`,
		{ leads: sent.map((email) => ({ email })), async: true, webhook_url: url },
		{ headers: { authorization: `Bearer ${sandbox.apiKey}` } },
	);

const after = async (plan: CallbackPlan, ...told: Reply[]) => {
	sandbox.control.setCallbacks(plan);
	replies = told;
	const { data } = await batch();
	await sandbox.control.settled();
	return data.data.batch_id;
};

const answered = () => sandbox.control.ledger().leads.answered;

describe('a careful sender', () => {
	const careful: CallbackPlan = { policy: 'careful', retryDelaysMs: FAST };

	test('counts only a 200 with an empty body as a delivery', async () => {
		await after(careful, [409, 'is running already'], [200, 'n8n is starting up. Please wait']);
		expect(arrived).toHaveLength(3);
		expect(sandbox.control.deliveries()).toMatchObject([
			{ attempts: 3, status: 200, state: 'delivered' },
		]);
		expect(answered()).toBe(3);
	});

	test.each<[string, Reply]>([
		['404', [404, '']],
		['429', [429, '']],
		['500', [500, '']],
		['503 with a text', [503, 'later']],
		['204', [204, '']],
		['a connection that is reset', 'cut'],
	])('retries after %s', async (_case, reply) => {
		await after(careful, reply, reply);
		expect(sandbox.control.deliveries()).toMatchObject([{ attempts: 3, state: 'delivered' }]);
	});

	test('stops at 401 and after its last repeat', async () => {
		await after(careful, [401, '']);
		await after(careful, ...Array.from({ length: 9 }, (): Reply => [409, '']));
		expect(sandbox.control.deliveries()).toMatchObject([
			{ attempts: 1, status: 401, state: 'failed' },
			{ attempts: 6, status: 409, state: 'failed' },
		]);
		expect(answered()).toBe(0);
	});

	test('repeats eight times by default', async () => {
		sandbox.control.setCallbacks({ policy: 'careful' });
		replies = [[409, '']];
		await batch();
		await sandbox.control.settled();
		expect(sandbox.control.deliveries()).toMatchObject([{ attempts: 2, state: 'delivered' }]);
	});
});

test.each<[string, Reply, string]>([
	['409', [409, ''], 'failed'],
	['200 with a text', [200, 'n8n is starting up. Please wait'], 'delivered'],
	['a connection that is reset', 'cut', 'failed'],
])('a careless sender sends once, whatever the response: %s', async (_case, reply, state) => {
	await after({ policy: 'careless' }, reply);
	expect(sandbox.control.deliveries()).toMatchObject([{ attempts: 1, state }]);
	expect(answered()).toBe(0);
});

test('the usual sender counts any 2xx as a delivery', async () => {
	await after({}, [409, ''], [200, '{"message":"Workflow was started"}']);
	expect(sandbox.control.deliveries()).toMatchObject([{ attempts: 2, state: 'delivered' }]);
	expect(answered()).toBe(3);
});

describe('messages', () => {
	const ids = () => arrived.map(({ leads }) => leads.map(({ id }) => id));

	test('are by default one complete message in request order, with the ID of the acknowledgement', async () => {
		const batchId = await after({});
		const known = sandbox.control.leads().map(({ id }) => id);
		expect(ids()).toEqual([known]);
		expect(arrived).toMatchObject([{ batchId }]);
		await after({ batchId: false, echo: true });
		expect(arrived[1]?.batchId).toBeUndefined();
		expect(arrived[1]?.leads.map(({ email }) => email)).toEqual(emails);
	});

	test('are not sent with an empty list', async () => {
		await after({ messages: [] });
		expect([arrived, sandbox.control.deliveries()]).toEqual([[], []]);
		expect(sandbox.control.ledger().leads).toMatchObject({ scored: 3, answered: 0, untold: 3 });
	});

	test('are sent twice, one after the other or both at once', async () => {
		await after({ messages: ['whole', 'whole'] }, [409, '']);
		expect(sandbox.control.deliveries().map(({ attempts }) => attempts)).toEqual([2, 1]);
		await after({ messages: ['whole', 'whole'], atOnce: true });
		expect(arrived).toHaveLength(5);
		expect(new Set(ids().map(String)).size).toBe(1);
		expect(sandbox.control.ledger().leads.answeredAgain).toBe(9);
	});

	test('are sent in two parts, the second after the first has ended', async () => {
		await after({ messages: ['firstHalf', 'secondHalf'] }, [500, ''], [500, '']);
		const known = sandbox.control.leads().map(({ id }) => id);
		const first = known.slice(0, 2);
		expect(ids()).toEqual([first, first, first, known.slice(2)]);
		expect(answered()).toBe(3);
	});

	test('can hold leads that nobody sent, under another ID', async () => {
		const batchId = await after({ messages: ['foreign'] });
		const known = sandbox.control.leads().map(({ id }) => id);
		expect(arrived[0]?.batchId).not.toBe(batchId);
		expect(arrived[0]?.leads).toHaveLength(3);
		expect(ids()[0]?.filter((id) => known.includes(id))).toEqual([]);
		expect(answered()).toBe(0);
	});

	test('can hold the results of the previous batch', async () => {
		const first = await after({ messages: ['earlier', 'whole'] });
		expect(arrived.map(({ batchId }) => batchId)).toEqual([first]);
		const second = await after({ messages: ['earlier', 'whole'] });
		expect(arrived.map(({ batchId }) => batchId)).toEqual([first, first, second]);
	});

	test('can be larger than n8n accepts', async () => {
		await after({ messages: ['oversized'] });
		expect(arrived[0]?.bytes).toBeGreaterThan(16 * 1024 * 1024);
		expect(sandbox.control.deliveries()).toMatchObject([{ fault: 'oversized' }]);
	});

	test('can arrive before or after the acknowledgement', async () => {
		sandbox.control.setCallbacks({ delayMs: 100 });
		await batch();
		expect(arrived).toEqual([]);
		await sandbox.control.settled();
		expect(arrived).toHaveLength(1);
		sandbox.control.setCallbacks({ acknowledgeAfterMs: 500 });
		await batch();
		expect(arrived).toHaveLength(2);
	});

	test('settle only after the pause between two of them', async () => {
		await after({ messages: ['whole', 'whole'], gapMs: 50 });
		expect(arrived).toHaveLength(2);
	});

	test('are dropped by a reset, which restores the default plan', async () => {
		sandbox.control.setCallbacks({ delayMs: 60_000 });
		await batch();
		expect(sandbox.control.deliveries()).toMatchObject([{ attempts: 0, state: 'waiting' }]);
		await sandbox.control.reset();
		expect([sandbox.control.callbacks(), sandbox.control.deliveries()]).toEqual([{}, []]);
		expect(arrived).toEqual([]);
	});
});
