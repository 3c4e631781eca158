import { isObject, own } from '../json';
import { eventOf, isOursByType, partiesIn } from './context';
import type { Context } from './context';
import type { ObjectKind, ReadObjectName } from './headers/objectNames';
import { asClaim } from './origin';
import { leadAmong, leadOfList } from './people';
import type { FoundLead, Wrapped } from './people';
import type { RecognizedItem } from './recognizedItem';
import { COLUMNS } from './sources';

/**
 * Finds the lead in the wrappers that services put around a record: requests, envelopes and lists.
 * Wrappers can have any key, so every key is searched except those for somebody else.
 */

/** A position in an item. */
export interface Position {
	/** Prefix of the paths there: "" or "body." */
	readonly path: string;
	/** The keys of the wrappers around it, the outermost first. */
	readonly wrappers: readonly string[];
	/** Whether it holds the properties of an event, which include those of its subject. */
	readonly isOfEvent?: boolean;
	/** Set if no key in the item names the lead, so that context decides. */
	readonly context?: Context;
}

/** Reads the contents of a wrapper. */
type ReadRecord = (json: object, at: Position) => RecognizedItem;

const MAX_DEPTH = 4;

/** At most this many entries of a list are checked for people. */
const MAX_ENTRIES = 20;

/** Whether it is the output of n8n's Webhook or HTTP Request node, which is always searched. */
const isRequest = (json: object): boolean =>
	Object.hasOwn(json, 'headers') &&
	Object.hasOwn(json, 'body') &&
	['webhookUrl', 'executionMode', 'query', 'statusCode'].some((key) => Object.hasOwn(json, key));

/** Reads the body. A request without one, such as a GET, has its data in the query. */
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

/** Kinds of objects that never hold the lead. */
export const NEVER: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['somebodyElse', 'company']);

/** Kinds that can belong to a record with an email of its own, even an empty one. */
export const OF_THE_RECORD: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
	'fields',
	'contactDetails',
	'envelope',
]);

/** Events as keys of lists: `contacts: {add: […]}`. */
const HAPPENED = new Set(['add', 'added', 'create', 'created', 'update', 'updated', 'upsert']);

/**
 * Whether a list holds leads. A list with any other key can hold anybody, such as the attendees of a
 * meeting. A list of one under a singular key is read like an object, because parsed XML looks so.
 */
const isListOfLeads = (key: string, kind: ObjectKind, list: readonly unknown[]): boolean =>
	kind === 'records' ||
	OF_THE_RECORD.has(kind) ||
	(!key.toLowerCase().endsWith('s') && (kind === 'person' || list.length === 1));

/** Finds the lead in the wrappers of an item. */
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
		if (kind === 'job') return [];
		if ((NEVER.has(kind) && !isOfLeads) || (isPerson && !OF_THE_RECORD.has(kind))) return [];
		if (Array.isArray(value) && !isOfLeads && !isListOfLeads(key, kind, value)) return [];
		// A field of the lead, not a person.
		if (meaning !== undefined && kind === 'unknown') return [];
		const inside = readWrapper(json, key, around, read);
		if (inside === undefined) return [];
		const hasAddress = isObject(value) && hasEmailHeader(value, nameOf);
		return [{ key, kind, inside, isPerson: hasAddress, isOurs: isOursByType(value) }];
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

/** Whether a record has a key for an address, whatever its value. */
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

/** Keys of the event name. */
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
