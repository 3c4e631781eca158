import { runInNewContext } from 'node:vm';

import { readDay } from '../../nodes/LeadsPredict/leads/values/day';
import { WHY } from '../../nodes/LeadsPredict/leads/values/value';
import { all, list, pairs } from '../data/cases';

/** Luxon comes with n8n, but its types do not. */
const { DateTime } = jest.requireActual<{
	DateTime: {
		fromISO(text: string, options?: { zone: string }): object;
		invalid(reason: string): object;
	};
}>('luxon');

const LEAVE_OUT = { dates: 'leaveOut' } as const;
const DAY_FIRST = { dates: 'dayFirst' } as const;
const MONTH_FIRST = { dates: 'monthFirst' } as const;
const ORDERS = [LEAVE_OUT, DAY_FIRST, MONTH_FIRST];

const sent = (value: string) => ({ ok: true, value });
const refused = (why: string) => ({ ok: false, why });

describe('a day', () => {
	it.each<[unknown, string]>([
		// Year first.
		['2025-11-01', '2025-11-01'],
		[' 2025-11-01\u00a0', '2025-11-01'],
		['\ufeff2025-11-01', '2025-11-01'],
		...pairs(`
			1900-01-01 → 1900-01-01 | 2024-02-29 → 2024-02-29 | 2025-11-01T10:00:00Z → 2025-11-01 |
			2025-11-01T00:00:00.000Z → 2025-11-01 | 2025-11-01T23:59:59.123456Z → 2025-11-01 |
			2020-10-22T21:03:23.000+0000 → 2020-10-22 | 2018-12-28T23:04:20+05:30 → 2018-12-28 |
			2025-11-01T23:59:59-08:00 → 2025-11-01 | 2025-11-01T10:00 → 2025-11-01 |
			2023-02-22 10:44:49 → 2023-02-22 | 2023-02-22 10:44:49.000 → 2023-02-22 |
			2024-03-12 09:14 → 2024-03-12 | 2024-03-12 9:14 → 2024-03-12 |
			2025-11-01 10:00:00 UTC → 2025-11-01 | 2025-11-01 10:00:00 +0000 UTC → 2025-11-01 |
			2025-11-01T10:00:00+01:00[Europe/Berlin] → 2025-11-01 | 2025-11-01+01:00 → 2025-11-01 |
			2025-11-1 → 2025-11-01 | 2025/11/01 → 2025-11-01 | 2025/11/1 → 2025-11-01 |
			2026/09/20 10:00:00 AM → 2026-09-20 | 2026/09/27 3:00:00 PM GMT+3 → 2026-09-27 |
			2025.11.01 → 2025-11-01 | 2025. 11. 1. → 2025-11-01 | 20251101T103000Z → 2025-11-01 |
			2025年11月1日 → 2025-11-01 | 2025年11月1日 10:30 → 2025-11-01 |
			2025년 11월 1일 → 2025-11-01 | ２０２５/１１/０１ → 2025-11-01`),
		// Dots: the day is first.
		...pairs(`
			03.04.2025 → 2025-04-03 | 3.4.2025 → 2025-04-03 | 1. 11. 2025 → 2025-11-01 |
			31.12.2025 10:00 Uhr → 2025-12-31 | 01.11.2025, 14:30:05 → 2025-11-01 |
			Sa., 01.11.2025 → 2025-11-01`),
		// Slashes and dashes, where one part tells.
		...pairs(`
			3/15/2024 2:30 PM → 2024-03-15 | 8/31/2023 19:08:16 → 2023-08-31 | 05/27/2026 → 2026-05-27 |
			01-24-2020 05:01:35 → 2020-01-24 | 27/05/2026 → 2026-05-27 | 27-05-2026 14:00 → 2026-05-27 |
			8/13/2023, 10:30:00 p.m. → 2023-08-13 | 04/04/2025 → 2025-04-04`),
		['\u200e3/\u200e15/\u200e2024', '2024-03-15'],
		// Names of months.
		...pairs(`
			1 November 2025 → 2025-11-01 | 01-Nov-2025 → 2025-11-01 | 01NOV2025 → 2025-11-01 |
			1st of November 2025 → 2025-11-01 | Nov 1, 2025 → 2025-11-01 | Nov. 1st, 2025 → 2025-11-01 |
			November 1, 2025 at 3:00 PM → 2025-11-01 | November 1, 2025 at 3pm → 2025-11-01 |
			Sept 3 2025 → 2025-09-03 | 2025-Nov-01 → 2025-11-01 | 2025 Nov 1 → 2025-11-01 |
			Saturday, November 1, 2025 → 2025-11-01 | Sat, 01 Nov 2025 10:00:00 +0000 → 2025-11-01 |
			Sat, 01 Nov 2025 10:00:00 GMT → 2025-11-01 |
			Sat Nov 01 2025 10:00:00 GMT+0100 (Central European Standard Time) → 2025-11-01 |
			Sat Nov  1 10:00:00 2025 → 2025-11-01 | 1. November 2025 → 2025-11-01 |
			1. Nov. 2025 → 2025-11-01 | Samstag, 1. März 2025 → 2025-03-01 |
			Samstag, den 1. Maerz 2025 um 10:00 Uhr → 2025-03-01 | 3. Dez 2025 → 2025-12-03 |
			5. Jänner 2025 → 2025-01-05 | 1er novembre 2025 → 2025-11-01 |
			le 1er août 2025 → 2025-08-01 | samedi 1 févr. 2025 à 10h30 → 2025-02-01 |
			12 déc. 2025 → 2025-12-12 | mar. 4 nov. 2025 → 2025-11-04 | mar. 4 mars 2025 → 2025-03-04 |
			Mar 4, 2025 → 2025-03-04 | 1 de noviembre de 2025 → 2025-11-01 |
			sábado, 1 de noviembre de 2025, 10:30 → 2025-11-01 | 5 ene 2025 → 2025-01-05 |
			3 dic. 2025 → 2025-12-03 | 1º novembre 2025 → 2025-11-01 |
			5 gennaio 2025 alle 10:30 → 2025-01-05 | 5 giu 2025 → 2025-06-05 | 8 ott 2025 → 2025-10-08 |
			1 de março de 2025 → 2025-03-01 | terça-feira, 4 de novembro de 2025 às 10:00 → 2025-11-04 |
			9 out 2025 → 2025-10-09 | 1 maart 2025 → 2025-03-01 |
			zaterdag 1 mei 2025 om 10:00 → 2025-05-01 | 3 mrt 2025 → 2025-03-03 |
			4 okt. 2025 → 2025-10-04`),
		// Moments, spreadsheets' days, and eight digits.
		[1761991200000, '2025-11-01'],
		['1761991200000', '2025-11-01'],
		[1761955199999, '2025-10-31'],
		[1761955200000, '2025-11-01'],
		[1761991200, '2025-11-01'],
		['1761991200', '2025-11-01'],
		[1761991200.5, '2025-11-01'],
		[45962, '2025-11-01'],
		['45962', '2025-11-01'],
		[45962.999, '2025-11-01'],
		['45962.5', '2025-11-01'],
		['45962,5', '2025-11-01'],
		[20000, '1954-10-03'],
		[79999, '2119-01-10'],
		[20251101, '2025-11-01'],
		['20251101', '2025-11-01'],
		// Objects.
		[new Date('2025-11-01T23:30:00Z'), '2025-11-01'],
		[runInNewContext('new Date(Date.UTC(2025, 10, 1))'), '2025-11-01'],
		[DateTime.fromISO('2025-11-01T23:30:00', { zone: 'America/New_York' }), '2025-11-01'],
		[DateTime.fromISO('2025-11-01T00:30:00', { zone: 'Asia/Tokyo' }), '2025-11-01'],
		[['2025-11-01'], '2025-11-01'],
		[[null, 45962], '2025-11-01'],
	])('%p is %s, whatever the order', (given, expected) => {
		for (const how of ORDERS) expect(readDay(given, how)).toEqual(sent(expected));
	});

	it.each<[string, string, string]>([
		['03/04/2025', '2025-04-03', '2025-03-04'],
		['3/4/2025', '2025-04-03', '2025-03-04'],
		['03-04-2025', '2025-04-03', '2025-03-04'],
		['11/1/2025', '2025-01-11', '2025-11-01'],
		['11/12/2025', '2025-12-11', '2025-11-12'],
		['12/11/2025', '2025-11-12', '2025-12-11'],
		['5/10/2026 09:15:00', '2026-10-05', '2026-05-10'],
		['11/1/2025, 3:00:00 PM', '2025-01-11', '2025-11-01'],
		['mar. 04/11/2025', '2025-11-04', '2025-04-11'],
	])('%s is left out, %s or %s', (text, dayFirst, monthFirst) => {
		expect(readDay(text, LEAVE_OUT)).toEqual(refused(WHY.ambiguousDay));
		expect(readDay(text, DAY_FIRST)).toEqual(sent(dayFirst));
		expect(readDay(text, MONTH_FIRST)).toEqual(sent(monthFirst));
	});

	it.each([[undefined], [null], [''], ['\u200b'], ['-'], ['N/A'], ['#N/A'], [[]]])(
		'is absent in %j',
		(value) => {
			expect(readDay(value, LEAVE_OUT)).toEqual({ ok: 'absent' });
		},
	);

	it.each(
		list(`
			1.11.25 | 1/11/25 | 13/11/25 | 11-13-25 10:00 | 1 Nov 25 | 01-Nov-25 | Nov 1, 25 |
			1 Nov '25`),
	)('of a year of two digits, %s, is left out', (text) => {
		for (const how of ORDERS) expect(readDay(text, how)).toEqual(refused(WHY.shortYear));
	});

	it.each<[unknown]>([
		['2025-02-30'],
		['2023-02-29'],
		['2025-13-01'],
		['2025-02-30T10:00:00Z'],
		['0000-00-00'],
		['0000-00-00 00:00:00'],
		['2025/31/12'],
		['31.11.2025'],
		['12.31.2025'],
		['31/11/2025'],
		['13/13/2025'],
		['0/0/2025'],
		['31 November 2025'],
		['Feb 30, 2025'],
		[20251301],
		['20250230'],
	])('that the calendar has not, %p, is left out', (value) => {
		for (const how of ORDERS) expect(readDay(value, how)).toEqual(refused(WHY.noSuchDay));
	});

	it.each<[unknown, string]>([
		[0, WHY.notDate],
		['0', WHY.notDate],
		[5, WHY.notDate],
		[-45962, WHY.notDate],
		[NaN, WHY.notDate],
		[Infinity, WHY.notDate],
		[19999, WHY.notDate],
		[80000, WHY.notDate],
		[20251101.5, WHY.notDate],
		[1e15, WHY.notDate],
		...all(WHY.notDate)(`
			17619912000000 | 2025 | 2025-11 | Nov 2025 | Nov-50 | 1 Nov | 11/2025 | yesterday |
			2 days ago | 10:30 | 2025-11-01x | 2025-11-01T | 2025-11-01T25:00:00Z | 2025-11-01 10:75 |
			2025-11-01 to 2025-11-05 | 2025-11-01, 2025-11-05 | 2025-11/01 | 01/11.2025 | 1/11/202 |
			1/11/20255 | 111/1/2025 | 1 Foo 2025 | Foo 1, 2025 | Nov 1, 2025 or so | 0001-01-01 |
			0001-01-01T00:00:00Z | 1899-12-31`),
		['#VALUE!', WHY.spreadsheetError],
		[true, WHY.notDate],
		[{}, WHY.notDate],
		[{ toISO: () => 'soon' }, WHY.notDate],
		[{ toISO: 'soon' }, WHY.notDate],
		[new Date(NaN), WHY.notDate],
		[new Date(8.64e15), WHY.noSuchDay],
		[DateTime.invalid('test'), WHY.notDate],
		[['2025-11-01', '2025-11-02'], WHY.several],
	])('is not made of %p', (value, why) => {
		for (const how of ORDERS) expect(readDay(value, how)).toEqual(refused(why));
	});

	it('is not made of what cannot be asked', () => {
		const broken = {
			get toISO() {
				throw new Error('broken');
			},
		};
		const noDate: unknown = Object.create(Date.prototype);
		expect(readDay(broken, LEAVE_OUT)).toEqual(refused(WHY.notDate));
		expect(readDay(noDate, LEAVE_OUT)).toEqual(refused(WHY.notDate));
	});
});
