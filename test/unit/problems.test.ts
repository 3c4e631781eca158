import { unknownLead } from '../../nodes/LeadsPredict/problems/context';
import { problem } from '../../nodes/LeadsPredict/problems/problem';
import { connectionLost, redirected, refused } from '../../nodes/LeadsPredict/problems/response';
import type { ApiResponse } from '../../nodes/LeadsPredict/types';
import { ERROR_RESPONSE, ERROR_STATUSES } from '../data/reference';

const answer = (status: number, body?: unknown, rest: Partial<ApiResponse> = {}): ApiResponse => ({
	status,
	body,
	headers: {},
	rateLimit: {},
	...rest,
});

const documented = (error: unknown) => ({ status: 'error', error });

/** n8n replaces any message that contains one of these by its own words (seen in 2.41). */
const NODE_CODES =
	/ECONN|ENOTFOUND|ETIMEDOUT|ADDRINUSE|ADDRNOTAVAIL|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i;

describe('a refusal of LeadsPredict', () => {
	it.each(ERROR_STATUSES)('of status %d shows the documented body', (status) => {
		const refusal = refused(answer(status, ERROR_RESPONSE));
		expect(refusal).toMatchObject({
			by: 'leadspredict',
			message: expect.stringMatching(
				new RegExp(
					`^LeadsPredict (?:refused the request|has a problem): Missing required field: email \\(${status}, invalid_request\\)$`,
				),
			),
			field: 'email',
			code: 'invalid_request',
			status,
		});
		expect(refusal.advice).not.toBe('');
	});

	it.each(ERROR_STATUSES)(
		'of status %d without a body states the meaning of the status',
		(status) => {
			const refusal = refused(answer(status));
			expect(refusal.message).toMatch(
				new RegExp(
					`^The server at the Base URL (?:refused the request: [a-zA-Z ]{20,}|has a problem: an internal error) \\(${status}\\)$`,
				),
			);
			expect(refusal).not.toHaveProperty('field');
			expect(refusal.code).toBe(refusal.type);
		},
	);

	it('names LeadsPredict only for an answer in its documented form', () => {
		const proxy = refused(answer(502, { message: 'no route' }));
		expect(proxy).toMatchObject({
			message: 'The server at the Base URL has a problem: no route (502)',
			advice: expect.stringMatching(/^This answer is not from LeadsPredict\. Check the Base URL/),
		});
		const own = refused(answer(502, documented({ message: 'maintenance' })));
		expect(own).toMatchObject({
			message: 'LeadsPredict has a problem: maintenance (502)',
			advice: expect.stringContaining('contact LeadsPredict support'),
		});
	});

	it('names the URL instead of an ID when nothing is found for a list', () => {
		expect(refused(answer(404)).advice).toBe(
			'Check the Base URL in the credential. The address of LeadsPredict is https://api.leadspredict.com/v1',
		);
	});

	it('has its own advice for each documented status', () => {
		const advice = ERROR_STATUSES.map((status) => refused(answer(status)).advice);
		expect(new Set(advice).size).toBe(ERROR_STATUSES.length);
	});

	it.each([
		['an error as text', { error: 'so wrong' }, 'so wrong'],
		['a message beside the error', { status: 'error', message: 'so wrong' }, 'so wrong'],
		['a message alone', { message: 'so wrong' }, 'so wrong'],
		['no status in the body', { error: { message: 'so wrong' } }, 'so wrong'],
		['another status in the body', { status: 400, error: { message: 'so wrong' } }, 'so wrong'],
		['odd details', documented({ message: 'so wrong', details: 'email' }), 'so wrong'],
		['line breaks', documented({ message: ' so\n\twrong \n' }), 'so wrong'],
		[
			'a field and a reason',
			documented({ message: 'so wrong', details: { field: 'industry', reason: 'unknown' } }),
			'so wrong',
			'field industry: unknown',
		],
		[
			'a field alone',
			documented({ message: 'so wrong', details: { field: 'industry' } }),
			'so wrong',
			'field industry',
		],
		[
			'a field that the message names',
			documented({ message: 'wrong industry', details: { field: 'industry', reason: 'unknown' } }),
			'wrong industry',
		],
		[
			'a blank field',
			documented({ message: 'so wrong', details: { field: ' ', reason: 'unknown' } }),
			'so wrong',
		],
	])('is read from a body with %s', (_, body, words, ...named) => {
		expect(refused(answer(400, body)).message).toMatch(
			/^(?:LeadsPredict|The server at the Base URL) /,
		);
		expect(refused(answer(400, body)).message).toMatch(
			new RegExp(` refused the request: ${words} \\(${['400', ...named].join(', ')}\\)$`),
		);
	});

	it.each([
		['a web page', '<html>Bad request</html>'],
		['a text', 'Bad request'],
		['an empty text', ''],
		['a list', [ERROR_RESPONSE]],
		['no words', documented({ code: 'invalid_request' })],
		['an empty message', documented({ message: '' })],
		['a blank message', documented({ message: ' \n' })],
		['a message that is no text', documented({ message: { text: 'no' } })],
	])('uses the meaning of the status for %s', (_, body) => {
		expect(refused(answer(400, body)).message).toMatch(
			/^(?:LeadsPredict|The server at the Base URL) refused the request: the request has invalid parameters \(400(?:, invalid_request)?\)$/,
		);
	});

	it('shortens long messages', () => {
		const long = 'x'.repeat(5000);
		const { message } = refused(
			answer(400, documented({ message: long, details: { field: 'a'.repeat(500), reason: long } })),
		);
		expect(message.length).toBeLessThanOrEqual(300);
		expect(message).toContain('…');
	});

	it('states when the limit resets, if LeadsPredict sends the time', () => {
		const resetsAt = new Date('2025-11-08T16:00:00Z');
		const { advice } = refused(answer(429, undefined, { rateLimit: { resetsAt } }));
		expect(advice).toContain('2025-11-08T16:00:00.000Z');
		expect(refused(answer(429)).advice).toMatch(
			/^Run the workflow again after the limit has reset/,
		);
	});

	it.each([
		[400, false],
		[401, false],
		[403, false],
		[404, false],
		[429, true],
		[500, true],
		[503, true],
	])('of status %d is retryable: %p', (status, retryable) => {
		expect(refused(answer(status)).retryable).toBe(retryable);
	});

	it('names the lead that LeadsPredict does not know, and does not change other problems', () => {
		const unknown = unknownLead(refused(answer(404, ERROR_RESPONSE)), 'lead_abc123');
		expect(unknown.message).toMatch(/"lead_abc123".*404/);
		const other = refused(answer(500));
		expect(unknownLead(other, 'lead_abc123')).toBe(other);
	});
});

describe('a redirect', () => {
	const to = (location: unknown) => redirected(answer(302, '', { headers: { location } })).message;

	it('names its target', () => {
		expect(to('https://login.example/start')).toContain('"https://login.example/start"');
	});

	it.each([
		'https://x.example/cb?key=MARKER',
		'https://x.example/cb#key=MARKER',
		'/cb?key=MARKER',
		'https://me:MARKER@x.example/cb',
		'//me:MARKER@x.example/cb',
		'?MARKER',
	])('never shows the secret in %s', (location) => {
		expect(to(location)).not.toContain('MARKER');
	});

	it.each([[undefined], [''], [['https://x.example']], [7]])(
		'without a usable target is reported: %p',
		(location) => {
			expect(to(location)).toMatch(/^The address redirects; the node does not follow it/);
		},
	);
});

describe('a lost connection', () => {
	it.each([
		['ECONNREFUSED', /Nothing answers/, 'no'],
		['ENOTFOUND', /host name .* was not found/, 'no'],
		['EAI_AGAIN', /could not be looked up/, 'no'],
		['EHOSTUNREACH', /cannot be reached/, 'no'],
		['ENETUNREACH', /cannot be reached/, 'no'],
		['CERT_HAS_EXPIRED', /certificate/, 'no'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', /certificate/, 'no'],
		['SELF_SIGNED_CERT_IN_CHAIN', /certificate/, 'no'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate/, 'no'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /certificate/, 'no'],
		['ERR_TLS_CERT_ALTNAME_INVALID', /certificate/, 'no'],
		['EPROTO', /encrypted/, 'no'],
		['ECONNRESET', /was lost/, 'unknown'],
		['EPIPE', /was lost/, 'unknown'],
		['ETIMEDOUT', /in time/, 'unknown'],
		['ECONNABORTED', /in time/, 'unknown'],
		['SOMETHING_NEW', /failed/, 'unknown'],
		['constructor', /failed/, 'unknown'],
	])('with the code %s has its own message', (code, words, quotaSpent) => {
		const lost = connectionLost({ code });
		expect(lost).toMatchObject({ by: 'network', code, quotaSpent });
		expect(lost.message).toMatch(words);
		expect(lost.message).not.toMatch(NODE_CODES);
		expect(lost.advice).not.toBe('');
	});

	it('that times out before it is established costs nothing, unlike a later timeout', () => {
		expect(connectionLost({ code: 'ETIMEDOUT', syscall: 'connect' })).toMatchObject({
			message: 'The host of LeadsPredict cannot be reached',
			quotaSpent: 'no',
		});
		expect(connectionLost({ code: 'ETIMEDOUT', syscall: 'read' })).toMatchObject({
			message: 'LeadsPredict did not answer in time',
			quotaSpent: 'unknown',
		});
	});

	it('without a code has a general message', () => {
		const lost = connectionLost({});
		expect(lost).toMatchObject({ by: 'network', quotaSpent: 'unknown', retryable: false });
		expect(lost.message).toBe('The request to LeadsPredict could not be made');
	});
});

describe('a value in a sentence', () => {
	const circular: Record<string, unknown> = {};
	circular['self'] = circular;

	it.each([
		['text', 'lots', '"lots"'],
		['zero', 0, '"0"'],
		['false', false, '"false"'],
		['no number', NaN, '"NaN"'],
		['infinity', -Infinity, '"-Infinity"'],
		['a big integer', 10n, '"10"'],
		['an object', { a: 1 }, '"{"a":1}"'],
		['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
		['a circle', circular, '"[object Object]"'],
		['line breaks', 'a\r\n\tb', '"a b"'],
		['a long text', 'x'.repeat(100), `"${'x'.repeat(60)}…"`],
		['a long text of emojis', `a${'😀'.repeat(60)}`, `"a${'😀'.repeat(29)}…"`],
	])('is readable when it is %s', (_, value, quoted) => {
		const revenue = { label: 'Revenue', value, why: 'not a number' };
		expect(problem('doubtful_value', revenue).message).toBe(`Revenue is ${quoted}: not a number`);
		expect(problem('invalid_email', { value, why: 'not an email address' }).message).toBe(
			`Email is ${quoted}: not an email address`,
		);
	});

	it('names the person without an email, if there is a name', () => {
		const missingEmail = (knownAs: string | undefined, label: string) =>
			problem('no_email', { refusal: undefined, knownAs, label }).message;
		expect(missingEmail('Ann', 'row')).toBe('Email is missing for "Ann"');
		expect(missingEmail('Ann', 'Pipedrive person')).toBe(
			'Email is missing for "Ann" (Pipedrive person)',
		);
		expect(missingEmail(undefined, 'item')).toBe('Email is missing');
	});

	it.each([
		[1, 0, /^1 lead was sent and 0 results came back/],
		[2, 1, /^2 leads were sent and 1 result came back/],
	])('is counted in singular and plural: %d and %d', (sent, received, words) => {
		expect(problem('wrong_count', { sent, received }).message).toMatch(words);
	});
});
