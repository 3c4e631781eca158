import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { readLeads } from '../../nodes/LeadsPredict/leads/readLeads';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { readHints } from '../../nodes/LeadsPredict/output/readHints';
import { compileMapping } from '../../nodes/LeadsPredict/leads/fieldMapping';

const read = (
	jsons: readonly IDataObject[],
	{ compareItems = true, source = 'auto', mapping = {} } = {},
) =>
	readLeads(
		jsons.map((json) => ({ json })),
		{
			recognise: recognizer(source),
			mapping: compileMapping(mapping, () => undefined),
			compareItems,
			excludeFields: new Set(),
			strict: false,
			dates: 'leaveOut',
			ranges: 'leaveOut',
		},
	);

const leads = (...given: Parameters<typeof read>) => read(...given).rows.map(({ lead }) => lead);

const hints = (jsons: readonly IDataObject[]) =>
	readHints(read(jsons))
		.map(({ message }) => message)
		.join('\n');

const rows = (header: string, values: readonly unknown[], rest: IDataObject = {}): IDataObject[] =>
	values.map((value, index) => ({
		...rest,
		Email: `p${index}@x.example`,
		[header]: value as string,
	}));

describe('the column of addresses', () => {
	const PEOPLE = ['ida', 'ben', 'eva', 'tom', 'lea', 'kai', 'ann', 'max', 'zoe', 'jan'];
	const table = (cells: (person: string, index: number) => IDataObject) =>
		PEOPLE.map((person, index) => ({ Name: `${person} Berg`, ...cells(person, index) }));
	const REACH = table((person) => ({ 'Reach at': `${person}@x.example` }));

	it('is the email when no header names one, and the hint says so', () => {
		expect(leads(REACH).map(({ email }) => email)).toEqual(
			PEOPLE.map((name) => `${name}@x.example`),
		);
		expect(hints(REACH)).toContain('Email read from "Reach at", the only column of addresses');
	});

	it('is found one level down and beside a column of the sellers', () => {
		const items = table((person, index) => ({
			party: { reach: `${person}@x.example` },
			Handled: `rep${index % 2}@seller.example`,
		}));
		expect(leads(items)[3]?.email).toBe('tom@x.example');
	});

	it('leaves an item without an address refused', () => {
		const { rows: readRows, refused } = read([...REACH, { Name: 'Nobody', 'Reach at': '' }]);
		expect([readRows.length, refused.length]).toEqual([10, 1]);
	});

	it.each<[string, readonly IDataObject[]]>([
		['addresses that repeat', table((_, index) => ({ Handled: `rep${index % 3}@seller.example` }))],
		[
			'two columns of addresses',
			table((person) => ({ One: `${person}@x.example`, Two: `${person}@y.example` })),
		],
		['a header for somebody else', table((person) => ({ 'Sales rep': `${person}@x.example` }))],
		['somebody else’s object', table((person) => ({ owner: { reach: `${person}@x.example` } }))],
		[
			'a column that half of the items fill',
			table((person, index) => ({ Reach: index % 2 === 0 ? `${person}@x.example` : '' })),
		],
		[
			'a header that names an email',
			table((person) => ({ Email: '', Reach: `${person}@x.example` })),
		],
		['two items', REACH.slice(0, 2)],
	])('is not: %s', (_, items) => {
		expect(leads(items)).toEqual([]);
	});

	it('is not looked for when the user mapped the email, chose LeadsPredict Fields, or switched it off', () => {
		expect(leads(REACH, { mapping: { email: '={{ $json.nothing }}' } })).toEqual([]);
		expect(leads(REACH, { source: 'leadspredict' })).toEqual([]);
		expect(leads(REACH, { compareItems: false })).toEqual([]);
	});
});

describe('day and month', () => {
	const dates = (...given: Parameters<typeof read>) =>
		leads(...given).map(({ last_interaction: day }) => day);

	it.each<[string, string[], Array<string | undefined>]>([
		['day first, as one date shows', ['03/04/2025', '25/03/2025'], ['2025-04-03', '2025-03-25']],
		['month first, as one date shows', ['03/04/2025', '03/25/2025'], ['2025-03-04', '2025-03-25']],
		[
			'left out where dates disagree',
			['03/04/2025', '25/03/2025', '03/25/2025'],
			[undefined, '2025-03-25', '2025-03-25'],
		],
		['left out where no date tells', ['03/04/2025', '03/03/2025'], [undefined, '2025-03-03']],
		['left out where only dots tell', ['03/04/2025', '25.03.2025'], [undefined, '2025-03-25']],
	])('%s', (_, values, expected) => {
		expect(dates(rows('Last contact', values))).toEqual(expected);
	});

	it('is said in a hint, and only when it settled something', () => {
		expect(hints(rows('Last contact', ['03/04/2025', '25/03/2025']))).toContain(
			'Dates in "Last contact" read day first, as other dates there show',
		);
		expect(hints(rows('Last contact', ['25/03/2025', '26/03/2025']))).not.toContain('day first');
	});

	it('is not compared between items of different systems', () => {
		const salesforce = {
			attributes: { type: 'Lead', url: '/services/data/v59.0/sobjects/Lead/00Q000000000001' },
			Email: 's@x.example',
			LastActivityDate: '25/03/2025',
		};
		const row = { Email: 'r@x.example', LastActivityDate: '03/04/2025' };
		expect(dates([salesforce, row])).toEqual(['2025-03-25', undefined]);
		expect(dates([{ ...row, LastActivityDate: '25/03/2025' }, row])[1]).toBe('2025-04-03');
	});

	it('is not compared between columns, or when it is switched off', () => {
		const items = [
			...rows('Last contact', ['03/04/2025']),
			...rows('Last activity', ['25/03/2025']),
		];
		expect(dates(items)).toEqual([undefined, '2025-03-25']);
		expect(
			dates(rows('Last contact', ['03/04/2025', '25/03/2025']), { compareItems: false })[0],
		).toBeUndefined();
	});
});

describe('the dot in an amount', () => {
	it.each<[string, string[], Array<number | undefined>]>([
		['parts thousands, as a longer number shows', ['1.234', '12.345.678'], [1234, 12345678]],
		['parts thousands, as decimals behind a comma show', ['€ 1.234', '2.500,50 €'], [1234, 2500.5]],
		['parts decimals, as another number shows', ['1.234', '12.5'], [1.234, 12.5]],
		[
			'is left open where numbers disagree',
			['1.234', '12.5', '12.345.678'],
			[undefined, 12.5, 12345678],
		],
		['is left open where only one with a unit tells', ['1.234', '2.5M'], [undefined, 2500000]],
		['is left open where nothing tells', ['1.234', '5000'], [undefined, 5000]],
	])('%s', (_, values, expected) => {
		expect(leads(rows('Revenue', values)).map(({ revenue }) => revenue)).toEqual(expected);
	});
});

describe('two columns that may both be the company', () => {
	const pairs = (seller: readonly string[], buyer: readonly string[]) =>
		buyer.map((name, index) => ({
			email: `p${index}@x.example`,
			Firma: seller[index % seller.length] ?? '',
			Unternehmen: name,
		}));
	const companies = (items: IDataObject[]) => leads(items).map(({ company }) => company);

	it('is the one that differs when the other is the same in all items', () => {
		expect(companies(pairs(['Seller Ltd'], ['Berg', 'Tal', 'See', 'Wald']))).toEqual([
			'Berg',
			'Tal',
			'See',
			'Wald',
		]);
	});

	it('stays open when both differ, or both are the same', () => {
		expect(companies(pairs(['A', 'B', 'C'], ['Berg', 'Tal', 'See']))).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(companies(pairs(['A'], ['Berg', 'Berg', 'Berg']))).toEqual([
			undefined,
			undefined,
			undefined,
		]);
	});
});

it('comes to the same in any order of the items, and never changes what an item says by itself', () => {
	const cell = fc.constantFrom(
		'03/04/2025',
		'25/03/2025',
		'03/25/2025',
		'2025-01-02',
		'1.234',
		'12.5',
		'12.345.678',
		'a@x.example',
		'b@x.example',
		'c@x.example',
		'Berg',
		'',
	);
	const header = fc.constantFrom(
		'Email',
		'Reach at',
		'Last contact',
		'Revenue',
		'Firma',
		'Unternehmen',
		'Name',
	);
	fc.assert(
		fc.property(fc.array(fc.dictionary(header, cell), { maxLength: 8 }), (jsons) => {
			const together = read(jsons).rows;
			const turned = read([...jsons].reverse()).rows.map((row) => ({
				...row,
				item: jsons.length - 1 - row.item,
			}));
			expect(turned.sort((a, b) => a.item - b.item)).toEqual(together);
			for (const { item, lead } of read(jsons, { compareItems: false }).rows) {
				expect(together.find((row) => row.item === item)?.lead).toMatchObject(lead);
			}
		}),
	);
});
