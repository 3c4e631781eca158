import { assertAnswer, assertMessage } from '../../sandbox/validate';

const success = (data: unknown) => ({ status: 'success', data });
const failure = { status: 'error', error: { code: 'not_found', message: 'Lead not found' } };
const results = success({ leads: [{ id: 'lead_1', score: 9 }] });

test.each([
	['analyze', 200, results],
	['batch', 200, results],
	['batch', 200, success({ batch_id: 'batch_000001' })],
	['lead', 404, failure],
	['other', 404, failure],
] as const)('the sandbox may answer %s with %i %j', (endpoint, status, body) => {
	expect(() => assertAnswer(endpoint, status, body)).not.toThrow();
});

test.each([
	['a result without an ID', 'analyze', 200, success({ leads: [{ score: 9 }] })],
	[
		'a probability over 1',
		'analyze',
		200,
		success({ leads: [{ id: 'a', score: 9, conversion_probability: 1.1 }] }),
	],
	['results that are neither', 'batch', 200, success({ leads: 'none' })],
	['a score that is text', 'lead', 200, success({ id: 'lead_1', score: '9' })],
	['a status that the document does not have', 'analyze', 404, failure],
	['an error without its body', 'other', 404, {}],
] as const)('the sandbox may not answer with %s', (_case, endpoint, status, body) => {
	expect(() => assertAnswer(endpoint, status, body)).toThrow();
});

test('the messages that it sends are checked, too', () => {
	const event = { event: 'lead.hot', timestamp: '2025-11-08T16:00:00Z', data: { lead_id: 'a' } };
	expect(() => assertMessage('event', event)).not.toThrow();
	expect(() => assertMessage('event', { ...event, event: 'lead.cold' })).toThrow(/event/);
	expect(() => assertMessage('batch', results)).not.toThrow();
	expect(() => assertMessage('batch', success({}))).toThrow(/leads/);
});
