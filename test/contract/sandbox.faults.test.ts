import { request as httpRequest } from 'node:http';

import axios from 'axios';
import type { AxiosResponse } from 'axios';

import {
	analyzeResponseSchema,
	errorResponseSchema,
	leadResultSchema,
	readRateLimit,
} from '../../nodes/LeadsPredict/contract';
import { FAULTS } from '../../sandbox/faults/kinds';
import type { Fault, FaultKind } from '../../sandbox/faults/kinds';
import type { WAIT_FORMS } from '../../sandbox/faults/wait';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

jest.setTimeout(60_000);

const NOW = new Date('2026-01-02T03:04:05.250Z');

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: () => NOW });
});
beforeEach(async () => await sandbox.control.reset());
afterAll(async () => await sandbox.close());

const emails = ['a@b.example', 'c@b.example', 'd@b.example', 'e@b.example'];

const post = async (path = '/leads/analyze', sent = emails, timeout = 0) =>
	await axios.post<string>(
		`${sandbox.baseUrl}${path}`,
		{ leads: sent.map((email) => ({ email, engagement_score: 60 })) },
		{
			headers: { authorization: `Bearer ${sandbox.apiKey}` },
			responseType: 'text',
			transformResponse: (text: string) => text,
			validateStatus: () => true,
			timeout,
		},
	);

/** What a client sees: the answer's status, or the code of what went wrong. */
const seen = async (call: Promise<AxiosResponse<string>>): Promise<number | string> =>
	await call.then(
		({ status }) => status,
		(error: unknown) => (axios.isAxiosError(error) && error.code) || String(error),
	);

/** The ledger, once every request has ended: a client may know of a broken one before the sandbox. */
async function ledger() {
	while (sandbox.control.ledger().underWay > 0) await new Promise(setImmediate);
	return sandbox.control.ledger();
}

const results = (text: string) => analyzeResponseSchema.parse(JSON.parse(text)).data.leads;
const plainResults = async () =>
	results((await post()).data).map((result) => leadResultSchema.strict().parse(result));

/** Every fault: what a client sees, whether the request counts, how many leads can be read. */
const TABLE: ReadonlyArray<[Fault, number | string, boolean, number]> = [
	[{ kind: 'rateLimited' }, 429, false, 0],
	[{ kind: 'serverError' }, 500, false, 0],
	[{ kind: 'serverError', paid: true }, 500, true, 0],
	[{ kind: 'badGateway' }, 502, false, 0],
	[{ kind: 'badGateway', paid: true }, 502, true, 0],
	[{ kind: 'unavailable' }, 503, false, 0],
	[{ kind: 'unavailable', retryAfter: 2, paid: true }, 503, true, 0],
	[{ kind: 'gatewayTimeout' }, 504, true, 0],
	[{ kind: 'gatewayTimeout', paid: false }, 504, false, 0],
	[{ kind: 'resetBefore' }, 'ECONNRESET', false, 0],
	[{ kind: 'resetAfter' }, 'ECONNRESET', true, 0],
	[{ kind: 'slow', delayMs: 1 }, 200, true, 4],
	[{ kind: 'truncated' }, 'ERR_BAD_RESPONSE', true, 0],
	[{ kind: 'truncated', how: 'chunked' }, 'ERR_BAD_RESPONSE', true, 0],
	[{ kind: 'truncated', how: 'unnoticed' }, 200, true, 0],
	[{ kind: 'html' }, 200, false, 0],
	[{ kind: 'html', paid: true }, 200, true, 0],
	[{ kind: 'empty' }, 200, true, 0],
	[{ kind: 'empty', paid: false }, 200, false, 0],
	[{ kind: 'oneTooFew' }, 200, true, 0],
	[{ kind: 'oneTooMany' }, 200, true, 0],
	[{ kind: 'reordered' }, 200, true, 4],
	[{ kind: 'duplicateIds' }, 200, true, 0],
	[{ kind: 'nullScores' }, 200, true, 2],
];

test('the table below contains every fault', () => {
	expect(new Set(TABLE.map(([{ kind }]) => kind))).toEqual(new Set(Object.keys(FAULTS)));
});

test.each(TABLE)('%j: a client sees %s; counted: %s', async (fault, outcome, counted, answered) => {
	sandbox.control.scheduleFault({ fault });
	expect(await seen(post())).toBe(outcome);
	const { leads, ...totals } = await ledger();
	expect(totals).toMatchObject({
		requests: 1,
		byFault: { [fault.kind]: 1 },
		byStatus: { [typeof outcome === 'number' ? outcome : 'cut']: 1 },
		counted: counted ? 1 : 0,
	});
	expect(leads).toMatchObject({ scored: counted ? 4 : 0, answered });
	// The ledger's word is the service's: the plan and the leads say the same.
	expect(sandbox.control.leads()).toHaveLength(counted ? 4 : 0);
	const after = await post();
	expect(after.status).toBe(200);
	expect(after.headers['x-ratelimit-remaining']).toBe(String(counted ? 998 : 999));
});

describe('a 429', () => {
	const refused = async (header: (typeof WAIT_FORMS)[number]) => {
		sandbox.control.scheduleFault({ fault: { kind: 'rateLimited', header, waitMs: 90_000 } });
		const { status, data, headers } = await post();
		expect(status).toBe(429);
		expect(errorResponseSchema.parse(JSON.parse(data)).error.code).toBe('rate_limit_exceeded');
		return headers;
	};

	test.each([
		['retryAfterSeconds', 'retry-after', '90'],
		['retryAfterDate', 'retry-after', 'Fri, 02 Jan 2026 03:05:36 GMT'],
		['resetUnixSeconds', 'x-ratelimit-reset', '1767323136'],
		['resetUnixMilliseconds', 'x-ratelimit-reset', '1767323135250'],
		['resetIsoDate', 'x-ratelimit-reset', '2026-01-02T03:05:35.250Z'],
		['resetSecondsFromNow', 'x-ratelimit-reset', '90'],
	] as const)('%s states the time in the form of its name', async (form, name, value) => {
		const headers = await refused(form);
		expect(headers[name]).toBe(value);
		const { retryAt, resetsAt } = readRateLimit({ ...headers }, NOW);
		const late = ((retryAt ?? resetsAt)?.getTime() ?? 0) - NOW.getTime() - 90_000;
		expect([late >= 0, late < 1000]).toEqual([true, true]);
		expect('retry-after' in headers).toBe(name === 'retry-after');
		expect(headers['x-ratelimit-remaining']).toBe(name === 'retry-after' ? undefined : '0');
	});

	test.each([
		['past', 'Fri, 02 Jan 2026 02:04:05 GMT', '1767319446'],
		['farAhead', '315360000', '2082683046'],
		['negative', '-5', '-1'],
		['garbage', 'soon', 'NaN'],
		['none', undefined, undefined],
	] as const)('%s contains no usable time', async (form, after, reset) => {
		const headers = await refused(form);
		expect([headers['retry-after'], headers['x-ratelimit-reset']]).toEqual([after, reset]);
		expect('x-ratelimit-limit' in headers).toBe(form !== 'none');
	});
});

test.each<[FaultKind, number, string | undefined, RegExp]>([
	['serverError', 500, undefined, /^\{"status":"error"/],
	['badGateway', 502, undefined, /^<html>[^]*502 Bad Gateway/],
	['unavailable', 503, undefined, /^\{"status":"error"/],
	['gatewayTimeout', 504, undefined, /^<html>[^]*504/],
	['html', 200, undefined, /^<html>/],
	['empty', 200, undefined, /^$/],
])('%s answers %i like a proxy or the service', async (fault, status, retryAfter, text) => {
	sandbox.control.scheduleFault({ fault });
	const answer = await post();
	expect([answer.status, answer.headers['retry-after']]).toEqual([status, retryAfter]);
	expect(answer.data).toMatch(text);
	expect(answer.headers['content-type']).toMatch(
		answer.data.startsWith('<') ? /^text\/html/ : /^application\/json/,
	);
	expect(answer.headers).not.toHaveProperty('x-ratelimit-remaining');
});

test('a 503 can state when to retry', async () => {
	sandbox.control.scheduleFault({ fault: { kind: 'unavailable', retryAfter: 7, paid: true } });
	expect((await post()).headers['retry-after']).toBe('7');
});

test('a reset before the work leaves a large body unread', async () => {
	sandbox.control.scheduleFault({ fault: 'resetBefore' });
	const sent = Array.from({ length: 1000 }, (_, n) => `${'x'.repeat(5_000)}${n}@b.example`);
	expect(['ECONNRESET', 'EPIPE']).toContain(await seen(post('/leads/analyze', sent)));
	expect(sandbox.control.requests()).toEqual([
		{ method: 'POST', path: '/v1/leads/analyze', keyAccepted: true },
	]);
});

test("a slow answer exceeds the client's timeout, and is paid for and lost", async () => {
	sandbox.control.scheduleFault({ fault: { kind: 'slow', delayMs: 500 } });
	expect(await seen(post('/leads/analyze', emails, 100))).toBe('ECONNABORTED');
	expect(await ledger()).toMatchObject({
		counted: 1,
		byStatus: { cut: 1 },
		leads: { scored: 4, answered: 0, untold: 4 },
	});
});

describe('half an answer', () => {
	/** Status, headers and what came of the body, with nothing made of it. */
	const raw = async () =>
		await new Promise<{ headers: Record<string, unknown>; text: string; whole: boolean }>(
			(resolve, reject) => {
				const body = JSON.stringify({ leads: emails.map((email) => ({ email })) });
				const headers = {
					authorization: `Bearer ${sandbox.apiKey}`,
					'content-type': 'application/json',
				};
				const sent = httpRequest(`${sandbox.baseUrl}/leads/analyze`, { method: 'POST', headers });
				sent.on('error', reject);
				sent.on('response', (answer) => {
					let text = '';
					answer.setEncoding('utf8').on('data', (part: string) => (text += part));
					answer.on('error', () => undefined);
					answer.on('close', () =>
						resolve({ headers: answer.headers, text, whole: answer.complete }),
					);
				});
				sent.end(body);
			},
		);

	test.each([
		['announced', false, 1],
		['chunked', false, undefined],
		['unnoticed', true, 0.5],
	] as const)('%s: complete to HTTP is %s', async (how, whole, share) => {
		const { text } = await raw();
		sandbox.control.scheduleFault({ fault: { kind: 'truncated', how } });
		const half = await raw();
		expect(half.whole).toBe(whole);
		expect(half.text).toBe(text.slice(0, Math.ceil(text.length / 2)));
		expect(half.headers['transfer-encoding']).toBe(how === 'chunked' ? 'chunked' : undefined);
		expect(half.headers['content-length']).toBe(
			share === undefined ? undefined : String(Math.ceil(text.length * share)),
		);
	});
});

describe('results', () => {
	test('can be one too few or one too many', async () => {
		const plain = await plainResults();
		sandbox.control.scheduleFault({ fault: 'oneTooFew' });
		sandbox.control.scheduleFault({ fault: 'oneTooMany' });
		expect(await plainResults()).toEqual(plain.slice(0, 3));
		const many = await plainResults();
		expect(many.slice(0, 4)).toEqual(plain);
		expect(many).toHaveLength(5);
		expect(plain.map(({ id }) => id)).not.toContain(many[4]?.id);
	});

	test('echo their emails when reordered, so that nothing is lost', async () => {
		const plain = await plainResults();
		sandbox.control.scheduleFault({ fault: 'reordered' });
		const turned = await plainResults();
		expect(turned.map(({ email }) => email)).toEqual([...emails].reverse());
		expect(turned.map(({ id }) => id)).toEqual(plain.map(({ id }) => id).reverse());
	});

	test('can share one ID between two emails, which has no effect on a single lead', async () => {
		sandbox.control.scheduleFault({ fault: 'duplicateIds', times: 2 });
		const twice = await plainResults();
		expect(twice[1]?.id).toBe(twice[0]?.id);
		expect(new Set(twice.map(({ id }) => id)).size).toBe(3);
		await post('/leads/analyze', ['a@b.example', 'A@b.example']);
		expect((await ledger()).byFault).toEqual({ duplicateIds: 1 });
	});

	test('can lack every third score', async () => {
		sandbox.control.scheduleFault({ fault: 'nullScores' });
		const scores = results((await post()).data).map((result) => Object(result).score as unknown);
		expect(scores.map((score) => score === null)).toEqual([true, false, false, true]);
		const told = sandbox.control.ledgerLeads().filter(({ answered }) => answered > 0);
		expect(told.map(({ email }) => email)).toEqual(['c@b.example', 'd@b.example']);
	});

	test('are changed in a synchronous batch, too, but not in the details of a lead', async () => {
		sandbox.control.scheduleFault({ fault: 'oneTooFew' });
		await axios.get(`${sandbox.baseUrl}/leads/x`, { validateStatus: () => true });
		expect(results((await post('/leads/batch')).data)).toHaveLength(3);
	});
});

describe('a bad record', () => {
	test.each([
		[{}, ['x@refused.example'], 'email', 'invalid_value'],
		[{ domain: 'b.example', field: 'phone' }, ['x@B.example'], 'phone', 'invalid_value'],
		[{ emails: ['X@y.example'], reason: 'blocked' }, ['x@y.example'], 'email', 'blocked'],
	])(
		'%j makes the service refuse the whole request, which is counted but not scored',
		async (rule, bad, field, reason) => {
			sandbox.control.refuseLeads(rule);
			const refused = await post('/leads/analyze', ['good@c.example', ...bad]);
			expect(refused.status).toBe(400);
			expect(errorResponseSchema.parse(JSON.parse(refused.data)).error).toMatchObject({
				code: 'invalid_request',
				details: { field, reason },
			});
			expect((await post('/leads/analyze', ['good@c.example'])).status).toBe(200);
			expect(await ledger()).toMatchObject({
				counted: 2,
				byFault: { badRecord: 1 },
				leads: { scored: 1, answered: 1 },
			});
			sandbox.control.refuseLeads(undefined);
			expect((await post('/leads/analyze', bad)).status).toBe(200);
		},
	);

	test('only the named leads are refused if no domain is given', async () => {
		sandbox.control.refuseLeads({ emails: ['x@y.example'] });
		expect((await post('/leads/analyze', ['x@refused.example'])).status).toBe(200);
	});
});

describe('scheduled faults', () => {
	const statuses = async (count: number, path?: string) => {
		const got: Array<number | string> = [];
		for (let n = 0; n < count; n += 1) got.push(await seen(post(path)));
		return got;
	};

	test('meet the given number of requests after the given number of others', async () => {
		sandbox.control.scheduleFault({ fault: 'serverError', skip: 1, times: 2 });
		expect(await statuses(5)).toEqual([200, 500, 500, 200, 200]);
	});

	test('meet every third request until they are ended', async () => {
		sandbox.control.scheduleFault({ fault: 'badGateway', every: 3 });
		expect(await statuses(7)).toEqual([200, 200, 502, 200, 200, 502, 200]);
		sandbox.control.clearFaults();
		expect(await statuses(3)).toEqual([200, 200, 200]);
	});

	test('meet requests to one endpoint, while another schedule meets others', async () => {
		sandbox.control.scheduleFault({ fault: 'serverError', endpoint: 'batch' });
		sandbox.control.scheduleFault({ fault: 'unavailable', skip: 1 });
		expect(await statuses(1)).toEqual([200]);
		expect(await statuses(1, '/leads/batch')).toEqual([500]);
		expect(await statuses(2)).toEqual([503, 200]);
	});

	test('a scripted answer takes precedence and uses up the scheduled fault', async () => {
		sandbox.control.answerNext({ status: 418 });
		sandbox.control.scheduleFault({ fault: 'serverError', times: 2 });
		expect(await statuses(3)).toEqual([418, 500, 200]);
		expect((await ledger()).byFault).toEqual({ serverError: 1 });
	});

	test("a request with a wrong key meets a proxy's fault and is not counted", async () => {
		sandbox.control.scheduleFault({ fault: { kind: 'badGateway', paid: true }, times: 1 });
		const { status } = await axios.post(`${sandbox.baseUrl}/leads/analyze`, '{}', {
			validateStatus: () => true,
		});
		expect([status, (await ledger()).counted]).toEqual([502, 0]);
	});
});

test("every answer can be delayed, including a fault's", async () => {
	sandbox.control.setLatency({ ms: 300 });
	sandbox.control.scheduleFault({ fault: 'serverError', skip: 1 });
	expect(await seen(post('/leads/analyze', emails, 100))).toBe('ECONNABORTED');
	expect(await seen(post('/leads/analyze', emails, 100))).toBe('ECONNABORTED');
	sandbox.control.setLatency({ ms: 0 });
	expect(await seen(post())).toBe(200);
	expect(() => sandbox.control.setLatency({ ms: -1 })).toThrow();
});

describe('over HTTP', () => {
	const control = async (method: string, path: string, data?: unknown) =>
		await axios.request<Record<string, unknown>>({
			method,
			url: `${sandbox.controlUrl}${path}`,
			...(data !== undefined && { data }),
			validateStatus: () => true,
		});

	test('every function of the process has a route', async () => {
		const random = { seed: 7, rate: 0 };
		const events = { seed: 7, rate: 0.5 };
		await control('POST', '/faults', { fault: 'serverError', skip: 1 });
		await control('PUT', '/faults/random', random);
		await control('PUT', '/faults/events', events);
		const refusing = await control('PUT', '/faults/refused', {});
		expect(refusing.data).toEqual(sandbox.control.faults());
		expect((await control('GET', '/faults')).data).toMatchObject({
			inForce: {
				scheduled: [{ fault: { kind: 'serverError' }, skip: 1 }],
				random,
				events,
				refused: {},
			},
			kinds: FAULTS,
		});
		await post();
		expect((await control('GET', '/ledger')).data).toEqual(sandbox.control.ledger());
		expect((await control('GET', '/ledger/leads')).data).toEqual(sandbox.control.ledgerLeads());
		expect((await control('GET', '/ledger/bodies')).data).toEqual(sandbox.control.ledgerBodies());

		await control('DELETE', '/faults/random');
		await control('DELETE', '/faults/events');
		await control('DELETE', '/faults/refused');
		expect(Object.keys(sandbox.control.faults())).toEqual(['scheduled']);
		await control('DELETE', '/faults');
		expect(sandbox.control.faults().scheduled).toEqual([]);

		await control('PUT', '/callbacks', { messages: [], policy: 'careful' });
		expect((await control('GET', '/callbacks')).data).toEqual({ messages: [], policy: 'careful' });
		expect((await control('PUT', '/latency', { ms: 0 })).status).toBe(200);
	});

	test.each([
		['POST', '/faults', { fault: 'onFire' }, /^fault\.kind: .*'resetAfter'/],
		['POST', '/faults', { fault: { kind: 'slow', paid: true } }, /^fault: .*'paid'/],
		['POST', '/faults', { fault: 'slow', every: 0 }, /^every: .*1/],
		['POST', '/faults', {}, /^fault: /],
		['PUT', '/faults/random', { seed: 1, rate: 2 }, /^rate: .*1/],
		['PUT', '/faults/random', { rate: 0.1 }, /^seed: /],
		['PUT', '/faults/random', { seed: 1, rate: 0.1, kinds: ['badRecord'] }, /^kinds\.0: /],
		['PUT', '/faults/events', { seed: 1, rate: 1, copies: 1 }, /^copies: .*2/],
		['PUT', '/faults/refused', { email: 'x' }, /'email'/],
		['PUT', '/callbacks', { messages: ['none'] }, /^messages\.0: .*'whole'/],
		['PUT', '/latency', { ms: 100_000 }, /^ms: .*60000/],
	])('%s %s %j is refused with a message', async (method, path, body, words) => {
		const { status, data } = await control(method, path, body);
		expect(status).toBe(400);
		expect(errorResponseSchema.parse(data).error.message).toMatch(words);
	});
});
