import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import axios from 'axios';

import {
	batchCallbackSchema,
	eventSchema,
	leadResultSchema,
} from '../../nodes/LeadsPredict/contract';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

interface Arrived {
	readonly path: string;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly text: string;
}

jest.setTimeout(60_000);

let sandbox: Sandbox;
let receiver: FastifyInstance;
let hooks: string;
let arrived: Arrived[] = [];
/** What the receiver answers to its next messages; 200 when there is nothing left. */
let statuses: number[] = [];

beforeAll(async () => {
	receiver = fastify({ forceCloseConnections: true });
	receiver.removeAllContentTypeParsers();
	receiver.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
	receiver.post('/*', (request, reply) => {
		arrived.push({ path: request.url, headers: request.headers, text: String(request.body) });
		const status = statuses.shift() ?? 200;
		if (status >= 300 && status < 400) void reply.header('location', `${hooks}/elsewhere`);
		return reply.code(status).send('');
	});
	hooks = await receiver.listen({ host: '127.0.0.1', port: 0 });
	sandbox = await startSandbox({ plan: 'enterprise', retryDelaysMs: [1, 1, 1] });
});
beforeEach(async () => {
	await sandbox.control.reset();
	arrived = [];
	statuses = [];
});
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});

const strong = {
	email: 'a@b.example',
	name: 'A',
	company: 'B',
	industry: 'Technology',
	revenue: 5_000_000,
	employees: 200,
};

const post = async (path: string, body: unknown) =>
	await axios.post<unknown>(`${sandbox.baseUrl}${path}`, body, {
		headers: { authorization: `Bearer ${sandbox.apiKey}` },
	});
const score = async (engagement_score: number) =>
	await post('/leads/analyze', { leads: [{ ...strong, engagement_score }] });

const events = () => arrived.map(({ text }) => eventSchema.strict().parse(JSON.parse(text)));

describe('events', () => {
	test('reach their subscribers in the documented form', async () => {
		sandbox.control.subscribe({ url: `${hooks}/all` });
		sandbox.control.subscribe({ url: `${hooks}/hot`, events: ['lead.hot'] });
		await score(50);
		await sandbox.control.settled();
		arrived = [];
		await score(80);
		await sandbox.control.settled();

		const got = arrived.map(({ path }, n) => `${path} ${events()[n]?.event}`);
		expect(got.sort()).toEqual([
			'/all lead.hot',
			'/all lead.scored',
			'/all prediction.updated',
			'/hot lead.hot',
		]);
		const [known] = sandbox.control.leads();
		for (const { data } of events()) {
			expect(data).toMatchObject({ lead_id: known?.id, score: 96, previous_score: 77 });
			expect(data.recommendations).toContain('Contact within 24 hours');
		}
	});

	test('carry the headers and the query of the subscription and no signature', async () => {
		sandbox.control.subscribe({
			url: `${hooks}/x?token=s3cret`,
			events: ['lead.scored'],
			headers: { 'X-Webhook-Token': 's3cret' },
		});
		await score(50);
		await sandbox.control.settled();
		expect(arrived).toHaveLength(1);
		expect(arrived[0]?.path).toBe('/x?token=s3cret');
		expect(Object.keys(arrived[0]?.headers ?? {}).sort()).toEqual([
			'accept',
			'accept-encoding',
			'connection',
			'content-length',
			'content-type',
			'host',
			'user-agent',
			'x-webhook-token',
		]);
		expect(JSON.stringify(sandbox.control.deliveries())).not.toContain('s3cret');
	});

	test('are sent after a change made by hand', async () => {
		await score(50);
		sandbox.control.subscribe({ url: hooks, events: ['lead.hot'] });
		const changed = sandbox.control.changeLead('A@b.example', { engagement_score: 100 });
		await sandbox.control.settled();
		expect(changed.lead.company).toBe('B');
		expect(events().map(({ data }) => data.score)).toEqual([changed.assessment.score]);
	});

	test('are no longer sent after the subscription is removed', async () => {
		const { id } = sandbox.control.subscribe({ url: hooks });
		expect(sandbox.control.unsubscribe(id)).toBe(true);
		expect(sandbox.control.unsubscribe(id)).toBe(false);
		await score(50);
		await sandbox.control.settled();
		expect(arrived).toEqual([]);
	});

	test('of many leads reach a subscriber complete, each once', async () => {
		sandbox.control.subscribe({ url: hooks, events: ['lead.scored'] });
		const leads = Array.from({ length: 100 }, (_, n) => ({ email: `n${n}@b.example` }));
		await post('/leads/analyze', { leads });
		await sandbox.control.settled();
		expect(new Set(events().map(({ data }) => data.lead_id)).size).toBe(100);
		expect(arrived).toHaveLength(100);
	});
});

describe('attempts', () => {
	test.each([[404], [409], [429], [500], [503]])(
		'a %i is retried until the delivery succeeds',
		async (status) => {
			statuses = [status, status];
			sandbox.control.subscribe({ url: hooks, events: ['lead.scored'] });
			await score(50);
			await sandbox.control.settled();
			expect(arrived).toHaveLength(3);
			expect(sandbox.control.deliveries()).toEqual([
				{
					kind: 'event',
					name: 'lead.scored',
					url: `${hooks}/`,
					attempts: 3,
					status: 200,
					state: 'delivered',
				},
			]);
		},
	);

	test('end after the first attempt and three repeats', async () => {
		statuses = [500, 500, 500, 500];
		sandbox.control.subscribe({ url: hooks, events: ['lead.scored'] });
		await score(50);
		await sandbox.control.settled();
		expect(sandbox.control.deliveries()).toMatchObject([
			{ attempts: 4, status: 500, state: 'failed' },
		]);
	});

	test.each([[400], [401], [415], [302], [307]])(
		'%i is final, and no redirect is followed',
		async (status) => {
			statuses = [status];
			sandbox.control.subscribe({ url: hooks, events: ['lead.scored'] });
			await score(50);
			await sandbox.control.settled();
			expect(arrived.map(({ path }) => path)).toEqual(['/']);
			expect(sandbox.control.deliveries()).toMatchObject([
				{ attempts: 1, status, state: 'failed' },
			]);
		},
	);

	test('a refused connection is retried and reported by its code', async () => {
		const gone = await startSandbox();
		await gone.close();
		sandbox.control.subscribe({ url: gone.baseUrl, events: ['lead.scored'] });
		await score(50);
		await sandbox.control.settled();
		expect(sandbox.control.deliveries()).toMatchObject([
			{ attempts: 4, state: 'failed', problem: 'ECONNREFUSED' },
		]);
	});

	test('waiting for the next attempt does not delay other deliveries', async () => {
		const own = await startSandbox({ plan: 'enterprise', retryDelaysMs: [60_000] });
		for (let n = 0; n < 20; n += 1) {
			own.control.sendEvent({ event: 'lead.hot', url: 'http://127.0.0.1:1/' });
		}
		own.control.sendEvent({ event: 'lead.scored', url: hooks });
		while (arrived.length === 0) await new Promise(setImmediate);
		expect(own.control.deliveries().map(({ state }) => state)).toContain('waiting');
		await own.close();
	});

	test('a receiver that never answers delays neither the answer nor the shutdown', async () => {
		const silent = fastify({ forceCloseConnections: true });
		silent.post('/', async () => await new Promise<never>(() => undefined));
		const url = await silent.listen({ host: '127.0.0.1', port: 0 });
		const own = await startSandbox();
		own.control.subscribe({ url });
		const { status } = await axios.post(
			`${own.baseUrl}/leads/analyze`,
			{ leads: [strong] },
			{ headers: { authorization: `Bearer ${own.apiKey}` } },
		);
		expect(status).toBe(200);
		expect(own.control.deliveries()).toMatchObject([{ state: 'waiting' }]);
		await own.close();
		expect(own.control.deliveries()).toEqual([]);
		await silent.close();
	});
});

describe('events sent by hand', () => {
	test('about a known lead contain its data', async () => {
		await score(50);
		await score(80);
		sandbox.control.subscribe({ url: hooks, events: ['lead.hot'] });
		const [known] = sandbox.control.leads();
		const { sentTo, payload } = sandbox.control.sendEvent({
			event: 'lead.hot',
			lead_id: known?.id,
			timestamp: '2026-01-02T03:04:05Z',
		});
		await sandbox.control.settled();
		expect(sentTo).toBe(1);
		expect(events()).toEqual([payload]);
		expect(payload).toMatchObject({
			event: 'lead.hot',
			timestamp: '2026-01-02T03:04:05Z',
			data: { lead_id: known?.id, score: 96, previous_score: 77 },
		});
	});

	test('can be forged with another lead, score, token or URL', async () => {
		sandbox.control.subscribe({ url: `${hooks}/a`, headers: { 'x-token': 'right' } });
		sandbox.control.sendEvent({
			event: 'churn.risk_high',
			lead_id: 'lead_made_up',
			data: { score: 12, previous_score: 80 },
			headers: { 'X-Token': 'wrong' },
		});
		await sandbox.control.settled();
		sandbox.control.sendEvent({ event: 'lead.scored', url: `${hooks}/b` });
		await sandbox.control.settled();
		expect(events()[0]?.data).toEqual({ lead_id: 'lead_made_up', score: 12, previous_score: 80 });
		expect(arrived.map(({ path, headers }) => [path, headers['x-token']])).toEqual([
			['/a', 'wrong'],
			['/b', undefined],
		]);
	});

	test.each<[string, unknown, string]>([
		['text that is no JSON', '{"event":', '{"event":'],
		['null', null, 'null'],
		['some other object', { hello: 1 }, '{"hello":1}'],
	])('%s is sent unchanged', async (_case, payload, text) => {
		const headers = { 'Content-Type': 'text/plain' };
		sandbox.control.sendEvent({ event: 'lead.hot', url: hooks, payload, headers });
		await sandbox.control.settled();
		expect(arrived.map((message) => message.text)).toEqual([text]);
		expect(arrived[0]?.headers['content-type']).toBe('text/plain');
	});
});

describe('an asynchronous batch', () => {
	const leads = [
		{ email: 'a@b.example' },
		{ ...strong, email: 'c@b.example', engagement_score: 80 },
	];
	const batch = async () => {
		const webhook_url = `${hooks}/batch?token=s3cret`;
		const { status, data } = await post('/leads/batch', { leads, async: true, webhook_url });
		await sandbox.control.settled();
		return { status, data };
	};

	test('is acknowledged with an ID and delivered once, in the order of the request', async () => {
		expect(await batch()).toEqual({
			status: 200,
			data: { status: 'success', data: { batch_id: 'batch_000001' } },
		});
		const [message, ...others] = arrived;
		expect(others).toEqual([]);
		expect(message?.path).toBe('/batch?token=s3cret');
		const { data } = batchCallbackSchema.parse(JSON.parse(message?.text ?? ''));
		const results = data.leads.map((lead) => leadResultSchema.strict().parse(lead));
		expect(data['batch_id']).toBe('batch_000001');
		expect(results.map(({ score: points }) => points)).toEqual([0, 96]);
		expect(results.every((result) => !('email' in result))).toBe(true);
		expect(sandbox.control.deliveries()).toMatchObject([{ kind: 'batch', name: 'batch_000001' }]);
	});

	test('has a new ID each time, and the result changes that are set', async () => {
		sandbox.control.setResults({ echo: true, reverse: true });
		await batch();
		expect((await batch()).data).toMatchObject({ data: { batch_id: 'batch_000002' } });
		const { data } = batchCallbackSchema.parse(JSON.parse(arrived[0]?.text ?? ''));
		expect(data.leads).toMatchObject([{ email: 'c@b.example' }, { email: 'a@b.example' }]);
	});
});
