import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import axios from 'axios';

import { eventSchema } from '../../nodes/LeadsPredict/contract';
import type { EventFaultSettings } from '../../sandbox/faults/events';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

jest.setTimeout(60_000);

interface Arrived {
	readonly lead: string;
	readonly token: string | null;
	readonly header: unknown;
}

let sandbox: Sandbox;
let receiver: FastifyInstance;
let hooks: string;
let arrived: Arrived[] = [];

beforeAll(async () => {
	receiver = fastify({ forceCloseConnections: true });
	receiver.post('/', (request, reply) => {
		const token = new URL(request.url, hooks).searchParams.get('token');
		const { data } = eventSchema.parse(request.body);
		arrived.push({ lead: data.lead_id, token, header: request.headers['x-token'] });
		return reply.code(200).send('');
	});
	hooks = await receiver.listen({ host: '127.0.0.1', port: 0 });
	sandbox = await startSandbox({ plan: 'enterprise' });
});
beforeEach(async () => {
	await sandbox.control.reset();
	arrived = [];
	sandbox.control.subscribe({ url: `${hooks}/?token=s3cret`, events: ['lead.scored'] });
});
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});

const raise = async (count: number) => {
	const leads = Array.from({ length: count }, (_, n) => ({ email: `n${n}@b.example` }));
	await axios.post(
		`${sandbox.baseUrl}/leads/analyze`,
		{ leads },
		{ headers: { authorization: `Bearer ${sandbox.apiKey}` } },
	);
	await sandbox.control.settled();
};

const only = (
	kind: NonNullable<EventFaultSettings['kinds']>[number],
	more: Partial<EventFaultSettings> = {},
) => sandbox.control.setEventFaults({ seed: 1, rate: 1, kinds: [kind], ...more });

test('duplicates: every event arrives as often as set', async () => {
	only('duplicate', { copies: 3, gapMs: 1 });
	await raise(20);
	const times = new Map<string, number>();
	for (const { lead } of arrived) times.set(lead, (times.get(lead) ?? 0) + 1);
	expect([...times.values()]).toEqual(Array.from({ length: 20 }, () => 3));
	expect(sandbox.control.deliveries().every(({ fault }) => fault === 'duplicate')).toBe(true);
});

test('delays: no event arrives too early, and all arrive', async () => {
	only('delayed', { delayMs: 200 });
	const done = raise(5);
	while (sandbox.control.deliveries().length < 5) await new Promise(setImmediate);
	expect(sandbox.control.deliveries().every(({ attempts }) => attempts === 0)).toBe(true);
	await done;
	expect(new Set(arrived.map(({ lead }) => lead)).size).toBe(5);
});

describe('disorder', () => {
	const send = (lead_id: string) => sandbox.control.sendEvent({ event: 'lead.scored', lead_id });
	const order = () => arrived.map(({ lead }) => lead);

	test('makes the second of two events arrive first', async () => {
		only('disordered', { delayMs: 60_000 });
		for (const lead of ['first', 'second', 'third', 'fourth']) send(lead);
		await sandbox.control.settled();
		const place = (lead: string) => order().indexOf(lead);
		expect(order()).toHaveLength(4);
		expect(place('second')).toBeLessThan(place('first'));
		expect(place('fourth')).toBeLessThan(place('third'));
	});

	test('sends the last event after its delay, or when the faults end', async () => {
		only('disordered', { delayMs: 50 });
		send('first');
		await sandbox.control.settled();
		only('disordered', { delayMs: 60_000 });
		send('second');
		sandbox.control.setEventFaults(undefined);
		await sandbox.control.settled();
		expect(order()).toEqual(['first', 'second']);
	});
});

test('a forged event with wrong tokens in URL and header arrives before the real event', async () => {
	const [first] = sandbox.control.subscriptions();
	sandbox.control.unsubscribe(first?.id ?? '');
	sandbox.control.subscribe({
		url: `${hooks}/?token=s3cret`,
		events: ['lead.scored'],
		headers: { 'X-Token': 's3cret' },
	});
	only('wrongToken');
	await raise(1);
	const [known] = sandbox.control.leads();
	expect(arrived).toEqual([
		{ lead: known?.id, token: 'wrong-token', header: 'wrong-token' },
		{ lead: known?.id, token: 's3cret', header: 's3cret' },
	]);
});

test('a forged event has a wrong token even if the subscription has none', async () => {
	await sandbox.control.reset();
	sandbox.control.subscribe({ url: hooks, events: ['lead.scored'] });
	only('wrongToken');
	await raise(1);
	expect(arrived.map(({ token }) => token)).toEqual(['wrong-token', null]);
});

describe('the mix', () => {
	/** What happened to each lead's event, and to its repeat. */
	const fates = async (seed: number) => {
		await sandbox.control.reset();
		sandbox.control.subscribe({ url: hooks, events: ['lead.scored'] });
		sandbox.control.setEventFaults({ seed, rate: 0.5, delayMs: 1, gapMs: 1 });
		await raise(30);
		await raise(30);
		return sandbox.control.deliveries().map(({ fault }) => fault ?? 'none');
	};

	test('depends only on the seed, not on the time of day', async () => {
		const once = await fates(1);
		expect(new Set(once).size).toBe(5);
		expect(await fates(1)).toEqual(once);
		expect(await fates(2)).not.toEqual(once);
	});

	test('does not change events that are forged by hand', async () => {
		only('duplicate');
		sandbox.control.sendEvent({ event: 'lead.scored', headers: { 'x-token': 'wrong' } });
		sandbox.control.sendEvent({ event: 'lead.scored', url: hooks });
		await sandbox.control.settled();
		expect(arrived).toHaveLength(2);
	});
});
