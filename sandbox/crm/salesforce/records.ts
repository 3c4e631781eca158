/**
 * The records of one org, and what happens when one is saved.
 *
 * Documented: what a new record needs; an external id that is also unique names one record; a
 * converted lead cannot be changed; duplicate rules; unique texts are compared without regard to
 * case unless defined otherwise; an assignment rule gives a saved lead another owner. Seen: the
 * messages; that the rule overrules an owner that is sent.
 * Decided: the order of checks (the record's state, each field, what is missing, unique values, the
 * duplicate rule); ids count up; the duplicate rule compares one field and blocks unless the
 * request says `allowSave=true`.
 */
import { isObject } from '../../json';
import type { JsonObject } from '../../json';
import { createTable } from '../table';
import { standardObjects } from './fields';
import type { FieldDefinition, SObjectDefinition } from './fields';
import { fullId, recordId } from './ids';
import { checkPermissionRecord, showGrantedFields } from './permissions';
import type { Right } from './permissions';
import { badRequest, noSuchColumn, notFound, RecordRefusal } from './refusal';
import { recordIdOf, requiredMissing, storedValue, timestamp, typedValue } from './values';
import type { FieldValue } from './values';

type Values = Readonly<Record<string, FieldValue>>;

export interface SalesforceRecord {
	readonly id: string;
	readonly object: SObjectDefinition;
	/** Every field of the object, empty ones as null. */
	readonly values: Values;
}

/** Refuses a record whose field has the value of another one, as a duplicate rule does. */
export interface DuplicateRule {
	readonly type: string;
	readonly field: string;
	/** Whether the answer names the records it found; yes by default. */
	readonly namesRecords?: boolean;
}

export type FieldValues = ReadonlyMap<FieldDefinition, FieldValue>;

export interface SaveOptions {
	/** Whether a record that the duplicate rule finds is saved all the same. */
	readonly allowSave?: boolean;
	/** Whether the active assignment rule of leads runs. */
	readonly autoAssign?: boolean;
	/** Also writes what only Salesforce writes, for records a test prepares. */
	readonly asSystem?: boolean;
}

export type Records = ReturnType<typeof createRecords>;

const keyOf = (of: SObjectDefinition, field: FieldDefinition, value: FieldValue): string => {
	const text = field.caseSensitive ? String(value) : String(value).toLowerCase();
	return `${of.name}.${field.name} ${text}`;
};

const keysOf = ({ object, values }: SalesforceRecord): string[] =>
	[...object.fields.values()].flatMap((field) => {
		const value = values[field.name] ?? null;
		return (field.externalId || field.unique) && value !== null
			? [keyOf(object, field, value)]
			: [];
	});

const named = (fields: FieldValues): Values =>
	Object.fromEntries([...fields].map(([{ name }, value]) => [name, value]));

/** A person's name is made of its parts. */
function withName(of: SObjectDefinition, values: Values): Values {
	if (!of.fields.has('firstname') || of.fields.get('name')?.createable !== false) return values;
	const parts = [values['FirstName'], values['LastName']];
	return { ...values, Name: parts.filter((part) => typeof part === 'string' && part).join(' ') };
}

function checkWriteable(fields: FieldValues, right: 'createable' | 'updateable'): void {
	const refused = [...fields.keys()].filter((field) => !field[right]).map(({ name }) => name);
	if (refused.length === 0) return;
	throw new RecordRefusal(
		'INVALID_FIELD_FOR_INSERT_UPDATE',
		`Unable to create/update fields: ${refused.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
		refused,
	);
}

function duplicatesDetected(
	type: string,
	same: readonly SalesforceRecord[],
	namesRecords: boolean,
): RecordRefusal {
	const errorMessage = 'Use one of these records?';
	const matchRecords = same.map(({ id }) => ({
		additionalInformation: [],
		fieldDiffs: [],
		matchConfidence: 100,
		record: { attributes: { type }, Id: id },
	}));
	return new RecordRefusal('DUPLICATES_DETECTED', errorMessage, [], {
		allowSave: true,
		duplicateRule: `Standard_${type}_Duplicate_Rule`,
		duplicateRuleEntityType: type,
		errorMessage,
		matchResults: [
			{
				entityType: type,
				errors: [],
				matchEngine: 'ExactMatchEngine',
				matchRecords: namesRecords ? matchRecords : [],
				rule: `Standard_${type}_Match_Rule`,
				size: same.length,
				success: true,
			},
		],
	});
}

/** @param rights what the user of the API may do beside writing records */
export function createRecords(now: () => Date, rights: ReadonlySet<Right>) {
	const objects = new Map<string, SObjectDefinition>();
	const table = createTable<SalesforceRecord>(keysOf);
	const deleted = new Set<string>();
	const locked = new Set<string>();
	const counts = new Map<string, number>();
	let duplicateRule: DuplicateRule | undefined;
	let ownerId = '';
	/** The user to whom the active assignment rule gives every lead. */
	let assignedOwnerId = '';

	/** @throws SalesforceRefusal (404) */
	const object = (type: string): SObjectDefinition => {
		const found = objects.get(type.toLowerCase());
		if (!found) throw notFound();
		return found;
	};

	const all = (of: SObjectDefinition): SalesforceRecord[] =>
		table.all().filter((record) => record.object === of);

	const checkReference = (field: FieldDefinition, value: FieldValue): FieldValue => {
		if (field.type !== 'reference' || typeof value !== 'string') return value;
		const id = recordIdOf(field, value);
		const { relationship, refersTo } = field;
		const record = table.byId(id);
		const isRight = record && (refersTo?.includes(record.object.name) ?? true);
		if (isRight || (!relationship && !refersTo)) return id;
		const message = 'invalid cross reference id';
		throw new RecordRefusal('INVALID_CROSS_REFERENCE_KEY', message, [field.name]);
	};

	const checkUnique = (of: SObjectDefinition, stored: FieldValues, own?: string): void => {
		for (const [field, value] of stored) {
			if (!field.unique || value === null) continue;
			const holder = table.byKey(keyOf(of, field, value)).find(({ id }) => id !== own);
			if (!holder) continue;
			throw new RecordRefusal(
				'DUPLICATE_VALUE',
				`duplicate value found: ${field.name} duplicates value on record with id: ${holder.id}`,
				[field.name],
			);
		}
	};

	const checkDuplicateRule = (
		of: SObjectDefinition,
		stored: FieldValues,
		own?: SalesforceRecord,
	): void => {
		const rule = duplicateRule;
		if (rule?.type !== of.name) return;
		const value = named(stored)[rule.field] ?? null;
		if (value === null || own?.values[rule.field] === value) return;
		const textOf = (text: FieldValue = ''): string => String(text ?? '').toLowerCase();
		const same = all(of).filter(
			({ id, values }) => id !== own?.id && textOf(values[rule.field]) === textOf(value),
		);
		if (same.length > 0) throw duplicatesDetected(of.name, same, rule.namesRecords !== false);
	};

	const stored = (fields: FieldValues): FieldValues =>
		new Map(
			[...fields].map(([field, value]) => [
				field,
				checkReference(field, storedValue(field, value)),
			]),
		);

	const assigned = (of: SObjectDefinition, { autoAssign }: SaveOptions): Values =>
		autoAssign === true && of.name === 'Lead' ? { OwnerId: assignedOwnerId } : {};

	const add = (of: SObjectDefinition, values: Values): SalesforceRecord => {
		const count = (counts.get(of.name) ?? 0) + 1;
		counts.set(of.name, count);
		const id = recordId(of.keyPrefix, count);
		const time = timestamp(now());
		const defaults = [...of.fields.values()].map(({ name, defaultValue = null }) => [
			name,
			defaultValue,
		]);
		const record: SalesforceRecord = {
			id,
			object: of,
			values: {
				...Object.fromEntries(defaults),
				...values,
				Id: id,
				CreatedDate: time,
				LastModifiedDate: time,
				SystemModstamp: time,
			},
		};
		table.put(record);
		return record;
	};

	const addUser = (FirstName: string): string => {
		const address = `${FirstName.toLowerCase()}@example.com`;
		const names = { Name: `${FirstName} User`, LastName: 'User', FirstName };
		return add(object('User'), { ...names, Username: address, Email: address }).id;
	};

	const clear = (): void => {
		for (const one of [objects, table, deleted, locked, counts]) one.clear();
		for (const one of standardObjects()) objects.set(one.name.toLowerCase(), one);
		duplicateRule = undefined;
		ownerId = addUser('Integration');
		assignedOwnerId = addUser('Assigned');
		for (const MasterLabel of object('Lead').fields.get('status')?.options ?? []) {
			const IsConverted = MasterLabel === 'Closed - Converted';
			add(object('LeadStatus'), { MasterLabel, IsConverted });
		}
	};
	clear();

	return {
		object,
		objects: (): SObjectDefinition[] => [...objects.values()],
		/**
		 * The fields of a JSON record as values of their types.
		 * @throws SalesforceRefusal (400) for a column that does not exist and for JSON of a wrong kind
		 */
		fieldsOf(of: SObjectDefinition, json: JsonObject, except: readonly string[] = []): FieldValues {
			const skipped = ['attributes', ...except];
			const fields = new Map<FieldDefinition, FieldValue>();
			for (const [name, value] of Object.entries(json)) {
				if (skipped.includes(name.toLowerCase())) continue;
				const field = of.fields.get(name.toLowerCase());
				if (!field) throw noSuchColumn(name, of.name);
				fields.set(field, typedValue(field, value));
			}
			return fields;
		},
		byId(of: SObjectDefinition, id: string): SalesforceRecord | undefined {
			const record = table.byId(fullId(id) ?? '');
			return record?.object === of ? record : undefined;
		},
		wasDeleted: (id: string): boolean => deleted.has(fullId(id) ?? ''),
		byField: (of: SObjectDefinition, field: FieldDefinition, value: string): SalesforceRecord[] =>
			table.byKey(keyOf(of, field, value)),
		/** In the order in which they were created. */
		all,
		/** @throws RecordRefusal */
		create(
			of: SObjectDefinition,
			fields: FieldValues,
			options: SaveOptions = {},
		): SalesforceRecord {
			const { allowSave = false, asSystem = false } = options;
			if (!of.createable && !asSystem) {
				const message = `entity type cannot be inserted: ${of.label}`;
				throw badRequest('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);
			}
			if (!asSystem) checkWriteable(fields, 'createable');
			const sent = stored(fields);
			const values: Values = {
				...(of.fields.has('ownerid') && { OwnerId: ownerId }),
				...named(sent),
			};
			const missing = [...of.fields.values()].filter(
				({ name, required, defaultValue }) =>
					required && defaultValue === undefined && (values[name] ?? null) === null,
			);
			if (missing.length > 0) throw requiredMissing(missing.map(({ name }) => name));
			checkUnique(of, sent);
			if (!allowSave && !asSystem) checkDuplicateRule(of, sent);
			const org = {
				rights,
				objects: () => [...objects.values()],
				all: (type: string) => all(object(type)),
			};
			checkPermissionRecord(of, values, org);
			const record = add(of, withName(of, { ...values, ...assigned(of, options) }));
			showGrantedFields(org, ownerId);
			return record;
		},
		/** @throws RecordRefusal */
		update(
			record: SalesforceRecord,
			fields: FieldValues,
			options: SaveOptions = {},
		): SalesforceRecord {
			const { object: of, values } = record;
			const { allowSave = false, asSystem = false } = options;
			if (values['IsConverted'] === true && !asSystem) {
				throw new RecordRefusal('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
			}
			if (!asSystem) checkWriteable(fields, 'updateable');
			const sent = stored(fields);
			checkUnique(of, sent, record.id);
			if (!allowSave && !asSystem) checkDuplicateRule(of, sent, record);
			const time = timestamp(now());
			const changes = { ...named(sent), ...assigned(of, options) };
			const times = { LastModifiedDate: time, SystemModstamp: time };
			const next = { ...record, values: withName(of, { ...values, ...changes, ...times }) };
			table.put(next);
			return next;
		},
		remove({ id }: SalesforceRecord): void {
			table.remove(id);
			deleted.add(id);
		},
		atomically: table.atomically,
		setDuplicateRule(rule: DuplicateRule | undefined): void {
			duplicateRule = rule;
		},
		/** As while another transaction holds the record. */
		setLocked(id: string, isLocked: boolean): void {
			if (isLocked) locked.add(id);
			else locked.delete(id);
		},
		/** The first of these records that is locked. */
		lockedOf: (ids: readonly string[]): string | undefined => ids.find((id) => locked.has(id)),
		clear,
	};
}

/** @throws SalesforceRefusal (400) unless a JSON object came */
export function objectOf(json: unknown): JsonObject {
	if (isObject(json)) return json;
	throw badRequest('JSON_PARSER_ERROR', 'The HTTP entity body must be a JSON object');
}

/** The field by which records of the type may be upserted. @throws SalesforceRefusal (404) */
export function externalIdField(of: SObjectDefinition, name: string): FieldDefinition {
	const field = of.fields.get(name.toLowerCase());
	if (field?.externalId) return field;
	throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
}
