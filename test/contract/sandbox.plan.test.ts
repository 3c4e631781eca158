import axios from 'axios';

import { errorResponseSchema, readRateLimit } from '../../nodes/LeadsPredict/contract';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import { until } from '../until';

const START = new Date('2026-01-02T03:00:00Z');
const HOUR_MS = 3_600_000;

jest.setTimeout(60_000);

let sandbox: Sandbox;
let time = START.getTime();

beforeAll(async () => {
	sandbox = await startSandbox({ now: () => new Date(time) });
});
beforeEach(async () => {
	time = START.getTime();
	await sandbox.control.reset();
});
afterAll(async () => await sandbox.close());

const ask = async (key = sandbox.apiKey, body = '{"leads":[{"email":"a@b.example"}]}') =>
	await axios.post<unknown>(`${sandbox.baseUrl}/leads/analyze`, body, {
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		validateStatus: () => true,
	});

const quota = async (...args: Parameters<typeof ask>) => {
	const { status, headers } = await ask(...args);
	return { status, ...readRateLimit({ ...headers }, new Date(time)) };
};

test('each plan reports its hourly limit', async () => {
	const resetsAt = new Date(time + HOUR_MS);
	expect(await quota()).toEqual({ status: 200, limit: 1_000, remaining: 999, resetsAt });
	sandbox.control.setPlan('growth');
	expect(await quota()).toEqual({ status: 200, limit: 10_000, remaining: 9_999, resetsAt });
	sandbox.control.setPlan('enterprise');
	expect(await quota()).toEqual({ status: 200 });
});

test('requests over the limit get a 429 with the time to wait, and succeed after the hour', async () => {
	sandbox.control.setPlan({ perHour: 2, perDay: 10 });
	expect(await quota()).toMatchObject({ status: 200, remaining: 1 });
	time += 60_000;
	expect(await quota()).toMatchObject({ status: 200, remaining: 0 });

	const refused = await ask();
	expect(refused.status).toBe(429);
	expect(errorResponseSchema.parse(refused.data).error.code).toBe('rate_limit_exceeded');
	expect(refused.headers['retry-after']).toBe('3540');
	expect(readRateLimit({ ...refused.headers }, new Date(time))).toEqual({
		limit: 2,
		remaining: 0,
		resetsAt: new Date(START.getTime() + HOUR_MS),
		retryAt: new Date(START.getTime() + HOUR_MS),
	});
	expect(sandbox.control.leads()[0]?.history).toHaveLength(2);

	time = START.getTime() + HOUR_MS;
	expect(await quota()).toMatchObject({ status: 200, remaining: 1 });
});

test('a request that is answered late counts against the plan under which it arrived', async () => {
	sandbox.control.answerNext({ delayMs: 300 });
	const late = ask();
	await until('it has arrived', () => sandbox.control.requestCount() === 1);
	await sandbox.control.reset();
	sandbox.control.setPlan({ perHour: 5 });
	await late;
	expect(await quota()).toMatchObject({ remaining: 4 });
});

test('a spent day outlasts the hour', async () => {
	sandbox.control.setPlan({ perHour: 1, perDay: 1 });
	await ask();
	time += HOUR_MS;
	const refused = await ask();
	expect(refused.status).toBe(429);
	expect(refused.headers['retry-after']).toBe(String(23 * 3600));
});

test('the limit is checked after the key and before the content', async () => {
	sandbox.control.setPlan({ perHour: 1 });
	expect(await quota('other')).toEqual({ status: 401 });
	expect(await quota(sandbox.keys.noPermission)).toMatchObject({ status: 403, remaining: 1 });
	expect(await quota(sandbox.apiKey, '{')).toMatchObject({ status: 400, remaining: 0 });
	expect(await quota(sandbox.apiKey, '{')).toMatchObject({ status: 429, remaining: 0 });
	expect(await quota('other')).toEqual({ status: 401 });
});

test('a reset restores the plan of the start', async () => {
	sandbox.control.setPlan({ perHour: 0 });
	expect((await ask()).status).toBe(429);
	await sandbox.control.reset();
	expect(await quota()).toMatchObject({ status: 200, limit: 1_000, remaining: 999 });
});
