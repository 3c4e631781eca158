import type { ScoredItem, CrmField } from '../mapping';
import type { CrmValue } from '../fieldFormat';
import type { CannotIdentify, FindBy } from '../identity';
import type { CrmRecord } from '../prepare';
import type { Crm, HttpRequest, RequestContext } from '../crms';

/**
 * HubSpot's contacts. Properties are created once (Prepare Fields); HubSpot takes and hands out every
 * value as text, names of properties are lower case letters, digits and underscores.
 */

/** HubSpot dates the versions of its API; the older name of the same is `/crm/v3/objects`. */
export const HUBSPOT_VERSION = '2026-03';
export const HUBSPOT_API = 'https://api.hubapi.com';

/** Most inputs that one batch request takes. */
export const HUBSPOT_MAX_RECORDS = 100;

/** A multi-line text holds this many characters, and so does a single-line one. */
const MAX_TEXT_LENGTH = 65_536;

export const HUBSPOT_FIELDS: readonly CrmField[] = [
	{
		from: 'lead_id',
		to: 'leadspredict_id',
		label: 'LeadsPredict ID',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'score',
		to: 'leadspredict_score',
		label: 'LeadsPredict Score',
		fit: { as: 'number', decimals: 2 },
	},
	{
		from: 'previous_score',
		to: 'leadspredict_previous_score',
		label: 'LeadsPredict Previous Score',
		fit: { as: 'number', decimals: 2 },
	},
	{
		from: 'category',
		to: 'leadspredict_category',
		label: 'LeadsPredict Category',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'conversion_probability',
		to: 'leadspredict_conversion_probability',
		label: 'LeadsPredict Conversion Probability',
		fit: { as: 'fraction', decimals: 4 },
	},
	{
		from: 'predicted_revenue',
		to: 'leadspredict_predicted_revenue',
		label: 'LeadsPredict Predicted Revenue',
		fit: { as: 'currency' },
	},
	{
		from: 'churn_risk',
		to: 'leadspredict_churn_risk',
		label: 'LeadsPredict Churn Risk',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'recommendations',
		to: 'leadspredict_recommendations',
		label: 'LeadsPredict Recommendations',
		fit: { as: 'lines', longest: MAX_TEXT_LENGTH },
	},
	{
		from: 'next_actions',
		to: 'leadspredict_next_actions',
		label: 'LeadsPredict Next Actions',
		fit: { as: 'lines', longest: MAX_TEXT_LENGTH },
	},
	{
		from: 'scored_at',
		to: 'leadspredict_last_scored',
		label: 'LeadsPredict Last Scored',
		fit: { as: 'timestamp' },
	},
];

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
export const traceId = (place: number): string => `record-${place}`;

/**
 * Batch update finds by the record id, the email or any property with unique values. Batch upsert
 * also creates; HubSpot documents that by email it does not do so with some of the properties alone,
 * so creating is done by the LeadsPredict id. Every input names its `idProperty`: without it an email
 * as id changes nothing and says nothing.
 */
function update(
	by: FindBy,
	records: readonly CrmRecord[],
	{ idField, create }: RequestContext,
): HttpRequest {
	const property = idProperty(by, idField);
	return {
		method: 'POST',
		url: contacts(create && by === 'leadspredictId' ? 'upsert' : 'update'),
		body: {
			inputs: records.map(({ identity, fields }, place) => ({
				objectWriteTraceId: traceId(place),
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

const lookup = (emails: readonly string[], { targets }: RequestContext): HttpRequest => ({
	method: 'POST',
	url: contacts('read'),
	body: {
		idProperty: 'email',
		properties: ['email', HUBSPOT_FURTHER_EMAILS, ...targets.map(({ to }) => to)],
		// Required by HubSpot's description of the request.
		propertiesWithHistory: [],
		inputs: emails.map((id) => ({ id })),
	},
});

/** The last word is the family name, as far as one line can tell. */
export function splitName(name: string | null | undefined): { first: string; last: string } {
	const words = (name ?? '').trim().split(/\s+/);
	const last = words.pop() ?? '';
	return { first: words.join(' '), last };
}

function creation({ email, name, company }: ScoredItem): Record<string, string> | CannotIdentify {
	if (typeof email !== 'string' || email.trim() === '') {
		return {
			message: 'A new HubSpot contact needs an email, and this score carries none',
			advice: 'Use the simplified output of Analyze, or switch off Create Missing Records',
		};
	}
	const { first, last } = splitName(name);
	return {
		email: email.trim(),
		...(first !== '' && { firstname: first }),
		...(last !== '' && { lastname: last }),
		...(typeof company === 'string' && company.trim() !== '' && { company: company.trim() }),
	};
}

export const HUBSPOT: Crm = {
	value: 'hubspot',
	name: 'HubSpot',
	record: 'HubSpot contact',
	targets: HUBSPOT_FIELDS,
	mostRecords: HUBSPOT_MAX_RECORDS,
	ways: ['recordId', 'email', 'leadspredictId'],
	source: 'hubspot',
	recordType: 'contact',
	recordKey: (id) => id.trim(),
	creation,
	update,
	lookup,
	authentication: 'Predefined Credential Type, with your HubSpot credential',
};
