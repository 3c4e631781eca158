import fc from 'fast-check';

import { redactorOf } from '../../nodes/LeadsPredict/scoring/redact';

const KEY = 'lp/live+4f1c9a~"?';
const hide = redactorOf(KEY);

test.each([
	['as it is', KEY],
	['as JSON', JSON.stringify(KEY).slice(1, -1)],
	['as JSON with slashes escaped', JSON.stringify(KEY).slice(1, -1).replaceAll('/', '\\/')],
	['as JSON in ASCII', [...KEY].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join('')],
	['URL-encoded', encodeURIComponent(KEY)],
	['URL-encoded in small letters', 'lp%2flive%2b4f1c9a~%22%3f'],
])('a key is removed %s', (_form, text) => {
	expect(hide(`{"error":"No such key: ${text}!"} ${text}`)).toBe(
		'{"error":"No such key: ***!"} ***',
	);
});

test('similar texts stay', () => {
	const others = 'lp/live+4f1c9b~"? lp live 4f1c9a lp%live';
	expect(hide(others)).toBe(others);
});

test('the parsed answer does not contain the key, however a service escapes it', () => {
	const sign = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
	const key = fc.array(sign, { minLength: 6, maxLength: 30 }).map((signs) => signs.join(''));
	fc.assert(
		fc.property(key, fc.string(), fc.boolean(), (secret, beside, slashes) => {
			const text = JSON.stringify({ message: `0${secret}0`, beside });
			const hidden = redactorOf(secret)(slashes ? text.replaceAll('/', '\\/') : text);
			expect(hidden).not.toContain(`0${secret}0`);
			if (!secret.includes('*')) expect(Object(JSON.parse(hidden)).message).toBe('0***0');
		}),
	);
});

test('nothing is removed for a text that is too short to be a key', () => {
	expect(redactorOf('short')('a short text')).toBe('a short text');
});
