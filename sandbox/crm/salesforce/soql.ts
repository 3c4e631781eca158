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
import { badRequest } from './refusal';
import type { SalesforceRefusal } from './refusal';
import { malformed, parseSoql } from './soqlParse';
import type { Condition, Literal, Operator } from './soqlParse';
import type { FieldValue } from './values';

const MAX_OFFSET = 2000;
const MAX_BATCH = 2000;
const MAX_BATCH_OF_LONG_TEXTS = 200;
const DAY_MS = 86_400_000;

interface Relation {
	readonly field: FieldDefinition;
	readonly name: string;
	readonly to: SObjectDefinition;
}

interface Path {
	readonly relations: readonly Relation[];
	readonly field: FieldDefinition;
}

export type Row = Readonly<Record<string, unknown>>;

/** Where the rows are. */
type Source = Pick<Records, 'objects' | 'object' | 'byId' | 'all'>;

interface Context {
	readonly records: Source;
	readonly now: Date;
	readonly version: string;
	readonly soql: string;
}

const invalidField = ({ soql }: Context, name: string, message: string): SalesforceRefusal =>
	badRequest(
		'INVALID_FIELD',
		`\n${soql.slice(0, 200)}\n^\nERROR at Row:1:Column:${Math.max(0, soql.indexOf(name)) + 1}\n${message}`,
	);

/** What Salesforce advises about a custom name. */
const advice = (kind: string, suffix: string): string =>
	`If you are attempting to use a custom ${kind}, be sure to append the '${suffix}' after the ${kind === 'object' ? 'entity' : `custom ${kind}`} name. Please reference your WSDL or the describe call for the appropriate names.`;

function pathOf(context: Context, object: SObjectDefinition, text: string): Path {
	const names = text.split('.');
	const last = names.pop() ?? '';
	// An object's own name may stand before its fields.
	if (names[0]?.toLowerCase() === object.name.toLowerCase()) names.shift();
	let current = object;
	const relations = names.map((wanted): Relation => {
		for (const field of current.fields.values()) {
			const { name, to } = field.relationship ?? {};
			if (to === undefined || name?.toLowerCase() !== wanted.toLowerCase()) continue;
			current = context.records.object(to);
			return { field, name, to: current };
		}
		const message = `Didn't understand relationship '${wanted}' in field path. ${advice('relationship', '__r')}`;
		throw invalidField(context, text, message);
	});
	const field = current.fields.get(last.toLowerCase());
	if (field) return { relations, field };
	const message = `No such column '${last}' on entity '${current.name}'. ${advice('field', '__c')}`;
	throw invalidField(context, text, message);
}

function related(
	{ records }: Context,
	record: SalesforceRecord | undefined,
	{ field, to }: Relation,
): SalesforceRecord | undefined {
	const id = record?.values[field.name];
	return typeof id === 'string' ? records.byId(to, id) : undefined;
}

function valueAt(
	context: Context,
	record: SalesforceRecord,
	{ relations, field }: Path,
): FieldValue {
	const holder = relations.reduce<SalesforceRecord | undefined>(
		(current, relation) => related(context, current, relation),
		record,
	);
	return holder?.values[field.name] ?? null;
}

const isId = ({ type }: FieldDefinition): boolean => type === 'id' || type === 'reference';

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
	const day = now.getUTCDate();
	const days = (from: number, to: number) => ({
		start: Date.UTC(year, month, day + from),
		end: Date.UTC(year, month, day + to),
	});
	const months = (from: number, to: number) => ({
		start: Date.UTC(year, month + from, 1),
		end: Date.UTC(year, month + to, 1),
	});
	const { count } = literal;
	const ranges: Readonly<Record<string, { start: number; end: number }>> = {
		TODAY: days(0, 1),
		YESTERDAY: days(-1, 0),
		TOMORROW: days(1, 2),
		LAST_N_DAYS: days(-count, 1),
		NEXT_N_DAYS: days(1, count + 1),
		N_DAYS_AGO: days(-count, -count + 1),
		THIS_MONTH: months(0, 1),
		LAST_MONTH: months(-1, 0),
		THIS_YEAR: months(-month, 12 - month),
		LAST_YEAR: months(-month - 12, -month),
	};
	const range = Object.hasOwn(ranges, literal.name) ? ranges[literal.name] : undefined;
	if (range) return range;
	throw malformed(`unexpected token: ${literal.name}`);
}

/** The kinds of literals a field is compared with, and what Salesforce calls them. */
function literalsOf({ type }: FieldDefinition): readonly [string, ...Array<Literal['kind']>] {
	switch (type) {
		case 'int':
		case 'double':
		case 'percent':
		case 'currency':
			return ['double', 'number'];
		case 'boolean':
			return ['boolean', 'boolean'];
		case 'date':
			return ['date', 'date', 'dateLiteral'];
		case 'datetime':
			return ['dateTime', 'datetime', 'dateLiteral'];
		default:
			return ['string', 'text'];
	}
}

function checkLiteral(context: Context, { field }: Path, literal: Literal): void {
	const { name } = field;
	if (!field.filterable) {
		throw invalidField(context, name, `field '${name}' can not be filtered in a query call`);
	}
	if (literal.kind === 'null') return;
	const [type, ...kinds] = literalsOf(field);
	if (!kinds.includes(literal.kind)) {
		const quotes = type === 'string' ? 'should be' : 'should not be';
		const message = `value of filter criterion for field '${name}' must be of type ${type} and ${quotes} enclosed in quotes`;
		throw invalidField(context, name, message);
	}
	if (literal.kind === 'text' && isId(field) && fullId(literal.text) === undefined) {
		throw badRequest('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${literal.text}`);
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

/** Whether a comparison holds, by the sign of the difference. */
const HOLDS: Readonly<Record<string, (sign: number) => boolean>> = {
	'<': (sign) => sign < 0,
	'<=': (sign) => sign <= 0,
	'>': (sign) => sign > 0,
	'>=': (sign) => sign >= 0,
	'=': (sign) => sign === 0,
	'!=': (sign) => sign !== 0,
};

const momentOf = (value: FieldValue): number =>
	Date.parse(
		String(value)
			.replace(/\+0000$/, 'Z')
			.replace(/^(\d{4}-\d{2}-\d{2})$/, '$1T00:00:00Z'),
	);

/** Both as they are compared: ids by their 18 characters, other texts in lower case. */
const textKey = (field: FieldDefinition, text: string): string =>
	isId(field) ? (fullId(text) ?? text) : text.toLowerCase();

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
		if (literal.kind === 'number' || literal.kind === 'boolean') {
			return Number(value) - literal.value;
		}
		const own = textKey(field, String(value));
		const other = literal.kind === 'text' ? textKey(field, literal.text) : '';
		return own === other ? 0 : own < other ? -1 : 1;
	};
	return (value) =>
		value === null ? operator === '!=' : HOLDS[operator]?.(signOf(value)) === true;
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
			const { operator, values } = condition;
			const path = pathOf(context, object, condition.path);
			const test = operator.endsWith('IN')
				? oneOf(context, path, values)
				: testOf(context, path, operator, values[0]);
			const isWanted = operator !== 'NOT IN';
			return (record) => test(valueAt(context, record, path)) === isWanted;
		}
	}
}

export const attributesOf = ({ id, object: { name } }: SalesforceRecord, version: string) => ({
	type: name,
	url: `/services/data/${version}/sobjects/${name}/${id}`,
});

function selected(context: Context, record: SalesforceRecord, paths: readonly Path[]): Row {
	const row: Record<string, unknown> = { attributes: attributesOf(record, context.version) };
	const nested = new Map<string, Path[]>();
	for (const { relations, field } of paths) {
		const [first, ...rest] = relations;
		if (!first) {
			row[field.name] = record.values[field.name] ?? null;
			continue;
		}
		const inner = [...(nested.get(first.name) ?? []), { relations: rest, field }];
		nested.set(first.name, inner);
		const other = related(context, record, first);
		row[first.name] = other ? selected(context, other, inner) : null;
	}
	return row;
}

/** @throws SalesforceRefusal (400) */
export function runQuery(
	records: Source,
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
		const message = `sObject type '${query.from}' is not supported. ${advice('object', '__c')}`;
		throw badRequest('INVALID_TYPE', message);
	}
	const { offset = 0, limit = Number.MAX_SAFE_INTEGER } = query;
	if (offset > MAX_OFFSET) {
		const message = `Maximum SOQL offset allowed is ${MAX_OFFSET}`;
		throw badRequest('NUMBER_OUTSIDE_VALID_RANGE', message);
	}
	const names = query.select === 'count' ? [] : query.select;
	const twice = names.find(
		(name, index) => names.findIndex((one) => one.toLowerCase() === name.toLowerCase()) < index,
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
				const [own, other] = [left, right].map((value) =>
					typeof value === 'string' ? value.toLowerCase() : Number(value),
				);
				if (own === undefined || other === undefined || own === other) continue;
				return own < other === descending ? 1 : -1;
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
