import { isObject, own } from '../json';
import { eventOf, partiesIn } from './context';
import type { Context } from './context';
import type { ObjectKind, ReadObjectName } from './headers/objectNames';
import { asClaim } from './origin';
import { leadAmong, leadOfList } from './people';
import type { FoundLead, Wrapped } from './people';
import type { RecognizedItem } from './recognizedItem';
import { COLUMNS } from './sources';

/**
 * What services wrap around a record: requests, envelopes and lists. They call them anything, so
 * that a lead is looked for under every name but those that say that somebody else is there.
 */

/** Where in an item something stands. */
export interface Position {
	/** What stands before every path found there: "" or "body." */
	readonly path: string;
	/** The keys of the wrappers around it, from the outside in. */
	readonly wrappers: readonly string[];
	/** Whether the properties of an event stand there, which are also those of what it is about. */
	readonly isOfEvent?: boolean;
	/** Set when nobody in the item is the lead by their name alone. */
	readonly context?: Context;
}

/** Reads what a wrapper holds. */
type ReadRecord = (json: object, at: Position) => RecognizedItem;

const MAX_DEPTH = 4;

/** How many entries of a list are looked into, to tell whether they are people. */
const MAX_ENTRIES = 20;

/** What n8n's Webhook node and HTTP Request node put out is looked into whatever else it holds. */
const isRequest = (json: object): boolean =>
	Object.hasOwn(json, 'headers') &&
	Object.hasOwn(json, 'body') &&
	['webhookUrl', 'executionMode', 'query', 'statusCode'].some((key) => Object.hasOwn(json, key));

/** A call without a body, such as a GET, says what it has to say in its address. */
export function readRequest(
	json: object,
	at: Position,
	read: ReadRecord,
): RecognizedItem | undefined {
	if (!isRequest(json)) return undefined;
	const body = readBody(json, at, read);
	const isEmpty = body === undefined || Object.keys(Object(own(json, 'body'))).length === 0;
	return (
		(isEmpty ? readWrapper(json, 'query', at, read) : undefined) ??
		body ?? { source: COLUMNS, label: 'request', fields: {} }
	);
}

/** The body of a request may be a record, a list of records, or the answers to a form. */
function readBody(json: object, at: Position, read: ReadRecord): RecognizedItem | undefined {
	const body = own(json, 'body');
	const found = readWrapper(json, 'body', at, read);
	if (!Array.isArray(body) || found?.fields.email !== undefined) return found;
	const answers = asClaim(read({ body }, at));
	return answers.fields.email === undefined ? found : answers;
}

/** Nobody in them is the lead. */
export const NEVER: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['somebodyElse', 'company']);

/** Beside a person's own email, which may be empty, whoever has another name is somebody else. */
export const OF_THE_RECORD: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
	'fields',
	'contactDetails',
	'envelope',
]);

/** What happened to records, as the name of their list: `contacts: {add: […]}`. */
const HAPPENED = new Set(['add', 'added', 'create', 'created', 'update', 'updated', 'upsert']);

/**
 * A list by another name may hold anybody, such as the attendees of a meeting. One entry under a name
 * in the singular is like an object: XML becomes such lists.
 */
const isListOfLeads = (key: string, kind: ObjectKind, list: readonly unknown[]): boolean =>
	kind === 'records' ||
	OF_THE_RECORD.has(kind) ||
	(!key.toLowerCase().endsWith('s') && (kind === 'person' || list.length === 1));

/** The lead in the wrappers that an item has. */
export function readWrapped(
	json: object,
	at: Position,
	read: ReadRecord,
	nameOf: ReadObjectName,
	isSale: (json: object) => boolean,
): FoundLead | undefined {
	if (at.wrappers.length >= MAX_DEPTH) return undefined;
	const isPerson = hasEmailHeader(json, nameOf);
	const isOfRecords = nameOf(at.wrappers.at(-1) ?? '').kind === 'records';
	const context = at.context && {
		isOfSale: at.context.isOfSale || isSale(json),
		event: `${at.context.event} ${eventOf(json)}`,
	};
	const around = { ...at, ...(context !== undefined && { context }) };
	const found = Object.entries(json).flatMap(([key, value]): Wrapped[] => {
		if (typeof value !== 'object' || value === null) return [];
		const { kind, meaning } = nameOf(key);
		const isOfLeads = isOfRecords && HAPPENED.has(key.toLowerCase());
		if ((NEVER.has(kind) && !isOfLeads) || (isPerson && !OF_THE_RECORD.has(kind))) return [];
		if (Array.isArray(value) && !isOfLeads && !isListOfLeads(key, kind, value)) return [];
		// How the lead is called or reached, and not who it is.
		if (meaning !== undefined && kind === 'unknown') return [];
		const inside = readWrapper(json, key, around, read);
		if (inside === undefined) return [];
		return [{ key, kind, inside, isPerson: isObject(value) && hasEmailHeader(value, nameOf) }];
	});
	const parties = context === undefined || isPerson ? [] : partiesIn(json, context, nameOf);
	const inContext = parties.map(({ key, value, path }): Wrapped => {
		const inside = { ...around, path: at.path + path, wrappers: [...at.wrappers, key] };
		const isPersonInside = hasEmailHeader(value, nameOf);
		return {
			key,
			kind: 'customer',
			inside: asClaim(read(value, inside)),
			isPerson: isPersonInside,
		};
	});
	return leadAmong([...found, ...inContext], at.path);
}

/** Whether a record has a place for an address, whatever it holds. */
export const hasEmailHeader = (json: object, nameOf: ReadObjectName): boolean =>
	Object.keys(json).some((key) => nameOf(key).meaning?.role === 'email');

function readWrapper(
	json: object,
	key: string,
	{ path, wrappers, context }: Position,
	read: ReadRecord,
): RecognizedItem | undefined {
	const value = own(json, key);
	const inside = {
		path: path + key,
		wrappers: [...wrappers, key],
		isOfEvent: isPropertiesOfEvent(json, key),
		...(context !== undefined && { context }),
	};
	if (Array.isArray(value)) return readList(value, inside, read);
	return isObject(value) ? asClaim(read(value, { ...inside, path: `${inside.path}.` })) : undefined;
}

export const isPropertiesOfEvent = (json: object, key: string): boolean =>
	key.toLowerCase() === 'properties' &&
	EVENT_NAMES.some((name) => typeof own(json, name) === 'string');

/** Where the names of events stand. */
const EVENT_NAMES = ['event', 'event_name', 'eventName', 'event_type', 'eventType'];

/** The one record of a list, or why a list of people is no lead. */
export function readList(
	list: readonly unknown[],
	{ path, ...at }: Position,
	read: ReadRecord,
): RecognizedItem | undefined {
	const records = list.filter(isObject);
	const found = records
		.slice(0, MAX_ENTRIES)
		.map((record) => asClaim(read(record, { ...at, path: `${path}[0].` })));
	return leadOfList(found, records.length, path);
}
