import axios from 'axios';

import {
	analyzeResponseSchema,
	errorResponseSchema,
	leadDetailsSchema,
	leadResultSchema,
	summarySchema,
} from '../../nodes/LeadsPredict/contract';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

jest.setTimeout(60_000);

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({
		plan: 'enterprise',
		now: () => new Date('2026-01-02T03:04:05.678Z'),
	});
});
beforeEach(async () => await sandbox.control.reset());
afterAll(async () => await sandbox.close());

const call = async (
	method: 'GET' | 'POST' | 'PUT',
	path: string,
	data?: unknown,
	headers: Record<string, string> = { authorization: `Bearer ${sandbox.apiKey}` },
) =>
	await axios.request<unknown>({
		method,
		url: `${sandbox.baseUrl}${path}`,
		...(data !== undefined && { data }),
		headers: { 'content-type': 'application/json', ...headers },
		validateStatus: () => true,
	});

const analyze = async (body: unknown) => await call('POST', '/leads/analyze', body);

const errorOf = (data: unknown) => errorResponseSchema.parse(data).error;
const resultsOf = (data: unknown) =>
	analyzeResponseSchema.parse(data).data.leads.map((lead) => leadResultSchema.strict().parse(lead));

const john = {
	name: 'John Doe',
	email: 'john@example.com',
	phone: '+1234567890',
	company: 'TechCorp',
	industry: 'Technology',
	revenue: 5_000_000,
	employees: 50,
	engagement_score: 75,
	last_interaction: '2025-11-01',
};

describe('keys', () => {
	test.each([
		['no header', {}],
		['another key', { authorization: 'Bearer other' }],
		['a key that only begins right', { authorization: 'Bearer sandbox-keyx' }],
		['another scheme', { authorization: 'Basic sandbox-key' }],
		['an empty key', { authorization: 'Bearer ' }],
	])('%s is refused with 401 before the content is checked', async (_case, headers) => {
		for (const path of ['/leads/analyze', '/leads/batch', '/nowhere']) {
			const { status, data } = await call('POST', path, '{', headers);
			expect(status).toBe(401);
			expect(errorOf(data)).toEqual({ code: 'invalid_api_key', message: 'Invalid API key' });
		}
	});

	test('a read-only key can read, and is refused with 403 for scoring', async () => {
		const headers = { authorization: 'Bearer sandbox-key-read-only' };
		await analyze({ leads: [john] });
		const [known] = sandbox.control.leads();
		expect((await call('GET', `/leads/${known?.id}`, undefined, headers)).status).toBe(200);
		const refused = await call('POST', '/leads/analyze', { leads: [john] }, headers);
		expect(refused.status).toBe(403);
		expect(errorOf(refused.data).code).toBe('insufficient_permissions');
		expect(sandbox.control.leads()[0]?.history).toHaveLength(1);
	});

	test('a key without permission is refused with 403 everywhere', async () => {
		const headers = { authorization: 'Bearer sandbox-key-no-permission' };
		expect((await call('GET', '/leads/x', undefined, headers)).status).toBe(403);
		expect((await call('POST', '/leads/analyze', { leads: [john] }, headers)).status).toBe(403);
	});
});

describe('POST /leads/analyze', () => {
	test("answers the reference's example in full, without an email", async () => {
		const { status, data } = await analyze({ leads: [john] });
		expect(status).toBe(200);
		expect(data).toEqual({
			status: 'success',
			data: {
				leads: [
					{
						id: 'lead_855f96e983f1f8e8',
						score: 93,
						category: 'hot',
						conversion_probability: 0.79,
						predicted_revenue: 125_000,
						churn_risk: 'low',
						recommendations: [
							'Contact within 24 hours',
							'Personalize outreach with insights about Technology',
						],
						next_actions: [{ action: 'schedule_demo', priority: 'high', deadline: '2026-01-04' }],
					},
				],
				summary: { total_leads: 1, hot_leads: 1, avg_score: 93, total_predicted_revenue: 125_000 },
			},
		});
	});

	test('keeps the order of the request and adds a summary', async () => {
		const { data } = await analyze({
			leads: [{ email: 'a@b.example' }, john, { email: 'c@d.example' }],
		});
		expect(resultsOf(data).map(({ score }) => score)).toEqual([0, 93, 0]);
		expect(summarySchema.parse(analyzeResponseSchema.parse(data).data.summary)).toEqual({
			total_leads: 3,
			hot_leads: 1,
			avg_score: 31,
			total_predicted_revenue: 135_000,
		});
	});

	test('counts a score of exactly 90 as hot', async () => {
		const { data } = await analyze({ leads: [{ ...john, engagement_score: 70 }] });
		expect(resultsOf(data)).toMatchObject([{ score: 90, category: 'hot' }]);
		expect(analyzeResponseSchema.parse(data).data.summary?.hot_leads).toBe(1);
	});

	test.each([
		[{ include_predictions: false }, ['recommendations', 'next_actions']],
		[
			{ include_recommendations: false },
			['conversion_probability', 'predicted_revenue', 'churn_risk'],
		],
		[{ include_predictions: false, include_recommendations: false }, []],
	])('leaves out what %p switches off', async (options, kept) => {
		const { data } = await analyze({ leads: [john], options });
		const [result] = resultsOf(data);
		expect(Object.keys(result ?? {}).sort()).toEqual(['category', 'id', 'score', ...kept].sort());
	});

	test('ignores fields of a lead that the reference does not name', async () => {
		expect((await analyze({ leads: [{ ...john, shoe_size: 44 }] })).status).toBe(200);
		expect(sandbox.control.leads()[0]?.lead).toEqual(john);
	});

	test.each<[string, unknown, string, string]>([
		['no email', { leads: [john, { name: 'B' }] }, 'email', 'required'],
		['an empty email', { leads: [{ email: ' ' }] }, 'email', 'required'],
		['an email that is null', { leads: [{ email: null }] }, 'email', 'required'],
		['no leads', {}, 'leads', 'required'],
		['an empty list', { leads: [] }, 'leads', 'required'],
		['leads that are no list', { leads: 'x' }, 'leads', 'expected_array'],
		['a lead that is null', { leads: [null] }, 'leads', 'expected_object'],
		['text for a number', { leads: [{ ...john, revenue: 'lots' }] }, 'revenue', 'expected_number'],
		['a number for text', { leads: [{ ...john, name: 7 }] }, 'name', 'expected_string'],
		[
			'a day that does not exist',
			{ leads: [{ ...john, last_interaction: '2025-02-30' }] },
			'last_interaction',
			'invalid_value',
		],
		[
			'an option that is no boolean',
			{ leads: [john], options: { include_predictions: 'yes' } },
			'include_predictions',
			'expected_boolean',
		],
		['1,001 leads', { leads: Array.from({ length: 1001 }, () => john) }, 'leads', 'too_many'],
	])('refuses %s with 400 and scores none', async (_case, body, field, reason) => {
		const { status, data } = await analyze(body);
		expect(status).toBe(400);
		expect(errorOf(data)).toMatchObject({ code: 'invalid_request', details: { field, reason } });
		expect(sandbox.control.leads()).toEqual([]);
	});

	test("reports a missing email in the reference's words", async () => {
		const { data } = await analyze({ leads: [{}] });
		expect(data).toEqual({
			status: 'error',
			error: {
				code: 'invalid_request',
				message: 'Missing required field: email',
				details: { field: 'email', reason: 'required' },
			},
		});
	});

	test.each([
		['broken JSON', '{"leads":[', 'application/json'],
		['an empty body', '', 'application/json'],
		['null', 'null', 'application/json'],
		['a list', '[]', 'application/json'],
		['JSON that is not announced as such', JSON.stringify({ leads: [john] }), 'text/plain'],
	])('refuses %s with 400', async (_case, body, type) => {
		const { status, data } = await axios.post(`${sandbox.baseUrl}/leads/analyze`, body, {
			headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': type },
			transformRequest: (text: string) => text,
			validateStatus: () => true,
		});
		expect(status).toBe(400);
		expect(errorOf(data).code).toBe('invalid_request');
	});

	test('accepts 1,000 leads, the documented maximum, in one request', async () => {
		const leads = Array.from({ length: 1000 }, (_, n) => ({ ...john, email: `n${n}@example.com` }));
		const { status, data } = await analyze({ leads });
		expect(status).toBe(200);
		expect(new Set(resultsOf(data).map(({ id }) => id)).size).toBe(1000);
	});
});

describe('memory', () => {
	test('one address is one lead in any case, and its history grows', async () => {
		await analyze({ leads: [john] });
		await analyze({ leads: [{ ...john, email: ' JOHN@example.com ' }] });
		await analyze({ leads: [{ ...john, engagement_score: 0 }] });
		const [known, ...others] = sandbox.control.leads();
		expect(others).toEqual([]);
		const { status, data } = await call('GET', `/leads/${known?.id}`);
		const timestamp = '2026-01-02T03:04:05Z';
		expect(status).toBe(200);
		expect(data).toEqual({
			status: 'success',
			data: {
				id: known?.id,
				score: 46,
				created_at: timestamp,
				updated_at: timestamp,
				history: [
					{ timestamp, event: 'lead_created', score: 93 },
					{ timestamp, event: 'lead_scored', score: 93 },
					{ timestamp, event: 'score_changed', score: 46 },
				],
			},
		});
		const details: unknown = Object(data).data;
		expect(leadDetailsSchema.strict().parse(details)).toEqual(details);
	});

	test('the same lead twice in one request has one ID', async () => {
		const { data } = await analyze({ leads: [john, { ...john, engagement_score: 0 }] });
		const [first, second] = resultsOf(data);
		expect(first?.id).toBe(second?.id);
		expect([first?.score, second?.score]).toEqual([93, 46]);
	});

	test('an unknown ID is a 404 with a message', async () => {
		const { status, data } = await call('GET', '/leads/lead_none');
		expect(status).toBe(404);
		expect(errorOf(data)).toMatchObject({ code: 'not_found', message: 'Lead not found' });
	});
});

describe('POST /leads/batch', () => {
	test('answers like analyze when it is not asynchronous', async () => {
		const batch = await call('POST', '/leads/batch', { leads: [john], async: false });
		await sandbox.control.reset();
		expect(batch.data).toEqual((await analyze({ leads: [john] })).data);
	});

	test.each([
		['no webhook_url', {}, 'required'],
		['a webhook_url that is no address', { webhook_url: 'here' }, 'invalid_value'],
		['a webhook_url of another kind', { webhook_url: 'ftp://a.example/' }, 'invalid_value'],
	])('asynchronous with %s is refused and scores none', async (_case, more, reason) => {
		const { status, data } = await call('POST', '/leads/batch', {
			leads: [john],
			async: true,
			...more,
		});
		expect(status).toBe(400);
		expect(errorOf(data).details).toEqual({ field: 'webhook_url', reason });
		expect(sandbox.control.leads()).toEqual([]);
	});

	test('over 1,000 leads are refused', async () => {
		const leads = Array.from({ length: 1001 }, () => john);
		expect((await call('POST', '/leads/batch', { leads })).status).toBe(400);
	});
});

test.each([
	['POST', '/leads'],
	['PUT', '/leads/analyze'],
	['GET', '/nowhere'],
] as const)('%s %s is a 404 with the documented body', async (method, path) => {
	const { status, data } = await call(method, path);
	expect(status).toBe(404);
	expect(errorOf(data).code).toBe('not_found');
});

test('a path outside the service is a 404 with the documented body too', async () => {
	const { status, data } = await axios.get(new URL('/v2/leads', sandbox.baseUrl).href, {
		validateStatus: () => true,
	});
	expect(status).toBe(404);
	expect(errorOf(data).code).toBe('not_found');
});
