import * as fc from 'fast-check';

import {
	analyzeRequest,
	batchRequest,
	leadRequest,
	sendRequest,
} from '../../nodes/LeadsPredict/scoring/http';
import type { HttpResponse } from '../../nodes/LeadsPredict/types';
import {
	ANALYZE_REQUEST,
	ANALYZE_RESPONSE,
	BATCH_REQUEST,
	ERROR_RESPONSE,
	ERROR_STATUSES,
	RATE_LIMIT_HEADERS,
} from '../data/reference';

const request = analyzeRequest(ANALYZE_REQUEST);

const sent = async (answer: Partial<HttpResponse>) =>
	await sendRequest(
		async () => ({ answer: { status: 200, headers: {}, body: ANALYZE_RESPONSE, ...answer } }),
		request,
	);

const problemOf = async (answer: Partial<HttpResponse>) => {
	const outcome = await sent(answer);
	if (outcome.ok) throw new Error('It succeeded');
	return outcome.problem;
};

describe('a request', () => {
	it('goes to the documented path with the given body', () => {
		expect(request).toEqual({ method: 'POST', path: '/leads/analyze', body: ANALYZE_REQUEST });
		expect(batchRequest(BATCH_REQUEST)).toEqual({
			method: 'POST',
			path: '/leads/batch',
			body: BATCH_REQUEST,
		});
		expect(leadRequest('lead_abc123')).toEqual({ method: 'GET', path: '/leads/lead_abc123' });
	});

	it.each(['a/b', '../x', 'a?b=c', 'a#b', 'a b', 'ä', '%2e', '//evil.example'])(
		'for the lead %p stays below /leads',
		(id) => {
			const { pathname, host, search } = new URL(`https://x.example${leadRequest(id).path}`);
			expect(pathname.split('/').slice(2).map(decodeURIComponent)).toEqual([id]);
			expect([host, search]).toEqual(['x.example', '']);
		},
	);
});

describe('an answer', () => {
	it('is returned unchanged when it is a success', async () => {
		expect(await sent({ headers: RATE_LIMIT_HEADERS })).toMatchObject({
			ok: true,
			answer: { status: 200, body: ANALYZE_RESPONSE },
			rateLimit: { remaining: 9950 },
		});
	});

	it.each([200, 201, 202])('with status %d is a success', async (status) => {
		expect((await sent({ status })).ok).toBe(true);
	});

	it('is parsed when its JSON arrives as text', async () => {
		const success = await sent({ body: JSON.stringify(ANALYZE_RESPONSE) });
		expect(success).toMatchObject({ ok: true, answer: { body: ANALYZE_RESPONSE } });
		const problem = await problemOf({ status: 400, body: JSON.stringify(ERROR_RESPONSE) });
		expect(problem).toMatchObject({ field: 'email', code: 'invalid_request' });
	});

	it('reports the remaining quota even when it is a refusal', async () => {
		const outcome = await sent({ status: 429, headers: RATE_LIMIT_HEADERS, body: ERROR_RESPONSE });
		expect(outcome).toMatchObject({ ok: false, rateLimit: { remaining: 9950 } });
	});

	it.each([
		['nothing', undefined, /an empty answer/],
		['null', null, /an empty answer/],
		['an empty text', '', /an empty answer/],
		['blanks', ' \r\n', /an empty answer/],
		['a web page', '<!DOCTYPE html><title>Hi</title>', /a web page instead of data/],
		['a web page after blanks', '\n  <html></html>', /a web page instead of data/],
		['half a JSON text', '{"status":"success","data":{"le', /incomplete or not valid JSON/],
		['half a list', '[1,2', /incomplete or not valid JSON/],
		['a text', 'OK', /text instead of JSON/],
		['JSON of a text', '"OK"', /text instead of JSON/],
		['a number', 7, /without the expected content/],
		['a list', [ANALYZE_RESPONSE], /without the expected content/],
		['another object', { leads: [] }, /without the status "success"/],
		['another status', { ...ANALYZE_RESPONSE, status: 'ok' }, /without the status "success"/],
	])('of %s is a problem with a message', async (_, body, message) => {
		const problem = await problemOf({ body });
		expect(problem.message).toMatch(/^LeadsPredict answered 200 with [^.]+$/);
		expect(problem.message).toMatch(message);
		expect(problem).toMatchObject({ by: 'leadspredict', status: 200, quotaSpent: 'unknown' });
		expect(problem.advice).toMatch(/Base URL/);
		// Whatever has arrived whole would be answered the same again.
		const isWhole = body !== null && (typeof body === 'object' || typeof body === 'number');
		expect(problem.retryable).toBe(!isWhole);
	});

	it.each([301, 302, 303, 307, 308])(
		'that redirects with %d is never a success',
		async (status) => {
			const headers = { location: 'https://login.example/?key=MARKER' };
			const problem = await problemOf({ status, headers });
			expect(problem.message).toMatch(/redirects to "https:\/\/login\.example\/"/);
			expect(problem).toMatchObject({ status, retryable: false, quotaSpent: 'no' });
			expect(JSON.stringify(problem)).not.toContain('MARKER');
		},
	);

	it.each([
		[
			'the documented error',
			ERROR_RESPONSE,
			/^LeadsPredict sent an error: Missing required field: email \(invalid_request\)$/,
		],
		['an error without words', { status: 'error' }, /^LeadsPredict sent an error$/],
		[
			'an error as text',
			{ status: 'error', error: 'so wrong' },
			/^LeadsPredict sent an error: so wrong$/,
		],
	])('of status 200 with %s is no success', async (_, body, message) => {
		expect((await problemOf({ body })).message).toMatch(message);
	});
});

describe('a refusal that breaks off', () => {
	const half = (value: unknown) => JSON.stringify(value).slice(0, -9);

	it.each([400, 422])(
		'of status %d is incomplete, because it does not name the cause',
		async (status) => {
			const problem = await problemOf({ status, body: half(ERROR_RESPONSE) });
			expect(problem).toMatchObject({ status, retryable: true, quotaSpent: 'unknown' });
			expect(problem.message).toBe(
				`LeadsPredict answered ${status} with an answer that is incomplete or not valid JSON`,
			);
		},
	);

	it.each([401, 403, 404, 413])('of status %d is complete without its body', async (status) => {
		expect(await problemOf({ status, body: half(ERROR_RESPONSE) })).toMatchObject({
			status,
			retryable: false,
		});
	});

	it.each([ERROR_RESPONSE, JSON.stringify(ERROR_RESPONSE), '', 'Bad Request', '<html>'])(
		'does not include a complete 400 with %j',
		async (body) => {
			expect((await problemOf({ status: 400, body })).retryable).toBe(false);
		},
	);
});

describe('any answer', () => {
	const statuses = fc.constantFrom(200, 204, 301, 304, ...ERROR_STATUSES, 418, 502, 599);
	const text = fc.oneof(fc.string(), fc.string({ minLength: 200, maxLength: 2000 }));
	const envelope = fc.record(
		{
			status: fc.constantFrom('error', 'success', 'failed', 7),
			error: fc.oneof(
				fc.jsonValue(),
				text,
				fc.record(
					{
						code: fc.oneof(text, fc.jsonValue()),
						message: fc.oneof(text, fc.jsonValue()),
						details: fc.oneof(
							fc.jsonValue(),
							fc.record({ field: text, reason: text }, { requiredKeys: [] }),
						),
					},
					{ requiredKeys: [] },
				),
			),
			message: fc.oneof(text, fc.jsonValue()),
		},
		{ requiredKeys: [] },
	);
	const bodies = fc.oneof(
		envelope,
		envelope.map((body) => JSON.stringify(body)),
		fc.json(),
		text,
	);

	it('never throws, and gives a problem of one readable sentence with advice', async () => {
		const headers = fc.dictionary(
			fc.constantFrom('location', ...Object.keys(RATE_LIMIT_HEADERS)),
			fc.oneof(text, fc.webUrl({ withQueryParameters: true }), fc.nat().map(String)),
		);
		await fc.assert(
			fc.asyncProperty(statuses, headers, bodies, async (status, given, body) => {
				const outcome = await sent({ status, headers: given, body });
				if (outcome.ok) return;
				const { message, advice, field, code } = outcome.problem;
				expect(message.length).toBeGreaterThan(20);
				expect(message.length).toBeLessThanOrEqual(300);
				expect(message).toMatch(/^\S.*\S$/u);
				expect(message).not.toMatch(/undefined|\[object|: $/);
				expect(advice.length).toBeGreaterThan(20);
				for (const extra of [field, code]) {
					if (extra === undefined) continue;
					expect(extra.trim()).not.toBe('');
					expect(extra.length).toBeLessThanOrEqual(100);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});
