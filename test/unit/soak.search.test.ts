import { createEvidence } from '../soak/evidence';
import { formsOf, madeSecrets, search } from '../soak/search';

const SECRET = 'lp_soak/00112233445566778899aabb+key~?"';
const OTHER = 'hook/ffeeddccbbaa998877665544+token~?';

const found = (content: string | Uint8Array) =>
	search({ name: 'here', content, marker: 'a marker' }, { key: SECRET }).found;

test.each([
	['as it is', SECRET],
	['in JSON', JSON.stringify({ deep: [SECRET] })],
	['in JSON in JSON', JSON.stringify(JSON.stringify([SECRET]))],
	['with slashes escaped', JSON.stringify(SECRET).replaceAll('/', '\\/')],
	['in an address', `http://x.example/?a=${encodeURIComponent(SECRET)}&b`],
	['in an address, in small letters', `?a=${encodeURIComponent(SECRET).toLowerCase()}`],
	['in a form', new URLSearchParams({ a: SECRET }).toString()],
	['as bytes in hexadecimal', Buffer.from(`x${SECRET}`).toString('hex')],
	['for a user without a password', Buffer.from(`${SECRET}:`).toString('base64')],
	['for a password', Buffer.from(`u:${SECRET}`).toString('base64')],
	['after a scheme', Buffer.from(`ab:${SECRET} and more`).toString('base64')],
	['in base64 for addresses', Buffer.from(`{"k":"${SECRET}"}`).toString('base64url')],
	['among bytes', new Uint8Array([0, 255, ...Buffer.from(SECRET), 0])],
])('a secret is found %s', (_where, content) => {
	expect(found(content)).not.toEqual([]);
});

test('a secret in base64 is found after any prefix', () => {
	for (let before = 0; before < 12; before += 1) {
		const text = `${'~'.repeat(before)}${SECRET}${'?'.repeat(12 - before)}`;
		expect(found(Buffer.from(text).toString('base64'))).not.toEqual([]);
		expect(found(Buffer.from(text).toString('base64url'))).not.toEqual([]);
	}
});

test('other texts are not found, and found secrets are not printed', () => {
	expect(found('lp_soak/ +key~? and Zm9v')).toEqual([]);
	for (const form of found(`x ${SECRET} y`)) expect(form).not.toMatch(/lp_soak|aabb/);
	for (const [, text] of formsOf(SECRET)) expect(text.length).toBeGreaterThan(20);
});

test('a searched place counts only with its marker', () => {
	const place = { name: 'log', marker: 'lead@x.example' };
	expect(search({ ...place, content: 'of lead@x.example' }, {}).markerFound).toBe(true);
	expect(search({ ...place, content: 'of nobody' }, {}).markerFound).toBe(false);
});

describe('the search of all contents', () => {
	const gathered = () => createEvidence({ apiKey: SECRET, webhookToken: OTHER });

	test('passes when only the markers are found', () => {
		const evidence = gathered();
		evidence.add('log', 'nothing here', 'a marker');
		evidence.add('log', 'here is a marker', 'a marker');
		evidence.add('log', 'and nothing here');
		expect(evidence.problems()).toEqual([]);
		expect(evidence.all()).toEqual([{ place: 'log', bytes: 44, markerFound: true, found: [] }]);
	});

	test('fails for a secret in one of many contents', () => {
		const evidence = gathered();
		evidence.add('log', 'here is a marker', 'a marker');
		evidence.add('log', `?token=${encodeURIComponent(OTHER)}`);
		evidence.add('log', 'nothing');
		const [problem, ...others] = evidence.problems();
		expect(others).toEqual([]);
		expect(problem).toMatch(/in any form: 1: log: webhook token, URL-encoded/);
		expect(problem).not.toContain('ffee');
	});

	test('fails without the marker, because the wrong place was searched', () => {
		const evidence = gathered();
		evidence.add('log', '', 'a marker');
		expect(evidence.problems()).toHaveLength(1);
	});
});

test('secrets are new each time, and can be sent in a header and an address', () => {
	const one = madeSecrets();
	const other = madeSecrets();
	expect(one.apiKey).not.toBe(other.apiKey);
	expect(one.webhookToken).not.toBe(other.webhookToken);
	for (const secret of [one.apiKey, one.webhookToken]) expect(secret).toMatch(/^[\x21-\x7e]+$/);
});
