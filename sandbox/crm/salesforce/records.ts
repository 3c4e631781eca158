/**
 * The records of one org, and what happens when one is saved.
 *
 * Documented: what a new record needs; an external id that is also unique names one record; a
 * converted lead cannot be changed; duplicate rules; unique texts are compared without regard to
 * case unless told otherwise; an assignment rule gives a lead that is saved to another owner. Seen:
 * the messages; that the rule overrules an owner that is sent.
 * Decided: the order of checks (the record's state, each field, what is missing, unique values, the
 * duplicate rule); ids count up; the duplicate rule compares one field and blocks unless the
 * request says `allowSave=true`.
 */
import { isObject } from '../json';
import type { JsonObject } from '../json';
import { standardObjects } from './fields';
import type { FieldDefinition, SObjectDefinition } from './fields';
import { fullId, recordId } from './ids';
import { noSuchColumn, notFound, RecordRefusal, SalesforceRefusal } from './refusal';
import { storedValue, timestamp, typedValue } from './values';
import type { FieldValue } from './values';

export interface SalesforceRecord {
	readonly id: string;
	readonly object: SObjectDefinition;
	/** Every field of the object that has a value. */
	readonly values: Readonly<Record<string, FieldValue>>;
}

/** Refuses a record whose field has the value of another one, as a duplicate rule does. */
export interface DuplicateRule {
	readonly type: string;
	readonly field: string;
	/** Whether the answer names the records it found; yes unless told. */
	readonly namesRecords?: boolean;
}

export type FieldValues = ReadonlyMap<FieldDefinition, FieldValue>;

export interface SaveOptions {
	/** As a duplicate rule allows when told to. */
	readonly allowSave?: boolean;
	/** Whether the active assignment rule of leads runs. */
	readonly autoAssign?: boolean;
	/** Also what only Salesforce writes, for records a test prepares. */
	readonly asSystem?: boolean;
}

export interface Records {
	/** @throws SalesforceRefusal (404) */
	object(type: string): SObjectDefinition;
	objects(): SObjectDefinition[];
	/**
	 * The fields of a JSON record as values of their types.
	 * @throws SalesforceRefusal (400) for a column that does not exist and for JSON of a wrong kind
	 */
	fieldsOf(object: SObjectDefinition, json: JsonObject, except?: readonly string[]): FieldValues;
	byId(object: SObjectDefinition, id: string): SalesforceRecord | undefined;
	wasDeleted(id: string): boolean;
	byField(object: SObjectDefinition, field: FieldDefinition, value: string): SalesforceRecord[];
	/** In the order in which they were created. */
	all(object: SObjectDefinition): SalesforceRecord[];
	/** @throws RecordRefusal */
	create(object: SObjectDefinition, fields: FieldValues, options?: SaveOptions): SalesforceRecord;
	/** @throws RecordRefusal */
	update(record: SalesforceRecord, fields: FieldValues, options?: SaveOptions): SalesforceRecord;
	remove(record: SalesforceRecord): void;
	/** Undoes what the work did when it throws. */
	atomically<T>(work: () => T): T;
	setDuplicateRule(rule: DuplicateRule | undefined): void;
	/** As while another transaction holds the record. */
	setLocked(id: string, isLocked: boolean): void;
	/** The first of these records that is locked. */
	lockedOf(ids: readonly string[]): string | undefined;
	clear(): void;
}

const INTEGRATION_USER = { Name: 'Integration User', LastName: 'User', FirstName: 'Integration' };
/** To whom the active assignment rule gives every lead. */
const ASSIGNED_USER = { Name: 'Assigned User', LastName: 'User', FirstName: 'Assigned' };

const keyOf = (field: FieldDefinition, value: FieldValue): string =>
	field.caseSensitive ? String(value) : String(value).toLowerCase();

const isIndexed = (field: FieldDefinition): boolean => field.externalId || field.unique;

export function createRecords(now: () => Date): Records {
	let objects = new Map<string, SObjectDefinition>();
	let records = new Map<string, SalesforceRecord>();
	let deleted = new Set<string>();
	/** object and field → value → ids */
	let index = new Map<string, Map<string, Set<string>>>();
	let counts = new Map<string, number>();
	let duplicateRule: DuplicateRule | undefined;
	let undo: Array<() => void> | undefined;
	let ownerId = '';
	let assignedOwnerId = '';
	let locked = new Set<string>();

	const indexed = (object: SObjectDefinition, field: FieldDefinition): Map<string, Set<string>> => {
		const name = `${object.name}.${field.name}`;
		const known = index.get(name);
		if (known) return known;
		const made = new Map<string, Set<string>>();
		index.set(name, made);
		return made;
	};

	const reindex = ({ id, object, values }: SalesforceRecord, present: boolean): void => {
		for (const field of object.fields.values()) {
			const value = values[field.name];
			if (!isIndexed(field) || value === undefined || value === null) continue;
			const of = indexed(object, field);
			const key = keyOf(field, value);
			const ids = of.get(key) ?? new Set<string>();
			if (present) ids.add(id);
			else ids.delete(id);
			of.set(key, ids);
		}
	};

	const place = (id: string, next: SalesforceRecord | undefined): void => {
		const before = records.get(id);
		if (before) reindex(before, false);
		if (next) {
			reindex(next, true);
			records.set(id, next);
		} else {
			records.delete(id);
		}
		undo?.push(() => {
			if (next) reindex(next, false);
			if (before) {
				reindex(before, true);
				records.set(id, before);
			} else {
				records.delete(id);
			}
		});
	};

	const object = (type: string): SObjectDefinition => {
		const found = objects.get(type.toLowerCase());
		if (!found) throw notFound();
		return found;
	};

	const all = (of: SObjectDefinition): SalesforceRecord[] =>
		[...records.values()].filter((record) => record.object === of);

	const checkReference = (field: FieldDefinition, value: FieldValue): FieldValue => {
		if (field.type !== 'reference' || typeof value !== 'string') return value;
		const id = fullId(value);
		if (id === undefined) {
			throw new RecordRefusal(
				'MALFORMED_ID',
				`${field.label}: id value of incorrect type: ${value}`,
				[field.name],
			);
		}
		if (field.relationship && !records.has(id)) {
			throw new RecordRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [
				field.name,
			]);
		}
		return id;
	};

	const checkWriteable = (fields: FieldValues, creating: boolean): void => {
		const refused = [...fields.keys()]
			.filter((field) => !(creating ? field.createable : field.updateable))
			.map(({ name }) => name);
		if (refused.length === 0) return;
		throw new RecordRefusal(
			'INVALID_FIELD_FOR_INSERT_UPDATE',
			`Unable to create/update fields: ${refused.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
			refused,
		);
	};

	const checkUnique = (of: SObjectDefinition, stored: FieldValues, own?: string): void => {
		for (const [field, value] of stored) {
			if (!field.unique || value === null) continue;
			const holder = [...(indexed(of, field).get(keyOf(field, value)) ?? [])].find(
				(id) => id !== own,
			);
			if (holder === undefined) continue;
			throw new RecordRefusal(
				'DUPLICATE_VALUE',
				`duplicate value found: ${field.name} duplicates value on record with id: ${holder}`,
				[field.name],
			);
		}
	};

	const checkDuplicateRule = (
		of: SObjectDefinition,
		stored: FieldValues,
		own: SalesforceRecord | undefined,
	): void => {
		const rule = duplicateRule;
		if (rule?.type !== of.name) return;
		const sent = [...stored].find(([field]) => field.name === rule.field);
		const value = sent?.[1] ?? null;
		if (value === null || own?.values[rule.field] === value) return;
		const same = all(of).filter(
			(record) =>
				record.id !== own?.id &&
				String(record.values[rule.field] ?? '').toLowerCase() === String(value).toLowerCase(),
		);
		if (same.length === 0) return;
		const message = 'Use one of these records?';
		throw new RecordRefusal('DUPLICATES_DETECTED', message, [], {
			allowSave: true,
			duplicateRule: `Standard_${of.name}_Duplicate_Rule`,
			duplicateRuleEntityType: of.name,
			errorMessage: message,
			matchResults: [
				{
					entityType: of.name,
					errors: [],
					matchEngine: 'ExactMatchEngine',
					matchRecords:
						rule.namesRecords === false
							? []
							: same.map(({ id }) => ({
									additionalInformation: [],
									fieldDiffs: [],
									matchConfidence: 100,
									record: { attributes: { type: of.name }, Id: id },
								})),
					rule: `Standard_${of.name}_Match_Rule`,
					size: same.length,
					success: true,
				},
			],
		});
	};

	const stored = (fields: FieldValues): Map<FieldDefinition, FieldValue> =>
		new Map(
			[...fields].map(([field, value]) => [
				field,
				checkReference(field, storedValue(field, value)),
			]),
		);

	const withComputed = (
		of: SObjectDefinition,
		values: Record<string, FieldValue>,
	): Record<string, FieldValue> => {
		const personal = of.fields.has('firstname') && of.fields.get('name')?.createable === false;
		if (!personal) return values;
		const parts = [values['FirstName'], values['LastName']].filter(
			(part) => typeof part === 'string' && part !== '',
		);
		return { ...values, Name: parts.join(' ') };
	};

	const assigned = (of: SObjectDefinition, autoAssign: boolean): Record<string, FieldValue> =>
		autoAssign && of.name === 'Lead' ? { OwnerId: assignedOwnerId } : {};

	const seed = (type: string, values: Record<string, FieldValue>): string => {
		const of = object(type);
		const count = (counts.get(of.name) ?? 0) + 1;
		counts.set(of.name, count);
		const id = recordId(of.keyPrefix, count);
		const time = timestamp(now());
		place(id, {
			id,
			object: of,
			values: {
				...Object.fromEntries(
					[...of.fields.values()].map(({ name, defaultValue = null }) => [name, defaultValue]),
				),
				...values,
				Id: id,
				CreatedDate: time,
				LastModifiedDate: time,
				SystemModstamp: time,
			},
		});
		return id;
	};

	const clear = (): void => {
		objects = new Map(standardObjects().map((one) => [one.name.toLowerCase(), one]));
		records = new Map();
		deleted = new Set();
		index = new Map();
		counts = new Map();
		duplicateRule = undefined;
		undo = undefined;
		locked = new Set();
		ownerId = seed('User', {
			...INTEGRATION_USER,
			Username: 'integration@example.com',
			Email: 'integration@example.com',
		});
		assignedOwnerId = seed('User', {
			...ASSIGNED_USER,
			Username: 'assigned@example.com',
			Email: 'assigned@example.com',
		});
		const statuses = object('Lead').fields.get('status')?.options ?? [];
		for (const MasterLabel of statuses) {
			seed('LeadStatus', { MasterLabel, IsConverted: MasterLabel === 'Closed - Converted' });
		}
	};
	clear();

	return {
		object,
		objects: () => [...objects.values()],
		fieldsOf(of, json, except = []) {
			const skipped = ['attributes', ...except.map((name) => name.toLowerCase())];
			const fields = new Map<FieldDefinition, FieldValue>();
			for (const [name, value] of Object.entries(json)) {
				if (skipped.includes(name.toLowerCase())) continue;
				const field = of.fields.get(name.toLowerCase());
				if (!field) throw noSuchColumn(name, of.name);
				fields.set(field, typedValue(field, value));
			}
			return fields;
		},
		byId(of, id) {
			const full = fullId(id);
			const record = full === undefined ? undefined : records.get(full);
			return record?.object === of ? record : undefined;
		},
		wasDeleted: (id) => deleted.has(fullId(id) ?? ''),
		byField(of, field, value) {
			const ids = indexed(of, field).get(keyOf(field, value)) ?? new Set<string>();
			return [...ids].flatMap((id) => records.get(id) ?? []);
		},
		all,
		create(of, fields, { allowSave = false, autoAssign = false, asSystem = false } = {}) {
			if (!of.createable && !asSystem) {
				throw new SalesforceRefusal(
					400,
					'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
					`entity type cannot be inserted: ${of.label}`,
				);
			}
			if (!asSystem) checkWriteable(fields, true);
			const sent = stored(fields);
			const given = new Map<string, FieldValue>(
				[...sent].map(([field, value]) => [field.name, value]),
			);
			if (of.fields.has('ownerid') && !given.has('OwnerId')) given.set('OwnerId', ownerId);
			const missing = [...of.fields.values()]
				.filter(
					({ name, required, defaultValue }) =>
						required && defaultValue === undefined && (given.get(name) ?? null) === null,
				)
				.map(({ name }) => name);
			if (missing.length > 0) {
				throw new RecordRefusal(
					'REQUIRED_FIELD_MISSING',
					`Required fields are missing: [${missing.join(', ')}]`,
					missing,
				);
			}
			checkUnique(of, sent);
			if (!allowSave && !asSystem) checkDuplicateRule(of, sent, undefined);
			const id = seed(
				of.name,
				withComputed(of, { ...Object.fromEntries(given), ...assigned(of, autoAssign) }),
			);
			const made = records.get(id);
			if (!made) throw new Error(`Record ${id} was lost`);
			return made;
		},
		update(record, fields, { allowSave = false, autoAssign = false, asSystem = false } = {}) {
			if (record.values['IsConverted'] === true && !asSystem) {
				throw new RecordRefusal('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
			}
			if (!asSystem) checkWriteable(fields, false);
			const sent = stored(fields);
			checkUnique(record.object, sent, record.id);
			if (!allowSave && !asSystem) checkDuplicateRule(record.object, sent, record);
			const time = timestamp(now());
			const next: SalesforceRecord = {
				...record,
				values: withComputed(record.object, {
					...record.values,
					...Object.fromEntries([...sent].map(([field, value]) => [field.name, value])),
					...assigned(record.object, autoAssign),
					LastModifiedDate: time,
					SystemModstamp: time,
				}),
			};
			place(record.id, next);
			return next;
		},
		remove(record) {
			place(record.id, undefined);
			deleted.add(record.id);
		},
		atomically(work) {
			const outer = undo;
			const steps: Array<() => void> = [];
			undo = steps;
			try {
				const result = work();
				outer?.push(...steps);
				return result;
			} catch (error) {
				for (const step of steps.reverse()) step();
				throw error;
			} finally {
				undo = outer;
			}
		},
		setDuplicateRule(rule) {
			duplicateRule = rule;
		},
		setLocked(id, isLocked) {
			if (isLocked) locked.add(id);
			else locked.delete(id);
		},
		lockedOf: (ids) => ids.find((id) => locked.has(id)),
		clear,
	};
}

/** @throws SalesforceRefusal (400) unless a JSON object came */
export function objectOf(json: unknown): JsonObject {
	if (isObject(json)) return json;
	throw new SalesforceRefusal(
		400,
		'JSON_PARSER_ERROR',
		'The HTTP entity body must be a JSON object',
	);
}

/** The field by which records of the type may be upserted. @throws SalesforceRefusal (404) */
export function externalIdField(of: SObjectDefinition, name: string): FieldDefinition {
	const field = of.fields.get(name.toLowerCase());
	if (field?.externalId) return field;
	throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
}
