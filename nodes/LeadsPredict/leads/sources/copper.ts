import type { JsonPaths, FieldRole, Source } from '../source';
import { companyRecord, noEmail, otherRecord } from './refusals';

/** `monetary_value` is what a deal may bring; custom fields go by number only. */
const PERSON: Partial<Record<FieldRole, JsonPaths>> = {
	name: 'name',
	firstName: 'first_name',
	lastName: 'last_name',
	phone: 'phone_numbers[category~work,category~mobile].number',
	company: 'company_name',
	last_interaction: 'date_last_contacted',
};

const EMAILS = 'emails[category~work].email';

export const copper: Source = {
	value: 'copper',
	name: 'Copper',
	description: 'Leads and people of the Copper node',
	shapes: [
		{
			label: 'Copper event',
			knownBy: {
				all: ['ids', 'event', 'type'],
				any: ['subscription_id', 'updated_attributes'],
			},
			refuse: {
				code: 'ids_only',
				message: 'A Copper event carries only the IDs of the records',
				advice:
					'Between the Copper Trigger and this node, add Split Out with "ids" as the field, and a Copper node that gets the lead or person',
			},
		},
		{
			label: 'Copper opportunity',
			knownBy: {
				all: ['primary_contact_id'],
				any: ['pipeline_stage_id', 'win_probability', 'monetary_value'],
			},
			refuse: otherRecord('a Copper opportunity', 'lead or person'),
		},
		{
			// A lead has one address, which is no list.
			label: 'Copper lead',
			knownBy: {
				all: ['phone_numbers', 'email'],
				any: ['customer_source_id', 'status_id', 'monetary_value'],
			},
			fields: { ...PERSON, email: ['email.email', EMAILS] },
			record: { type: 'lead', id: 'id' },
			withoutEmail: [noEmail('Copper', 'lead')],
		},
		{
			label: 'Copper lead',
			knownBy: {
				all: ['phone_numbers', 'emails'],
				any: ['customer_source_id', 'status_id', 'monetary_value'],
			},
			fields: { ...PERSON, email: EMAILS },
			record: { type: 'lead', id: 'id' },
			withoutEmail: [noEmail('Copper', 'lead')],
		},
		{
			label: 'Copper person',
			knownBy: {
				all: ['phone_numbers', 'emails'],
				any: [
					'contact_type_id',
					'assignee_id',
					'interaction_count',
					'date_last_contacted',
					'leads_converted_from',
				],
			},
			fields: { ...PERSON, email: EMAILS },
			record: { type: 'person', id: 'id' },
			withoutEmail: [noEmail('Copper', 'person')],
		},
		{
			label: 'Copper company',
			knownBy: {
				all: ['email_domain', 'phone_numbers'],
				any: ['contact_type_id', 'assignee_id', 'interaction_count'],
			},
			refuse: companyRecord('a Copper company', 'people'),
		},
	],
};
