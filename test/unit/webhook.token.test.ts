import * as fc from 'fast-check';

import { holdsToken, presentedTokens } from '../../nodes/LeadsPredict/webhook/token';

const matches = (headers: unknown, query: unknown, expected: string) =>
	holdsToken(presentedTokens(headers, query), expected);

/** As Node.js hands out a header whose bytes are UTF-8. */
const asHeader = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('the webhook token', () => {
	it.each([
		['its own header', { 'x-leadspredict-token': 's3cret' }, {}],
		['a bearer token', { authorization: 'Bearer s3cret' }, {}],
		['a bearer token in lower case', { authorization: 'bearer   s3cret' }, {}],
		['the address', {}, { token: 's3cret' }],
		['blanks around it', {}, { token: ' s3cret\n' }],
		['one of two places', { authorization: 'Bearer other' }, { token: 's3cret' }],
	])('is read from %s', (_place, headers, query) => {
		expect(matches(headers, query, 's3cret')).toBe(true);
	});

	it.each([
		['nothing', {}, {}],
		['another text', {}, { token: 's3cres' }],
		['a beginning', {}, { token: 's3cre' }],
		['a longer text', {}, { token: 's3cret1' }],
		['another case', {}, { token: 'S3CRET' }],
		['an empty text', {}, { token: '' }],
		['a name and password', { authorization: 'Basic s3cret' }, {}],
		['the scheme alone', { authorization: 'Bearer' }, {}],
		['the bare word', { authorization: 's3cret' }, {}],
		['another parameter', {}, { Token: 's3cret' }],
		['a list', {}, { token: ['s3cret'] }],
		['an inherited property', {}, Object.create({ token: 's3cret' })],
	])('is not found in %s', (_what, headers, query) => {
		expect(matches(headers, query, 's3cret')).toBe(false);
	});

	it('may contain a plus, which a query turns into a space', () => {
		const { searchParams } = new URL('https://n8n.example/webhook/x?token=ab+cd/ef==');
		const query = { token: searchParams.get('token') };
		expect(matches({}, query, 'ab+cd/ef==')).toBe(true);
		expect(matches({}, query, 'ab cd/ef==')).toBe(true);
		expect(matches({}, query, 'abcd/ef==')).toBe(false);
	});

	it('is unclear when a place has several values', () => {
		expect(presentedTokens({}, { token: ['a', 'b'] }).unclear).toBe(true);
		expect(presentedTokens({}, { token: { a: 'b' } }).unclear).toBe(true);
		expect(presentedTokens({ 'x-leadspredict-token': ['a', 'b'] }, {}).unclear).toBe(true);
		expect(presentedTokens({ authorization: 'Basic x' }, { token: 'a' }).unclear).toBe(false);
	});

	it('matches only itself in every place, in any script and length', () => {
		const token = fc
			.string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
			.filter((text) => text === text.trim() && asHeader(text) === asHeader(text).trim());
		fc.assert(
			fc.property(token, token, (expected, given) => {
				expect(matches({}, { token: expected }, expected)).toBe(true);
				expect(matches({ 'x-leadspredict-token': asHeader(expected) }, {}, expected)).toBe(true);
				expect(matches({}, { token: given }, expected)).toBe(given === expected);
			}),
		);
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.anything(), fc.anything(), fc.string(), (headers, query, expected) => {
				expect(matches(headers, query, `${expected}!`)).toBe(false);
			}),
		);
	});
});
