import type { CrmValue } from '../fieldFormat';
import type { FindBy } from '../identity';
import type { CrmRecord } from '../prepare';
import type { HttpRequest, LookupBy, RequestContext } from '../crm';

/** Requests to HubSpot's API of contacts. HubSpot takes and hands out every value as text. */

/** HubSpot dates the versions of its API; the older name of the same is `/crm/v3/objects`. */
export const HUBSPOT_VERSION = '2026-03';
export const HUBSPOT_API = 'https://api.hubapi.com';

/** Most inputs that one batch request takes. */
export const HUBSPOT_MAX_RECORDS = 100;

/** Whole and plain: HubSpot refuses "1e21" and "1,000". */
function asText(value: CrmValue | null): string {
	const text = String(value ?? '');
	// Asking for plain digits takes a hundred times as long, and few numbers need it.
	return typeof value === 'number' && text.includes('e')
		? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
		: text;
}

const contacts = (operation: string): string =>
	`${HUBSPOT_API}/crm/objects/${HUBSPOT_VERSION}/contacts/batch/${operation}`;

/** The property that an input's id stands for; HubSpot's own id needs none to be named. */
export const idProperty = (by: FindBy, idField: string): string | undefined =>
	({ recordId: undefined, email: 'email', leadspredictId: idField })[by];

/**
 * What an input is called in the answer: HubSpot hands the trace id back with each result and each
 * error. That it also keeps a value that does not fit to its own record is documented for creating
 * alone; an update or upsert may be refused as a whole.
 */
export const traceId = (index: number): string => `record-${index}`;

/**
 * Batch update finds by the record id, the email or any property with unique values. Batch upsert
 * also creates; HubSpot documents that by email it does not do so with some of the properties alone,
 * so creating is done by the LeadsPredict id. Every input names its `idProperty`: without it an email
 * as id changes nothing and says nothing.
 */
export function update(
	by: FindBy,
	records: readonly CrmRecord[],
	{ idField, create }: RequestContext,
): HttpRequest {
	const property = idProperty(by, idField);
	return {
		method: 'POST',
		url: contacts(create && by === 'leadspredictId' ? 'upsert' : 'update'),
		body: {
			inputs: records.map(({ identity, fields }, index) => ({
				objectWriteTraceId: traceId(index),
				id: identity.id,
				...(property !== undefined && { idProperty: property }),
				properties: Object.fromEntries(
					Object.entries(fields).map(([name, value]) => [name, asText(value)]),
				),
			})),
		},
	};
}

/** Contacts can have further addresses, by which they are found as well. */
export const HUBSPOT_FURTHER_EMAILS = 'hs_additional_emails';

/** HubSpot's own properties that say who a contact is. */
export const HUBSPOT_PERSON = ['firstname', 'lastname', 'company', 'phone', 'mobilephone'] as const;

export const lookup = (
	by: LookupBy,
	ids: readonly string[],
	{ fields, idField }: RequestContext,
): HttpRequest => ({
	method: 'POST',
	url: contacts('read'),
	body: {
		idProperty: idProperty(by, idField),
		properties: [
			'email',
			HUBSPOT_FURTHER_EMAILS,
			...(by === 'leadspredictId' ? HUBSPOT_PERSON : []),
			...fields.map(({ name }) => name),
		],
		// Required by HubSpot's description of the request.
		propertiesWithHistory: [],
		inputs: ids.map((id) => ({ id })),
	},
});
