import {
	WHY,
	isAbsent,
	isSpreadsheetError,
	saysNoName,
	saysNothing,
	single,
} from '../../nodes/LeadsPredict/leads/values/value';
import { list } from '../data/cases';

describe('nothing', () => {
	it.each([[undefined], [null], [''], ['   '], ['\t\r\n'], ['\u00a0']])(
		'is there in %p',
		(value) => {
			expect(isAbsent(value)).toBe(true);
			expect(saysNothing(value)).toBe(true);
			expect(saysNoName(value)).toBe(true);
		},
	);

	it.each([[0], ['0'], [false], [NaN], [[]], [{}], ['0.0'], ['00']])(
		'is not there in %p',
		(value) => {
			expect(isAbsent(value)).toBe(false);
			expect(saysNothing(value)).toBe(false);
			expect(saysNoName(value)).toBe(false);
		},
	);

	it.each([
		['-', '—', '–', '--', '---', '.', '...', '…', '?', '/', '()', '( ) -', '\u200b', '\ufeff '],
		['N/A', 'n/a', 'n.a.', 'N / A', '#N/A', '(n/a)', 'N/A.', '"N/A"'],
		['Unknown', 'UNKNOWN', '<unknown>', 'None', '--None--', '- none -', 'undefined'],
		['not available', 'Not Available', 'not set', '(not set)', 'Not provided', 'No data'],
		['k. A.', 'k.A.', 'keine Angabe', 'unbekannt', 'nicht verfügbar', 'N/V'],
		['non renseigné', 'inconnu', 'Aucun', 'N/D', 'n.d.', 'N/C'],
		['undefined undefined', 'None None', 'N/A, N/A', 'unknown unknown', '- -', 'n/a (none)'],
		['sin datos', 'desconocido', 'Ninguno', 's/d', 'no disponible'],
		['não informado', 'desconhecido', 'sconosciuto', 'nessuno', 'onbekend', 'n.v.t.', '不明'],
	])('is said by every of %p, %p, %p …, in names as well', (...words) => {
		for (const word of words) {
			expect([word, saysNothing(word)]).toEqual([word, true]);
			expect([word, saysNoName(word)]).toEqual([word, true]);
		}
	});

	it.each([['Null'], ['NULL'], ['Na'], ['NA'], ['Nan'], ['Nil'], ['(Null)'], ['TBA'], ['Na Nan']])(
		'is said by %p, which may be a name',
		(word) => {
			expect(saysNothing(word)).toBe(true);
			expect(saysNoName(word)).toBe(false);
		},
	);

	it.each([['null'], ['nan'], ['NaN'], ['"null"'], ['<null>'], ['null null']])(
		'is said by %p as only programs write it',
		(word) => {
			expect(saysNothing(word)).toBe(true);
			expect(saysNoName(word)).toBe(true);
		},
	);

	it.each([
		['Nona'],
		['None Ltd'],
		['Unknown Artist'],
		['a'],
		['-5'],
		['N'],
		['***'],
		['+'],
		['€'],
	])('is not said by %p', (text) => {
		expect(saysNothing(text)).toBe(false);
		expect(saysNoName(text)).toBe(false);
	});
});

describe('a list', () => {
	it.each<[unknown, unknown]>([
		[['a'], 'a'],
		[[0], 0],
		[[false], false],
		[[['a']], 'a'],
		[[null, 'a', '', undefined, '  '], 'a'],
		[[], undefined],
		[[null, ''], undefined],
		[[[]], undefined],
		['a', 'a'],
		[null, null],
		[{ 0: 'a' }, { 0: 'a' }],
	])('%j stands for %p', (list, expected) => {
		expect(single(list)).toEqual(expected);
	});

	it('of several stays what it is', () => {
		const list = ['a', 'b'];
		expect(single(list)).toBe(list);
		expect(single([list])).toBe(list);
	});

	it('that holds itself has an end', () => {
		const list: unknown[] = [];
		list.push(list);
		expect(single(list)).toBe(list);
	});
});

describe('an error of a spreadsheet', () => {
	it.each(
		list(`
			#REF! | #VALUE! | #NAME? | #DIV/0! | #NUM! | #ERROR! | #ref! | #WERT! | #BEZUG!`),
	)('is %s', (text) => {
		expect(isSpreadsheetError(text)).toBe(true);
	});

	it.each([
		...list(`
			#1 | #REF! and more | REF! | #hashtag`),
		'',
	])('is not %p', (text) => {
		expect(isSpreadsheetError(text)).toBe(false);
	});
});

describe('reasons', () => {
	it('are short, end a sentence that something else began, and differ', () => {
		const reasons = Object.values(WHY);
		expect(new Set(reasons).size).toBe(reasons.length);
		for (const reason of reasons) expect(reason).toMatch(/^(?!.*\.$)[a-z].{3,60}$/);
	});
});
