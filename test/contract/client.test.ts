import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import { LeadsPredict, LeadsPredictError } from '../../client';
import type { ClientOptions } from '../../client';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import { startDripping } from '../data/dripping';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(async () => await sandbox.control.reset());

const clientWith = (options: ClientOptions = {}, key = sandbox.apiKey) =>
	new LeadsPredict(key, { baseUrl: sandbox.baseUrl, maxWaitMs: 5, ...options });

const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		email: `person${index}@company.example`,
		engagement_score: index % 101,
	}));

const requests = () => sandbox.control.requests().length;

async function errorOf(promise: Promise<unknown>): Promise<LeadsPredictError> {
	const error: unknown = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (error instanceof LeadsPredictError) return error;
	throw new Error(`Not a LeadsPredictError: ${inspect(error)}`);
}

describe('client.leads.analyze', () => {
	it('scores leads in few requests and gives each its own result', async () => {
		const leads = people(250);
		const { leads: outcomes, summary, rateLimit } = await clientWith().leads.analyze({ leads });
		const scores = new Map(
			sandbox.control.leads().map(({ lead, assessment }) => [lead.email, assessment.score]),
		);
		expect(outcomes.map(({ lead }) => lead.email)).toEqual(leads.map(({ email }) => email));
		for (const outcome of outcomes) {
			expect(outcome).toMatchObject({ result: { score: scores.get(outcome.lead.email) } });
		}
		expect(summary).toMatchObject({ total_leads: 250, requests: 3, failed_leads: 0 });
		expect(rateLimit).toMatchObject({ limit: 1000, remaining: 997 });
	});

	it('passes the documented options on, and sends no options without any', async () => {
		const client = clientWith();
		await client.leads.analyze({ leads: people(1), options: { include_predictions: false } });
		await client.leads.analyze({ leads: people(1) });
		expect(sandbox.control.requests().map(({ body }) => Object(body).options)).toEqual([
			{ include_predictions: false },
			undefined,
		]);
	});

	it('keeps the scores of other requests when one fails permanently', async () => {
		sandbox.control.answerNext({ skip: 1, status: 400 });
		const { leads, summary } = await clientWith().leads.analyze({
			leads: people(30),
			leadsPerRequest: 10,
		});
		const failures = leads.flatMap((outcome, index) => ('error' in outcome ? [index] : []));
		expect(failures).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
		expect(summary).toMatchObject({ total_leads: 20, failed_leads: 10 });
	});

	it('never guesses whose score it is', async () => {
		sandbox.control.setResults({ dropLast: true });
		const error = await errorOf(clientWith().leads.analyze({ leads: people(3) }));
		expect(error).toMatchObject({ by: 'match', retryable: false, quotaSpent: 'yes' });
	});

	it.each([
		[{ email: '' }, /^leads\.0\.email/],
		[{ email: 'a@b.example', revenue: NaN }, /^leads\.0\.revenue/],
		[{ email: 'a@b.example', owner: 'x' }, /^leads\.0/],
	])('refuses %p before anything is sent', async (lead, message) => {
		await expect(clientWith().leads.analyze({ leads: [lead] })).rejects.toThrow(message);
		expect(requests()).toBe(0);
	});

	it('makes no request for no leads', async () => {
		const { leads, summary } = await clientWith().leads.analyze({ leads: [] });
		expect([leads, summary.requests, requests()]).toEqual([[], 0, 0]);
	});
});

describe('client.leads.batch and client.leads.get', () => {
	it('score 1,000 leads per request, and read one with its history', async () => {
		const client = clientWith();
		const { leads } = await client.leads.batch({ leads: people(1001) });
		expect(leads).toHaveLength(1001);
		expect(sandbox.control.requests().map(({ path }) => path)).toEqual([
			'/v1/leads/batch',
			'/v1/leads/batch',
		]);
		const [first] = leads;
		if (!first || !('result' in first)) throw new Error('the first lead has no result');
		const { lead } = await client.leads.get(first.result.id);
		expect(lead).toMatchObject({ id: first.result.id, score: first.result.score });
		expect(lead.history).toHaveLength(1);
	});

	it.each(['..', '.', '', ' '])('refuse the ID %p, which would change the URL', async (id) => {
		await expect(clientWith().leads.get(id)).rejects.toThrow(TypeError);
		expect(requests()).toBe(0);
	});

	it('name the lead that LeadsPredict does not know', async () => {
		const error = await errorOf(clientWith().leads.get('lead_nobody'));
		expect(error).toMatchObject({ status: 404, code: 'not_found', by: 'leadspredict' });
		expect(error.message).toContain('"lead_nobody"');
		expect(error.rateLimit.remaining).toBe(999);
	});
});

describe('a failed request', () => {
	it.each([
		['429', { status: 429, headers: { 'retry-after': '0' } }],
		['500', { status: 500 }],
		['a cut connection', { drop: true }],
		['half an answer', { truncate: true }],
	])('is retried after %s', async (_, script) => {
		sandbox.control.answerNext({ ...script, times: 2 });
		const client = clientWith({ maxWaitMs: 300 });
		const { leads, summary } = await client.leads.analyze({ leads: people(2) });
		expect(leads.every((outcome) => 'result' in outcome)).toBe(true);
		expect(summary.requests).toBe(3);
	});

	it('is retried at the time in Retry-After, although the limit resets in an hour', async () => {
		const reset = String(Math.ceil(Date.now() / 1_000) + 3_600);
		const headers = {
			'retry-after': '1',
			'x-ratelimit-remaining': '0',
			'x-ratelimit-reset': reset,
		};
		sandbox.control.answerNext({ status: 429, headers });
		const client = clientWith({ maxWaitMs: 2_000 });
		const { leads } = await client.leads.analyze({ leads: people(3), leadsPerRequest: 1 });
		expect(leads.every((outcome) => 'result' in outcome)).toBe(true);
		expect(requests()).toBe(4);
	});

	it('fails after the max attempts', async () => {
		sandbox.control.answerNext({ status: 500, times: 10 });
		const error = await errorOf(clientWith({ maxAttempts: 2 }).leads.analyze({ leads: people(1) }));
		expect(error).toMatchObject({ status: 500, retryable: true });
		expect(requests()).toBe(2);
	});

	it('is not retried when LeadsPredict would refuse it again', async () => {
		const error = await errorOf(clientWith({}, 'wrong').leads.analyze({ leads: people(1) }));
		expect(error).toMatchObject({ status: 401, quotaSpent: 'no' });
		expect(requests()).toBe(1);
	});

	it('may have been counted when it times out, and reports that', async () => {
		sandbox.control.answerNext({ delayMs: 2_000, times: 1 });
		const late = clientWith({ timeoutMs: 150, maxAttempts: 1 });
		const error = await errorOf(late.leads.analyze({ leads: people(1) }));
		expect(error).toMatchObject({ by: 'network', quotaSpent: 'unknown', retryable: true });
		const nowhere = new LeadsPredict('key', { baseUrl: 'http://127.0.0.1:9', maxAttempts: 1 });
		const refused = await errorOf(nowhere.leads.analyze({ leads: people(1) }));
		expect(refused).toMatchObject({ by: 'network', quotaSpent: 'no', retryable: true });
	});

	it('ends with its connection at the timeout, even if its answer trickles in', async () => {
		const service = await startDripping();
		try {
			const client = clientWith({ baseUrl: service.url, timeoutMs: 150, maxAttempts: 1 });
			const error = await errorOf(client.leads.analyze({ leads: people(1) }));
			expect(error).toMatchObject({ code: 'ETIMEDOUT', quotaSpent: 'unknown', retryable: true });
			await service.ended;
		} finally {
			service.close();
		}
	});

	it("bypasses the machine's proxy over plain HTTP", async () => {
		const proxied: Array<string | undefined> = [];
		const proxy = createServer(({ url }, response) => {
			proxied.push(url);
			response.writeHead(502).end();
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		const { port } = proxy.address() as AddressInfo;
		const { env } = process;
		process.env = { ...env, HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '' };
		try {
			const { leads } = await clientWith({ maxAttempts: 1 }).leads.analyze({ leads: people(1) });
			expect(proxied).toEqual([]);
			expect(leads).toMatchObject([{ result: {} }]);
		} finally {
			process.env = env;
			proxy.close();
		}
	});

	it('is not sent when the limit is used up', async () => {
		sandbox.control.setPlan({ perHour: 3 });
		const { leads } = await clientWith({}).leads.analyze({ leads: people(9), leadsPerRequest: 1 });
		expect(leads.filter((outcome) => 'result' in outcome)).toHaveLength(3);
		const [, , , fourth] = leads;
		expect(fourth && 'error' in fourth ? fourth.error.message : '').toMatch(
			/needs 6 more requests and has 0 left until/,
		);
		expect(requests()).toBe(3);
	});

	it('stops waiting at once when it is aborted', async () => {
		const abort = new AbortController();
		const { signal } = abort;
		sandbox.control.answerNext({ status: 500, times: 10 });
		const client = new LeadsPredict(sandbox.apiKey, { baseUrl: sandbox.baseUrl, signal });
		const promise = errorOf(client.leads.analyze({ leads: people(1), leadsPerRequest: 1 }));
		while (requests() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		abort.abort();
		expect(await promise).toMatchObject({ by: 'stopped' });
		expect(requests()).toBe(1);
	});
});

describe('the key', () => {
	it('is required, and so is a base URL that may be called', () => {
		expect(() => new LeadsPredict(' ')).toThrow(/API Key .* is empty/);
		expect(() => new LeadsPredict('key', { baseUrl: 'http://leadspredict.example' })).toThrow(
			/https:/,
		);
	});

	it.each([{ status: 401 }, { drop: true }, { status: 302, headers: { location: '/elsewhere' } }])(
		'is in no error after %p',
		async (script) => {
			sandbox.control.answerNext({ ...script, times: 10 });
			const error = await errorOf(clientWith({}, 'marker-key').leads.analyze({ leads: people(1) }));
			expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('marker-key');
			expect(inspect(clientWith({}, 'marker-key'), { depth: 10 })).not.toContain('marker-key');
		},
	);
});
