// npm run recognition -- FILE…: shows what the LeadsPredict node reads from items in JSON or CSV files,
// from where, and why it leaves something out. Nothing is sent.

import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { LEAD_FIELDS } from '../nodes/LeadsPredict/contract';
import { shorten } from '../nodes/LeadsPredict/format';
import { findingInWords } from '../nodes/LeadsPredict/output/readHints';
import { FileProblem, itemsOf, readLeadFile } from './leads/file';
import { readAsNode } from './leads/readAsNode';

type Item = { readonly json: IDataObject };

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null;

/** JSON: one item or a list; each may be wrapped in `json`, like n8n's items. */
function itemsOfJson(text: string): Item[] {
	const parsed: unknown = JSON.parse(text);
	return [parsed].flat().flatMap((entry: unknown): Item[] => {
		const json = isObject(entry) && isObject(entry['json']) ? entry['json'] : entry;
		return isObject(json) ? [{ json }] : [];
	});
}

function itemsOfFile(path: string): Item[] {
	const bytes = readFileSync(path);
	return extname(path).toLowerCase() === '.json'
		? itemsOfJson(bytes.toString('utf8'))
		: itemsOf(readLeadFile(bytes, basename(path)));
}

const shown = (value: unknown): string => shorten(JSON.stringify(value) ?? String(value), 60);

/** @returns a few lines for each item, in their order */
export function recognitionOf(items: readonly Item[]): string[] {
	const read = readAsNode(items);
	const { rows, refused } = read;
	const lines = items.flatMap((_, index) => {
		const row = rows.find(({ item }) => item === index);
		if (row === undefined) {
			const outcome = refused.find(({ item }) => item === index);
			const why = outcome?.ok === false ? outcome.problem : undefined;
			return [`Item ${index + 1}: no lead. ${why?.message}. ${why?.advice}.`];
		}
		const { lead, origin, warnings, notRead = [] } = row;
		return [
			`Item ${index + 1}: ${origin.label}`,
			...LEAD_FIELDS.flatMap(({ name }) =>
				lead[name] === undefined
					? []
					: [`  ${name.padEnd(16)} ${shown(lead[name])}  from ${origin.fields[name]}`],
			),
			...warnings.map(
				({ field, value, why, leftOut }) =>
					`  ${field.padEnd(16)} ${shown(value)}  ${leftOut ? 'left out: ' : ''}${why}`,
			),
			...notRead.map(
				({ field, value, from }) => `  ${field.padEnd(16)} ${shown(value)}  not read from ${from}`,
			),
		];
	});
	return [...lines, ...read.findings.map((finding) => `${findingInWords(finding)}.`)];
}

function main(paths: readonly string[]): number {
	if (paths.length === 0) {
		console.error('Usage: npm run recognition -- FILE… (JSON or CSV)');
		return 2;
	}
	for (const path of paths) {
		try {
			console.log([path, ...recognitionOf(itemsOfFile(path)), ''].join('\n'));
		} catch (error) {
			const isBad = error instanceof FileProblem || error instanceof SyntaxError;
			console.error(isBad ? `${path}: ${error.message}` : error);
			return 1;
		}
	}
	return 0;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
