import type { IDataObject } from 'n8n-workflow';

import { leadResultSchema } from '../nodes/LeadsPredict/contract';
import type { Lead } from '../nodes/LeadsPredict/contract';
import { HUBSPOT_FIELDS } from '../nodes/LeadsPredict/crm/hubspot/fields';
import { presentScored } from '../nodes/LeadsPredict/output/items';
import { jsonOf } from '../nodes/LeadsPredict/json';
import { assess } from '../sandbox/score';

const INDUSTRIES = ['Technology', 'Finance', 'Retail', 'Education', 'Logistics'];
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 1);

/** A lead with all nine fields; the same for the same number. */
export const leadOf = (index: number): Lead => ({
	email: `person${index}@company${index % 997}.example`,
	name: `Given${index % 89} Family${index % 101}`,
	company: `Company ${index % 997}`,
	phone: `+1 555 01${String(index % 100).padStart(2, '0')}`,
	industry: INDUSTRIES[index % INDUSTRIES.length] ?? 'Technology',
	revenue: 10_000 + (index % 500) * 10_000,
	employees: 1 + (index % 400),
	engagement_score: index % 101,
	last_interaction: new Date(FIRST_DAY + (index % 300) * DAY_MS).toISOString().slice(0, 10),
});

export const madeLeads = (count: number): Lead[] =>
	Array.from({ length: count }, (_, index) => leadOf(index));

/** Names of the nine fields in another system. None is recognized, so they have to be mapped. */
export const FOREIGN_KEYS: Readonly<Record<keyof Lead, string>> = {
	email: 'writeTo',
	name: 'who',
	company: 'worksFor',
	phone: 'callOn',
	industry: 'trade',
	revenue: 'takings',
	employees: 'staff',
	engagement_score: 'activity',
	last_interaction: 'seenOnSite',
};

/** The same lead with those names. */
export const foreign = (lead: Lead): IDataObject =>
	Object.fromEntries(
		Object.entries(lead).map(([field, value]) => [FOREIGN_KEYS[field as keyof Lead], value]),
	);

/** The nine fields as properties of a HubSpot contact, with further properties. */
function hubspotProperties(lead: Lead, id: string): Record<string, string | null> {
	const [firstname = '', lastname = ''] = (lead.name ?? '').split(' ');
	const text = (value: number | undefined) => (value === undefined ? null : String(value));
	return {
		annualrevenue: text(lead.revenue),
		company: lead.company ?? null,
		createdate: '2024-06-20T00:57:37.690Z',
		email: lead.email,
		engagement_score: text(lead.engagement_score),
		firstname,
		hs_email_domain: lead.email.replace(/^.*@/, ''),
		hs_lead_status: 'OPEN',
		hs_object_id: id,
		hubspot_owner_id: '70014',
		hubspotscore: '12',
		industry: lead.industry ?? null,
		jobtitle: 'COO',
		lastmodifieddate: '2026-10-20T02:08:27.180Z',
		lastname,
		lifecyclestage: 'lead',
		mobilephone: null,
		notes_last_contacted: `${lead.last_interaction}T14:30:00Z`,
		notes_last_updated: '2026-11-02T08:00:00Z',
		numemployees: text(lead.employees),
		phone: lead.phone ?? null,
		website: null,
	};
}

const hubspotId = (index: number): string => String(31_000_000_000 + index);

/** The same lead in the output of n8n's HubSpot node after a search. */
function hubspot(lead: Lead, index: number): IDataObject {
	const id = hubspotId(index);
	return {
		id,
		properties: hubspotProperties(lead, id),
		createdAt: '2024-06-20T00:57:37.690Z',
		updatedAt: '2026-10-20T02:08:27.180Z',
		archived: false,
		url: `https://hubspot.example/contacts/1/record/0-1/${id}`,
	};
}

const CHANGED_AT = 1_761_991_200_000;

/**
 * The same lead in that node's output for other operations, from HubSpot's older API, with its history.
 */
function hubspotLegacy(lead: Lead, index: number): IDataObject {
	const vid = 204_727 + index;
	const properties = Object.entries(hubspotProperties(lead, String(vid))).flatMap(
		([name, value]) =>
			value === null
				? []
				: [
						[
							name,
							{ value, versions: [{ value, timestamp: CHANGED_AT, selected: false }] },
						] as const,
					],
	);
	return {
		vid,
		'canonical-vid': vid,
		'merged-vids': [],
		'portal-id': 62_515,
		'is-contact': true,
		properties: Object.fromEntries(properties),
		'form-submissions': [],
		'identity-profiles': [
			{
				vid,
				'saved-at-timestamp': CHANGED_AT,
				identities: [
					{ type: 'LEAD_GUID', value: `f9d728f1-dff1-49b0-9caa-${vid}`, timestamp: CHANGED_AT },
					{ type: 'EMAIL', value: lead.email, timestamp: CHANGED_AT, 'is-primary': true },
				],
			},
		],
		'merge-audits': [],
	};
}

const SCORED_AT = new Date('2026-11-20T08:00:00Z');

/** LeadsPredict's properties of a contact that has never been scored. */
const NOT_YET_SCORED = Object.fromEntries(HUBSPOT_FIELDS.map(({ name }) => [name, null]));

/** The same lead's score in the output of Analyze for a HubSpot contact. */
function scored(lead: Lead, index: number): IDataObject {
	const received = { id: `lead_${index}`, email: lead.email, ...assess(lead, SCORED_AT) };
	const origin = {
		source: 'hubspot',
		label: 'HubSpot contact',
		record: { type: 'contact', id: hubspotId(index) },
		current: { ...NOT_YET_SCORED },
		fields: {},
	};
	const row = { item: index, lead, warnings: [], origin };
	return jsonOf(
		presentScored({ row, result: leadResultSchema.parse(received), received }).simplified,
	);
}

const SHAPES = {
	plain: (lead: Lead): IDataObject => ({ ...lead }),
	foreign,
	hubspot,
	hubspotLegacy,
	scored,
};

/** The forms of items. */
export type ItemShape = keyof typeof SHAPES;

/** The same leads in items of any shape. */
export const madeItems = (count: number, shape: ItemShape): IDataObject[] =>
	madeLeads(count).map((lead, index) => SHAPES[shape](lead, index));
