import * as fc from 'fast-check';

import { LEAD_FIELDS, leadSchema } from '../../nodes/LeadsPredict/contract';
import type { LeadFieldKind } from '../../nodes/LeadsPredict/contract';
import { convert, isAbsent } from '../../nodes/LeadsPredict/intake/convert';

const KINDS: LeadFieldKind[] = ['email', 'text', 'number', 'date'];
const REFUSED = {
	email: 'an email address',
	text: 'a text',
	number: 'a number',
	date: 'a date such as 2025-11-01',
};

describe('nothing', () => {
	it.each([[undefined], [null], [''], ['   '], ['\t\n'], ['\u00a0']])('is said by %p', (value) => {
		expect(isAbsent(value)).toBe(true);
		for (const kind of KINDS) expect(convert(kind, value)).toEqual({ ok: 'absent' });
	});

	it.each([[0], [false], ['0'], [NaN], [[]], [{}]])('is not said by %p', (value) => {
		expect(isAbsent(value)).toBe(false);
	});
});

describe('a value', () => {
	it.each<[LeadFieldKind, unknown, string | number]>([
		['number', 5000000, 5000000],
		['number', 0, 0],
		['number', '0', 0],
		['number', ' 50 ', 50],
		['number', '5000000.0', 5000000],
		['number', '-3.25', -3.25],
		['number', '+7', 7],
		['number', '007', 7],
		['number', 0.5, 0.5],
		['text', 'TechCorp', 'TechCorp'],
		['text', '  TechCorp ', 'TechCorp'],
		['text', 49301234567, '49301234567'],
		['text', 0, '0'],
		['text', 'null', 'null'],
		['text', 'O\'Brien "Bob" \\ <b>', 'O\'Brien "Bob" \\ <b>'],
		['text', 'Zoë 李 😀', 'Zoë 李 😀'],
		['email', 'john@example.com', 'john@example.com'],
		['email', ' John.Doe+crm@Example.CO.uk ', 'John.Doe+crm@Example.CO.uk'],
		['email', "o'brien@example.com", "o'brien@example.com"],
		['email', 'müller@bücher.example', 'müller@bücher.example'],
		['date', '2025-11-01', '2025-11-01'],
		['date', ' 2025-11-01 ', '2025-11-01'],
		['date', '2025-11-01T23:59:59-08:00', '2025-11-01'],
		['date', '2025-11-01T00:00:00.000Z', '2025-11-01'],
		['date', '2025-11-01 09:14', '2025-11-01'],
		['date', '2024-02-29', '2024-02-29'],
	])('for a %s of %p becomes %p', (kind, value, expected) => {
		expect(convert(kind, value)).toEqual({ ok: true, value: expected });
	});

	it.each<[LeadFieldKind, unknown[]]>([
		[
			'number',
			[
				'lots',
				'5,000',
				'5.000.000',
				'$5',
				'5 %',
				'1e3',
				'0x10',
				'10-20',
				'.5',
				'5.',
				'١٢',
				'9'.repeat(400),
			],
		],
		['number', [NaN, Infinity, -Infinity, true, false, [5], {}, 5n, new Date(0)]],
		['text', [true, false, NaN, Infinity, [], ['a'], {}, { name: 'a' }, new Date(0)]],
		[
			'email',
			['john', 'john@', '@example.com', 'john@example', 'a b@example.com', 'a@b@c.example'],
		],
		['email', ['John <john@example.com>', 'a@x.example, b@x.example', 'a@x.example;b@x.example']],
		['email', ['john@example.com.', 'john@.', 'mail"@x.example', `${'x'.repeat(250)}@x.example`]],
		['email', [5, true, ['john@example.com'], { value: 'john@example.com' }]],
		[
			'date',
			['2025-02-30', '2025-13-01', '2023-02-29', '01.11.2025', '11/1/2025', '2025-11', '2025'],
		],
		['date', ['2025-11-01x', '2025-11-01T', 'yesterday', 1699459200, 0, true, {}, ['2025-11-01']]],
	])('for a %s is refused rather than guessed when it is one of %p', (kind, values) => {
		for (const value of values) {
			expect([value, convert(kind, value)]).toEqual([
				value,
				{ ok: false, expected: REFUSED[kind] },
			]);
		}
	});
});

describe('converting, by law', () => {
	const kind = fc.constantFrom(...KINDS);
	const value = fc.oneof(
		fc.anything({ withBigInt: true, withDate: true }),
		fc.double(),
		fc.string({ unit: 'grapheme' }),
		fc.oneof(fc.double(), fc.integer()).map((number) => ` ${number} `),
		fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
		fc.emailAddress(),
	);

	it('gives only what the contract lets be sent, and never throws', () => {
		fc.assert(
			fc.property(fc.constantFrom(...LEAD_FIELDS), value, (field, given) => {
				const converted = convert(field.kind, given);
				if (converted.ok !== true) return;
				const lead = { email: 'a@b.example', [field.name]: converted.value };
				expect(leadSchema.parse(lead)).toEqual(lead);
			}),
			{ numRuns: 2000 },
		);
	});

	it('changes nothing the second time', () => {
		fc.assert(
			fc.property(kind, value, (wanted, given) => {
				const once = convert(wanted, given);
				if (once.ok === true) expect(convert(wanted, once.value)).toEqual(once);
			}),
			{ numRuns: 2000 },
		);
	});

	it('gives a number the very value that its text means', () => {
		fc.assert(
			fc.property(fc.integer(), fc.nat({ max: 999 }), (whole, fraction) => {
				const text = `${whole}.${fraction}`;
				expect(convert('number', text)).toEqual({ ok: true, value: Number(text) });
			}),
		);
	});
});
