import type { FieldPaths, ItemShape, RecordEvidence, Source } from '../source';
import { companyRecord, emailNotChosen, idsOnly, noEmail, otherRecord } from './refusals';

const NOT_CHOSEN = emailNotChosen('HubSpot', 'properties.email', {
	what: 'contact',
	without: 'its email property',
	advice:
		'In the HubSpot node, choose the properties to get: email, firstname, lastname, company, phone, industry, annualrevenue, numemployees, notes_last_contacted',
});

const NO_EMAIL = noEmail('HubSpot', 'contact');
const COMPANY = companyRecord('HubSpot company', 'contacts');
const OTHER = otherRecord('HubSpot record', 'contact');

/** HubSpot's names for a contact's properties, without `hs_…`, scores and dates of changes. */
const properties = (after: '' | '.value'): FieldPaths => {
	const at = (name: string) => `properties.${name}${after}`;
	return {
		firstName: at('firstname'),
		lastName: at('lastname'),
		salutation: at('salutation'),
		company: at('company'),
		email: [at('email'), at('work_email')],
		phone: [at('phone'), at('mobilephone')],
		industry: at('industry'),
		revenue: at('annualrevenue'),
		employees: [at('numemployees'), at('numberofemployees')],
		engagement_score: at('engagement_score'),
		last_interaction: [at('notes_last_contacted'), at('notes_last_updated')],
	};
};

/**
 * A company can have the same ID as a contact. HubSpot's API adds the time of the last change to the
 * requested properties. Only contacts have `lastmodifieddate`; all other types have
 * `hs_lastmodifieddate` (documented), and so does a contact with all its properties.
 */
const CONTACT_ONLY = 'properties.lastmodifieddate';
const OTHERS = ['properties.hs_lastmodifieddate', 'properties.hs_createdate'] as const;
const NAMES = ['properties.firstname', 'properties.lastname'] as const;
const PERSON = [CONTACT_ONLY, ...NAMES];

/** Keys that only HubSpot's records have. Other systems have `properties` with a name too. */
const HUBSPOT = [
	'archived',
	'properties.hs_object_id',
	'properties.createdate',
	'properties.hs_lastmodifieddate',
];

const IS_CONTACT: RecordEvidence = [{ any: [CONTACT_ONLY] }, { any: NAMES, none: OTHERS }];

/** In exported files, every type has a `Record ID`. The owner's header names the type. */
const withRecordId = (header: string) => ['recordid', header] as const;

const COMPANY_HEADERS = ['companyowner', 'companydomainname'];
const OTHER_HEADERS = [
	'dealname',
	'dealstage',
	'dealowner',
	'ticketname',
	'ticketstatus',
	'ticketowner',
];

const CONTACT_HEADERS = ['contactowner', 'marketingcontactstatus'] as const;
const NAME_HEADERS = ['firstname', 'lastname'] as const;
const PERSON_HEADERS = [...CONTACT_HEADERS, ...NAME_HEADERS];

export const hubspot: Source = {
	value: 'hubspot',
	name: 'HubSpot',
	description: 'Contacts from the HubSpot node, form submissions and exported files',
	shapes: [
		{
			...idsOnly(
				'HubSpot event',
				'ID of the record',
				'Between the HubSpot Trigger and this node, add a HubSpot node that gets the contact by its contactId',
			),
			knownBy: {
				all: ['subscriptionType'],
				any: ['contactId', 'companyId', 'dealId', 'ticketId', 'objectId'],
			},
		},
		{ ...COMPANY, knownBy: { all: ['companyId', 'properties'] } },
		{
			...OTHER,
			knownBy: {
				all: ['properties'],
				any: [
					'dealId',
					'properties.dealname',
					'properties.dealstage',
					'properties.hs_pipeline_stage',
					'properties.hs_ticket_id',
				],
				none: [CONTACT_ONLY],
			},
		},
		{
			label: 'HubSpot contact',
			knownBy: { all: ['vid'], any: ['properties', 'identity-profiles'] },
			fields: {
				...properties('.value'),
				email: [
					'properties.email.value',
					'identity-profiles[].identities[type=EMAIL,is-primary].value',
				],
			},
			record: { type: 'contact', id: 'vid' },
			leadspredictFields: { in: 'properties', prefix: 'leadspredict_', value: 'value' },
			chosenUnder: 'Contact Properties to Include in the HubSpot node',
			withoutEmail: [NO_EMAIL],
		},
		...(['properties.domain', 'properties.name', 'properties.numberofemployees'] as const).map(
			(property): ItemShape => ({
				...COMPANY,
				knownBy: {
					all: ['properties', property],
					any: HUBSPOT,
					none: [...PERSON, 'properties.email', 'fields'],
				},
			}),
		),
		// A custom object can have both too, but it has `hs_createdate` instead of `createdate`.
		...(['properties.domain', 'properties.name'] as const).map(
			(property): ItemShape => ({
				...COMPANY,
				knownBy: {
					all: ['properties', property],
					any: HUBSPOT,
					none: [...PERSON, 'properties.hs_createdate', 'fields'],
				},
			}),
		),
		{
			...OTHER,
			knownBy: {
				all: ['properties'],
				any: OTHERS,
				none: [...PERSON, 'properties.email'],
			},
		},
		{
			label: 'HubSpot contact',
			knownBy: {
				all: ['properties'],
				any: [
					'properties.hs_object_id',
					'archived',
					'createdAt',
					'updatedAt',
					'properties.createdate',
				],
				// Not a Notion page. HubSpot's own properties have no capital letters in their names.
				none: ['object', 'parent', 'properties.firstName', 'properties.lastName'],
			},
			fields: properties(''),
			record: {
				type: 'contact',
				id: ['properties.hs_object_id', 'id'],
				provenBy: IS_CONTACT,
			},
			leadspredictFields: { in: 'properties', prefix: 'leadspredict_' },
			chosenUnder: 'Field Names or IDs in the HubSpot node',
			withoutEmail: [NOT_CHOSEN, NO_EMAIL],
		},
		{
			label: 'HubSpot form submission',
			knownBy: { all: ['submittedAt', 'values'] },
			answers: { list: 'values', label: 'name', value: 'value' },
			fields: { last_interaction: 'submittedAt' },
		},
	],
	tables: [
		{
			label: 'HubSpot contact',
			marks: [
				['recordid', 'lifecyclestage'],
				['recordid', 'contactowner'],
				['recordid', 'associatedcompany'],
				['recordid', 'leadstatus'],
				['lifecyclestage', 'contactowner'],
				['lifecyclestage', 'leadstatus'],
			],
			// Companies have the other headers too. A custom object can have names, and its export
			// includes the contacts that it belongs to.
			record: {
				type: 'contact',
				headers: ['recordid'],
				like: /^\d+$/,
				provenBy: [
					{ any: CONTACT_HEADERS },
					{
						any: NAME_HEADERS,
						none: [
							...COMPANY_HEADERS,
							...OTHER_HEADERS,
							'associatedcontact',
							'associatedcontactids',
						],
					},
				],
			},
		},
		{
			...COMPANY,
			marks: COMPANY_HEADERS.map(withRecordId),
			none: PERSON_HEADERS,
		},
		{
			...OTHER,
			marks: OTHER_HEADERS.map(withRecordId),
			none: PERSON_HEADERS,
		},
	],
};
