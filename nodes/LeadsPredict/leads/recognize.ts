import type { IDataObject } from 'n8n-workflow';

import { LEAD_FIELDS, lookupSchema, originSchema, rulesOut } from '../contract';
import type { Provenance } from '../types';
import { shorten } from '../format';
import { columnReader } from './headers/columns';
import type { Columns, ReadColumns } from './headers/columns';
import { evidenceMarks, hasOneType, isProven, recordOf } from './evidence';
import { fieldsFrom, isNothingFor, addCandidate } from './candidates';
import type { FoundFields } from './candidates';
import { ANY, idText, compileShape, severalPeople } from './compileShape';
import type { CompiledShape, RecognizedItem } from './compileShape';
import { meaningOf } from './headers/labels';
import { isObject, own } from '../json';
import type { ItemRefusal, Source, TableShape } from './source';
import { COLUMNS, OWN_FIELDS, SOURCES } from './sources';
import type { LeadSource } from './sources';

export type Recognize = (json: IDataObject) => RecognizedItem;

const NOBODY_OUTSIDE: Provenance = { recordIsKnown: () => true, originIsKnown: () => true };

/**
 * How items are read, decided once for a run. Only places named in the tables are ever read, and
 * headers count as a whole: the email of an owner, a creator or a host is never taken for the lead's.
 * @param provenance what the items can be believed about which records they are
 */
export function recognizer(source: LeadSource, provenance = NOBODY_OUTSIDE): Recognize {
	const read = source === OWN_FIELDS ? ownFields : itemReader(source);
	return (given) => {
		// A Code node can hand on an item without data.
		const json = given ?? {};
		const found = read(json);
		const isKnown = !namesRecord(found) || provenance.recordIsKnown(json);
		return withOrigin(json, isKnown ? found : asClaim(found), provenance);
	};
}

const namesRecord = ({ record, current }: RecognizedItem): boolean =>
	record !== undefined || current !== undefined;

/** What was not found in the item itself: another service, or anyone, put it there. */
const asClaim = (read: RecognizedItem): RecognizedItem =>
	namesRecord(read) ? { ...read, claimed: true } : read;

/**
 * A step of this package that looked a record up has said which it is, or that there is none to be
 * sure of: that counts for more than the item's shape. What counts for less is an `origin` that
 * anyone may have written.
 */
function withOrigin(
	json: IDataObject,
	found: RecognizedItem,
	{ originIsKnown }: Provenance,
): RecognizedItem {
	const { data: lookup } = lookupSchema.safeParse(own(json, 'lookup'));
	const { data: origin } = originSchema.safeParse(own(json, 'origin'));
	const { source, label, fields, record, refusal } = found;
	const withoutRecord: RecognizedItem = {
		source,
		label,
		fields,
		...(refusal !== undefined && { refusal }),
		...(lookup !== undefined && { lookup }),
	};
	const isClaim = origin?.claimed === true || !originIsKnown(json);
	const isSurer = record !== undefined && found.claimed === undefined && isClaim;
	const best: RecognizedItem =
		origin === undefined || isSurer
			? { ...found, ...withoutRecord }
			: {
					...withoutRecord,
					source: origin.source,
					record: { type: origin.record_type, id: origin.record_id },
					...(origin.current !== undefined && { current: origin.current }),
					...(isClaim && { claimed: true }),
				};
	const kind = { source: best.source, record_type: best.record?.type ?? '' };
	return lookup !== undefined && rulesOut(lookup, kind) ? withoutRecord : best;
}

function ownFields(json: IDataObject): RecognizedItem {
	const fields: FoundFields = {};
	for (const { name } of LEAD_FIELDS) {
		const value = own(json, name);
		if (!isNothingFor(name)(value)) fields[name] = { value, from: name };
	}
	return { source: OWN_FIELDS, label: 'item', fields };
}

/** Shapes by the key that must be there, each with its place in the order in which they are tried. */
function indexed(
	sources: readonly Source[],
	isChosen: boolean,
): ReadonlyMap<string, Array<[number, CompiledShape]>> {
	const byAnchor = new Map<string, Array<[number, CompiledShape]>>();
	sources
		.flatMap((source) =>
			(source.shapes ?? []).map((shape) => compileShape(source, shape, isChosen)),
		)
		.forEach((shape, order) => {
			const same = byAnchor.get(shape.anchor);
			if (same === undefined) byAnchor.set(shape.anchor, [[order, shape]]);
			else same.push([order, shape]);
		});
	return byAnchor;
}

interface KnownTable {
	readonly source: string;
	readonly table: TableShape;
	/** What a row is called whose record may be of another type. */
	readonly otherwise?: string;
}

const ROW: KnownTable = { source: COLUMNS, table: { label: 'row' } };
const FORM: KnownTable = { source: COLUMNS, table: { label: 'form answer' } };

/**
 * What services wrap around a record. A request that n8n's Webhook node or an HTTP Request node
 * hands on is looked into whatever else it holds; the others only when there is no lead around them.
 */
const AROUND: readonly string[] = [
	'body',
	'data',
	'properties',
	'fields',
	'record',
	'current',
	'payload',
	'resource',
	'form_response',
	'values',
];

/** What holds a person. Two of them are two people. */
const PEOPLE: readonly string[] = ['contact', 'person', 'lead'];

/** Who may be the lead as well, but is never read: in other items it is the seller's customer. */
const SOMEBODY: readonly string[] = ['customer', 'client'];

/** In these a row of a named source may come; in the others it would be another source's record. */
const TRANSPORT: ReadonlySet<string> = new Set(['body', 'data']);

/** Where services put lists of records. */
const LISTS: readonly string[] = [
	'results',
	'collection',
	'records',
	'items',
	'contacts',
	'leads',
	'people',
	'persons',
	'value',
	'elements',
	'rows',
	'list',
] as const;

const MAX_DEPTH = 4;

/** How many entries of a list are looked into, to tell whether they are people. */
const MAX_ENTRIES = 20;

/** Where in an item something is looked for. */
interface Where {
	/** What stands before every path found there: "" or "body." */
	readonly from: string;
	readonly depth: number;
	/** Whether what stands there may be a row of a table. */
	readonly rows: boolean;
}

const isRequest = (json: object): boolean =>
	Object.hasOwn(json, 'headers') &&
	Object.hasOwn(json, 'body') &&
	['webhookUrl', 'executionMode', 'query', 'statusCode'].some((key) => Object.hasOwn(json, key));

const errorItem = (said: string): ItemRefusal => ({
	code: 'error_item',
	message: `The step before failed for this item${said === '' ? '' : `: "${shorten(said, 150)}"`}`,
	advice:
		'Correct that step, or send its failed items another way with On Error: Continue (using error output)',
});

/** What n8n's nodes leave of an item that failed, with On Error: Continue. */
function upstreamError(json: object): ItemRefusal | undefined {
	const error = own(json, 'error');
	if (typeof error === 'string') return errorItem(error);
	if (!isObject(error)) return undefined;
	const said = [own(error, 'message'), own(error, 'description'), own(json, 'message')];
	return errorItem(String(said.find((text) => typeof text === 'string') ?? ''));
}

/** Who of two is the lead cannot be told. */
const twoPeople = (from: string, one: string, other: string): RecognizedItem => ({
	source: COLUMNS,
	label: 'item',
	fields: {},
	refusal: {
		code: 'several_people',
		message: `This item holds different people under "${from}${one}" and "${from}${other}"`,
		advice: 'Map the email of the lead under Lead Fields, so that nobody else is scored',
	},
});

const notRecognised = (name: string): ItemRefusal => ({
	code: 'not_recognized',
	message: `This item is not what ${name} hands out`,
	advice: 'Set Lead Source to Recognize Automatically, or to where the items of this run come from',
});

function itemReader(chosen: string): (json: object) => RecognizedItem {
	const only = SOURCES.find(({ value }) => value === chosen);
	const sources = only === undefined ? SOURCES : [only];
	const isChosen = only !== undefined && hasOneType(only);
	const shapes = indexed(chosen === COLUMNS ? [] : sources, isChosen);
	const tables: KnownTable[] = sources.flatMap((source) =>
		(source.tables ?? []).map((table) => ({
			source: source.value,
			table,
			otherwise: recordOf(source),
		})),
	);
	const markers = new Set(
		tables.flatMap(({ table }) => [
			...(table.marks ?? []).flat(),
			...(table.none ?? []),
			...(table.record?.headers ?? []),
			...evidenceMarks(table.record?.provenBy),
			...(table.submitted === undefined ? [] : [table.submitted]),
		]),
	);
	const readColumns: ReadColumns = columnReader(markers);
	/** Asked for by name, a source's rows need no header that tells them apart. */
	const usual = only === undefined ? undefined : tables[0];
	const takesRows = only === undefined || usual !== undefined;

	const shapeOf = (json: object): CompiledShape | undefined => {
		let best: [number, CompiledShape] | undefined;
		for (const key of Object.keys(json)) {
			for (const candidate of shapes.get(key) ?? []) {
				if (best !== undefined && best[0] <= candidate[0]) continue;
				if (candidate[1].matches(json)) best = candidate;
			}
		}
		return best?.[1] ?? shapes.get(ANY)?.find(([, shape]) => shape.matches(json))?.[1];
	};

	const proves = ({ record }: TableShape, { marks }: Columns): boolean =>
		isProven(record?.provenBy, isChosen, (header) => marks.has(header));

	const idIn = (json: object, { record }: TableShape, { marks }: Columns): string | undefined =>
		(record?.headers ?? [])
			.map((header) => idText(own(json, marks.get(header) ?? '')))
			.find((id) => id !== undefined && record?.like.test(id) === true);

	/** The surest first: an id that tells, then headers that only rows of one type have. */
	const tableOf = (json: object, columns: Columns): KnownTable => {
		const hasId = ({ table }: KnownTable) =>
			proves(table, columns) && idIn(json, table, columns) !== undefined;
		const has = (header: string) => columns.marks.has(header);
		const marked = tables.filter(
			({ table: { marks, none } }) =>
				marks?.some((set) => set.every(has)) === true && none?.some(has) !== true,
		);
		return (
			tables.find((known) => known.table.record?.tells === true && hasId(known)) ??
			marked.find(({ table }) => proves(table, columns)) ??
			marked[0] ??
			(usual === undefined ? undefined : tables.find(hasId)) ??
			usual ??
			(columns.asks ? FORM : ROW)
		);
	};

	const readRow = (json: object, from: string): RecognizedItem => {
		let columns = readColumns(json, { asks: false, from });
		const { source, table, otherwise } = tableOf(json, columns);
		if (table.refuse !== undefined) {
			return { source, label: table.label, fields: {}, refusal: table.refuse };
		}
		if (table.asks === true && !columns.asks) columns = readColumns(json, { asks: true, from });
		const submitted = columns.marks.get(table.submitted ?? '');
		if (submitted !== undefined) {
			addCandidate(columns.gathered, 'last_interaction', SUBMITTED, {
				value: own(json, submitted),
				from: from + submitted,
			});
		}
		const id = idIn(json, table, columns);
		const isProvenId = id !== undefined && proves(table, columns);
		return {
			source,
			label: id === undefined || isProvenId ? table.label : (otherwise ?? table.label),
			fields: fieldsFrom(columns.gathered),
			...(table.record !== undefined && isProvenId && { record: { type: table.record.type, id } }),
			...(columns.leadspredictFields !== undefined && { current: columns.leadspredictFields }),
		};
	};

	const inEnvelope = (json: object, key: string, { from, depth, rows }: Where) => {
		const value = own(json, key);
		const inside = { depth: depth + 1, rows: rows && (only === undefined || TRANSPORT.has(key)) };
		if (isObject(value)) return asClaim(find(value, { ...inside, from: `${from}${key}.` }));
		return Array.isArray(value) ? inList(value, { ...inside, from: from + key }) : undefined;
	};

	/** A list of people is never one lead: the first of them would get through and the rest be lost. */
	const inList = (list: readonly unknown[], where: Where): RecognizedItem | undefined => {
		const records = list.filter(isObject);
		const [first] = records;
		if (first === undefined) return undefined;
		const entry = { ...where, from: `${where.from}[0].` };
		const inside = asClaim(find(first, entry));
		if (records.length === 1) return inside;
		const arePeople = [
			inside,
			...records.slice(1, MAX_ENTRIES).map((each) => find(each, entry)),
		].some(({ fields }) => fields.email !== undefined);
		return arePeople
			? {
					source: COLUMNS,
					label: 'list',
					fields: {},
					refusal: severalPeople(records.length, where.from),
				}
			: undefined;
	};

	/**
	 * The one with an email; else the first that at least says why there is none. Two people side by
	 * side are not one lead, and nobody steps in for a person or a row whose email is empty.
	 */
	const unwrapped = (json: object, where: Where): RecognizedItem | undefined => {
		if (where.depth >= MAX_DEPTH) return undefined;
		let found: { readonly key: string; readonly inside: RecognizedItem } | undefined;
		let other: RecognizedItem | undefined;
		const isPerson = Object.keys(json).some((key) => meaningOf(key)?.role === 'email');
		for (const key of isPerson ? AROUND : [...AROUND, ...PEOPLE, ...LISTS]) {
			const inside = inEnvelope(json, key, where);
			if (inside === undefined) continue;
			if (inside.refusal !== undefined && inside.refusal.code !== 'not_recognized') {
				other ??= inside;
			}
			const { email, name } = inside.fields;
			// A person without an email: whoever stands beside is somebody else.
			if (email === undefined && name !== undefined && PEOPLE.includes(key)) return inside;
			if (email === undefined) continue;
			if (found !== undefined && found.inside.fields.email?.value !== email.value) {
				return twoPeople(where.from, found.key, key);
			}
			found ??= { key, inside };
		}
		if (found !== undefined && PEOPLE.includes(found.key)) {
			const beside = SOMEBODY.find((key) => own(own(json, key), 'email') !== undefined);
			if (beside !== undefined) return twoPeople(where.from, found.key, beside);
		}
		return found?.inside ?? other;
	};

	const find = (json: object, where: Where): RecognizedItem => {
		const { from, rows } = where;
		if (isRequest(json)) {
			const body = inEnvelope(json, 'body', where);
			const inBody = body !== undefined && Object.keys(Object(own(json, 'body'))).length > 0;
			// A call without a body, such as a GET, says what it has to say in its address.
			return (
				(inBody ? body : inEnvelope(json, 'query', where)) ??
				body ?? { source: COLUMNS, label: 'request', fields: {} }
			);
		}
		const shape = shapeOf(json);
		if (shape !== undefined) {
			const read = shape.read(json, from, readColumns);
			const isRefused = shape.refuses || read.refusal?.code === 'several_people';
			if (read.fields.email !== undefined || isRefused || !takesRows || !rows) return read;
			// Columns of a table can have the names that a system gives its own.
			const plain = readRow(json, from);
			const address = plain.fields.email?.value;
			return typeof address === 'string' && address.includes('@') ? plain : read;
		}
		const row = takesRows && rows ? readRow(json, from) : undefined;
		if (row?.fields.email !== undefined || row?.refusal !== undefined) return row;
		const inside = unwrapped(json, where);
		if (inside !== undefined) return inside;
		const refusal = upstreamError(json);
		const isForeign = only !== undefined && Object.keys(row?.fields ?? {}).length === 0;
		if (row !== undefined && !isForeign) {
			return { ...row, ...(refusal !== undefined && { refusal }) };
		}
		return {
			source: chosen,
			label: 'item',
			fields: {},
			refusal: refusal ?? notRecognised(only?.name ?? chosen),
		};
	};

	return (json) => {
		if (Array.isArray(json)) {
			const asOne = shapeOf(json)?.read(json, '', readColumns);
			return asOne ?? inList(json, { from: 'json', depth: 0, rows: true }) ?? NOTHING;
		}
		return isObject(json) ? find(json, { from: '', depth: 0, rows: true }) : NOTHING;
	};
}

const NOTHING: RecognizedItem = { source: COLUMNS, label: 'item', fields: {} };

/** A form's own time comes after any answer that names a last interaction. */
const SUBMITTED = 10_000;
