import * as fc from 'fast-check';

import { formatValue, isSame, rounded } from '../../nodes/LeadsPredict/crm/fieldFormat';
import type { FieldFormat } from '../../nodes/LeadsPredict/crm/fieldFormat';

const TEXT: FieldFormat = { as: 'text', maxLength: 10 };
const LINES: FieldFormat = { as: 'lines', maxLength: 20 };
const PERCENT: FieldFormat = { as: 'percent', decimals: 2 };
const FRACTION: FieldFormat = { as: 'fraction', decimals: 4 };
const RATING: FieldFormat = { as: 'choice', options: ['Hot', 'Warm', 'Cold'] };

describe('a value for a CRM', () => {
	it.each<[FieldFormat, unknown, string | number]>([
		[TEXT, ' two\n words ', 'two words'],
		[TEXT, '0123456789', '0123456789'],
		[TEXT, 7, '7'],
		[{ as: 'number', decimals: 0 }, 0, 0],
		[{ as: 'number', decimals: 0 }, 87.5, 88],
		[{ as: 'number', decimals: 0 }, -0.2, 0],
		[{ as: 'number', decimals: 2 }, 1.005, 1.01],
		[{ as: 'number', decimals: 0 }, 99.4, 99],
		[PERCENT, 0.28, 28],
		[PERCENT, 0.29, 29],
		[PERCENT, 0.57, 57],
		[PERCENT, 1, 100],
		[PERCENT, 0, 0],
		[PERCENT, 0.123456, 12.35],
		[FRACTION, 0.28, 0.28],
		[FRACTION, 0.1 + 0.2, 0.3],
		[{ as: 'currency' }, 1234.5678, 1234.57],
		[{ as: 'currency' }, -5, -5],
		[{ as: 'date' }, '2025-11-01T23:30:00-05:00', '2025-11-02'],
		[{ as: 'date' }, '2025-11-01', '2025-11-01'],
		[{ as: 'timestamp' }, '2025-11-01T10:00:00Z', '2025-11-01T10:00:00.000Z'],
		[{ as: 'timestamp', to: 'second' }, '2025-11-01T10:00:00.987Z', '2025-11-01T10:00:00+00:00'],
		[{ as: 'timestamp' }, '2025-11-01T10:00:00', '2025-11-01T10:00:00.000Z'],
		[{ as: 'timestamp' }, '2025-11-01', '2025-11-01T00:00:00.000Z'],
		[{ as: 'choice', options: ['Hot', 'Cold'], stored: [1, 3] }, 'cold', 3],
		[{ as: 'currency', digits: 18 }, 9.9e15, 9.9e15],
		[{ as: 'number', decimals: 2, digits: 5 }, -999.99, -999.99],
		[{ as: 'number', decimals: 0, digits: 3 }, 999.4, 999],
		[RATING, 'hot', 'Hot'],
		[RATING, ' COLD ', 'Cold'],
		[LINES, ['one', '', 'two'], 'one\ntwo'],
		[
			{ as: 'lines', maxLength: 100 },
			[{ action: 'call', priority: 'high', deadline: '2025-11-12' }, { action: ' write ' }],
			'call (high, by 2025-11-12)\nwrite',
		],
	])('for %j of %j is %j', (format, value, expected) => {
		expect(formatValue(value, format)).toEqual({ ok: true, value: expected });
	});

	it.each<[FieldFormat, unknown]>([
		[TEXT, undefined],
		[TEXT, null],
		[TEXT, '  '],
		[LINES, []],
		[LINES, ['', {}]],
		[RATING, ''],
		[PERCENT, null],
	])('for %j of %j is none', (format, value) => {
		expect(formatValue(value, format)).toEqual({ ok: 'absent' });
	});

	it.each<[FieldFormat, unknown, string]>([
		[TEXT, 'longer than ten', 'longer than 10 characters'],
		[TEXT, { a: 1 }, 'not a text'],
		[TEXT, NaN, 'not a text'],
		[LINES, 'one', 'not a list'],
		[LINES, ['a'.repeat(21)], 'longer than 20 characters'],
		[{ as: 'number', decimals: 0 }, '87', 'not a number'],
		[{ as: 'number', decimals: 0 }, Infinity, 'not a number'],
		[{ as: 'currency', digits: 18 }, 1e16, 'too large a number'],
		[{ as: 'currency', digits: 18 }, -1e16, 'too large a number'],
		[{ as: 'number', decimals: 2, digits: 5 }, 999.995, 'too large a number'],
		[{ as: 'number', decimals: 0, digits: 3 }, 999.5, 'too large a number'],
		[PERCENT, 28, 'not between 0 and 1'],
		[PERCENT, -0.1, 'not between 0 and 1'],
		[FRACTION, 1.01, 'not between 0 and 1'],
		[RATING, 'lukewarm', 'not one of Hot, Warm, Cold'],
		[RATING, 5, 'not a text'],
		[{ as: 'date' }, 'yesterday', 'not a date'],
		[{ as: 'timestamp' }, '2025-13-01T00:00:00Z', 'not a date'],
	])('for %j of %j is left out: %s', (format, value, why) => {
		expect(formatValue(value, format)).toEqual({ ok: false, why });
	});

	it('cuts a list between entries, and says how many are gone', () => {
		expect(formatValue(['aaaaaaaaa', 'bbbbbbbbb', 'c'], LINES)).toEqual({
			ok: true,
			value: 'aaaaaaaaa\nbbbbbbbbb',
			note: '1 of 3 entries left out',
		});
	});

	const fits: fc.Arbitrary<FieldFormat> = fc.oneof(
		fc.record({ as: fc.constantFrom('text', 'lines'), maxLength: fc.integer({ min: 1, max: 50 }) }),
		fc.record({
			as: fc.constantFrom('number', 'fraction', 'percent'),
			decimals: fc.integer({ min: 0, max: 6 }),
		}),
		fc.constantFrom<FieldFormat>(
			{ as: 'number', decimals: 0 },
			{ as: 'currency' },
			{ as: 'date' },
			{ as: 'timestamp' },
			RATING,
		),
	);
	const values = fc.oneof(
		fc.anything(),
		fc.double(),
		fc.double({ min: 0, max: 1, noNaN: true }),
		fc.array(fc.string()),
		fc.string(),
		fc
			.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
			.map((date) => date.toISOString()),
	);

	it('always fits, whatever came: finite, short enough, one of the options', () => {
		fc.assert(
			fc.property(values, fits, (value, format) => {
				const fitted = formatValue(value, format);
				if (fitted.ok !== true) return;
				if (typeof fitted.value === 'number') expect(Number.isFinite(fitted.value)).toBe(true);
				if ('maxLength' in format)
					expect(String(fitted.value).length).toBeLessThanOrEqual(format.maxLength);
				if (format.as === 'choice') expect(format.options).toContain(fitted.value);
				if (format.as === 'percent') expect(fitted.value).toBeLessThanOrEqual(100);
			}),
			{ numRuns: 3000 },
		);
	});

	it('is the same as what the CRM hands back, as text or not', () => {
		fc.assert(
			fc.property(values, fits, (value, format) => {
				const fitted = formatValue(value, format);
				if (fitted.ok !== true) return;
				expect(isSame(fitted.value, fitted.value, format)).toBe(true);
				expect(isSame(String(fitted.value), fitted.value, format)).toBe(true);
			}),
		);
	});

	it.each<[unknown, string | number, FieldFormat, boolean]>([
		['80', 80, { as: 'number', decimals: 0 }, true],
		['80.0', 80, { as: 'number', decimals: 0 }, true],
		['81', 80, { as: 'number', decimals: 0 }, false],
		[null, 0, { as: 'number', decimals: 0 }, false],
		['', 0, { as: 'number', decimals: 0 }, false],
		['a\r\nb', 'a\nb', LINES, true],
		['1761991200000', '2025-11-01T10:00:00.000Z', { as: 'timestamp' }, true],
		['2025-11-01T10:00:00.000+0000', '2025-11-01T10:00:00.000Z', { as: 'timestamp' }, true],
		['2025-11-01T10:00:01.000Z', '2025-11-01T10:00:00.000Z', { as: 'timestamp' }, false],
		['2025-11-01', '2025-11-01', { as: 'date' }, true],
		['nonsense', '2025-11-01', { as: 'date' }, false],
		[undefined, '', TEXT, true],
	])('compares %j with %j as %j: %p', (present, value, format, same) => {
		expect(isSame(present, value, format)).toBe(same);
	});

	it('rounds the number that is meant', () => {
		expect(rounded(2.675, 2)).toBe(2.68);
		expect(rounded(1e21, 2)).toBe(1e21);
		expect(Object.is(rounded(-0.001, 2), 0)).toBe(true);
	});
});
