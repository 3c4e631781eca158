import type { LeadField } from '../contract';
import { sameAddress } from '../contract';
import { objectNameReader } from './headers/objectNames';
import type { ReadObjectName } from './headers/objectNames';
import { leavesOf } from './leaves';
import { isAddress, isOfLead } from './notRead';
import type { FoundValue, RecognizedItem } from './recognizedItem';
import { OWN_FIELDS } from './sources';
import { dotInRevenue } from './values/amount';
import { convert } from './values/convert';
import type { ReadingOptions } from './values/convert';
import { dayOrderIn } from './values/day';
import type { DayOrder } from './values/day';
import type { Dot } from './values/decimal';
import { WHY } from './values/value';

/**
 * Decides from all items of a run what one item and its headers leave open. The values of a column
 * settle only what is otherwise left out or refused. The order of the items does not matter.
 */

/** One thing that the values of a column settle. */
export type ColumnFinding = EmailColumn | DateColumn | AmountColumn | OtherColumn;

/** It is the only column of addresses. */
interface EmailColumn {
	readonly is: 'email';
	/** The path of its values. */
	readonly column: string;
}

/** A column of one kind of item: different systems can use the same column name. */
interface ColumnOfKind {
	/** What the items are: "row", "HubSpot contact". */
	readonly label: string;
	/** The path of its values. */
	readonly column: string;
}

/** Other dates in the column show the order of day and month. */
interface DateColumn extends ColumnOfKind {
	readonly is: 'dates';
	readonly dates: DayOrder;
}

/** Other numbers in the column show what a dot means. */
interface AmountColumn extends ColumnOfKind {
	readonly is: 'dot';
	readonly dot: Dot;
}

/** A second possible column holds one value in nearly all items, so it is not the lead's. */
interface OtherColumn extends ColumnOfKind {
	readonly is: 'other';
	readonly field: LeadField;
	readonly repeated: string;
}

/** What is known of an item before its columns are judged. */
export interface ReadItem {
	readonly json: object;
	readonly recognition: RecognizedItem;
}

interface JudgeOptions {
	readonly reading: ReadingOptions;
	/** Fields that the user mapped. */
	readonly mapped: ReadonlySet<LeadField>;
}

/** A column with fewer items is not judged. */
const MIN_ITEMS = 3;
const NEARLY_ALL = 0.9;
const HALF = 0.5;

export interface JudgedColumns {
	readonly findings: readonly ColumnFinding[];
	/** Returns the item with what its columns settle. */
	readonly settle: (item: ReadItem) => RecognizedItem;
}

/** Judges the columns of a run. */
export function judgeColumns(items: readonly ReadItem[], options: JudgeOptions): JudgedColumns {
	const nameOf = objectNameReader();
	const findings = findingsIn(items, options, nameOf);
	return {
		findings,
		settle: (item) => (findings.length === 0 ? item.recognition : settled(item, findings, nameOf)),
	};
}

function findingsIn(
	items: readonly ReadItem[],
	options: JudgeOptions,
	nameOf: ReadObjectName,
): readonly ColumnFinding[] {
	const { mapped } = options;
	const findings: ColumnFinding[] = [];
	if (!mapped.has('email')) findings.push(...emailColumn(items, nameOf));
	const byLabel = grouped(items.map((item) => [item.recognition.label, item]));
	for (const [label, alike] of byLabel) findings.push(...readingsIn(alike, label, options));
	return findings.filter((finding) => finding.is === 'email' || !mapped.has(fieldOf(finding)));
}

function readingsIn(
	items: readonly ReadItem[],
	label: string,
	{ reading }: JudgeOptions,
): ColumnFinding[] {
	const findings: ColumnFinding[] = [];
	const isLeftOut = (field: LeadField, why: string) => (value: unknown) => {
		const converted = convert(field, value, reading);
		return converted.ok === false && converted.why === why;
	};
	for (const [column, values] of valuesOf(items, 'last_interaction')) {
		const dates = agreed(values.map(dayOrderIn));
		if (dates === undefined) continue;
		const isNeeded = values.some(isLeftOut('last_interaction', WHY.ambiguousDay));
		if (isNeeded) findings.push({ is: 'dates', label, column, dates });
	}
	for (const [column, values] of valuesOf(items, 'revenue')) {
		const dot = agreed(values.map(dotInRevenue));
		if (dot === undefined) continue;
		const isNeeded = values.some(isLeftOut('revenue', WHY.ambiguousMark));
		if (isNeeded) findings.push({ is: 'dot', label, column, dot });
	}
	for (const field of ['name', 'company'] as const) findings.push(...rivalsOf(items, label, field));
	return findings;
}

const fieldOf = (finding: Exclude<ColumnFinding, EmailColumn>): LeadField => {
	if (finding.is === 'dates') return 'last_interaction';
	return finding.is === 'dot' ? 'revenue' : finding.field;
};

const hasNoEmail = ({ recognition: { source, fields, refusal } }: ReadItem): boolean =>
	source !== OWN_FIELDS &&
	fields.email === undefined &&
	(refusal === undefined || refusal.code === 'no_email');

/** The one column whose values are addresses in nearly all items, nearly all of them different. */
function emailColumn(items: readonly ReadItem[], nameOf: ReadObjectName): ColumnFinding[] {
	const without = items.filter(hasNoEmail);
	if (without.length < MIN_ITEMS || without.length < items.length * NEARLY_ALL) return [];
	const leaves = without.flatMap(({ json }) => leavesOf(json, nameOf));
	if (leaves.some(({ label }) => nameOf(label).meaning?.role === 'email')) return [];
	const byColumn = grouped(
		leaves.filter(isOfLead).map(({ from, value }) => [from, sameAddress(String(value))]),
	);
	const columns = [...byColumn].filter(
		([, values]) =>
			values.length >= without.length * NEARLY_ALL &&
			new Set(values).size >= values.length * NEARLY_ALL,
	);
	const [only] = columns;
	return only === undefined || columns.length > 1 ? [] : [{ is: 'email', column: only[0] }];
}

/** The values of a field, by the column that it was read from. */
const valuesOf = (items: readonly ReadItem[], field: LeadField) =>
	grouped(
		items.flatMap(({ recognition: { fields } }): Array<[string, unknown]> => {
			const found = fields[field];
			return found === undefined ? [] : [[found.from, found.value]];
		}),
	);

function grouped<Value>(
	entries: ReadonlyArray<readonly [key: string, value: Value]>,
): ReadonlyMap<string, readonly Value[]> {
	const groups = new Map<string, Value[]>();
	for (const [key, value] of entries) {
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [value]);
		else group.push(value);
	}
	return groups;
}

/** The meaning that all values agree on; values without a meaning do not count. */
function agreed<Meaning>(each: ReadonlyArray<Meaning | undefined>): Meaning | undefined {
	const meanings = new Set(each.filter((meaning) => meaning !== undefined));
	return meanings.size === 1 ? [...meanings][0] : undefined;
}

/** Of two possible columns, the one whose values differ between the items. */
function rivalsOf(
	items: readonly ReadItem[],
	label: string,
	field: 'name' | 'company',
): ColumnFinding[] {
	const pairs = grouped(
		items.flatMap(({ recognition: { fields } }) => {
			const one = fields[field];
			if (one?.rival === undefined) return [];
			const pair = one.from < one.rival.from ? [one, one.rival] : [one.rival, one];
			return [[pair.map(({ from }) => from).join('\n'), pair] as const];
		}),
	);
	return [...pairs.values()].flatMap((pair): ColumnFinding[] => {
		if (pair.length < MIN_ITEMS) return [];
		const share = (index: number) =>
			largestShare(pair.map((columns) => String(columns[index]?.value)));
		const is = (index: number, other: number): ColumnFinding[] => {
			const [column, repeated] = [pair[0]?.[index]?.from, pair[0]?.[other]?.from];
			if (column === undefined || repeated === undefined) return [];
			const isTold = share(index) <= HALF && share(other) >= NEARLY_ALL;
			return isTold ? [{ is: 'other', label, field, column, repeated }] : [];
		};
		return [...is(0, 1), ...is(1, 0)];
	});
}

/** The share of the most frequent value, from 0 to 1. */
function largestShare(values: readonly string[]): number {
	const equal = [...grouped(values.map((value) => [value, value])).values()];
	return Math.max(...equal.map(({ length }) => length)) / values.length;
}

function settled(
	item: ReadItem,
	findings: readonly ColumnFinding[],
	nameOf: ReadObjectName,
): RecognizedItem {
	const { refusal, ...recognition } = item.recognition;
	const fields: RecognizedItem['fields'] = { ...recognition.fields };
	for (const finding of findings) {
		if (finding.is === 'email') {
			if (!hasNoEmail(item)) continue;
			const leaf = leavesOf(item.json, nameOf).find(({ from }) => from === finding.column);
			if (leaf !== undefined && isAddress(leaf.value)) {
				fields.email = { value: leaf.value, from: leaf.from };
			}
			continue;
		}
		const field = fieldOf(finding);
		const found = fields[field];
		if (found === undefined || finding.label !== recognition.label) continue;
		if (finding.is === 'other') {
			if (found.rival !== undefined) fields[field] = inColumn(found, found.rival, finding.column);
		} else if (found.from === finding.column) {
			fields[field] = { ...found, reading: { ...found.reading, ...readingBy(finding) } };
		}
	}
	const isRefused = refusal !== undefined && fields.email === recognition.fields.email;
	return { ...recognition, fields, ...(isRefused && { refusal }) };
}

/** The found value or its rival, whichever stands in a column. */
function inColumn(found: FoundValue, rival: FoundValue, column: string): FoundValue {
	return rival.from === column ? rival : { value: found.value, from: found.from };
}

const readingBy = (finding: DateColumn | AmountColumn): Partial<ReadingOptions> =>
	finding.is === 'dates' ? { dates: finding.dates } : { dot: finding.dot };
