import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeExecutionData } from 'n8n-workflow';

import { itemsOf, readLeadFile, withColumns } from '../../scripts/leads/file';
import { asCsv, madeUpLeads } from '../../scripts/leads/madeUp';
import { outcomesInOrder, RESULT_COLUMNS, resultCells } from '../../scripts/leads/outcome';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const read = (text: string) => readLeadFile(bytes(text), 'leads.csv');

describe('reading a file', () => {
	test.each([
		['commas', 'name,email\nAda,ada@x.example\n', ','],
		['semicolons', 'name;email\r\nAda;ada@x.example\r\n', ';'],
		['tabs', 'name\temail\nAda\tada@x.example', '\t'],
		['a separator line', 'sep=;\r\nname;email\nAda;ada@x.example', ';'],
		['a separator inside quotation marks', '"a;b;c",email\nAda,ada@x.example', ','],
	])('%s', (_, text, delimiter) => {
		const file = read(text);
		expect(file.delimiter).toBe(delimiter);
		expect(file.rows).toEqual([['Ada', 'ada@x.example']]);
	});

	test('a file with only an email column needs no separator', () => {
		expect(read('email\nada@x.example').rows).toEqual([['ada@x.example']]);
	});

	test('keeps line breaks and quotation marks inside values', () => {
		const file = read('email,note\nada@x.example,"first\nsecond ""quoted"", third"\n');
		expect(file.rows[0]?.[1]).toBe('first\nsecond "quoted", third');
	});

	test('does not read the byte order mark as part of the first header', () => {
		const file = read('\ufeffemail,name\nada@x.example,Ada');
		expect(file.header).toEqual(['email', 'name']);
		expect(file.mark).toBe(true);
	});

	test.each([
		['windows-1252', Buffer.from('email;name\nada@x.example;M\xfcller', 'latin1')],
		['utf-16', Buffer.from('\ufeffemail;name\nada@x.example;Müller', 'utf16le')],
	])('recognizes %s', (_, content) => {
		expect(readLeadFile(content, 'leads.csv').rows).toEqual([['ada@x.example', 'Müller']]);
	});

	test.each([
		' Email ,Name',
		'E-Mail-Adresse,Name',
		'EMAILADDRESS1,Name',
		'Person - Email - Work,Person - Name',
		'What is your work email?,Name',
		'Betreuer E-Mail,Courriel',
	])('reads headers of people and systems: %s', (header) => {
		expect(read(`${header}\nada@x.example,Ada`).rows).toHaveLength(1);
	});

	test('fills up short rows, skips blank lines and ignores empty extra cells', () => {
		const file = read('email,name\na@x.example\n\nb@x.example,Bo,,\n');
		expect(file.rows).toEqual([
			['a@x.example', ''],
			['b@x.example', 'Bo'],
		]);
		expect(file.numbers).toEqual([2, 4]);
	});

	test('finds emails in a column of any name, like the node', () => {
		const file = read('name,reach at\nAda,a@x.example\nBo,b@x.example\nCy,c@x.example\n');
		expect(file.rows).toHaveLength(3);
	});

	test.each([
		['', 'leads.csv is empty.'],
		['\ufeff \n', 'leads.csv is empty.'],
		['email,name\n', 'leads.csv has a header but no leads.'],
		[
			'name,owner email\nAda,ada@x.example',
			'leads.csv has no column for the email, and LeadsPredict identifies a lead by its email. Its columns are "name", "owner email". Rename the column with the addresses to "email".',
		],
		[
			'email,name\na@x.example,Ada\nb@x.example,Bo,Ltd',
			'Row 3 of leads.csv has 3 values, but the header has 2 columns. A value that contains the separator must be in quotation marks.',
		],
		[
			'email,name\na@x.example,"Ada\n',
			/^leads\.csv cannot be read as CSV, near line \d: a quotation mark is opened and never closed\.$/,
		],
		[
			'email,name\na@x.example,"Ada"x\n',
			/^leads\.csv cannot be read as CSV, near line 2: there is a quotation mark/,
		],
		['email\0,name\na,b', 'leads.csv is not a text file.'],
		['PK\u0003\u0004rest', /looks like an Excel workbook/],
	])('refuses %j with a sentence', (text, sentence) => {
		expect(() => read(text)).toThrow(sentence);
	});
});

test('makes items of the columns: the first of two with one name, and none without a name', () => {
	const file = read('email,name,name,,__proto__\na@x.example,Ada,Bo,x,y');
	const [item] = itemsOf(file);
	expect(Object.entries(item?.json ?? {})).toEqual([
		['email', 'a@x.example'],
		['name', 'Ada'],
		['__proto__', 'y'],
	]);
});

describe('writing results', () => {
	test("keeps the user's columns first and unchanged", () => {
		const file = read('Email,Note\na@x.example,"x, ""y"""\nb@x.example,\n');
		const text = withColumns(file, ['score', 'error'], (row) =>
			row === 0 ? [90.5, undefined] : [undefined, 'no'],
		);
		expect(text).toBe('Email,Note,score,error\na@x.example,"x, ""y""",90.5,\nb@x.example,,,no\n');
	});

	test.each(['=HYPERLINK("http://x.example")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
		'escapes a text that a spreadsheet would run: %j',
		(text) => {
			const file = read('email\na@x.example');
			const again = read(withColumns(file, ['recommendations'], () => [text]));
			expect(again.rows).toEqual([['a@x.example', `'${text}`]]);
		},
	);

	test("keeps numbers as numbers, and the user's texts unchanged", () => {
		const file = read('email,note\na@x.example,=A1');
		expect(withColumns(file, ['score', 'error'], () => [-0.5, 'a=b'])).toBe(
			'email,note,score,error\na@x.example,=A1,-0.5,a=b\n',
		);
	});

	test("keeps the file's line endings", () => {
		const file = read('email,note\r\na@x.example,"one\ntwo"\r\n');
		expect(withColumns(file, ['score'], () => [90])).toBe(
			'email,note,score\r\na@x.example,"one\ntwo",90\r\n',
		);
	});

	test('adds a prefix to a name that is taken', () => {
		const file = read('email,Score\na@x.example,1');
		expect(withColumns(file, ['score'], () => [90])).toBe(
			'email,Score,leadspredict_score\na@x.example,1,90\n',
		);
	});

	test('writes decimal commas into a file with semicolons, and keeps the byte order mark', () => {
		const file = read('\ufeffemail;name\na@x.example;Ö');
		expect(withColumns(file, ['chance'], () => [0.42])).toBe(
			'\ufeffemail;name;chance\na@x.example;Ö;0,42\n',
		);
	});
});

describe('outcomes', () => {
	const scored = (item: number, score: number): INodeExecutionData => ({
		json: { email: `${item}@x.example`, score, lead_id: `lead_${item}` },
		pairedItem: { item },
	});
	const failed = (item: number): INodeExecutionData => ({
		json: {
			email: '',
			error: { message: 'Email is missing', advice: 'Try again', refused_by: 'network' },
		},
		pairedItem: { item },
	});

	test('are in the order of the input, not of the outputs', () => {
		const outcomes = outcomesInOrder([scored(0, 10), scored(2, 30), failed(1)], 4);
		expect(outcomes.map((outcome) => (outcome.ok ? outcome.lead.score : outcome.error))).toEqual([
			10,
			'Email is missing',
			30,
			'n8n gave no answer for this lead',
		]);
	});

	test('have a cell for every column', () => {
		const cells = outcomesInOrder([scored(0, 10), failed(1)], 2).map(resultCells);
		expect(cells.map((row) => row.length)).toEqual([RESULT_COLUMNS.length, RESULT_COLUMNS.length]);
		expect(cells[1]?.at(-1)).toBe('Email is missing. Try again');
		expect(cells.map((row) => row[RESULT_COLUMNS.indexOf('warnings')])).toEqual(['', undefined]);
	});

	test('state what was left out and why', () => {
		const warnings = [
			{ field: 'revenue', value: '$5M', why: 'sent without its currency' },
			{ field: 'employees', value: ['11-50', '51-200'], why: 'left out: several values' },
		];
		const json = { ...scored(0, 50).json, warnings };
		const [cells] = outcomesInOrder([{ json, pairedItem: 0 }], 1).map(resultCells);
		expect(cells?.[RESULT_COLUMNS.indexOf('warnings')]).toBe(
			'Revenue "$5M": sent without its currency; Employees ["11-50","51-200"] left out: several values',
		);
	});

	test('have lists as text', () => {
		const [cells] = outcomesInOrder(
			[
				{
					json: {
						...scored(0, 95).json,
						recommendations: ['Call', 'Write'],
						next_actions: [{ action: 'demo', priority: 'high', deadline: '2025-11-05' }],
					},
					pairedItem: 0,
				},
			],
			1,
		).map(resultCells);
		expect(cells).toContain('Call; Write');
		expect(cells).toContain('demo (high, by 2025-11-05)');
	});
});

describe('the made-up leads', () => {
	const rows = madeUpLeads(250);

	test('are what examples/leads.csv holds', () => {
		const file = join(__dirname, '..', '..', 'examples', 'leads.csv');
		expect(readFileSync(file, 'utf8')).toBe(asCsv(rows));
	});

	test('are 250 different people at addresses that cannot exist', () => {
		expect(new Set(rows.map(({ email }) => email)).size).toBe(250);
		for (const { email } of rows) expect(email).toMatch(/^[a-z0-9.]+@[a-z0-9-]+\.example$/);
	});

	test('are read as they were written', () => {
		const file = readLeadFile(bytes(asCsv(rows)), 'leads.csv');
		expect(file.rows).toEqual(
			rows.map((row) => file.header.map((title) => String(row[title as 'email']))),
		);
	});
});
