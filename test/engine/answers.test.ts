import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { NODE, messageOf, useFixture, people, workflowWith } from './fixture';

const fixture = useFixture();

const documented = (message: string, details?: object) => ({
	status: 'error',
	error: { code: 'some_code', message, ...(details && { details }) },
});

describe('an answer that is no success', () => {
	it.each([
		[
			'400 with a field',
			{ status: 400, body: documented('Unknown option: depth', { field: 'options' }) },
			/^LeadsPredict refused the request: Unknown option: depth/,
			/Correct the value/,
		],
		[
			'401',
			{ status: 401, body: documented('Invalid API key') },
			/: Invalid API key \(401, some_code\)$/,
			/credential/,
		],
		[
			'403',
			{ status: 403, body: documented('No permission') },
			/: No permission \(403, some_code\)$/,
			/allowed/,
		],
		[
			'404',
			{ status: 404, body: documented('Not found') },
			/: Not found \(404, some_code\)$/,
			/Base URL/,
		],
		[
			'429',
			{
				status: 429,
				headers: { 'x-ratelimit-reset': '1800' },
				body: documented('Slow down'),
			},
			/: Slow down \(429, some_code\)$/,
			/limit resets at \d{4}-/,
		],
		['500', { status: 500, body: documented('Oops') }, /: Oops \(500, some_code\)$/, /again later/],
		[
			'a 500 without a body',
			{ status: 500, body: '' },
			/^The server at the Base URL has a problem: an internal error \(500\)$/,
			/again/,
		],
		['a 502 as a web page', { status: 502, body: '<html>Bad gateway</html>' }, /502/, /again/],
		[
			'an error with status 200',
			{ body: documented('Oops') },
			/^LeadsPredict sent an error: Oops/,
			/./,
		],
		['an error that is a text', { status: 400, body: { error: 'so wrong' } }, /so wrong/, /./],
		['a web page', { body: '<!doctype html><p>Hi</p>' }, /200 with a web page/, /Base URL/],
		['nothing', { body: '' }, /200 with an empty answer/, /Base URL/],
		['half a JSON text', { body: '{"status":"succ' }, /incomplete or not valid JSON/, /./],
		['a text', { body: 'OK' }, /text instead of JSON/, /./],
		['a list', { body: [] }, /without the expected content/, /./],
		['another JSON', { body: { ok: true } }, /without the status "success"/, /./],
		[
			'no list of results',
			{ body: { status: 'success', data: {} } },
			/without a list of results/,
			/./,
		],
		['a cut connection', { truncate: true }, /was (?:lost|cut off)/, /Run the workflow again/],
		['no answer', { drop: true }, /was (?:lost|cut off)/, /Run the workflow again/],
	])('becomes an error with advice: %s', async (_, script, message, advice) => {
		fixture.sandbox.control.answerNext(script);
		const run = await fixture.run(people(2), { parameters: { options: { maxAttempts: 1 } } });
		expect(run.error?.message).toMatch(message);
		expect(run.error?.message).not.toMatch(/undefined|\[object|TypeError|at .*\.js/);
		expect(run.error?.description).toMatch(advice);
		expect(run.error?.name).toBe('NodeApiError');
		expect(run.error?.itemIndex).toBeUndefined();
	});

	it('that redirects is not followed, so that the key is not sent elsewhere', async () => {
		const visits: unknown[] = [];
		const elsewhere = createServer((request, response) => {
			visits.push(request.headers);
			response.end('{}');
		});
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
		const { port } = elsewhere.address() as AddressInfo;
		for (const status of [301, 302, 303, 307, 308]) {
			fixture.sandbox.control.answerNext({
				status,
				headers: { location: `http://127.0.0.1:${port}/v1?token=secret` },
				body: '',
			});
			const run = await fixture.run(people(1));
			expect(run.error?.message).toContain('redirects');
			expect(run.error?.message).not.toContain('secret');
		}
		elsewhere.close();
		expect(visits).toEqual([]);
	});
});

describe('results and leads', () => {
	const scores = () =>
		new Map(
			fixture.sandbox.control.leads().map(({ lead, assessment }) => [lead.email, assessment.score]),
		);

	it('are matched by the echoed email in any order', async () => {
		fixture.sandbox.control.setResults({ echo: true, reverse: true });
		const run = await fixture.run(people(30));
		const expected = scores();
		expect(run.output(NODE)).toHaveLength(30);
		for (const { json } of run.output(NODE)) {
			expect(json['score']).toBe(expected.get(String(json['email'])));
		}
	});

	it.each([
		['the count differs', { dropLast: true }, /30 leads were sent and 29 results came back/],
		['one ID stands for two emails', { sameId: true }, /the same ID/],
	])('are not matched when %s', async (_, shape, message) => {
		fixture.sandbox.control.setResults(shape);
		const run = await fixture.run(people(30));
		expect(run.error?.message).toMatch(message);
		expect(run.error?.description).toContain('No score of this request was used');
	});

	it('are not matched when a later request gets the answer of an earlier one', async () => {
		const body = {
			status: 'success',
			data: {
				leads: [
					{ id: 'lead_1', score: 99 },
					{ id: 'lead_2', score: 5 },
				],
			},
		};
		fixture.sandbox.control.answerNext({ body, times: 2 });
		const run = await fixture.run(people(6), {
			onError: 'continueRegularOutput',
			parameters: { options: { leadsPerRequest: 2 } },
		});
		const fates = run
			.output(NODE)
			.map(({ json }) => ('score' in json ? 'scored' : messageOf(json)));
		const doubt = expect.stringContaining('the same ID "lead_1"');
		expect(fates).toEqual([doubt, doubt, doubt, doubt, 'scored', 'scored']);
	});

	it('keep all valid fields', async () => {
		fixture.sandbox.control.answerNext({
			body: {
				status: 'success',
				data: {
					leads: [
						{
							id: 'lead_1',
							score: 10,
							predicted_revenue: '125000',
							category: 7,
							recommendations: ['Call', null, 5, 'Write'],
							next_actions: [{ priority: 'high' }, { action: 'demo', deadline: 3 }],
						},
					],
				},
			},
		});
		const run = await fixture.run([{ email: 'a@b.example' }]);
		expect(run.output(NODE)[0]?.json).toEqual({
			email: 'a@b.example',
			score: 10,
			lead_id: 'lead_1',
			predicted_revenue: 125000,
			recommendations: ['Call', 'Write'],
			next_actions: [{ action: 'demo' }],
		});
	});

	it('without a score cost only their own item', async () => {
		fixture.sandbox.control.answerNext({
			body: {
				status: 'success',
				data: {
					leads: [
						{ id: 'lead_1', score: 10 },
						{ id: 'lead_2', score: null },
						{ id: 'lead_3', score: 30 },
					],
				},
			},
		});
		const run = await fixture.run(people(3), { onError: 'continueRegularOutput' });
		expect(run.output(NODE).map(({ json }) => json['score'] ?? messageOf(json))).toEqual([
			10,
			'LeadsPredict sent a result without a usable score',
			30,
		]);
	});
});

describe('the address', () => {
	const runAgainst = async (baseUrl: string) =>
		await fixture.engine.run(
			workflowWith({
				parameters: { options: { maxAttempts: 1 } },
				credentials: { leadsPredictApi: { id: 'other', name: 'Other' } },
			}),
			{
				startNode: NODE,
				items: people(1).map((json) => ({ json })),
				credentials: {
					other: { type: 'leadsPredictApi', data: { apiKey: 'sandbox-key', baseUrl } },
				},
			},
		);

	it('is refused when the key would travel unencrypted', async () => {
		const run = await runAgainst('http://leadspredict.example/v1');
		expect(run.error?.message).toContain('must start with https://');
	});

	it('without a server gives an error of its own', async () => {
		const run = await runAgainst('http://127.0.0.1:9/v1');
		expect(run.error?.message).toBe('Nothing answers at the address of LeadsPredict');
	});
});
