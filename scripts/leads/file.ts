import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

import { squash } from '../../nodes/LeadsPredict/leads/headers/plainWords';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { RECOGNIZE } from '../../nodes/LeadsPredict/leads/sources';
import { readAsNode } from './readAsNode';

/** A user's file, unchanged: nothing is renamed, reordered or reformatted. */
export interface LeadFile {
	readonly header: readonly string[];
	/** Each as long as the header. */
	readonly rows: ReadonlyArray<readonly string[]>;
	/** The spreadsheet's row number of each row; the header is 1. */
	readonly numbers: readonly number[];
	readonly delimiter: string;
	/** Whether the file begins with a byte order mark, by which Excel recognizes UTF-8. */
	readonly mark: boolean;
	readonly newline: '\n' | '\r\n';
}

/** Why a file cannot be used, as a sentence. */
export class FileProblem extends Error {}

const DELIMITERS = [',', ';', '\t', '|'];

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
	start.every((byte, index) => bytes[index] === byte);

/** UTF-8 or UTF-16 with a byte order mark, else UTF-8, else Windows-1252. */
function decode(bytes: Uint8Array, name: string): { text: string; mark: boolean } {
	if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
		throw new FileProblem(
			`${name} looks like an Excel workbook. Open it and save it as CSV (in Excel: "CSV UTF-8").`,
		);
	}
	if (startsWith(bytes, 0xff, 0xfe)) {
		return { text: new TextDecoder('utf-16le').decode(bytes), mark: true };
	}
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		return { text, mark: startsWith(bytes, 0xef, 0xbb, 0xbf) };
	} catch {
		// The output is UTF-8, and the mark makes Excel recognize that.
		return { text: new TextDecoder('windows-1252').decode(bytes), mark: true };
	}
}

/** The most frequent separator in the first line; default: comma. */
function delimiterOf(text: string): string {
	const unquoted = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
	const counted = DELIMITERS.map((delimiter) => unquoted.split(delimiter).length);
	return DELIMITERS[counted.indexOf(Math.max(...counted))] ?? ',';
}

/** Excel may write the separator into an additional first line. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i;

function records(text: string, delimiter: string, name: string): string[][] {
	try {
		return parse(text, {
			delimiter,
			relax_column_count: true,
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const line = Number(error['lines']);
		const where = Number.isFinite(line) ? `, near line ${line}` : '';
		const what =
			error.code === 'CSV_QUOTE_NOT_CLOSED'
				? 'a quotation mark is opened and never closed'
				: 'there is a quotation mark that neither begins nor ends a value (inside one, it is written twice)';
		throw new FileProblem(`${name} cannot be read as CSV${where}: ${what}.`);
	}
}

/** Cells beyond the header must be empty; otherwise values are in the wrong columns. */
function fitRow(row: readonly string[], header: readonly string[], number: number, name: string) {
	const extra = row.slice(header.length);
	if (extra.some((cell) => cell.trim() !== '')) {
		throw new FileProblem(
			`Row ${number} of ${name} has ${row.length} values, but the header has ${header.length} columns. A value that contains the separator must be in quotation marks.`,
		);
	}
	return header.map((_, index) => row[index] ?? '');
}

/**
 * Whether the node finds emails in the file: by a column's header, even if the column is empty, or
 * because exactly one column holds addresses.
 */
function holdsEmails(header: readonly string[], rows: LeadFile['rows']): boolean {
	const recognise = recognizer(RECOGNIZE);
	const full = { header, rows: [header.map(() => 'something')] };
	const isNamed = itemsOf(full).some(({ json }) => recognise(json).fields.email !== undefined);
	return isNamed || readAsNode(itemsOf({ header, rows })).rows.length > 0;
}

/**
 * @param name the file's name in messages
 * @throws FileProblem
 */
export function readLeadFile(bytes: Uint8Array, name: string): LeadFile {
	const decoded = decode(bytes, name);
	const separator = SEPARATOR_LINE.exec(decoded.text);
	const text = decoded.text.slice(separator?.[0].length ?? 0);
	if (text.trim() === '') throw new FileProblem(`${name} is empty.`);
	if (text.includes('\0')) throw new FileProblem(`${name} is not a text file.`);

	const delimiter = separator?.[1] ?? delimiterOf(text);
	const [header = [], ...rows] = records(text, delimiter, name);
	if (!holdsEmails(header, rows)) {
		const titles = header.map((title) => `"${title.trim()}"`).join(', ');
		throw new FileProblem(
			`${name} has no column for the email, and LeadsPredict identifies a lead by its email. Its columns are ${titles}. Rename the column with the addresses to "email".`,
		);
	}
	const filled = rows
		.map((row, index) => ({ row, number: index + 2 }))
		.filter(({ row }) => row.some((cell) => cell.trim() !== ''));
	if (filled.length === 0) throw new FileProblem(`${name} has a header but no leads.`);
	return {
		header,
		rows: filled.map(({ row, number }) => fitRow(row, header, number, name)),
		numbers: filled.map(({ number }) => number),
		delimiter,
		mark: decoded.mark,
		newline: /\r\n/.test(text) ? '\r\n' : '\n',
	};
}

/** Rows as n8n's Extract from File outputs them. Of two columns with one name the first counts. */
export function itemsOf({
	header,
	rows,
}: Pick<LeadFile, 'header' | 'rows'>): Array<{ json: Record<string, string> }> {
	return rows.map((row) => {
		const json: Record<string, string> = {};
		header.forEach((title, index) => {
			if (title.trim() === '' || Object.hasOwn(json, title)) return;
			Object.defineProperty(json, title, {
				value: row[index],
				enumerable: true,
				writable: true,
				configurable: true,
			});
		});
		return { json };
	});
}

export type Cell = string | number | undefined;

/** The first character of a text that a spreadsheet runs as a formula (OWASP: CSV injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * The file with further columns after the user's unchanged ones. A new column whose name is taken gets
 * a prefix. Files separated by semicolons get decimal commas, which spreadsheets of the same region
 * expect. A new text that a spreadsheet would run as a formula gets an apostrophe before it, because it
 * comes from another service.
 */
export function withColumns(
	file: LeadFile,
	titles: readonly string[],
	valuesOf: (row: number) => readonly Cell[],
): string {
	const taken = new Set(file.header.map(squash));
	const added = titles.map((title) => (taken.has(squash(title)) ? `leadspredict_${title}` : title));
	const write = (cell: Cell): string => {
		if (typeof cell === 'number') {
			return file.delimiter === ';' ? String(cell).replace('.', ',') : String(cell);
		}
		return cell !== undefined && FORMULA.test(cell) ? `'${cell}` : (cell ?? '');
	};
	const lines = file.rows.map((row, index) => [...row, ...valuesOf(index).map(write)]);
	return stringify([[...file.header, ...added], ...lines], {
		delimiter: file.delimiter,
		bom: file.mark,
		record_delimiter: file.newline,
		// By default it quotes only the file's own line ending.
		quoted_match: /[\r\n]/,
	});
}
