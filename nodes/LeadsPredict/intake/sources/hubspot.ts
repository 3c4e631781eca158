import type { Role, Places, Refusal, Source } from '../shape';

const CHOOSE =
	'In the HubSpot node, choose the properties to get: email, firstname, lastname, company, phone, industry, annualrevenue, numemployees, notes_last_contacted';

const NOT_CHOSEN: Refusal = {
	code: 'ids_only',
	message: 'HubSpot handed out this contact without its email property',
	advice: CHOOSE,
};

const COMPANY: Refusal = {
	code: 'company_record',
	message: 'This is a HubSpot company, not a contact, so there is no email to score',
	advice: 'Get the contacts of this company from HubSpot, and connect those to this node',
};

const OTHER: Refusal = {
	code: 'other_record',
	message: 'This is a HubSpot record of another kind, not a contact',
	advice: 'Get the contact that belongs to it from HubSpot, and connect that to this node',
};

/** HubSpot's own names of a contact's properties; `hs_…`, scores and dates of changes stay out. */
const properties = (before: string, after: string): Partial<Record<Role, Places>> => {
	const at = (name: string) => `${before}${name}${after}`;
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

const PLAIN = properties('properties.', '');
const LEGACY = properties('properties.', '.value');

export const hubspot: Source = {
	value: 'hubspot',
	name: 'HubSpot',
	description: 'Contacts of the HubSpot node, form submissions, and exported files',
	shapes: [
		{
			is: 'HubSpot event',
			knownBy: {
				all: ['subscriptionType'],
				any: ['contactId', 'companyId', 'dealId', 'ticketId', 'objectId'],
			},
			refuse: {
				code: 'ids_only',
				message: 'A HubSpot event carries only the ID of the record',
				advice:
					'Between the HubSpot Trigger and this node, add a HubSpot node that gets the contact by its contactId',
			},
		},
		{
			is: 'HubSpot company',
			knownBy: { all: ['companyId', 'properties'] },
			refuse: COMPANY,
		},
		{
			is: 'HubSpot record',
			knownBy: {
				all: ['properties'],
				any: [
					'dealId',
					'properties.dealname',
					'properties.hs_pipeline_stage',
					'properties.hs_ticket_id',
				],
			},
			refuse: OTHER,
		},
		{
			is: 'HubSpot contact',
			knownBy: { all: ['vid'], any: ['properties', 'identity-profiles'] },
			fields: {
				...LEGACY,
				email: [
					'properties.email.value',
					'identity-profiles[].identities[type=EMAIL,is-primary].value',
				],
			},
			record: { type: 'contact', id: 'vid' },
			ours: { in: 'properties', prefix: 'leadspredict_', value: 'value' },
			withoutEmail: [
				{
					code: 'no_email',
					message: 'This HubSpot contact has no email',
					advice: 'Enter the email in HubSpot, or leave out contacts without one before this node',
				},
			],
		},
		{
			is: 'HubSpot company',
			knownBy: {
				all: ['properties'],
				any: ['properties.domain', 'properties.name', 'properties.numberofemployees'],
				none: ['properties.email', 'properties.firstname', 'properties.lastname', 'fields'],
			},
			refuse: COMPANY,
		},
		{
			is: 'HubSpot contact',
			knownBy: {
				all: ['properties'],
				any: [
					'properties.hs_object_id',
					'archived',
					'createdAt',
					'updatedAt',
					'properties.createdate',
				],
				// A page of Notion.
				none: ['object', 'parent'],
			},
			fields: PLAIN,
			record: { type: 'contact', id: ['properties.hs_object_id', 'id'] },
			ours: { in: 'properties', prefix: 'leadspredict_' },
			withoutEmail: [
				{ lacks: 'properties.email', ...NOT_CHOSEN },
				{
					code: 'no_email',
					message: 'This HubSpot contact has no email',
					advice: 'Enter the email in HubSpot, or leave out contacts without one before this node',
				},
			],
		},
		{
			is: 'HubSpot form submission',
			knownBy: { all: ['submittedAt', 'values'] },
			answers: { list: 'values', label: 'name', value: 'value' },
			fields: { last_interaction: 'submittedAt' },
		},
	],
	tables: [
		{
			is: 'HubSpot contact',
			marks: [
				['recordid', 'lifecyclestage'],
				['recordid', 'contactowner'],
				['recordid', 'associatedcompany'],
				['recordid', 'leadstatus'],
				['lifecyclestage', 'contactowner'],
				['lifecyclestage', 'leadstatus'],
			],
			record: { type: 'contact', headers: ['recordid'], like: /^\d+$/ },
		},
	],
};
