import { isObject, own } from '../json';
import { meaningOf } from './headers/labels';
import { asClaim } from './origin';
import { leadAmong, leadOfList, PEOPLE } from './people';
import type { RecognizedItem } from './recognizedItem';
import { COLUMNS } from './sources';

/** What services wrap around a record: requests, envelopes and lists. */

/** Where in an item something stands. */
export interface Position {
	/** What stands before every path found there: "" or "body." */
	readonly path: string;
	/** The keys of the wrappers around it, from the outside in. */
	readonly wrappers: readonly string[];
}

/** Reads what a wrapper holds. */
type ReadRecord = (json: object, at: Position) => RecognizedItem;

/** These hold one record. They are looked into when there is no lead around them. */
const ENVELOPES: readonly string[] = [
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

/** These hold a list of records. */
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
];

/** Beside a person's own email, people and lists are somebody else. */
const ALL_WRAPPERS = [...ENVELOPES, ...PEOPLE, ...LISTS];

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
	const body = readWrapper(json, 'body', at, read);
	const isEmpty = body === undefined || Object.keys(Object(own(json, 'body'))).length === 0;
	return (
		(isEmpty ? readWrapper(json, 'query', at, read) : undefined) ??
		body ?? { source: COLUMNS, label: 'request', fields: {} }
	);
}

/** The lead in the wrappers that an item has. */
export function readWrapped(
	json: object,
	at: Position,
	read: ReadRecord,
): RecognizedItem | undefined {
	if (at.wrappers.length >= MAX_DEPTH) return undefined;
	const isPerson = Object.keys(json).some((key) => meaningOf(key)?.role === 'email');
	const found = (isPerson ? ENVELOPES : ALL_WRAPPERS).flatMap((key) => {
		const inside = readWrapper(json, key, at, read);
		return inside === undefined ? [] : [{ key, inside }];
	});
	return leadAmong(found, json, at.path);
}

function readWrapper(
	json: object,
	key: string,
	{ path, wrappers }: Position,
	read: ReadRecord,
): RecognizedItem | undefined {
	const value = own(json, key);
	const inside = { path: path + key, wrappers: [...wrappers, key] };
	if (Array.isArray(value)) return readList(value, inside, read);
	return isObject(value) ? asClaim(read(value, { ...inside, path: `${inside.path}.` })) : undefined;
}

/** The one record of a list, or why a list of people is no lead. */
export function readList(
	list: readonly unknown[],
	{ path, wrappers }: Position,
	read: ReadRecord,
): RecognizedItem | undefined {
	const records = list.filter(isObject);
	const found = records
		.slice(0, MAX_ENTRIES)
		.map((record) => asClaim(read(record, { path: `${path}[0].`, wrappers })));
	return leadOfList(found, records.length, path);
}
