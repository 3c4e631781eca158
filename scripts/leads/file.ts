import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

import { squash } from '../../nodes/LeadsPredict/leads/headers/plainWords';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { RECOGNIZE } from '../../nodes/LeadsPredict/leads/sources';
import { readAsNode } from './readAsNode';

/** A user's file as it is: nothing is renamed, reordered or reformatted. */
export interface LeadFile {
	readonly header: readonly string[];
	/** As long as the header each. */
	readonly rows: ReadonlyArray<readonly string[]>;
	/** For each row, which one of the file it is as a spreadsheet counts: the header is 1. */
	readonly numbers: readonly number[];
	readonly delimiter: string;
	/** Whether the file began with the mark by which Excel knows UTF-8. */
	readonly mark: boolean;
	readonly newline: '\n' | '\r\n';
}

/** Says in a sentence why a file cannot be used. */
export class FileProblem extends Error {}

const DELIMITERS = [',', ';', '\t', '|'];

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
	start.every((byte, index) => bytes[index] === byte);

/** UTF-8 or UTF-16 with a mark, else UTF-8, else what Western Windows programs write. */
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
		// Written back as UTF-8, the mark tells Excel so.
		return { text: new TextDecoder('windows-1252').decode(bytes), mark: true };
	}
}

/** Whatever separates most columns in the first line; a comma when nothing does. */
function delimiterOf(text: string): string {
	const unquoted = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
	const counted = DELIMITERS.map((delimiter) => unquoted.split(delimiter).length);
	return DELIMITERS[counted.indexOf(Math.max(...counted))] ?? ',';
}

/** Excel can name the separator in a first line of its own. */
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

/** Cells beyond the header must be empty: otherwise values stand in the wrong columns. */
function fitRow(row: readonly string[], header: readonly string[], number: number, name: string) {
	const extra = row.slice(header.length);
	if (extra.some((cell) => cell.trim() !== '')) {
		throw new FileProblem(
			`Row ${number} of ${name} has ${row.length} values, but the header has ${header.length} columns. A value that contains the separator must stand in quotation marks.`,
		);
	}
	return header.map((_, index) => row[index] ?? '');
}

/**
 * Whether the node finds an email in such a file: by the header of a column, even an empty one, or
 * because one column alone holds addresses.
 */
function holdsEmails(header: readonly string[], rows: LeadFile['rows']): boolean {
	const recognise = recognizer(RECOGNIZE);
	const full = { header, rows: [header.map(() => 'something')] };
	const isNamed = itemsOf(full).some(({ json }) => recognise(json).fields.email !== undefined);
	return isNamed || readAsNode(itemsOf({ header, rows })).rows.length > 0;
}

/**
 * @param name how the file is called in sentences
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
			`${name} has no column for the email, and LeadsPredict knows a lead by its email. Its columns are ${titles}: call the one that holds the addresses "email".`,
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

/** Rows as n8n's Extract from File would hand them on. Of two columns of one name the first counts. */
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

/** How a text begins that a spreadsheet takes for a formula (OWASP: CSV injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * The file with further columns: the user's first, as they were. A new column whose name is taken
 * gets a prefix. Numbers are written as programs of the same country read them: where columns are
 * separated by semicolons, that is with a decimal comma. A new text that a spreadsheet would run as a
 * formula gets an apostrophe before it, because others wrote it.
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
		// Left to itself it quotes the file's own line end alone.
		quoted_match: /[\r\n]/,
	});
}
