/**
 * Answers SOQL queries.
 *
 * Documented: texts are compared without regard to case; a text field wants quotes and a number
 * none; long texts cannot stand in a WHERE; `!=` and NOT IN also find empty fields; an unknown
 * field is INVALID_FIELD; fields come back under their own names, related ones nested; 2,000 rows
 * at a time, or what `Sforce-Query-Options: batchSize` says from 200, and 200 when two or more long
 * texts of custom fields are selected; OFFSET at most 2,000.
 * Decided: without ORDER BY rows come in the order in which they were created; of the date literals
 * only those listed below are known.
 */
import type { FieldDefinition, SObjectDefinition } from './fields';
import { fullId } from './ids';
import type { Records, SalesforceRecord } from './records';
import { SalesforceRefusal } from './refusal';
import { malformed, parseSoql } from './soqlParse';
import type { Condition, Literal, Operator } from './soqlParse';
import type { FieldValue } from './values';

const MAX_OFFSET = 2000;
const MAX_BATCH = 2000;
const MAX_BATCH_OF_LONG_TEXTS = 200;
const DAY_MS = 86_400_000;

interface Path {
	readonly relations: ReadonlyArray<{
		readonly field: FieldDefinition;
		readonly to: SObjectDefinition;
	}>;
	readonly field: FieldDefinition;
}

export type Row = Readonly<Record<string, unknown>>;

interface Context {
	readonly records: Records;
	readonly now: Date;
	readonly version: string;
	readonly soql: string;
}

const invalidField = ({ soql }: Context, name: string, message: string): SalesforceRefusal => {
	const at = Math.max(0, soql.indexOf(name));
	return new SalesforceRefusal(
		400,
		'INVALID_FIELD',
		`\n${soql.slice(0, 200)}\n^\nERROR at Row:1:Column:${at + 1}\n${message}`,
	);
};

function pathOf(context: Context, object: SObjectDefinition, text: string): Path {
	const names = text.split('.');
	const last = names.pop() ?? '';
	// An object's own name may stand before its fields.
	if (names[0]?.toLowerCase() === object.name.toLowerCase()) names.shift();
	let current = object;
	const relations = names.map((name) => {
		const field = [...current.fields.values()].find(
			({ relationship }) => relationship?.name.toLowerCase() === name.toLowerCase(),
		);
		if (!field?.relationship) {
			throw invalidField(
				context,
				text,
				`Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
			);
		}
		current = context.records.object(field.relationship.to);
		return { field, to: current };
	});
	const field = current.fields.get(last.toLowerCase());
	if (!field) {
		throw invalidField(
			context,
			text,
			`No such column '${last}' on entity '${current.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
		);
	}
	return { relations, field };
}

function related(
	context: Context,
	record: SalesforceRecord,
	{ relations }: Path,
): SalesforceRecord | undefined {
	return relations.reduce<SalesforceRecord | undefined>((current, { field, to }) => {
		const id = current?.values[field.name];
		return typeof id === 'string' ? context.records.byId(to, id) : undefined;
	}, record);
}

const valueAt = (context: Context, record: SalesforceRecord, path: Path): FieldValue =>
	related(context, record, path)?.values[path.field.name] ?? null;

const isNumeric = ({ type }: FieldDefinition): boolean =>
	['int', 'double', 'percent', 'currency'].includes(type);
const isTemporal = ({ type }: FieldDefinition): boolean => type === 'date' || type === 'datetime';

/** First moment of a date literal, and the first after it. */
function rangeOf(literal: Literal, now: Date): { start: number; end: number } | undefined {
	if (literal.kind === 'datetime') {
		const start = Date.parse(literal.text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
		return { start, end: start + 1 };
	}
	if (literal.kind === 'date') {
		const start = Date.parse(`${literal.text}T00:00:00Z`);
		return { start, end: start + DAY_MS };
	}
	if (literal.kind !== 'dateLiteral') return undefined;
	const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
	const today = Date.UTC(year, month, now.getUTCDate());
	const days = (from: number, to: number) => ({
		start: today + from * DAY_MS,
		end: today + to * DAY_MS,
	});
	const months = (from: number, to: number) => ({
		start: Date.UTC(year, month + from, 1),
		end: Date.UTC(year, month + to, 1),
	});
	switch (literal.name) {
		case 'TODAY':
			return days(0, 1);
		case 'YESTERDAY':
			return days(-1, 0);
		case 'TOMORROW':
			return days(1, 2);
		case 'LAST_N_DAYS':
			return days(-literal.count, 1);
		case 'NEXT_N_DAYS':
			return days(1, literal.count + 1);
		case 'N_DAYS_AGO':
			return days(-literal.count, -literal.count + 1);
		case 'THIS_MONTH':
			return months(0, 1);
		case 'LAST_MONTH':
			return months(-1, 0);
		case 'THIS_YEAR':
			return months(-month, 12 - month);
		case 'LAST_YEAR':
			return months(-month - 12, -month);
		default:
			throw malformed(`unexpected token: ${literal.name}`);
	}
}

function checkLiteral(context: Context, { field }: Path, literal: Literal): void {
	const wants = (kind: string): never => {
		const quotes = kind === 'string' ? 'should be' : 'should not be';
		throw invalidField(
			context,
			field.name,
			`value of filter criterion for field '${field.name}' must be of type ${kind} and ${quotes} enclosed in quotes`,
		);
	};
	if (!field.filterable) {
		throw invalidField(
			context,
			field.name,
			`field '${field.name}' can not be filtered in a query call`,
		);
	}
	if (literal.kind === 'null') return;
	if (isNumeric(field)) {
		if (literal.kind !== 'number') wants('double');
	} else if (field.type === 'boolean') {
		if (literal.kind !== 'boolean') wants('boolean');
	} else if (isTemporal(field)) {
		const own = field.type === 'date' ? 'date' : 'datetime';
		if (literal.kind !== own && literal.kind !== 'dateLiteral') {
			wants(own === 'date' ? 'date' : 'dateTime');
		}
	} else if (literal.kind !== 'text') {
		wants('string');
	} else if (
		(field.type === 'id' || field.type === 'reference') &&
		fullId(literal.text) === undefined
	) {
		throw new SalesforceRefusal(
			400,
			'INVALID_QUERY_FILTER_OPERATOR',
			`invalid ID field: ${literal.text}`,
		);
	}
}

function likePattern(raw: string): RegExp {
	const parts = raw.match(/\\u[0-9a-fA-F]{4}|\\[\s\S]|[\s\S]/g) ?? [];
	const source = parts.map((part) => {
		if (part === '%') return '[\\s\\S]*';
		if (part === '_') return '[\\s\\S]';
		const plain = part.startsWith('\\') && part.length === 2 ? part.slice(1) : part;
		return plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	});
	return new RegExp(`^${source.join('')}$`, 'i');
}

const ordered = (sign: number, operator: Operator): boolean => {
	switch (operator) {
		case '<':
			return sign < 0;
		case '<=':
			return sign <= 0;
		case '>':
			return sign > 0;
		case '>=':
			return sign >= 0;
		case '=':
			return sign === 0;
		default:
			return sign !== 0;
	}
};

const momentOf = (value: FieldValue): number =>
	Date.parse(
		String(value)
			.replace(/\+0000$/, 'Z')
			.replace(/^(\d{4}-\d{2}-\d{2})$/, '$1T00:00:00Z'),
	);

/** Both as they are compared: ids by their 18 characters, other texts in lower case. */
const textKey = ({ type }: FieldDefinition, text: string): string =>
	type === 'id' || type === 'reference' ? (fullId(text) ?? text) : text.toLowerCase();

type Test = (value: FieldValue) => boolean;

function testOf(context: Context, path: Path, operator: Operator, literal: Literal): Test {
	checkLiteral(context, path, literal);
	const { field } = path;
	if (operator === 'LIKE') {
		if (literal.kind !== 'text') throw malformed('LIKE needs a text');
		const pattern = likePattern(literal.raw);
		return (value) => typeof value === 'string' && pattern.test(value);
	}
	if (literal.kind === 'null') {
		return (value) => (operator === '=' ? value === null : operator === '!=' && value !== null);
	}
	const range = rangeOf(literal, context.now);
	const signOf = (value: FieldValue): number => {
		if (range) {
			const moment = momentOf(value);
			return moment < range.start ? -1 : moment >= range.end ? 1 : 0;
		}
		if (literal.kind === 'number') return Number(value) - literal.number;
		if (literal.kind === 'boolean') return Number(value) - Number(literal.boolean);
		const own = textKey(field, String(value));
		const other = literal.kind === 'text' ? textKey(field, literal.text) : '';
		return own === other ? 0 : own < other ? -1 : 1;
	};
	return (value) => (value === null ? operator === '!=' : ordered(signOf(value), operator));
}

/** Texts are looked up, for a query may name hundreds of them. */
function oneOf(context: Context, path: Path, values: readonly Literal[]): Test {
	const tests = values.map((value) => testOf(context, path, '=', value));
	const texts = values.flatMap((value) => (value.kind === 'text' ? value.text : []));
	if (texts.length < values.length) return (value) => tests.some((test) => test(value));
	const keys = new Set(texts.map((text) => textKey(path.field, text)));
	return (value) => value !== null && keys.has(textKey(path.field, String(value)));
}

function conditionTest(
	context: Context,
	object: SObjectDefinition,
	condition: Condition,
): (record: SalesforceRecord) => boolean {
	switch (condition.kind) {
		case 'all':
		case 'any': {
			const tests = condition.parts.map((part) => conditionTest(context, object, part));
			return condition.kind === 'all'
				? (record) => tests.every((test) => test(record))
				: (record) => tests.some((test) => test(record));
		}
		case 'not': {
			const test = conditionTest(context, object, condition.part);
			return (record) => !test(record);
		}
		case 'compare': {
			const path = pathOf(context, object, condition.path);
			const test = testOf(context, path, condition.operator, condition.value);
			return (record) => test(valueAt(context, record, path));
		}
		case 'in': {
			const path = pathOf(context, object, condition.path);
			const isOne = oneOf(context, path, condition.values);
			return (record) => isOne(valueAt(context, record, path)) !== condition.negated;
		}
	}
}

const attributesOf = (record: SalesforceRecord, version: string) => ({
	type: record.object.name,
	url: `/services/data/${version}/sobjects/${record.object.name}/${record.id}`,
});

export const recordAttributes = attributesOf;

function selected(context: Context, record: SalesforceRecord, paths: readonly Path[]): Row {
	const row: Record<string, unknown> = { attributes: attributesOf(record, context.version) };
	const nested = new Map<FieldDefinition, Path[]>();
	for (const path of paths) {
		const [first, ...rest] = path.relations;
		if (!first) row[path.field.name] = record.values[path.field.name] ?? null;
		else {
			const before = nested.get(first.field) ?? [];
			nested.set(first.field, [...before, { relations: rest, field: path.field }]);
			row[first.field.relationship?.name ?? ''] = null;
		}
	}
	for (const [field, inner] of nested) {
		const id = record.values[field.name];
		const to = context.records.object(field.relationship?.to ?? '');
		const other = typeof id === 'string' ? context.records.byId(to, id) : undefined;
		if (other) row[field.relationship?.name ?? ''] = selected(context, other, inner);
	}
	return row;
}

/** @throws SalesforceRefusal (400) */
export function runQuery(
	records: Records,
	soql: string,
	{ now, version }: { readonly now: Date; readonly version: string },
): {
	readonly rows: readonly Row[];
	readonly totalSize: number;
	/** Rows that one answer holds at most. */
	readonly maxBatch: number;
} {
	const query = parseSoql(soql);
	const context: Context = { records, now, version, soql };
	const object = records
		.objects()
		.find(({ name }) => name.toLowerCase() === query.from.toLowerCase());
	if (!object) {
		throw new SalesforceRefusal(
			400,
			'INVALID_TYPE',
			`sObject type '${query.from}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
		);
	}
	const { offset = 0, limit = Number.MAX_SAFE_INTEGER } = query;
	if (offset > MAX_OFFSET) {
		throw new SalesforceRefusal(
			400,
			'NUMBER_OUTSIDE_VALID_RANGE',
			`Maximum SOQL offset allowed is ${MAX_OFFSET}`,
		);
	}
	const names = query.select === 'count' ? [] : query.select;
	const twice = names.find(
		(name, place) => names.findIndex((one) => one.toLowerCase() === name.toLowerCase()) < place,
	);
	if (twice !== undefined) throw malformed(`duplicate field selected: ${twice}`);
	const paths = names.map((name) => pathOf(context, object, name));
	const test = query.where ? conditionTest(context, object, query.where) : () => true;
	const found = records.all(object).filter(test);

	const orders = query.orderBy.map((order) => ({
		...order,
		path: pathOf(context, object, order.path),
	}));
	if (orders.length > 0) {
		found.sort((a, b) => {
			for (const { path, descending, nullsLast } of orders) {
				const [left, right] = [valueAt(context, a, path), valueAt(context, b, path)];
				if (left === right) continue;
				if (left === null) return nullsLast ? 1 : -1;
				if (right === null) return nullsLast ? -1 : 1;
				const key = (value: string | number | boolean) =>
					typeof value === 'string' ? value.toLowerCase() : value;
				const sign = key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0;
				if (sign !== 0) return descending ? -sign : sign;
			}
			return 0;
		});
	}

	const longTexts = paths.filter(({ field }) => field.custom && !field.filterable);
	const page = found.slice(offset, offset + limit);
	return {
		rows: query.select === 'count' ? [] : page.map((record) => selected(context, record, paths)),
		totalSize: page.length,
		maxBatch: longTexts.length < 2 ? MAX_BATCH : MAX_BATCH_OF_LONG_TEXTS,
	};
}
