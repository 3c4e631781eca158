import {
	isPermanentRefusal,
	cacheEntriesFor,
	cachedResponsesSchema,
	cacheReader,
	requestHash,
} from '../../nodes/LeadsPredict/scoring/responseCache';
import { analyzeRequest, batchRequest, leadRequest } from '../../nodes/LeadsPredict/scoring/http';

const NOW = new Date('2026-11-25T10:00:00Z');
const leads = [{ email: 'ann@x.example', phone: '+49 30 1234' }];
const request = analyzeRequest({ leads });
const answer = {
	status: 200,
	headers: { 'x-ratelimit-remaining': '5' },
	body: { status: 'success', data: { leads: [{ id: 'lead_1', score: 50 }] } },
};

describe('a paid answer', () => {
	it('is found by the same request of the same account after n8n saves and loads it', () => {
		const saved: unknown = JSON.parse(
			JSON.stringify(cacheEntriesFor('a', [{ request, answer }], NOW)),
		);
		const recall = cacheReader('a', cachedResponsesSchema.parse(saved), NOW);
		expect(recall(analyzeRequest({ leads: [...leads] }))).toEqual({
			status: 200,
			headers: {},
			body: JSON.stringify(answer.body),
		});
	});

	it.each([
		['another lead', 'a', analyzeRequest({ leads: [{ email: 'bob@x.example' }] })],
		['another value', 'a', analyzeRequest({ leads: [{ email: 'ann@x.example', phone: '1' }] })],
		['other options', 'a', analyzeRequest({ leads, options: { include_predictions: false } })],
		['another operation', 'a', batchRequest({ leads, async: false })],
		['a lead by its id', 'a', leadRequest('lead_1')],
		['another account', 'b', request],
	])('is not found for %s', (_, account, other) => {
		const recall = cacheReader(account, cacheEntriesFor('a', [{ request, answer }], NOW), NOW);
		expect(recall(other)).toBeUndefined();
	});

	it('contains nothing of the request', () => {
		const saved = JSON.stringify(cacheEntriesFor('a', [{ request, answer }], NOW));
		expect(saved).not.toContain('ann@x.example');
		expect(saved).not.toContain('1234');
		expect(saved).toContain(requestHash('a', request));
	});

	it("with a lead's current state expires", () => {
		const asked = leadRequest('lead_1');
		const paid = cacheEntriesFor(
			'a',
			[
				{ request: asked, answer },
				{ request, answer },
			],
			NOW,
		);
		const after = (minutes: number) =>
			cacheReader('a', paid, new Date(NOW.getTime() + minutes * 60_000));
		expect(after(10)(asked)).toBeDefined();
		expect(after(20)(asked)).toBeUndefined();
		expect(after(20)(request)).toBeDefined();
	});

	it('that is unusable is reused by the next try, but not later', () => {
		const unusable = { request, answer: { ...answer, body: { ok: true } }, isUnusable: true };
		const paid = cacheEntriesFor('a', [unusable], NOW);
		const after = (seconds: number) =>
			cacheReader('a', paid, new Date(NOW.getTime() + seconds * 1_000))(request);
		expect(after(30)).toBeDefined();
		expect(after(90)).toBeUndefined();
	});

	it.each([
		[400, { status: 'error', error: { code: 'invalid_request', message: 'Bad' } }, true],
		[422, { status: 'error', error: { code: 'invalid_request', message: 'Bad' } }, true],
		[400, '<html>Blocked</html>', false],
		[413, '', false],
		[401, { status: 'error', error: { code: 'invalid_key', message: 'Bad' } }, false],
		[404, { status: 'error', error: { code: 'not_found', message: 'Bad' } }, false],
	])(
		"that is a refusal is kept for good only in LeadsPredict's form: %d %j",
		(status, body, is) => {
			expect(isPermanentRefusal({ status, headers: {}, body })).toBe(is);
		},
	);

	it('is not found in an empty cache', () => {
		expect(cacheReader('a', {}, NOW)(request)).toBeUndefined();
	});
});

describe('the hash of a request', () => {
	it.each([
		['path', { method: 'POST', path: '/leads/batch', body: { leads } }],
		['method', { method: 'GET', path: '/leads/analyze', body: { leads } }],
		['body', { method: 'POST', path: '/leads/analyze' }],
	] as const)('depends on the %s', (_, other) => {
		const one = { method: 'POST', path: '/leads/analyze', body: { leads } } as const;
		expect(requestHash('a', { ...other })).not.toBe(requestHash('a', one));
		expect(requestHash('a', { ...one })).toBe(requestHash('a', one));
	});
});

describe('a refusal that the same request would meet again', () => {
	const error = { status: 'error', error: { code: 'x', message: 'y' } };

	it.each([400, 413, 422])('is %p in LeadsPredict’s form', (status) => {
		expect(isPermanentRefusal({ status, headers: {}, body: error })).toBe(true);
		expect(isPermanentRefusal({ status, headers: {}, body: '<html>too large</html>' })).toBe(false);
	});

	it.each([401, 402, 403, 404, 408, 429, 500])('is not %p', (status) => {
		expect(isPermanentRefusal({ status, headers: {}, body: error })).toBe(false);
	});
});
