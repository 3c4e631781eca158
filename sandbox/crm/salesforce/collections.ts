/**
 * sObject collections: up to 200 records in one request.
 *
 * Documented: `{allOrNone, records}`; every record names its type in `attributes`; an upsert takes
 * records of the type in the address only, by an external id and never by `Id`; answers come in
 * the order of the request with status 200, however single records fared; with `allOrNone` one
 * failure undoes all; a change of type begins a new chunk, of which there may be ten; one record that
 * cannot be locked fails all of its batch, and the message names it.
 * Seen: the refusal of more than 200; that rows that share an external id all fail; the message of a
 * record that cannot be locked.
 * Decided: an unknown column, a JSON value of the wrong kind or a missing type refuses the whole
 * request; a failed record's answer has no id; two rows of an update with one id both fail; an
 * external id field that is none is a 404 as for a single record.
 */
import { z } from 'zod';

import { isObject } from '../../json';
import type { JsonObject } from '../../json';
import type { SObjectDefinition } from './fields';
import { fullId } from './ids';
import { externalIdField, objectOf } from './records';
import type { FieldValues, Records, SaveOptions, SalesforceRecord } from './records';
import { badRequest, RecordRefusal } from './refusal';
import type { RecordError } from './refusal';
import { storedValue } from './values';

const MAX_RECORDS = 200;
const MAX_CHUNKS = 10;

interface SaveResult {
	readonly id?: string;
	readonly success: boolean;
	/** In the answer of an upsert. */
	readonly created?: boolean;
	readonly errors: readonly RecordError[];
}

const collectionSchema = z
	.object({ allOrNone: z.boolean().default(false), records: z.array(z.record(z.unknown())) })
	.strict();

interface Row {
	readonly object: SObjectDefinition;
	readonly json: JsonObject;
}

function typeOf({ attributes }: JsonObject): string {
	if (isObject(attributes) && typeof attributes['type'] === 'string') return attributes['type'];
	throw badRequest('INVALID_INPUT', 'Every record must have attributes with a type');
}

/** @throws SalesforceRefusal (400, JSON_PARSER_ERROR) */
export function parsedBody<S extends z.ZodTypeAny>(schema: S, body: unknown): z.output<S> {
	const { success, data, error } = schema.safeParse(objectOf(body));
	if (success) return data as z.output<S>;
	const [issue] = error.issues;
	throw badRequest('JSON_PARSER_ERROR', `${issue?.path.join('.')}: ${issue?.message}`);
}

function rowsOf(records: Records, body: unknown): { allOrNone: boolean; rows: Row[] } {
	const { allOrNone, records: sent } = parsedBody(collectionSchema, body);
	if (sent.length === 0) throw badRequest('REQUIRED_FIELD_MISSING', 'No records were given');
	if (sent.length > MAX_RECORDS) {
		const message = `record limit reached. cannot submit more than ${MAX_RECORDS} records into this call`;
		throw badRequest('EXCEEDED_ID_LIMIT', message);
	}
	const rows = sent.map((json) => ({ object: records.object(typeOf(json)), json }));
	const chunks = rows.filter((row, index) => row.object !== rows[index - 1]?.object).length;
	if (chunks <= MAX_CHUNKS) return { allOrNone, rows };
	const message = `Cannot have more than ${MAX_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`;
	throw badRequest('INVALID_INPUT', message);
}

const failed = (error: RecordError, isUpsert: boolean): SaveResult => ({
	success: false,
	...(isUpsert && { created: false }),
	errors: [error],
});

const ROLLED_BACK: RecordError = {
	statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
	message:
		'Record rolled back because not all records were valid and the request was using AllOrNone header',
	fields: [],
};

/** Saves each row, or undoes all of them when one failed and `allOrNone` is set. */
function saveAll<T>(
	records: Records,
	rows: readonly T[],
	{ allOrNone, isUpsert }: { allOrNone: boolean; isUpsert: boolean },
	save: (row: T, index: number) => SaveResult,
): readonly SaveResult[] {
	const saveOne = (row: T, index: number): SaveResult => {
		try {
			return save(row, index);
		} catch (error) {
			if (!(error instanceof RecordRefusal)) throw error;
			return failed(error.asRecordError, isUpsert);
		}
	};
	const isUndone = (results: readonly SaveResult[]): boolean =>
		allOrNone && results.some(({ success }) => !success);
	const results = records.atomically(() => rows.map(saveOne), isUndone);
	if (!isUndone(results)) return results;
	return results.map((result) => (result.success ? failed(ROLLED_BACK, isUpsert) : result));
}

/** Why the whole batch fails, when another transaction holds one of its records. */
function lockRefusal(records: Records, ids: readonly string[]): RecordRefusal | undefined {
	const id = records.lockedOf(ids);
	return id === undefined
		? undefined
		: new RecordRefusal(
				'UNABLE_TO_LOCK_ROW',
				`unable to obtain exclusive access to this record or 1 records: ${id}`,
			);
}

const saved = ({ id }: SalesforceRecord, created?: boolean): SaveResult => ({
	id,
	success: true,
	...(created !== undefined && { created }),
	errors: [],
});

const idIn = (json: JsonObject): unknown => json['id'] ?? json['Id'];

export function createCollection(records: Records, body: unknown, options: SaveOptions) {
	const { allOrNone, rows } = rowsOf(records, body);
	const parsed = rows.map(({ object, json }) => ({
		object,
		fields: records.fieldsOf(object, json),
	}));
	return saveAll(records, parsed, { allOrNone, isUpsert: false }, ({ object, fields }) =>
		saved(records.create(object, fields, options)),
	);
}

/**
 * The record of an id in a request.
 * @throws RecordRefusal when it is malformed, of another type, deleted or unknown
 */
export function recordOf(
	records: Records,
	object: SObjectDefinition,
	id: unknown,
): SalesforceRecord {
	if (typeof id !== 'string' || id === '') {
		throw new RecordRefusal('MISSING_ARGUMENT', 'Id not specified in an update call');
	}
	const full = fullId(id);
	if (full === undefined || !full.startsWith(object.keyPrefix)) {
		throw new RecordRefusal(
			'MALFORMED_ID',
			`${object.label} ID: id value of incorrect type: ${id}`,
			['Id'],
		);
	}
	if (records.wasDeleted(full)) throw new RecordRefusal('ENTITY_IS_DELETED', 'entity is deleted');
	const record = records.byId(object, full);
	if (record) return record;
	throw new RecordRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}

const isRepeated = (keys: readonly string[], key: string): boolean =>
	keys.indexOf(key) !== keys.lastIndexOf(key);

export function updateCollection(records: Records, body: unknown, options: SaveOptions) {
	const { allOrNone, rows } = rowsOf(records, body);
	const parsed = rows.map(({ object, json }) => ({
		object,
		id: idIn(json),
		fields: records.fieldsOf(object, json, ['id']),
	}));
	const ids = parsed.map(({ id }) => (typeof id === 'string' ? (fullId(id) ?? id) : ''));
	const locked = lockRefusal(records, ids);
	return saveAll(
		records,
		parsed,
		{ allOrNone, isUpsert: false },
		({ object, id, fields }, index) => {
			if (locked) throw locked;
			const record = recordOf(records, object, id);
			if (isRepeated(ids, ids[index] ?? '')) {
				throw new RecordRefusal('DUPLICATE_VALUE', `Duplicate Id specified: ${record.id}`, ['Id']);
			}
			return saved(records.update(record, fields, options));
		},
	);
}

export const NO_ID_IN_BODY = 'The Id field should not be specified in the sobject data.';

export function upsertCollection(
	records: Records,
	type: string,
	fieldName: string,
	body: unknown,
	options: SaveOptions,
) {
	const object = records.object(type);
	const field = externalIdField(object, fieldName);
	const { allOrNone, rows } = rowsOf(records, body);
	if (rows.some((row) => row.object !== object)) {
		throw badRequest('INVALID_INPUT', `Records of other types than ${object.name} in an upsert`);
	}
	if (rows.some(({ json }) => idIn(json) !== undefined)) {
		throw badRequest('INVALID_FIELD', NO_ID_IN_BODY);
	}
	const parsed = rows.map(({ json }) => records.fieldsOf(object, json));
	const keys = parsed.map((fields) => {
		const value = String(fields.get(field) ?? '');
		return field.caseSensitive ? value : value.toLowerCase();
	});
	const ids = parsed.flatMap((fields) =>
		records.byField(object, field, String(fields.get(field) ?? '')).map(({ id }) => id),
	);
	const locked = lockRefusal(records, ids);
	return saveAll(records, parsed, { allOrNone, isUpsert: true }, (fields, index) => {
		if (locked) throw locked;
		const value = fields.get(field) ?? null;
		if (value === null) {
			throw new RecordRefusal('MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
		}
		if (isRepeated(keys, keys[index] ?? '')) {
			throw new RecordRefusal('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [
				field.name,
			]);
		}
		const { record, created } = upsertRecord(
			records,
			object,
			field.name,
			String(value),
			fields,
			options,
		);
		return saved(record, created);
	});
}

/** Updates the one record of that external id, or creates one. @throws RecordRefusal */
export function upsertRecord(
	records: Records,
	object: SObjectDefinition,
	fieldName: string,
	value: string,
	fields: FieldValues,
	options: SaveOptions,
): { record: SalesforceRecord; created: boolean } {
	const field = externalIdField(object, fieldName);
	const key = storedValue(field, field.type === 'double' ? Number(value) : value);
	const [found, ...others] = records.byField(object, field, String(key));
	if (others.length > 0) {
		throw new RecordRefusal('DUPLICATE_EXTERNAL_ID', `Duplicate external id specified: ${value}`, [
			field.name,
		]);
	}
	if (found) {
		const changes = new Map([...fields].filter(([one]) => one !== field));
		return { record: records.update(found, changes, options), created: false };
	}
	const withKey = new Map([...fields, [field, key] as const]);
	return { record: records.create(object, withKey, options), created: true };
}
