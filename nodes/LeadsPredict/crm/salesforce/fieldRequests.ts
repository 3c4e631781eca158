import { createdFields } from '../definitions';
import type { FieldRequest, FieldsContext } from '../crm';
import type { FieldsRequest } from '../crmRequest';
import type { CrmError } from '../httpReply';
import type { CrmField } from '../mapping';
import type { PartResult } from '../result';
import { failed, subrequestResults } from './answer';
import { salesforceField } from './definitions';
import type { Metadata } from './definitions';
import { composite, quoted, REST_PATH } from './requests';
import type { SObject, Subrequest } from './requests';
import { TASK_FIELD } from './tasks';

/**
 * The requests that create fields in Salesforce. Documented: the Tooling API creates a CustomField
 * from its full name and its metadata; nobody sees a new field until a FieldPermissions record grants
 * it in a permission set that is assigned to them; a subrequest can use a value of an earlier result.
 * The Tooling API takes no FieldPermissions, and a composite request no subrequests of both APIs.
 */

const PERMISSION_SET = 'LeadsPredict';

const FIELD = 'field';
const SET = 'permission set';
const PERMISSION = 'field permission';
const ASSIGNMENT = 'permission set assignment';

/** The id of the permission set, whether it was there or not. */
const FOUND = 'set';
const SET_ID = `@{${FOUND}.records[0].Id}`;

type Body = Readonly<Record<string, unknown>>;

interface Part {
	readonly kind: string;
	readonly name: string;
	readonly subrequest: Subrequest;
}

const create = (of: string, referenceId: string, body: Body): Subrequest => ({
	method: 'POST',
	url: `${REST_PATH}${of}`,
	referenceId,
	body,
});

/** A field and its object. Tasks and events have their custom fields in common, on Activity. */
interface CreatedField {
	readonly metadata: Metadata;
	readonly createdOn: SObject | 'Activity';
	readonly grantedOn: SObject | 'Task';
}

const fieldsOf = (
	sObject: SObject,
	fields: readonly CrmField[],
	{ taskField = false }: FieldsContext,
): CreatedField[] => [
	...createdFields(fields).map((field) => ({
		metadata: salesforceField(field),
		createdOn: sObject,
		grantedOn: sObject,
	})),
	...(taskField
		? [{ metadata: TASK_FIELD, createdOn: 'Activity' as const, grantedOn: 'Task' as const }]
		: []),
];

function fieldParts(fields: readonly CreatedField[]): Part[] {
	return fields.map(({ metadata: { fullName, ...metadata }, createdOn }, index) => {
		const FullName = `${createdOn}.${fullName}`;
		const body = { FullName, Metadata: metadata };
		return {
			kind: FIELD,
			name: FullName,
			subrequest: create('/tooling/sobjects/CustomField', `field_${index}`, body),
		};
	});
}

function permissionParts(fields: readonly CreatedField[], { grantTo }: FieldsContext): Part[] {
	const permissions = fields.map(({ metadata: { fullName }, grantedOn }, index): Part => {
		const Field = `${grantedOn}.${fullName}`;
		const grants = { PermissionsRead: true, PermissionsEdit: true };
		const body = { ParentId: SET_ID, SobjectType: grantedOn, Field, ...grants };
		return {
			kind: PERMISSION,
			name: Field,
			subrequest: create('/sobjects/FieldPermissions', `permission_${index}`, body),
		};
	});
	if (grantTo === '') return permissions;
	const body = { PermissionSetId: SET_ID, AssigneeId: grantTo };
	const subrequest = create('/sobjects/PermissionSetAssignment', 'assignment', body);
	return [...permissions, { kind: ASSIGNMENT, name: grantTo, subrequest }];
}

const creates = (parts: readonly Part[]): FieldRequest['creates'] =>
	parts.map(({ kind, name }) => ({ kind, name }));

export const fieldRequests =
	(sObject: SObject) =>
	(fields: readonly CrmField[], context: FieldsContext): FieldRequest[] => {
		const own = fieldsOf(sObject, fields, context);
		const created = fieldParts(own);
		const set: Part = {
			kind: SET,
			name: PERMISSION_SET,
			subrequest: create('/sobjects/PermissionSet', 'created', {
				Name: PERMISSION_SET,
				Label: PERMISSION_SET,
				Description: 'Reads and writes the fields of LeadsPredict',
			}),
		};
		const soql = `SELECT Id FROM PermissionSet WHERE Name = ${quoted(PERMISSION_SET)}`;
		const find: Subrequest = {
			method: 'GET',
			url: `${REST_PATH}/query?q=${encodeURIComponent(soql)}`,
			referenceId: FOUND,
		};
		const granted = permissionParts(own, context);
		const subrequestsOf = (parts: readonly Part[]) => parts.map(({ subrequest }) => subrequest);
		const { instanceUrl } = context;
		return [
			{
				...composite(instanceUrl, subrequestsOf(created), '/tooling'),
				creates: creates(created),
			},
			{
				...composite(instanceUrl, [set.subrequest, find, ...subrequestsOf(granted)]),
				creates: creates([set, ...granted]),
			},
		];
	};

/** Users' ids begin so (documented). */
const USER_ID = /^005[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?$/;

export const wrongUserId = (userId: string): string | undefined =>
	USER_ID.test(userId)
		? undefined
		: `"${userId}" is not the ID of a Salesforce user, which has 15 or 18 characters and begins with 005`;

/** A custom field says the one, other records the other. */
const EXISTS = new Set(['DUPLICATE_DEVELOPER_NAME', 'DUPLICATE_VALUE']);

/** The permissions of Salesforce that creating a part takes (documented). */
const NEEDED: Readonly<Record<string, string>> = {
	[FIELD]: 'Customize Application',
	[SET]: 'Manage Profiles and Permission Sets',
	[PERMISSION]: 'Manage Profiles and Permission Sets',
	[ASSIGNMENT]: 'Assign Permission Sets',
};

/** What Salesforce may not let a user see, it also calls not there. */
const isForbidden = (code = ''): boolean =>
	/^INSUFFICIENT_ACCESS/.test(code) ||
	['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'INVALID_TYPE', 'NOT_FOUND', '403'].includes(code);

function refusedPart(kind: string, refusal: CrmError): PartResult {
	const { code, reason } = refusal;
	if (EXISTS.has(code ?? '')) return { result: 'exists' };
	if (!isForbidden(code)) return failed(refusal);
	const advice = `grant the user of the Salesforce credential the permission ${NEEDED[kind]}`;
	return failed({ ...refusal, reason: `${reason}; ${advice}` });
}

export function readSalesforceFields(
	request: FieldsRequest,
	answers: readonly unknown[],
): PartResult[] {
	const read = subrequestResults(request, answers);
	if (!read.ok) {
		return request.creates.map(({ kind }) => {
			const part = refusedPart(kind, read.refusal);
			// A refusal of the whole does not say that a part is there.
			return part.result === 'failed' ? part : failed(read.refusal);
		});
	}
	const results = read.results.filter(({ method }) => method === 'POST');
	return request.creates.map(({ kind }, index) => {
		const result = results[index];
		if (result === undefined) return failed({ reason: 'The answer says nothing of it' });
		return result.refusal === undefined ? { result: 'created' } : refusedPart(kind, result.refusal);
	});
}
