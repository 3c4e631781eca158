import type { NodeExecutionHint } from 'n8n-workflow';

import { LEAD_FIELDS } from '../contract';
import type { LeadField } from '../contract';
import type { ColumnFinding } from '../leads/columnEvidence';
import type { NotFetched } from '../leads/notFetched';
import type { LeadsRead } from '../leads/readLeads';
import { labelOf } from '../leads/validate';
import type { LeadRow } from '../types';
import { count, quote } from '../format';
import { countEqual, hint, MAX_REASONS } from './hints';
import type { Previewed } from './preview';

/** Hints on how the items of a run were read. Pure. */

const inWords = (field: LeadField): string => labelOf(field).toLowerCase();

/** Max remarks in a hint. */
const MAX_REMARKS = 4;

function* elsewhere(rows: readonly LeadRow[]): Iterable<string> {
	for (const { origin } of rows) {
		if (origin.fallbackPaths === undefined) continue;
		for (const { name } of LEAD_FIELDS) {
			const where = origin.fallbackPaths[name];
			if (where !== undefined) yield `${inWords(name)} from ${where}`;
		}
	}
}

function* remarks(rows: readonly LeadRow[], leftOut: boolean): Iterable<string> {
	for (const { warnings } of rows) {
		for (const warning of warnings) {
			if (warning.leftOut === leftOut) yield `${inWords(warning.field)}\n${warning.why}`;
		}
	}
}

/** The label that hints do not mention: plain rows need no explanation. */
const PLAIN = 'row';

/**
 * States what the items were, which values were not in their usual place, and what was left out.
 * Undefined for plain rows without remarks.
 */
function readHint(rows: readonly LeadRow[]): NodeExecutionHint | undefined {
	const kinds = countEqual(rows.map(({ origin }) => origin.label));
	const shown = kinds.slice(0, MAX_REASONS).map(([is, times]) => count(times, is));
	const others = kinds.length - shown.length;
	const parts = [
		`Read ${shown.join(', ')}${others > 0 ? ` and ${count(others, 'other kind')}` : ''}`,
		...countEqual(elsewhere(rows)).map(
			([what, times]) => `${what} in ${times.toLocaleString('en-US')}`,
		),
		...countEqual(remarks(rows, true)).map(([remark, times]) => {
			const [field = '', why = ''] = remark.split('\n');
			return `${field} left out for ${times.toLocaleString('en-US')}: ${why}`;
		}),
		...countEqual(remarks(rows, false)).map(([remark, times]) => {
			const [field = '', why = ''] = remark.split('\n');
			return `${field} of ${times.toLocaleString('en-US')}: ${why}`;
		}),
	];
	const isPlain = kinds.every(([is]) => is === PLAIN);
	if (rows.length === 0 || (isPlain && parts.length === 1)) return undefined;
	const more = parts.length - 1 - MAX_REMARKS;
	const said = parts.slice(0, 1 + MAX_REMARKS).join('; ');
	return hint(`${said}${more > 0 ? `; and ${count(more, 'other remark')}` : ''}`);
}

/** Max columns in a hint. */
const MAX_COLUMNS = 5;

/** Values that look like a field of the lead and were not read, grouped by path. */
function notReadHint(rows: readonly LeadRow[]): NodeExecutionHint | undefined {
	const columns = countEqual(
		rows.flatMap(({ notRead = [] }) =>
			notRead.map(({ field, from }) => `${quote(from)} (${inWords(field)})`),
		),
	);
	if (columns.length === 0) return undefined;
	const shown = columns
		.slice(0, MAX_COLUMNS)
		.map(([column, times]) => `${column} in ${count(times, 'item')}`);
	const more = columns.length - shown.length;
	const others = more > 0 ? ` and ${count(more, 'other field')}` : '';
	return hint(
		`Not read: ${shown.join(', ')}${others}. To send them, add the fields under Lead Fields`,
	);
}

const notFetchedHint = ({ label, names, chosenUnder }: NotFetched): NodeExecutionHint =>
	hint(
		`No ${label} of this run has ${names.join(', ')}. Choose them under ${chosenUnder}: a score from less data can replace a better one`,
	);

/** Describes what the values of a column settled. */
export function findingInWords(finding: ColumnFinding): string {
	const column = quote(finding.column);
	switch (finding.is) {
		case 'email':
			return `Email read from ${column}, the only column of addresses`;
		case 'dates':
			return `Dates in ${column} read ${finding.dates === 'dayFirst' ? 'day' : 'month'} first, as other dates there show`;
		case 'dot':
			return `The dot in ${column} read as ${finding.dot === 'decimal' ? 'a decimal point' : 'a thousands separator'}, as other numbers there show`;
		case 'other':
			return `${capital(inWords(finding.field))} read from ${column}, because ${quote(finding.repeated)} is the same in nearly all items`;
	}
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** All hints on how the leads of a run were read. */
export function readHints({ rows, findings, notFetched }: LeadsRead): NodeExecutionHint[] {
	const settled = findings.length === 0 ? undefined : hint(findings.map(findingInWords).join('; '));
	return [readHint(rows), settled, ...notFetched.map(notFetchedHint), notReadHint(rows)].filter(
		(each) => each !== undefined,
	);
}

export function previewHint({ rows, skipped, refused }: Previewed): NodeExecutionHint {
	const parts = [
		`${count(rows.length, 'lead')} ready to send`,
		...(skipped.length > 0 ? [`${skipped.length.toLocaleString('en-US')} to skip`] : []),
		...(refused.length > 0 ? [`${count(refused.length, 'item')} without a lead`] : []),
	];
	return hint(`${parts.join(', ')}. Nothing was sent`);
}
