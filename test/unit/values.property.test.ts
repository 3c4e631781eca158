import * as fc from 'fast-check';

import { calendarDay } from '../../nodes/LeadsPredict/contract';
import {
	readEmployees,
	readRevenue,
	readScore,
} from '../../nodes/LeadsPredict/leads/values/amount';
import type { Ranges } from '../../nodes/LeadsPredict/leads/values/amount';
import { readDay } from '../../nodes/LeadsPredict/leads/values/day';
import { readEmail } from '../../nodes/LeadsPredict/leads/values/email';
import {
	readCompany,
	readIndustry,
	readName,
	readPhone,
} from '../../nodes/LeadsPredict/leads/values/text';
import { NOTE, WHY } from '../../nodes/LeadsPredict/leads/values/value';
import type { Converted } from '../../nodes/LeadsPredict/leads/values/value';

const RANGES: readonly Ranges[] = ['leaveOut', 'lowerBound', 'midpoint'];

const READERS: Array<[string, (value: unknown) => Converted]> = [
	['email', readEmail],
	['name', readName],
	['company', readCompany],
	['industry', readIndustry],
	['phone', readPhone],
	...RANGES.flatMap(
		(ranges): Array<[string, (value: unknown) => Converted]> => [
			[`revenue, ${ranges}`, (value) => readRevenue(value, { ranges })],
			[`employees, ${ranges}`, (value) => readEmployees(value, { ranges })],
		],
	),
	['score', readScore],
	['day', (value) => readDay(value, { dates: 'dayFirst' })],
];

/** Pieces of which every kind of value is made, and what comes between them. */
const PIECES = [
	...[
		'1',
		'12',
		'2025',
		'234',
		'500',
		'0',
		'٣',
		'k',
		'M',
		'Mio.',
		'mil',
		'lakh',
		'億',
		'EUR',
		'kr',
	],
	...['$', '€', '+', '-', '–', '~', '>', '<', '.', ',', "'", '/', ':', '%', '(', ')', 'e', 'E+'],
	...['to', 'bis', 'a', 'à', 'and', 'between', 'more than', 'up to', 'or more', 'employees', 'T'],
	...['Nov', 'mar', 'août', 'Sat', '1st', 'de', 'PM', 'Z', '+01:00', '10:30', '年', '月', '日'],
	...['a@x.example', 'b@y.example', 'mailto:', '<', '>', ';', '|', '@', 'x', '****', 'www.', '"'],
	...['Anna', 'Null', 'N/A', '#REF!', 'tel:', 'p:', '李', '\u0308', '😀', 'علی', '\ufe0f', '_'],
	...[' ', '  ', '\n', '\u00a0', '\u200b', '\u200c', '\u200d', '\ufeff', '\u00ad', '\u061c'],
	...['\ud83d', '\ude00', '\u0000', '\u180e', '\u0085', '\u202e'],
];

const text = fc.oneof(
	fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')),
	fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join(' ')),
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme' }),
	fc.emailAddress(),
	fc.date().map(String),
	fc.oneof(fc.double(), fc.integer()).map((number) => ` ${number} `),
);

const value = fc.oneof(
	{ weight: 4, arbitrary: text },
	{
		weight: 2,
		arbitrary: fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
	},
	{ weight: 1, arbitrary: fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger()) },
	{ weight: 1, arbitrary: fc.array(text, { maxLength: 3 }) },
);

const RUNS = { numRuns: 1000 };

describe.each(READERS)('reading a value for %s, by law', (_field, read) => {
	it('never throws, and gives only what JSON and the API can take', () => {
		fc.assert(
			fc.property(value, (given) => {
				const converted = read(given);
				if (converted.ok !== true) return;
				if (typeof converted.value === 'number') {
					expect(Number.isFinite(converted.value)).toBe(true);
					expect(Object.is(converted.value, -0)).toBe(false);
				} else {
					expect(converted.value).not.toMatch(/\p{Cs}|\p{Cc}|^\s|\s$|^$/u);
				}
			}),
			RUNS,
		);
	});

	it('changes nothing the second time, and has no more to say', () => {
		fc.assert(
			fc.property(value, (given) => {
				const once = read(given);
				if (once.ok === true) expect(read(once.value)).toEqual({ ok: true, value: once.value });
			}),
			RUNS,
		);
	});

	it('says why in words that are known', () => {
		const reasons = new Set<string>(Object.values(WHY));
		const notes = new Set<string>(Object.values(NOTE).filter((note) => typeof note === 'string'));
		const addresses = /^only (?:the first|one) of \d+ addresses /;
		fc.assert(
			fc.property(value, (given) => {
				const converted = read(given);
				if (converted.ok === false) expect(reasons).toContain(converted.why);
				if (converted.ok !== true || converted.note === undefined) return;
				for (const note of converted.note.split(', ')) {
					expect(notes.has(note) || addresses.test(note)).toBe(true);
				}
			}),
			RUNS,
		);
	});

	it('is not held up by a long hostile text', () => {
		const LENGTH = 100_000;
		const ONE_SECOND = 1000;
		for (const piece of [
			...PIECES,
			'1,',
			'1.',
			'a.',
			'@x.',
			'@/',
			'"\'',
			'\u00a0x',
			'a\u200d',
			'<(',
		]) {
			const run = piece.repeat(Math.ceil(LENGTH / piece.length));
			for (const hostile of [run, `${run}!`, `x${run}x`, `a@${run}x`, `1${run}x`, `'${run} x`]) {
				const start = performance.now();
				read(hostile);
				const took = performance.now() - start;
				expect([piece, took < ONE_SECOND]).toEqual([piece, true]);
			}
		}
	});
});

describe('reading what is beyond doubt, by law', () => {
	it('gives the very number that digits mean, whatever the marks', () => {
		const whole = fc.nat({ max: 999_999_999 });
		const cents = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
		const marks = fc.constantFrom([',', '.'], ['.', ','], [' ', ','], ["'", '.'], ['\u00a0', ',']);
		fc.assert(
			fc.property(whole, cents, marks, (amount, fraction, [thousands = '', decimal = '']) => {
				const grouped = String(amount).replace(/\B(?=(?:\d{3})+$)/g, thousands);
				const read = readRevenue(`${grouped}${decimal}${fraction}`, { ranges: 'leaveOut' });
				expect(read).toEqual({ ok: true, value: Number(`${amount}.${fraction}`) });
			}),
		);
	});

	it('gives a unit’s number as if its zeros had been written', () => {
		const unit = fc.constantFrom(
			['K', 3],
			['M', 6],
			['B', 9],
			['Mrd', 9],
			['lakh', 5],
			['crore', 7],
		);
		fc.assert(
			fc.property(
				fc.nat({ max: 9999 }),
				fc.integer({ min: 0, max: 99 }),
				unit,
				(amount, fraction, [name, power]) => {
					const digits = `${amount}.${String(fraction).padStart(2, '0')}`;
					const read = readRevenue(`${digits} ${name}`, { ranges: 'leaveOut' });
					expect(read).toEqual({ ok: true, value: Number(`${digits}e${power}`) });
				},
			),
		);
	});

	it('gives the day that was written, in every form', () => {
		const day = fc.date({
			min: new Date('1955-01-01'),
			max: new Date('2118-12-31'),
			noInvalidDate: true,
		});
		const names = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'].flatMap((locale) =>
			(['long', 'short'] as const).map(
				(month) =>
					new Intl.DateTimeFormat(locale, {
						...{ day: 'numeric', month, year: 'numeric', weekday: month },
						timeZone: 'UTC',
					}),
			),
		);
		fc.assert(
			fc.property(day, fc.constantFrom(...names), (date, format) => {
				const expected = date.toISOString().slice(0, 10);
				const [year = '', month = '', dayOfMonth = ''] = expected.split('-');
				const serial = Math.floor(date.getTime() / 86_400_000) + 25_569;
				const written = [
					date,
					date.toISOString(),
					date.toUTCString(),
					serial,
					`${serial}`,
					`${year}/${Number(month)}/${Number(dayOfMonth)}`,
					`${dayOfMonth}.${month}.${year}`,
					`${year}${month}${dayOfMonth}`,
					format.format(date),
				];
				for (const form of written) {
					expect([form, readDay(form, { dates: 'leaveOut' })]).toEqual([
						form,
						{ ok: true, value: expected },
					]);
				}
				expect(readDay(`${dayOfMonth}/${month}/${year}`, { dates: 'dayFirst' })).toEqual({
					ok: true,
					value: expected,
				});
				expect(readDay(`${month}-${dayOfMonth}-${year}`, { dates: 'monthFirst' })).toEqual({
					ok: true,
					value: expected,
				});
				expect(calendarDay.safeParse(expected).success).toBe(true);
			}),
			{ numRuns: 2000 },
		);
	});

	it('gives every plain address back', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (address) => {
				fc.pre(!/[*]|\.{3}/.test(address) && !/@.*\.[a-z]*\d/i.test(address));
				const [local = ''] = address.split('@');
				fc.pre(!/^[`'"]|[|/]/.test(local));
				expect(readEmail(`Some One <${address}>`)).toEqual({ ok: true, value: address });
				expect(readEmail(address)).toEqual({ ok: true, value: address });
			}),
		);
	});
});
