import axios from 'axios';
import type { AxiosRequestConfig } from 'axios';

import {
	analyzeResponseSchema,
	errorResponseSchema,
	leadResultSchema,
} from '../../nodes/LeadsPredict/contract';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

jest.setTimeout(60_000);

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ plan: 'enterprise', apiKey: 'MARKER-KEY' });
});
beforeEach(async () => await sandbox.control.reset());
afterAll(async () => await sandbox.close());

/** What axios calls an answer that ended before its announced length. */
const CUT_OFF = 'ERR_BAD_RESPONSE';

const emails = ['a@b.example', 'c@b.example', 'd@b.example'];

const analyze = async (config: AxiosRequestConfig = {}) =>
	await axios.post<unknown>(
		`${sandbox.baseUrl}/leads/analyze`,
		{ leads: emails.map((email) => ({ email })) },
		{
			headers: { authorization: `Bearer ${sandbox.apiKey}` },
			maxRedirects: 0,
			validateStatus: () => true,
			...config,
		},
	);

const control = async (method: string, path: string, data?: unknown, headers = {}) =>
	await axios.request<unknown>({
		method,
		url: `${sandbox.controlUrl}${path}`,
		...(data !== undefined && { data }),
		headers,
		validateStatus: () => true,
	});

const codeOf = async (call: Promise<unknown>): Promise<unknown> =>
	await call.then(
		() => 'answered',
		(error: unknown) => (axios.isAxiosError(error) ? error.code : error),
	);

describe('scripted answers', () => {
	test.each([
		['a page', { body: '<html>no</html>' }, 200, '<html>no</html>', 'text/html; charset=utf-8'],
		['nothing', { body: '' }, 200, '', 'application/json; charset=utf-8'],
		['no JSON', { body: '{"status":' }, 200, '{"status":', 'application/json; charset=utf-8'],
		[
			'an error with 200',
			{ body: { status: 'error', error: {} } },
			200,
			'{"status":"error","error":{}}',
			'application/json; charset=utf-8',
		],
		['a type of its own', { body: 'x', headers: { 'content-type': 'text/x' } }, 200, 'x', 'text/x'],
		['a status of its own', { status: 503, body: '<p>' }, 503, '<p>', 'text/html; charset=utf-8'],
	])('%s', async (_case, script, status, text, type) => {
		sandbox.control.answerNext(script);
		const answer = await analyze({
			responseType: 'text',
			transformResponse: (data: string) => data,
		});
		expect([answer.status, answer.data, answer.headers['content-type']]).toEqual([
			status,
			text,
			type,
		]);
		expect(sandbox.control.leads()).toEqual([]);
	});

	test('an error status without a body gets the documented body', async () => {
		sandbox.control.answerNext({ status: 500, headers: { 'retry-after': '1' } });
		const { status, data, headers } = await analyze();
		expect([status, headers['retry-after']]).toEqual([500, '1']);
		expect(errorResponseSchema.parse(data).error.code).toBe('internal_error');
	});

	test('a redirect names its target', async () => {
		sandbox.control.answerNext({ status: 302, headers: { location: 'http://127.0.0.1:1/' } });
		const { status, headers } = await analyze();
		expect([status, headers['location']]).toEqual([302, 'http://127.0.0.1:1/']);
	});

	test('take precedence over a wrong key, are used in order, and skip the given number of requests', async () => {
		sandbox.control.answerNext({ times: 2, status: 500 });
		sandbox.control.answerNext({ skip: 1, status: 503 });
		const statuses: number[] = [];
		for (let n = 0; n < 5; n += 1) {
			statuses.push((await analyze({ headers: { authorization: 'Bearer other' } })).status);
		}
		expect(statuses).toEqual([500, 500, 401, 503, 401]);
	});

	test('a truncated answer announces its whole length, and its leads are scored', async () => {
		sandbox.control.answerNext({ truncate: true });
		expect(await codeOf(analyze())).toBe(CUT_OFF);
		expect(sandbox.control.leads()).toHaveLength(3);
		expect(await codeOf(analyze())).toBe('answered');
	});

	test('a scripted body can be truncated as well, and the service does no work', async () => {
		sandbox.control.answerNext({ truncate: true, body: '{"status":"success"}' });
		expect(await codeOf(analyze())).toBe(CUT_OFF);
		await axios.get(`${sandbox.baseUrl}/leads/x`, { validateStatus: () => true });
		expect(sandbox.control.leads()).toEqual([]);
	});

	test('a dropped request gets no answer, and is logged but not carried out', async () => {
		sandbox.control.answerNext({ drop: true });
		expect(await codeOf(analyze())).toBe('ECONNRESET');
		expect(sandbox.control.leads()).toEqual([]);
		expect(sandbox.control.requests()).toHaveLength(1);
	});

	test("a delay can exceed the caller's timeout", async () => {
		sandbox.control.answerNext({ delayMs: 60_000 });
		expect(await codeOf(analyze({ timeout: 50 }))).toBe('ECONNABORTED');
	});

	test('headers without a status or body are added to the usual answer', async () => {
		sandbox.control.answerNext({ headers: { 'x-ratelimit-remaining': 'soon' } });
		const { data, headers } = await analyze();
		expect(headers['x-ratelimit-remaining']).toBe('soon');
		expect(analyzeResponseSchema.parse(data).data.leads).toHaveLength(3);
	});
});

describe('shapes', () => {
	const results = async () =>
		analyzeResponseSchema
			.parse((await analyze()).data)
			.data.leads.map((lead) => leadResultSchema.parse(lead));

	test('echo adds the email, reverse reverses the order, dropLast drops one, {} ends all changes', async () => {
		const plain = await results();
		sandbox.control.setResults({ echo: true });
		expect((await results()).map(({ email }) => email)).toEqual(emails);
		sandbox.control.setResults({ reverse: true });
		expect((await results()).map(({ id }) => id)).toEqual(plain.map(({ id }) => id).reverse());
		sandbox.control.setResults({ dropLast: true });
		expect(await results()).toEqual(plain.slice(0, 2));
		sandbox.control.setResults({});
		expect(await results()).toEqual(plain);
	});

	test('sameId gives every result the first ID, and keeps the emails', async () => {
		sandbox.control.setResults({ sameId: true, echo: true });
		const got = await results();
		expect(new Set(got.map(({ id }) => id)).size).toBe(1);
		expect(got.map(({ email }) => email)).toEqual(emails);
	});
});

describe('the log', () => {
	test('holds the requests but never the key', async () => {
		await analyze();
		await analyze({ headers: { authorization: 'Bearer other' } });
		await axios.get(`${sandbox.baseUrl}/leads/x?key=${sandbox.apiKey}`, {
			validateStatus: () => true,
		});
		expect((await control('GET', '/requests')).data).toEqual([
			{
				method: 'POST',
				path: '/v1/leads/analyze',
				keyAccepted: true,
				body: { leads: emails.map((email) => ({ email })) },
			},
			{
				method: 'POST',
				path: '/v1/leads/analyze',
				keyAccepted: false,
				body: { leads: emails.map((email) => ({ email })) },
			},
			{ method: 'GET', path: '/v1/leads/x', keyAccepted: false },
		]);
		expect(JSON.stringify(sandbox.control.requests())).not.toContain('MARKER');
	});
});

describe('over HTTP', () => {
	test('every function of the process has a route', async () => {
		await analyze();
		const leads = await control('GET', '/leads');
		expect(leads.data).toEqual(JSON.parse(JSON.stringify(sandbox.control.leads())));

		const changed = await control('PATCH', '/leads/a@b.example', { engagement_score: 80 });
		expect(changed.data).toMatchObject({
			lead: { engagement_score: 80 },
			assessment: { score: 50 },
		});

		const subscribed = await control('POST', '/subscriptions', {
			url: 'http://127.0.0.1:1/x?token=s3cret',
			events: ['lead.hot'],
			headers: { 'x-token': 's3cret' },
		});
		expect(subscribed.status).toBe(201);
		expect((await control('GET', '/subscriptions')).data).toEqual([subscribed.data]);
		expect(JSON.stringify(subscribed.data)).not.toContain('s3cret');

		const sent = await control('POST', '/events', { event: 'lead.scored' });
		expect(sent.data).toMatchObject({ sentTo: 0, payload: { event: 'lead.scored' } });
		expect((await control('DELETE', '/subscriptions/sub_1')).status).toBe(200);
		expect((await control('DELETE', '/subscriptions/sub_1')).status).toBe(404);

		expect((await control('PUT', '/plan', { plan: 'growth' })).data).toEqual({ plan: 'growth' });
		expect((await control('PUT', '/plan', { perHour: 0 })).data).toEqual({ plan: { perHour: 0 } });
		expect((await analyze()).status).toBe(429);
		await control('PUT', '/plan', { plan: 'enterprise' });

		await control('PUT', '/results', { dropLast: true });
		expect(analyzeResponseSchema.parse((await analyze()).data).data.leads).toHaveLength(2);
		await control('POST', '/answers', { status: 503 });
		expect((await analyze()).status).toBe(503);
		expect((await control('POST', '/settled')).data).toEqual(sandbox.control.deliveries());

		await control('POST', '/reset');
		expect((await control('GET', '/leads')).data).toEqual([]);
		expect((await control('GET', '/requests')).data).toEqual([]);
		expect((await control('GET', '/plan')).data).toEqual({ plan: 'enterprise' });
	});

	test.each<[string, string, unknown, number]>([
		['PATCH', '/leads/nobody', { revenue: 1 }, 404],
		['PATCH', '/leads/nobody', { email: 'x' }, 400],
		['POST', '/subscriptions', { url: 'file:///etc/passwd' }, 400],
		['POST', '/subscriptions', { url: 'http://a.example', events: ['lead.cold'] }, 400],
		['POST', '/events', { event: 'lead.cold' }, 400],
		['PUT', '/plan', { plan: 'toString' }, 400],
		['PUT', '/plan', { perHour: -1 }, 400],
		['PUT', '/results', { upsideDown: true }, 400],
		['POST', '/answers', { times: 'x' }, 400],
		['POST', '/nothing', {}, 404],
	])('%s %s %j is refused with %i', async (method, path, body, status) => {
		const answer = await control(method, path, body);
		expect(answer.status).toBe(status);
		expect(errorResponseSchema.parse(answer.data).error.message).toBeTruthy();
	});

	test('a host name other than loopback is refused, because a web page may point one here', async () => {
		const { status } = await control('GET', '/requests', undefined, { host: 'evil.example' });
		expect(status).toBe(403);
	});

	test('the front page explains the sandbox and the first steps', async () => {
		const { data } = await axios.get(new URL('/', sandbox.baseUrl).href);
		expect(data).toMatchObject({ baseUrl: sandbox.baseUrl, apiKey: 'MARKER-KEY' });
		expect((await control('GET', '')).data).toEqual(data.control);
	});

	test('a browser gets a page without the key instead, under a loopback name alone', async () => {
		const read = async (host?: string) =>
			await axios.get<unknown>(new URL('/', sandbox.baseUrl).href, {
				headers: { accept: 'text/html,*/*;q=0.8', ...(host !== undefined && { host }) },
				validateStatus: null,
			});
		const { data, headers } = await read();
		expect(headers['content-type']).toContain('text/html');
		expect(data).toContain('not LeadsPredict');
		expect(data).not.toContain('MARKER-KEY');
		expect((await read('evil.example')).status).toBe(403);
	});
});

test('after close nothing listens and no connection is open', async () => {
	const own = await startSandbox();
	own.control.answerNext({ delayMs: 60_000 });
	const waiting = codeOf(axios.get(`${own.baseUrl}/leads/x`));
	while (own.control.requests().length === 0) await new Promise(setImmediate);
	await own.close();
	expect(await waiting).toBe('ECONNRESET');
	expect(await codeOf(axios.get(`${own.baseUrl}/leads/x`))).toBe('ECONNREFUSED');
});
