import type { IDataObject } from 'n8n-workflow';

import { LEAD_FIELDS } from '../contract';
import { isObject, own } from '../json';
import type { Provenance } from '../types';
import { isNothingFor, OF_COMPANIES, ofPeople } from './candidates';
import type { Candidates } from './candidates';
import { hasOneType } from './evidence';
import { fieldsFrom } from './fields';
import { withContactTime } from './contactTime';
import { columnReader } from './headers/columns';
import { objectNameReader } from './headers/objectNames';
import type { ObjectKind, ReadObjectName } from './headers/objectNames';
import { plainWords } from './headers/plainWords';
import { withOrigin } from './origin';
import { partReader } from './parts';
import type { FoundLead } from './people';
import type { RecognizedItem } from './recognizedItem';
import { byKind, saleReader } from './recordKind';
import { compileShapes, readShape, shapeOf } from './shapes';
import type { CompiledShape, Shapes } from './shapes';
import type { Source } from './source';
import { COLUMNS, OWN_FIELDS, SOURCES } from './sources';
import type { LeadSource } from './sources';
import { failedBefore, notRecognized } from './sources/refusals';
import { compileTables, markedHeaders, readRow } from './tables';
import type { RowReaders, Tables } from './tables';
import { readList, readRequest, readWrapped } from './wrappers';
import type { Position } from './wrappers';

export type Recognize = (json: IDataObject) => RecognizedItem;

const NOBODY_OUTSIDE: Provenance = { recordIsKnown: () => true, originIsKnown: () => true };

/**
 * Decides once per run how items are read. Only paths in the tables are read, and headers are read as
 * a whole, so that the email of an owner, a creator or a host is not taken for the lead's.
 * @param provenance whether record IDs in the items can be trusted
 */
export function recognizer(source: LeadSource, provenance = NOBODY_OUTSIDE): Recognize {
	const reader = source === OWN_FIELDS ? undefined : compileReader(source);
	return (given) => {
		// A Code node can pass on an item without data.
		const json = given ?? {};
		const recognized = reader === undefined ? readOwnFields(json) : readItem(reader, json);
		return withOrigin(json, recognized, provenance);
	};
}

/** Lead Source is LeadsPredict: the API's own field names and nothing else. */
function readOwnFields(json: IDataObject): RecognizedItem {
	const fields: RecognizedItem['fields'] = {};
	for (const { name } of LEAD_FIELDS) {
		const value = own(json, name);
		if (!isNothingFor(name)(value)) fields[name] = { value, from: name };
	}
	return { source: OWN_FIELDS, label: 'item', fields };
}

/** The sources that a run's items may come from, compiled once. */
interface Reader {
	/** The source that the user chose; undefined if items are recognized automatically. */
	readonly chosen: Source | undefined;
	readonly shapes: Shapes;
	readonly tables: Tables;
	readonly readers: RowReaders;
	readonly nameOf: ReadObjectName;
	readonly keepByKind: ReturnType<typeof byKind>;
	readonly isSale: ReturnType<typeof saleReader>;
}

function compileReader(leadSource: LeadSource): Reader {
	const chosen = SOURCES.find(({ value }) => value === leadSource);
	const sources = chosen === undefined ? SOURCES : [chosen];
	const choiceProves = chosen !== undefined && hasOneType(chosen);
	const tables = compileTables(sources, chosen, choiceProves);
	const nameOf = objectNameReader();
	const readColumns = columnReader(markedHeaders(tables), nameOf);
	return {
		chosen,
		shapes: compileShapes(leadSource === COLUMNS ? [] : sources, choiceProves),
		tables,
		readers: { readColumns, readParts: partReader(readColumns, nameOf) },
		nameOf,
		keepByKind: byKind(),
		isSale: saleReader(),
	};
}

const NOTHING: RecognizedItem = { source: COLUMNS, label: 'item', fields: {} };

/** The context of an item itself, which has no records around it. */
const NO_CONTEXT = { isOfSale: false, event: '' };

/** Reads the item without context first. Context counts only if no key names the lead. */
function readItem(reader: Reader, json: unknown): RecognizedItem {
	if (isObject(json)) {
		const item = readRecord(reader, json, { path: '', wrappers: [] });
		if (item.fields.email !== undefined || item.refusal !== undefined) return item;
		const further = readRecord(reader, json, { path: '', wrappers: [], context: NO_CONTEXT });
		return further.fields.email === undefined ? item : further;
	}
	if (!Array.isArray(json)) return NOTHING;
	const shape = shapeOf(reader.shapes, json);
	if (shape !== undefined) return readShape(shape, json, '', reader.readers.readColumns);
	const readEntry = (record: object, at: Position) => readRecord(reader, record, at);
	return readList(json, { path: 'json', wrappers: [] }, readEntry) ?? NOTHING;
}

const readRecord = (reader: Reader, json: object, at: Position): RecognizedItem =>
	reader.keepByKind(readAnyRecord(reader, json, at), json, at.path);

/**
 * Reads a record as the body of a request, a shape of a source, a row or a wrapper. An item that is
 * none of these may come from a failed step.
 */
function readAnyRecord(reader: Reader, json: object, at: Position): RecognizedItem {
	const readInside = (record: object, inside: Position) => readRecord(reader, record, inside);
	const request = readRequest(json, at, readInside);
	if (request !== undefined) return request;
	const shape = shapeOf(reader.shapes, json);
	if (shape !== undefined) return readShapeOrRow(reader, shape, json, at);
	const row = canBeRow(reader, at) ? readAsRow(reader, json, at) : undefined;
	// The shape of a source has its own place for the time of a contact.
	const withTime = (item: RecognizedItem) => withContactTime(item, json, at.path, reader.nameOf);
	if (row?.refusal !== undefined) return row;
	if (row?.fields.email !== undefined) return withTime(row);
	const lead = readWrapped(json, at, readInside, reader.nameOf, reader.isSale);
	if (lead === undefined) return withoutLead(reader, row, json);
	return withTime(withAround(reader, lead, json, at));
}

/**
 * Adds the surrounding record's values to a lead whose address is in its further fields. The record
 * around "contact details" is the contact. Around other fields it may be a form, which has a name and
 * a company of its own.
 */
function withAround(
	reader: Reader,
	{ item, key = '', kind }: FoundLead,
	json: object,
	at: Position,
): RecognizedItem {
	const ofAround = kind === undefined ? undefined : AROUND[kind];
	if (ofAround === undefined || item.fields.email === undefined || !canBeRow(reader, at)) {
		return item;
	}
	const { candidates } = reader.readers.readColumns(json, { asks: false, from: at.path });
	const isOfCustomer = reader.nameOf(at.wrappers.at(-1) ?? '').kind === 'customer';
	const around = ofAround(candidates, { key, path: at.path, isOfCustomer });
	return { ...item, fields: { ...fieldsFrom(around), ...item.fields } };
}

/** The key of the lead's wrapper, and the path of the record around it. */
interface Wrapper {
	readonly key: string;
	readonly path: string;
	/** Whether that record is a customer, whose name is a company's if it has a contact. */
	readonly isOfCustomer: boolean;
}

/** A contact belongs to the company in the record around it. */
const CONTACT = /\b(?:contact|contacto|contatto|contato|kontakt|ansprechpartner)/;

/**
 * The company next to a person, and the last interaction. The company counts if it is an object or
 * the person is its contact, and if it has more than a name: a service can also put the name of its
 * own user's company there.
 */
function companyAround(candidates: Candidates, { key, path, isOfCustomer }: Wrapper): Candidates {
	const isContact = CONTACT.test(plainWords(key));
	const found = new Map(
		OF_COMPANIES.flatMap((role) => {
			const all = candidates.get(role);
			const isOfCompany =
				all !== undefined &&
				(all[0].found.from.slice(path.length).includes('.') ||
					(isContact && (isOfCustomer || all[0].found.ofThings !== true)));
			return isOfCompany ? [[role, all] as const] : [];
		}),
	);
	const contacted = candidates.get('last_interaction');
	return new Map([
		...((found.size > 1 || (isContact && isOfCustomer)) && found.has('company') ? found : []),
		...(contacted === undefined ? [] : [['last_interaction', contacted] as const]),
	]);
}

/** What the surrounding record adds to the lead, by the kind of the wrapper. */
const AROUND: Readonly<
	Partial<Record<ObjectKind, (around: Candidates, wrapper: Wrapper) => Candidates>>
> = {
	contactDetails: (around) => around,
	fields: ofPeople,
	person: companyAround,
	customer: companyAround,
};

/** Reads an item without an email as a row, because a table can have the keys of a system's records. */
function readShapeOrRow(
	reader: Reader,
	shape: CompiledShape,
	json: object,
	at: Position,
): RecognizedItem {
	const read = readShape(shape, json, at.path, reader.readers.readColumns);
	const isRefused = shape.shape.refuse !== undefined || read.refusal?.code === 'several_people';
	if (read.fields.email !== undefined || isRefused || !canBeRow(reader, at)) return read;
	const row = readAsRow(reader, json, at);
	const address = row.fields.email?.value;
	return typeof address === 'string' && address.includes('@') ? row : read;
}

/** Wrappers that can hold a row of a chosen source. Others would hold another source's record. */
const TRANSPORT: ReadonlySet<string> = new Set(['body', 'data']);

const canBeRow = ({ chosen, tables }: Reader, { wrappers }: Position): boolean =>
	chosen === undefined ||
	(tables.usual !== undefined && wrappers.every((key) => TRANSPORT.has(key)));

const readAsRow = ({ tables, readers }: Reader, json: object, at: Position) =>
	readRow(tables, json, at, readers);

/** An item without an email, and why. */
function withoutLead(
	{ chosen }: Reader,
	row: RecognizedItem | undefined,
	json: object,
): RecognizedItem {
	const failure = upstreamError(json);
	if (chosen !== undefined && Object.keys(row?.fields ?? {}).length === 0) {
		const refusal = failure ?? notRecognized(chosen.name);
		return { source: chosen.value, label: 'item', fields: {}, refusal };
	}
	return { ...(row ?? NOTHING), ...(failure !== undefined && { refusal: failure }) };
}

/** What n8n's nodes leave of an item that failed, with On Error: Continue. */
function upstreamError(json: object) {
	const error = own(json, 'error');
	if (typeof error === 'string') return failedBefore(error);
	if (!isObject(error)) return undefined;
	const said = [own(error, 'message'), own(error, 'description'), own(json, 'message')];
	return failedBefore(String(said.find((text) => typeof text === 'string') ?? ''));
}
