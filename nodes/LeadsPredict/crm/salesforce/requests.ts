import { chunk } from '../../scoring/chunk';
import type { FindBy } from '../identity';
import type { CrmRecord } from '../prepare';
import type { HttpRequest, LookupBy, RequestContext } from '../crm';

/** Requests to Salesforce's API of leads and contacts. */

/** The API version whose requests are prepared, the one n8n's own Salesforce node uses. */
export const SALESFORCE_VERSION = 'v59.0';

/** Most records that one sObject Collections request takes. */
export const SALESFORCE_MAX_RECORDS = 200;

export type SObject = 'Lead' | 'Contact';

/** Where the REST API is on an organization's host. */
export const REST_PATH = `/services/data/${SALESFORCE_VERSION}`;

/** A part of a composite request. */
export interface Subrequest {
	readonly method: 'GET' | 'PATCH' | 'POST';
	readonly url: string;
	readonly referenceId: string;
	readonly httpHeaders?: Readonly<Record<string, string>>;
	readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * The Composite resource carries headers and long queries in its body, and the HTTP Request node
 * needs nothing but method, URL and body. It takes up to 25 subrequests, of which 5 may be queries or
 * sObject Collections (documented). One that fails does not hold up the others.
 * @param api the Tooling API has the same resource for its own subrequests (documented)
 */
export const composite = (
	instanceUrl: string,
	compositeRequest: readonly Subrequest[],
	api: '' | '/tooling' = '',
): HttpRequest => ({
	method: 'POST',
	url: `${instanceUrl}${REST_PATH}${api}/composite`,
	body: { allOrNone: false, compositeRequest },
});

/**
 * A composite request takes `@{` for the start of a reference to another subrequest, and refuses all
 * records when the reference leads nowhere. No escape is documented, so a space keeps the two apart.
 */
export const withoutReference = <T>(value: T): T | string =>
	typeof value === 'string' ? value.replace(/@\{/g, '@ {') : value;

/**
 * sObject Collections: by the record's own Id an update; by the external ID an upsert, which creates
 * a record only when it carries what Salesforce requires of one. A record that fails does not hold
 * up the others. Without the header Salesforce runs the active assignment rule on every lead that is
 * created or updated (documented), so that a score would change its owner.
 */
export const update =
	(sObject: SObject) =>
	(
		by: FindBy,
		records: readonly CrmRecord[],
		{ instanceUrl, idField }: RequestContext,
	): HttpRequest => {
		const collection = `${REST_PATH}/composite/sobjects`;
		const keyField = by === 'recordId' ? 'id' : idField;
		return composite(instanceUrl, [
			{
				method: 'PATCH',
				url: by === 'recordId' ? collection : `${collection}/${sObject}/${idField}`,
				referenceId: 'update',
				httpHeaders: { 'Sforce-Auto-Assign': 'FALSE' },
				body: {
					allOrNone: false,
					records: records.map(({ identity, fields }) => ({
						attributes: { type: sObject },
						...Object.fromEntries(
							Object.entries({ [keyField]: identity.id, ...fields }).map(([name, value]) => [
								name,
								withoutReference(value),
							]),
						),
					})),
				},
			},
		]);
	};

/** In SOQL a text stands in single quotes; quotes and backslashes in it are escaped. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/**
 * Values that one query asks for. Salesforce answers a query with up to 200 records, because it
 * selects two long texts (documented), and several records can share an email.
 */
const VALUES_PER_QUERY = 40;

/** Salesforce's own fields that say who a record is about. */
export const SALESFORCE_PERSON: Readonly<Record<SObject, readonly string[]>> = {
	Lead: ['Name', 'Company', 'Phone', 'MobilePhone'],
	Contact: ['Name', 'Phone', 'MobilePhone'],
};

export const lookup =
	(sObject: SObject) =>
	(
		by: LookupBy,
		ids: readonly string[],
		{ instanceUrl, fields, idField }: RequestContext,
	): HttpRequest => {
		const selected = [
			'Id',
			'Email',
			...(by === 'leadspredictId' ? SALESFORCE_PERSON[sObject] : []),
			...fields.map(({ name }) => name),
		].join(', ');
		// A lead that was converted cannot be written to any more.
		const open = sObject === 'Lead' ? ' AND IsConverted = false' : '';
		const key = by === 'email' ? 'Email' : idField;
		const queries = chunk(ids, VALUES_PER_QUERY).map(
			(part) =>
				`SELECT ${selected} FROM ${sObject} WHERE ${key} IN (${part.map(quoted).join(', ')})${open}`,
		);
		return composite(
			instanceUrl,
			queries.map((soql, index) => ({
				method: 'GET',
				url: `${REST_PATH}/query?q=${encodeURIComponent(soql)}`,
				referenceId: `lookup_${index}`,
			})),
		);
	};
