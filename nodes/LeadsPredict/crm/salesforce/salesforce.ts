import { chunk } from '../../scoring/chunk';
import type { ScoredItem, CrmField } from '../mapping';
import { splitName } from '../hubspot/hubspot';
import type { CannotIdentify, FindBy } from '../identity';
import type { CrmRecord } from '../prepare';
import type { Crm, HttpRequest, RequestContext } from '../crms';

/**
 * Salesforce's leads and contacts. Custom fields are created once (Prepare Fields) and end in `__c`.
 */

/** The API version whose requests are prepared, the one n8n's own Salesforce node uses. */
export const SALESFORCE_VERSION = 'v59.0';

/** Most records that one sObject Collections request takes. */
export const SALESFORCE_MAX_RECORDS = 200;

const LONG_TEXT_AREA = 32_768;

/** Most digits that a number field has, those behind the point included (documented). */
export const SALESFORCE_MOST_DIGITS = 18;

const custom: readonly CrmField[] = [
	{
		from: 'lead_id',
		to: 'LeadsPredict_Id__c',
		label: 'LeadsPredict ID',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'score',
		to: 'LeadsPredict_Score__c',
		label: 'LeadsPredict Score',
		fit: { as: 'number', decimals: 2, digits: SALESFORCE_MOST_DIGITS },
	},
	{
		from: 'previous_score',
		to: 'LeadsPredict_Previous_Score__c',
		label: 'LeadsPredict Previous Score',
		fit: { as: 'number', decimals: 2, digits: SALESFORCE_MOST_DIGITS },
	},
	{
		from: 'category',
		to: 'LeadsPredict_Category__c',
		label: 'LeadsPredict Category',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'conversion_probability',
		to: 'LeadsPredict_Conversion_Probability__c',
		label: 'LeadsPredict Conversion Probability',
		fit: { as: 'percent', decimals: 2 },
	},
	{
		from: 'predicted_revenue',
		to: 'LeadsPredict_Predicted_Revenue__c',
		label: 'LeadsPredict Predicted Revenue',
		fit: { as: 'currency', digits: SALESFORCE_MOST_DIGITS },
	},
	{
		from: 'churn_risk',
		to: 'LeadsPredict_Churn_Risk__c',
		label: 'LeadsPredict Churn Risk',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'recommendations',
		to: 'LeadsPredict_Recommendations__c',
		label: 'LeadsPredict Recommendations',
		fit: { as: 'lines', longest: LONG_TEXT_AREA },
	},
	{
		from: 'next_actions',
		to: 'LeadsPredict_Next_Actions__c',
		label: 'LeadsPredict Next Actions',
		fit: { as: 'lines', longest: LONG_TEXT_AREA },
	},
	{
		from: 'scored_at',
		to: 'LeadsPredict_Last_Scored__c',
		label: 'LeadsPredict Last Scored',
		fit: { as: 'timestamp' },
	},
];

export const SALESFORCE_CONTACT_FIELDS: readonly CrmField[] = custom;

/** Leads have a rating of their own; contacts have none. */
export const SALESFORCE_LEAD_FIELDS: readonly CrmField[] = [
	...custom,
	{
		from: 'category',
		to: 'Rating',
		label: 'Rating',
		fit: { as: 'choice', options: ['Hot', 'Warm', 'Cold'] },
		isStandard: true,
	},
];

/**
 * Salesforce's ids have 15 characters that differ in case alone, or 18: three more make up for
 * systems that do not mind case (documented).
 */
const LONG_ID = /^([a-zA-Z0-9]{15})[a-zA-Z0-5]{3}$/;

/** Ids with the same key are the same. */
export const salesforceKey = (id: string): string => id.trim().replace(LONG_ID, '$1');

/** Whether two ids are the same, also when one of 18 characters went through such a system. */
export const isSameSalesforceId = (a: string, b: string): boolean =>
	salesforceKey(a) === salesforceKey(b) ||
	([a, b].every((id) => LONG_ID.test(id.trim())) &&
		a.trim().toLowerCase() === b.trim().toLowerCase());

type SObject = 'Lead' | 'Contact';

/** Where the REST API is on an organization's host. */
const REST_PATH = `/services/data/${SALESFORCE_VERSION}`;

/** A part of a composite request. */
interface Subrequest {
	readonly method: 'GET' | 'PATCH';
	readonly url: string;
	readonly referenceId: string;
	readonly httpHeaders?: Readonly<Record<string, string>>;
	readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * The Composite resource carries headers and long queries in its body, and the HTTP Request node
 * needs nothing but method, URL and body. It takes up to 25 subrequests, of which 5 may be queries or
 * sObject Collections (documented). One that fails does not hold up the others.
 */
const composite = (instanceUrl: string, compositeRequest: readonly Subrequest[]): HttpRequest => ({
	method: 'POST',
	url: `${instanceUrl}${REST_PATH}/composite`,
	body: { allOrNone: false, compositeRequest },
});

/**
 * A composite request takes `@{` for the start of a reference to another subrequest, and refuses all
 * records when the reference leads nowhere. No escape is documented, so a space keeps the two apart.
 */
const withoutReference = <T>(value: T): T | string =>
	typeof value === 'string' ? value.replace(/@\{/g, '@ {') : value;

/**
 * sObject Collections: by the record's own Id an update; by the external ID an upsert, which creates
 * a record only when it carries what Salesforce requires of one. A record that fails does not hold
 * up the others. Without the header Salesforce runs the active assignment rule on every lead that is
 * created or updated (documented), so that a score would change its owner.
 */
const update =
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
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/**
 * Emails that one query asks for. Salesforce answers a query with up to 200 records, because it
 * selects two long texts (documented), and several records can share an email.
 */
const EMAILS_PER_QUERY = 40;

const lookup =
	(sObject: SObject) =>
	(emails: readonly string[], { instanceUrl, targets }: RequestContext): HttpRequest => {
		const fields = ['Id', 'Email', ...targets.map(({ to }) => to)].join(', ');
		// A lead that was converted cannot be written to any more.
		const open = sObject === 'Lead' ? ' AND IsConverted = false' : '';
		const queries = chunk(emails, EMAILS_PER_QUERY).map(
			(part) =>
				`SELECT ${fields} FROM ${sObject} WHERE Email IN (${part.map(quoted).join(', ')})${open}`,
		);
		return composite(
			instanceUrl,
			queries.map((soql, place) => ({
				method: 'GET',
				url: `${REST_PATH}/query?q=${encodeURIComponent(soql)}`,
				referenceId: `lookup_${place}`,
			})),
		);
	};

const creation =
	(sObject: SObject) =>
	({ email, name, company }: ScoredItem): Record<string, string> | CannotIdentify => {
		const { first, last } = splitName(name);
		const its = typeof company === 'string' ? company.trim() : '';
		const missing = [
			...(last === '' ? ['a name'] : []),
			...(sObject === 'Lead' && its === '' ? ['a company'] : []),
		];
		if (missing.length > 0) {
			return {
				message: `A new Salesforce ${sObject.toLowerCase()} needs ${missing.join(' and ')}, and this score carries none`,
				advice:
					'Give the lead a name and a company before it is analyzed, or switch off Create Missing Records',
			};
		}
		return {
			LastName: last,
			...(first !== '' && { FirstName: first }),
			...(typeof email === 'string' && email.trim() !== '' && { Email: email.trim() }),
			...(sObject === 'Lead' && { Company: its }),
		};
	};

const table = (sObject: SObject, value: Crm['value'], targets: readonly CrmField[]): Crm => ({
	value,
	name: 'Salesforce',
	record: `Salesforce ${sObject.toLowerCase()}`,
	targets,
	mostRecords: SALESFORCE_MAX_RECORDS,
	ways: ['recordId', 'leadspredictId'],
	source: 'salesforce',
	recordType: sObject.toLowerCase(),
	recordKey: salesforceKey,
	creation: creation(sObject),
	update: update(sObject),
	lookup: lookup(sObject),
	authentication: 'Predefined Credential Type, with your Salesforce credential',
});

export const SALESFORCE_LEAD = table('Lead', 'salesforceLead', SALESFORCE_LEAD_FIELDS);
export const SALESFORCE_CONTACT = table('Contact', 'salesforceContact', SALESFORCE_CONTACT_FIELDS);

export type InstanceUrl =
	| { readonly ok: true; readonly url: string }
	| { readonly ok: false; readonly why: string };

/**
 * The address of an organisation's API from what people copy out of the browser: Lightning pages are
 * served from another host than the API.
 */
export function readInstanceUrl(text: string): InstanceUrl {
	let url: URL;
	try {
		url = new URL(/^[a-z]+:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`);
	} catch {
		return { ok: false, why: 'The Instance URL is not a web address' };
	}
	if (url.protocol !== 'https:' || !url.hostname.includes('.') || url.username !== '') {
		return {
			ok: false,
			why: 'The Instance URL is not the https address of a Salesforce organization',
		};
	}
	const host = url.host.replace(
		/\.(?:lightning\.force|my\.salesforce-setup)\.com$/,
		'.my.salesforce.com',
	);
	return { ok: true, url: `https://${host}` };
}
