/**
 * The part of the Tooling API that creates custom fields.
 *
 * Documented: `FullName` is the object and the field, and `Metadata` holds what the Metadata API says
 * of a CustomField, but its full name; which settings a type needs (a length of texts, digits of
 * numbers, visible lines and 256 to 131,072 characters of a long text), and which go with no other;
 * a name has at most 40 characters before `__c`, a label 40, a description 1,000; an external id is
 * a text, a number or an email; at most 25 subrequests of a composite request, all under
 * `/tooling`; it takes Customize Application; nobody sees a new field before field-level security
 * is granted. Seen: the answer to a creation, DUPLICATE_DEVELOPER_NAME with its message, and the
 * sentences about settings that lack or do not belong; `/tooling/composite/sobjects` is a 404; custom
 * fields of tasks are created on Activity, those on Task are refused, and rights name them on Task.
 * Decided: the fields of a query are those of CustomField below; a composite request with
 * `allOrNone` is refused, as nothing here undoes a field; external ids have no limit.
 */
import { z } from 'zod';

import { parsedBody } from './collections';
import { customField, customFieldSchema, toolingObject } from './fields';
import type { CustomField, FieldDefinition, SObjectDefinition } from './fields';
import { recordId } from './ids';
import { checkRight } from './permissions';
import type { SalesforceRecord } from './records';
import { badRequest, RecordRefusal } from './refusal';
import { runQuery } from './soql';
import type { SalesforceState } from './state';

const MIN_LONG_TEXT = 256;

const SETTINGS = ['length', 'visibleLines', 'precision', 'scale'] as const;

const NUMBER = ['precision', 'scale'] as const;

/** The settings that a type needs; those not listed go with none. */
const NEEDED: Readonly<Record<string, ReadonlyArray<(typeof SETTINGS)[number]>>> = {
	Text: ['length'],
	LongTextArea: ['length', 'visibleLines'],
	Number: NUMBER,
	Percent: NUMBER,
	Currency: NUMBER,
	Date: [],
	DateTime: [],
	Email: [],
	Phone: [],
	Url: [],
	TextArea: [],
};

const metadataSchema = z
	.object({
		type: z.string(),
		label: z.string().optional(),
		description: z.string().nullable().optional(),
		inlineHelpText: z.string().max(510).nullable().optional(),
		length: z.number().int().optional(),
		visibleLines: z.number().int().min(2).max(50).optional(),
		precision: z.number().int().optional(),
		scale: z.number().int().optional(),
		required: z.boolean().optional(),
		externalId: z.boolean().optional(),
		unique: z.boolean().optional(),
		caseSensitive: z.boolean().optional(),
	})
	.strict();

const bodySchema = z.object({ FullName: z.string(), Metadata: metadataSchema }).strict();

const refuse = (message: string, field = 'Metadata'): RecordRefusal =>
	new RecordRefusal('FIELD_INTEGRITY_EXCEPTION', message, [field]);

function checkMetadata(metadata: z.infer<typeof metadataSchema>): void {
	const { type, label, length, required, description } = metadata;
	const needed = Object.hasOwn(NEEDED, type) ? NEEDED[type] : undefined;
	if (needed === undefined) {
		const message = `Type: bad value for restricted picklist field: ${type}`;
		throw new RecordRefusal('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, ['Type']);
	}
	if (label === undefined || label.trim() === '') {
		throw new RecordRefusal('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Label]', [
			'Label',
		]);
	}
	if (label.length > 40 || (description ?? '').length > 1000) {
		const [name, max] = label.length > 40 ? ['Field Label', 40] : ['Description', 1000];
		const message = `${name}: data value too large (max length=${max})`;
		throw new RecordRefusal('STRING_TOO_LONG', message, [name]);
	}
	for (const setting of SETTINGS) {
		const isNeeded = needed.includes(setting);
		if (isNeeded === (metadata[setting] !== undefined)) continue;
		const must = isNeeded ? 'Must specify' : 'Can not specify';
		throw refuse(`${must} '${setting}' for a CustomField of type ${type}`);
	}
	if (type === 'LongTextArea' && (required !== undefined || (length ?? 0) < MIN_LONG_TEXT)) {
		throw refuse(
			required === undefined
				? `Length of a LongTextArea must be between ${MIN_LONG_TEXT} and 131072`
				: `Can not specify 'required' for a CustomField of type ${type}`,
		);
	}
	if (metadata.caseSensitive !== undefined && (type !== 'Text' || metadata.unique !== true)) {
		throw refuse("Can not specify 'caseSensitive' for a CustomField that is no unique text");
	}
	if (metadata.unique === true && !['Text', 'Number', 'Email'].includes(type)) {
		throw refuse(`Can not specify 'unique' for a CustomField of type ${type}`);
	}
}

/** @throws SalesforceRefusal (400) for a field that a type, a name or a number rules out */
function definedField(settings: Omit<CustomField, 'type'>, type: string): FieldDefinition {
	try {
		return customField({ ...settings, type: customFieldSchema.shape.type.parse(type) });
	} catch (error) {
		if (!(error instanceof z.ZodError)) throw refuse(String(error));
		const [issue] = error.issues;
		throw issue?.path[0] === 'name'
			? badRequest('INVALID_FULL_NAME', `The Custom Field name ${settings.name} is not valid`)
			: refuse(`${issue?.path.join('.')}: ${issue?.message}`);
	}
}

/** Tasks have the custom fields of activities, and none of their own. */
const ACTIVITY = 'Activity';
const TASK = 'Task';

const objectOfFields = (
	objects: readonly SObjectDefinition[],
	type: string,
): SObjectDefinition | undefined => {
	const name = type.toLowerCase();
	if (name === TASK.toLowerCase()) return undefined;
	const wanted = name === ACTIVITY.toLowerCase() ? TASK.toLowerCase() : name;
	return objects.find((each) => each.name.toLowerCase() === wanted);
};

/** @returns the id of the new field. @throws SalesforceRefusal */
export function createCustomField({ records, rights, fieldIds }: SalesforceState, body: unknown) {
	checkRight(rights, 'customizeApplication');
	const { FullName, Metadata } = parsedBody(bodySchema, body);
	const [, type = '', name = ''] = /^(\w+)\.(\w+)$/.exec(FullName) ?? [];
	const object = objectOfFields(records.objects(), type);
	if (object === undefined) {
		const message = `Entity Enumeration Or ID: bad value for restricted picklist field: ${type}`;
		throw new RecordRefusal('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, ['TableEnumOrId']);
	}
	checkMetadata(Metadata);
	if (object.name === TASK && Metadata.type === 'LongTextArea') {
		throw refuse('A LongTextArea is not available on Activity');
	}
	const key = name.toLowerCase();
	if (object.fields.has(key) || object.hidden.has(key)) {
		const message = `There is already a field named ${name.replace(/__c$/, '')} on ${object.name}.`;
		throw new RecordRefusal('DUPLICATE_DEVELOPER_NAME', message, ['DeveloperName']);
	}
	const { label, length, precision, scale, required } = Metadata;
	const { externalId, unique, caseSensitive } = Metadata;
	const settings = { label, length, precision, scale, required, externalId, unique, caseSensitive };
	object.hidden.set(key, definedField({ ...settings, name }, Metadata.type));
	return fieldIds(`${object.name === TASK ? ACTIVITY : object.name}.${name}`);
}

const CUSTOM_FIELD = toolingObject('CustomField', '00N');

/** The custom fields of all objects, whoever may see them. */
function customFields({ records, fieldIds }: SalesforceState): SalesforceRecord[] {
	const of = ({ name: on, fields, hidden }: SObjectDefinition): SalesforceRecord[] => {
		const TableEnumOrId = on === TASK ? ACTIVITY : on;
		return [...fields.values(), ...hidden.values()]
			.filter(({ custom }) => custom)
			.map(({ name, length, precision, scale }) => {
				const id = fieldIds(`${TableEnumOrId}.${name}`);
				const DeveloperName = name.replace(/__c$/, '');
				return {
					id,
					object: CUSTOM_FIELD,
					values: {
						Id: id,
						DeveloperName,
						TableEnumOrId,
						NamespacePrefix: null,
						Length: length > 0 ? length : null,
						Precision: length > 0 ? null : precision,
						Scale: length > 0 ? null : scale,
					},
				};
			});
	};
	return records.objects().flatMap(of);
}

/** @throws SalesforceRefusal (400) */
export function queryTooling(state: SalesforceState, soql: unknown, version: string) {
	if (typeof soql !== 'string') throw badRequest('MALFORMED_QUERY', 'SOQL query is missing');
	checkRight(state.rights, 'customizeApplication');
	const found = customFields(state);
	const source = {
		objects: () => [CUSTOM_FIELD],
		object: () => CUSTOM_FIELD,
		all: () => found,
		byId: () => undefined,
	};
	const { rows, totalSize } = runQuery(source, soql, { now: state.now(), version });
	return {
		size: rows.length,
		totalSize,
		done: true,
		queryLocator: null,
		entityTypeName: 'CustomField',
		records: rows,
	};
}

/** Ids of custom fields, each always the same. */
export function createFieldIds(): ((fullName: string) => string) & { clear(): void } {
	const ids = new Map<string, string>();
	const idOf = (fullName: string): string => {
		const key = fullName.toLowerCase();
		const id = ids.get(key) ?? recordId('00N', ids.size + 1);
		ids.set(key, id);
		return id;
	};
	return Object.assign(idOf, { clear: () => ids.clear() });
}
