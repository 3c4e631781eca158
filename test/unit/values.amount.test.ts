import {
	readEmployees,
	readRevenue,
	readScore,
} from '../../nodes/LeadsPredict/leads/values/amount';
import { NOTE, WHY } from '../../nodes/LeadsPredict/leads/values/value';
import { all, list, numbers } from '../data/cases';

/** Luxon comes with n8n, but its types do not. */
const { DateTime } = jest.requireActual<{
	DateTime: {
		fromISO(text: string): object;
	};
}>('luxon');

const LEAVE_OUT = { ranges: 'leaveOut' } as const;
const LOWER_BOUND = { ranges: 'lowerBound' } as const;
const MIDPOINT = { ranges: 'midpoint' } as const;

const sent = (value: number, ...notes: string[]) =>
	notes.length === 0 ? { ok: true, value } : { ok: true, value, note: notes.join(', ') };
const refused = (why: string) => ({ ok: false, why });
const ABSENT = { ok: 'absent' };

const READERS = [
	['revenue', (value: unknown) => readRevenue(value, LEAVE_OUT)],
	['employees', (value: unknown) => readEmployees(value, LEAVE_OUT)],
	['engagement score', readScore],
] as const;

describe.each(READERS)('%s', (_field, read) => {
	it.each<[unknown, number]>([
		[0, 0],
		['0', 0],
		[-0, 0],
		['-0', 0],
		[150, 150],
		['150', 150],
		[' 150 ', 150],
		['\ufeff150\u00a0', 150],
		['\u200e150', 150],
		['85.0', 85],
		['007', 7],
		[['150'], 150],
		[[null, 150], 150],
	])('reads %j', (given, expected) => {
		expect(read(given)).toEqual({ ok: true, value: expected });
		expect(Object.is(JSON.parse(JSON.stringify(read(given))).value, expected)).toBe(true);
	});

	it.each([[undefined], [null], [''], ['-'], ['—'], ['N/A'], ['#N/A'], ['null'], ['k. A.'], [[]]])(
		'is absent in %j',
		(value) => {
			expect(read(value)).toEqual(ABSENT);
		},
	);

	it.each<[unknown, string]>([
		[NaN, WHY.notNumber],
		[Infinity, WHY.notNumber],
		[-Infinity, WHY.notNumber],
		['9'.repeat(400), WHY.notNumber],
		...all(WHY.notNumber)(`
			lots | 5 % | 0x10 | 1/2 | 75/100 | 5 apples | 1 2 | 12 or 13 | 1.2.3 | 1,2,3 | + | € | k |
			١٢`),
		['5\ud83d', WHY.notNumber],
		['true', WHY.notNumber],
		[true, WHY.notNumber],
		[5n, WHY.notNumber],
		[{}, WHY.notNumber],
		['#REF!', WHY.spreadsheetError],
		[[1, 2], WHY.several],
	])('is not %p', (value, why) => {
		expect(read(value)).toEqual(refused(why));
	});
});

describe('revenue', () => {
	it.each<[unknown, number]>([
		[950000000.0, 950000000],
		[0.5, 0.5],
		[-1200.5, -1200.5],
		...numbers(`
			5000000.0 → 5000000 | 0.0 → 0 | -5000 → -5000 | +5000 → 5000`),
		// Thousands and decimals, in the habits of several countries.
		...numbers(`
			12,500 → 12500 | 1,200,000 → 1200000 | 1,200,000.50 → 1200000.5 | 1.234.567 → 1234567 |
			1.234.567,89 → 1234567.89 | 1234567,89 → 1234567.89 | 1234,5 → 1234.5 |
			1 234 567 → 1234567 | 1 234 → 1234`),
		['1\u202f234\u00a0567,89', 1234567.89],
		...numbers(`
			1'234'567 → 1234567 | 1’234’567.50 → 1234567.5 | 12,34,567 → 1234567 |
			1,23,45,678.5 → 12345678.5 | ５，０００ → 5000 | 5.000.000,- → 5000000 |
			5'000'000.-- → 5000000`),
		// What cannot be thousands has decimals.
		...numbers(`
			0.125 → 0.125 | 0,125 → 0.125 | 1234.567 → 1234.567 | 1,234.567 → 1234.567 |
			1.234,567 → 1234.567 | .5 → 0.5`),
		// Units.
		...numbers(`
			10M → 10000000 | 10m → 10000000 | 10 MM → 10000000 | 2.3M → 2300000 |
			4.35 million → 4350000 | 1.1 mn → 1100000 | 500k → 500000 | 500 thousand → 500000 |
			1.5bn → 1500000000 | 383B (FY2023) → 383000000000 | 5M (2022) → 5000000 |
			5M (est. 2021) → 5000000 | 5M FY2023 → 5000000 | 12.5 (in millions) → 12500000 |
			1,234M → 1234000000 | 5 Mio. → 5000000 | 2,5 Mrd → 2500000000 |
			2,5 Milliarden → 2500000000 | 750 Tsd. → 750000 | 3 millions → 3000000 |
			3,5 milliards → 3500000000 | 3 Md → 3000000000 | 2,5 millones → 2500000 |
			2 mil millones → 2000000000 | 2,5 milhões → 2500000 | 2,5 bilhões → 2500000000 |
			1,5 milioni → 1500000 | 1,5 mln → 1500000 | 2 miliardi → 2000000000 |
			2,5 miljoen → 2500000 | 2 miljard → 2000000000 | 5 lakh → 500000 | 5 lakhs → 500000 |
			2.5 crore → 25000000 | 1 lakh crore → 1000000000000 | 5億 → 500000000 | 1,200万 → 12000000 |
			5억 → 500000000 | 5 млн → 5000000`),
		// Words that change nothing.
		...numbers(`
			5M per year → 5000000 | 5M/yr → 5000000 | 5M p.a. → 5000000 | 5 Mio. pro Jahr → 5000000 |
			Annual revenue: 5M → 5000000 | 5M ARR → 5000000`),
		// As spreadsheets shorten numbers.
		...numbers(`
			1.2E+07 → 12000000 | 1,2E+07 → 12000000 | 5e6 → 5000000 | 1.5E-1 → 0.15`),
	])('%j is %d', (given, expected) => {
		expect(readRevenue(given, LEAVE_OUT)).toEqual(sent(expected));
	});

	it.each<[string, number]>(
		numbers(`
			$1,200,000 → 1200000 | $ 1,200,000.00 → 1200000 | US$ 5 million → 5000000 |
			R$ 2,5 milhões → 2500000 | A$5m → 5000000 | 5M$ → 5000000 | 5M USD → 5000000 |
			5M US dollars → 5000000 | £1.5m → 1500000 | €1.5M → 1500000 | 5 Mio. € → 5000000 |
			5 Mio. Euro → 5000000 | EUR 5 Mio → 5000000 | 500 k€ → 500000 | 5 M€ → 5000000 |
			3 Md€ → 3000000000 | 500 TEUR → 500000 | 500 T€ → 500000 | 12 MEUR → 12000000 |
			120 mkr → 120000000 | 3 millions d'euros → 3000000 | 3 millones de euros → 3000000 |
			CHF 1'234'567.50 → 1234567.5 | 1 234 567,89 € → 1234567.89 | € 1.200.000,- → 1200000 |
			₹12,34,567 → 1234567 | Rs. 2.5 Cr → 25000000 | INR 50 lakh → 5000000 | ¥5億 → 500000000 |
			5億円 → 500000000 | 50 000 000 kr → 50000000 | 5 mln zł → 5000000 | 100 млн ₽ → 100000000`),
	)('%j is %d, without its currency', (given, expected) => {
		expect(readRevenue(given, LEAVE_OUT)).toEqual(sent(expected, NOTE.currency));
	});

	it.each([
		['~5M'],
		['≈ 5M'],
		['ca. 5 Mio.'],
		['about 5 million'],
		['environ 5 millions'],
		['約500万'],
	])('%j is sent, and that it is approximate is said', (text) => {
		expect(readRevenue(text, LEAVE_OUT)).toEqual(sent(5_000_000, NOTE.approximate));
	});

	it.each<[string, string]>([
		...all(WHY.ambiguousMark)(`
			1.234 | $12.500 | 1.234M | 1.234 Mio. € | 1,234 Mrd | 5.000,-`),
		['5 mil', WHY.ambiguousUnit],
		['$5 mil.', WHY.ambiguousUnit],
		['$10 mil. - $25 mil.', WHY.ambiguousUnit],
		...all(WHY.negative)(`
			-5M | -$5,000 | (1,200) | $(1,200)`),
		...all(WHY.notNumber)(`
			5M (6M in 2022) | 5M per month | 5 monthly | 50 employees | 5M million | 5 Billionen`),
		['1,234 TEUR', WHY.ambiguousMark],
		...all(WHY.notNumber)(`
			1,234,56 | 12,34,56 | 1,2345,678 | 1.234,567,890 | 2022-01-01 | pre-revenue`),
	])('%j is not guessed: %s', (text, why) => {
		for (const how of [LEAVE_OUT, LOWER_BOUND, MIDPOINT]) {
			expect(readRevenue(text, how)).toEqual(refused(why));
		}
	});
});

describe('what the label says', () => {
	const thousands = { ranges: 'leaveOut', scale: 1000 } as const;

	it.each<[unknown, number]>([
		...numbers(`
			12,500 → 12500000 | 12500 → 12500000 | 2.3 → 2300 | 4.35 → 4350`),
		[12500, 12_500_000],
		[4.35, 4_350],
		[1e21, 1e24],
		...numbers(`
			1.2E+04 → 12000000 | -5 → -5000 | 12.5M → 12500000 | 12 thousand → 12000`),
	])('multiplies %j to %d, unless the value has a unit', (given, expected) => {
		expect(readRevenue(given, thousands)).toEqual(sent(expected));
	});

	it('multiplies both bounds of a range, or those without a unit', () => {
		const midpoint = { ranges: 'midpoint', scale: 1000 } as const;
		expect(readRevenue('10 - 20', midpoint)).toEqual(sent(15_000, NOTE.midpoint));
		expect(readRevenue('1 - 3M', midpoint)).toEqual(sent(2_000_000, NOTE.midpoint));
		expect(readRevenue('50 - 11', midpoint)).toEqual(refused(WHY.range));
	});

	it('multiplies by any factor, and gives no noise', () => {
		expect(readRevenue('0.1', { ranges: 'leaveOut', scale: 3 })).toEqual(sent(0.3));
		expect(readRevenue('1.1', { ranges: 'leaveOut', scale: 1e6 })).toEqual(sent(1_100_000));
		expect(readEmployees('1.5', { ranges: 'leaveOut', scale: 1000 })).toEqual(sent(1500));
	});

	it('never makes what JSON cannot say', () => {
		expect(readRevenue(1e300, { ranges: 'leaveOut', scale: 1e300 })).toEqual(
			refused(WHY.notNumber),
		);
	});
});

describe('a range', () => {
	it.each<[string, number, number]>(
		numbers<[string, number, number]>(`
			1M-10M → 1000000 → 5500000 | 1 - 10M → 1000000 → 5500000 | 1M – 10M → 1000000 → 5500000 |
			1M—10M → 1000000 → 5500000 | 1M~10M → 1000000 → 5500000 | 1M〜10M → 1000000 → 5500000 |
			1M to 10M → 1000000 → 5500000 | 500M to 1B → 500000000 → 750000000 |
			1B-10B → 1000000000 → 5500000000 | 10M-50 → 10000000 → 30000000 | 1-5m → 1000000 → 3000000 |
			between 1 and 5 million → 1000000 → 3000000 | 1 bis 5 Mio. → 1000000 → 3000000 |
			zwischen 1 und 5 Mio. → 1000000 → 3000000 | von 1,5 bis 2,5 Mio. → 1500000 → 2000000 |
			de 1 à 5 millions → 1000000 → 3000000 | entre 1 et 5 millions → 1000000 → 3000000 |
			de 1 a 5 millones → 1000000 → 3000000 | entre 1 y 5 millones → 1000000 → 3000000 |
			da 1 a 5 milioni → 1000000 → 3000000 | tra 1 e 5 milioni → 1000000 → 3000000 |
			de 1 a 5 milhões → 1000000 → 3000000 | tussen 1 en 5 miljoen → 1000000 → 3000000 |
			1 tot 5 miljoen → 1000000 → 3000000 | 1億〜5億 → 100000000 → 300000000`),
	)('of revenue, %j: left out, %d or %d', (text, low, middle) => {
		expect(readRevenue(text, LEAVE_OUT)).toEqual(refused(WHY.range));
		expect(readRevenue(text, LOWER_BOUND)).toEqual(sent(low, NOTE.lowerBound));
		expect(readRevenue(text, MIDPOINT)).toEqual(sent(middle, NOTE.midpoint));
	});

	it('says as well what else is not sent', () => {
		expect(readRevenue('$1M-$10M', LEAVE_OUT)).toEqual(refused(WHY.range));
		expect(readRevenue('$1M-$10M', LOWER_BOUND)).toEqual(
			sent(1_000_000, NOTE.lowerBound, NOTE.currency),
		);
		expect(readRevenue('$0-$1M', MIDPOINT)).toEqual(sent(500_000, NOTE.midpoint, NOTE.currency));
		expect(readRevenue('$100M+', LOWER_BOUND)).toEqual(
			sent(100_000_000, NOTE.openLowerBound, NOTE.currency),
		);
	});

	it('whose bounds can mean two things is left out whatever is wanted', () => {
		expect(readRevenue('1.234 - 5.678', LEAVE_OUT)).toEqual(refused(WHY.range));
		expect(readRevenue('1.234 - 5.678', LOWER_BOUND)).toEqual(refused(WHY.ambiguousMark));
		expect(readRevenue('1.2.3 - 5', LOWER_BOUND)).toEqual(refused(WHY.notNumber));
		expect(readRevenue('50-11', LOWER_BOUND)).toEqual(refused(WHY.range));
	});

	it.each<[string, number, number]>(
		numbers<[string, number, number]>(`
			5-25 → 5 → 15 | 11-50 → 11 → 31 | 1-10 → 1 → 6 | 51-200 employees → 51 → 126 |
			100 - 250 → 100 → 175 | 1,001-5,000 employees → 1001 → 3001 |
			1.001-5.000 Mitarbeiter → 1001 → 3001 | 1,000 to 4,999 → 1000 → 3000 | 251-1K → 251 → 626 |
			1K-5K → 1000 → 3000 | 11–50 → 11 → 31 | 10~50명 → 10 → 30 |
			20 bis 49 Beschäftigte → 20 → 35 | 10 à 49 salariés → 10 → 30 | entre 10 et 49 → 10 → 30 |
			10 a 49 empleados → 10 → 30 | da 10 a 49 dipendenti → 10 → 30 |
			10 tot 49 medewerkers → 10 → 30 | 10-10 → 10 → 10`),
	)('of employees, %j: left out, %d or %d', (text, low, middle) => {
		expect(readEmployees(text, LEAVE_OUT)).toEqual(refused(WHY.range));
		expect(readEmployees(text, LOWER_BOUND)).toEqual(sent(low, NOTE.lowerBound));
		expect(readEmployees(text, MIDPOINT)).toEqual(sent(middle, NOTE.midpoint));
	});

	it.each<[string, number]>(
		numbers(`
			10,001+ employees → 10001 | 500+ → 500 | 500 + → 500 | +500 → 500 | >5000 → 5000 |
			> 5,000 → 5000 | >= 500 → 500 | ≥500 → 500 | 10000- and above → 10000 | 10000- → 10000 |
			500 or more → 500 | 500 plus → 500 | over 500 → 500 | more than 500 people → 500 |
			at least 500 → 500 | from 500 → 500 | mehr als 5000 Mitarbeiter → 5000 | über 500 → 500 |
			ab 500 → 500 | 500 und mehr → 500 | plus de 500 salariés → 500 | 500 et plus → 500 |
			à partir de 500 → 500 | más de 500 empleados → 500 | 500 o más → 500 | oltre 500 → 500 |
			più di 500 → 500 | mais de 500 → 500 | meer dan 500 → 500 | 500名以上 → 500`),
	)('open above, %j: left out or %d', (text, low) => {
		expect(readEmployees(text, LEAVE_OUT)).toEqual(refused(WHY.openRange));
		expect(readEmployees(text, MIDPOINT)).toEqual(refused(WHY.openRange));
		expect(readEmployees(text, LOWER_BOUND)).toEqual(sent(low, NOTE.openLowerBound));
	});

	it.each(
		list(`
			<10 | ≤ 10 | <= 10 | less than 10 | under 10 | up to 10 | to 10 | 10 or less |
			weniger als 10 | bis zu 10 | bis 10 | unter 10 | moins de 10 | jusqu'à 10 | menos de 10 |
			hasta 10 | meno di 10 | fino a 10 | até 10 | minder dan 10 | tot 10 | 10以下 |
			Below 5 lakh | up_to_2_5m | more than 5 less than 10`),
	)('open below, %j: always left out', (text) => {
		for (const how of [LEAVE_OUT, LOWER_BOUND, MIDPOINT]) {
			expect(readRevenue(text, how)).toEqual(refused(WHY.openRange));
			expect(readEmployees(text, how)).toEqual(refused(WHY.openRange));
		}
	});
});

describe('employees', () => {
	it.each<[unknown, number]>([
		...numbers(`
			1,200 → 1200 | 1.200 → 1200 | 1 200 → 1200 | 1'200 → 1200 | 12,300 → 12300 |
			1.234.567 → 1234567 | 85.00 → 85`),
		[85.0, 85],
		...numbers(`
			50 employees → 50 | 50 Employees → 50 | 50 people → 50 | 50 FTE → 50 | 50 Mitarbeiter → 50 |
			50 MA → 50 | 50 Beschäftigte → 50 | 50 salariés → 50 | 50 empleados → 50 |
			50 dipendenti → 50 | 50 funcionários → 50 | 50 medewerkers → 50 | Headcount: 50 → 50 |
			50名 → 50 | 50人 → 50 | 1K → 1000 | 1.5K → 1500 | 1,5k → 1500 | 2 thousand → 2000 |
			1.2M → 1200000`),
	])('%j are %d', (given, expected) => {
		expect(readEmployees(given, LEAVE_OUT)).toEqual(sent(expected));
	});

	it('are approximate when the text says so', () => {
		expect(readEmployees('ca. 50 Mitarbeiter', LEAVE_OUT)).toEqual(sent(50, NOTE.approximate));
	});

	it.each<[unknown]>([
		['Nov-50'],
		['10-Jan'],
		['Jan-10'],
		['jan 10'],
		['10. Jan'],
		['01. Okt'],
		['Okt 50'],
		['nov.-50'],
		['50-Mai'],
		['11-août'],
		['10-ene'],
		['10/mag'],
		['Mrt-50'],
		['2025-01-10'],
		['2025-01-10T00:00:00.000Z'],
		['2025-01-10 00:00:00'],
		['10/1/2025'],
		['1/10/25'],
		['10.01.2025'],
		['10.01.25'],
		['Jan 10, 2025'],
		['Fri Jan 10 2025 00:00:00 GMT+0000 (Coordinated Universal Time)'],
		[new Date(0)],
		[DateTime.fromISO('2025-01-10')],
		[['10-Jan']],
	])('that became %p are left out whatever is wanted', (value) => {
		for (const how of [LEAVE_OUT, LOWER_BOUND, MIDPOINT]) {
			expect(readEmployees(value, how)).toEqual(refused(WHY.mangledRange));
		}
	});

	it.each<[unknown, string]>([
		[85.5, WHY.notWhole],
		['85.5', WHY.notWhole],
		['12,34', WHY.notWhole],
		['0.0005K', WHY.notWhole],
		[-3, WHY.negative],
		['-3', WHY.negative],
		['-1,200', WHY.negative],
		['(50)', WHY.negative],
		['1.234K', WHY.ambiguousMark],
		['1,234K', WHY.ambiguousMark],
		['5 mil', WHY.ambiguousUnit],
		...all(WHY.notNumber)(`
			$50 | 5 MEUR | 1e3 | self-employed | Myself only | 2-3-4 | Mar`),
		[new Date(NaN), WHY.notNumber],
	])('are not %p', (value, why) => {
		expect(readEmployees(value, LOWER_BOUND)).toEqual(refused(why));
	});
});

describe('an engagement score', () => {
	it.each<[unknown, number]>([
		[75, 75],
		...numbers(`
			75 → 75 | 0.5 → 0.5 | -3.25 → -3.25 | +7 → 7 | 1.234 → 1.234`),
	])('%j is %d', (given, expected) => {
		expect(readScore(given)).toEqual(sent(expected));
	});

	it.each(
		list(`
			75% | 75,5 | 1,234 | 7/10 | 75 points | 1K | 50-75 | 80+ | 1e2 | .5 | 5. | A`),
	)('%j is on a scale that nobody knows', (text) => {
		expect(readScore(text)).toEqual(refused(WHY.notNumber));
	});
});
