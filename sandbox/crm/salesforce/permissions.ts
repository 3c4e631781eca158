/**
 * Permission sets: what lets a user see a field that was created over an API.
 *
 * Documented: a FieldPermissions record names its permission set (`ParentId`), an object, and a
 * field with the object's name before it, of a restricted picklist of all fields; `PermissionsEdit`
 * needs `PermissionsRead`, and one of the two must be true; a user has what the permission sets
 * that are assigned to them grant; the name of a permission set is unique; Manage Profiles and
 * Permission Sets, and Assign Permission Sets, are the permissions that this takes. Seen: the codes.
 * Decided: the refusal of a user without these permissions; a right that was granted is not taken
 * back when its record is deleted or undone; a standard field is visible without.
 */
import type { FieldDefinition, SObjectDefinition } from './fields';
import type { SalesforceRecord } from './records';
import { RecordRefusal, SalesforceRefusal } from './refusal';
import type { FieldValue } from './values';

/** What the user of the API may do, beside reading and writing records. */
export const RIGHTS = [
	'customizeApplication',
	'managePermissionSets',
	'assignPermissionSets',
] as const;

export type Right = (typeof RIGHTS)[number];

const NEEDED: Readonly<Record<string, Right>> = {
	PermissionSet: 'managePermissionSets',
	FieldPermissions: 'managePermissionSets',
	PermissionSetAssignment: 'assignPermissionSets',
};

/** What this file needs to know of the org. */
interface Org {
	readonly objects: () => readonly SObjectDefinition[];
	readonly all: (type: string) => readonly SalesforceRecord[];
	readonly rights: ReadonlySet<Right>;
}

type Values = Readonly<Record<string, FieldValue>>;

/** @throws SalesforceRefusal (403) */
export function checkRight(rights: ReadonlySet<Right>, right: Right): void {
	if (rights.has(right)) return;
	const message = 'insufficient access rights on object id';
	throw new SalesforceRefusal(403, 'INSUFFICIENT_ACCESS', message);
}

const isSame = (values: Values, others: Values, names: readonly string[]): boolean =>
	names.every((name) => String(values[name]).toLowerCase() === String(others[name]).toLowerCase());

/** The field that a FieldPermissions record is about. */
function fieldOf({ objects }: Org, { SobjectType, Field }: Values): FieldDefinition | undefined {
	const [type = '', name = '', ...more] = String(Field).toLowerCase().split('.');
	const object = objects().find((each) => each.name.toLowerCase() === type);
	if (type !== String(SobjectType).toLowerCase() || more.length > 0) return undefined;
	return object?.fields.get(name) ?? object?.hidden.get(name);
}

/** What is checked of a new record of one of these objects. @throws SalesforceRefusal */
export function checkPermissionRecord({ name }: SObjectDefinition, values: Values, org: Org): void {
	const right = NEEDED[name];
	if (right === undefined) return;
	checkRight(org.rights, right);
	const others = org.all(name).map((record) => record.values);
	const refuse = (code: string, message: string, fields: readonly string[]): RecordRefusal =>
		new RecordRefusal(code, message, fields);
	if (name === 'PermissionSet') {
		const own = String(values['Name']);
		if (!/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(own)) {
			const message =
				'Permission Set Name: only alphanumeric characters and single underscores, a letter first';
			throw refuse('INVALID_FIELD', message, ['Name']);
		}
		if (!others.some((other) => isSame(values, other, ['Name']))) return;
		const message = `The name ${own} is already used by another permission set.`;
		throw refuse('DUPLICATE_DEVELOPER_NAME', message, ['Name']);
	}
	if (name === 'PermissionSetAssignment') {
		if (!others.some((other) => isSame(values, other, ['AssigneeId', 'PermissionSetId']))) return;
		const message = `Duplicate PermissionSetAssignment. Assignee: ${values['AssigneeId']}; Permission Set: ${values['PermissionSetId']}`;
		throw refuse('DUPLICATE_VALUE', message, []);
	}
	const field = fieldOf(org, values);
	if (field === undefined) {
		const message = `Field Name: bad value for restricted picklist field: ${values['Field']}`;
		throw refuse('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, ['Field']);
	}
	if (field.required) {
		const message = `You cannot deploy to a required field: ${values['Field']}`;
		throw refuse('FIELD_INTEGRITY_EXCEPTION', message, ['Field']);
	}
	if (values['PermissionsRead'] !== true) {
		const message = 'A field permission grants Read, and Edit only together with Read';
		throw refuse('FIELD_INTEGRITY_EXCEPTION', message, ['PermissionsRead']);
	}
	if (!others.some((other) => isSame(values, other, ['ParentId', 'Field']))) return;
	const message = 'duplicate value found: a field permission of this field and parent exists';
	throw refuse('DUPLICATE_VALUE', message, []);
}

/** Shows the user each hidden field that a permission set of theirs grants. */
export function showGrantedFields(org: Org, userId: string): void {
	const own = new Set(
		org
			.all('PermissionSetAssignment')
			.filter(({ values }) => values['AssigneeId'] === userId)
			.map(({ values }) => values['PermissionSetId']),
	);
	for (const { values } of org.all('FieldPermissions')) {
		if (!own.has(values['ParentId'] ?? null)) continue;
		const field = fieldOf(org, values);
		const type = String(values['SobjectType']).toLowerCase();
		const object = org.objects().find(({ name }) => name.toLowerCase() === type);
		const key = field?.name.toLowerCase() ?? '';
		if (field === undefined || object?.hidden.delete(key) !== true) continue;
		const isWritable = values['PermissionsEdit'] === true;
		object.fields.set(key, { ...field, createable: isWritable, updateable: isWritable });
	}
}
