import * as fc from 'fast-check';

import { meaningOf } from '../../nodes/LeadsPredict/leads/headers/labels';
import { HEADERS } from '../data/headers';

/** Laws of the grammar of headers, whatever the words. */

const HEADERS_READ = Object.values(HEADERS).flat();

/** None of these is in the lexicon; each makes a header somebody else's or another thing's. */
const BLOCKING = [
	'owner',
	'status',
	'source',
	'opt out',
	'domain',
	'previous',
	'billing',
	'manager',
	'assistant',
	'verified',
	'type',
	'url',
	'besitzer',
	'propriétaire',
	'propietario',
	'proprietario',
	'eigenaar',
	'担当営業',
];

const header = fc.constantFrom(...HEADERS_READ);
const QUALIFIERS = ['work', 'primary', 'direct', 'personal'];
const roleOf = (label: string) => meaningOf(label)?.role;

const camel = (label: string): string =>
	label.toLowerCase().replace(/[\s_-]+(\p{L})/gu, (_, letter: string) => letter.toUpperCase());

describe('a header', () => {
	it('means the same in any case, with any separators, with and without accents', () => {
		const written = fc.constantFrom<(label: string) => string>(
			(label) => label.toUpperCase(),
			(label) => label.toLowerCase(),
			(label) => label.replace(/ /g, '_'),
			(label) => label.replace(/ /g, '-'),
			(label) => label.replace(/ /g, ' - '),
			(label) => `  ${label}: *`,
			camel,
			(label) =>
				label
					.normalize('NFD')
					.replace(/\p{Mn}/gu, '')
					.normalize('NFC'),
			(label) => label.normalize('NFD'),
		);
		fc.assert(
			fc.property(header, written, (label, write) => {
				expect([write(label), roleOf(write(label))]).toEqual([write(label), roleOf(label)]);
			}),
		);
	});

	it('means the same whatever the order of its qualifiers', () => {
		const head = fc.constantFrom('email', 'phone', 'telephone', 'e-mail');
		fc.assert(
			fc.property(
				head,
				fc.uniqueArray(fc.constantFrom(...QUALIFIERS), { minLength: 1 }),
				fc.func(fc.nat()),
				(word, qualifiers, random) => {
					const shuffled = [word, ...qualifiers].sort((a, b) => random(a) - random(b)).join(' ');
					expect(meaningOf(shuffled)).toEqual(meaningOf([word, ...qualifiers].join(' ')));
				},
			),
		);
	});

	it('means nothing with a word that makes it something else, wherever that stands', () => {
		fc.assert(
			fc.property(header, fc.constantFrom(...BLOCKING), fc.boolean(), (label, word, before) => {
				const blocked = before ? `${word} ${label}` : `${label} ${word}`;
				// In India, an "email id" is an address.
				fc.pre(!/mail id$/i.test(blocked));
				expect([blocked, roleOf(blocked)]).toEqual([blocked, undefined]);
			}),
		);
	});

	it('means nothing with a word that nobody knows', () => {
		const unknown = fc
			.string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz'), minLength: 4, maxLength: 12 })
			.filter((word) => roleOf(word) === undefined && roleOf(`email ${word}`) === undefined);
		fc.assert(
			fc.property(header, unknown, (label, word) => {
				expect([label, word, roleOf(`${label} ${word}`)]).toEqual([label, word, undefined]);
			}),
		);
	});

	it('never takes longer than its length allows, whatever it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (label) => {
				expect(['undefined', 'object']).toContain(typeof meaningOf(label));
			}),
		);
		expect(meaningOf('emailphonename'.repeat(20))).toBeUndefined();
	});
});
