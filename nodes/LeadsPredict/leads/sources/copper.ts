import type { ShapeBase, Source } from '../source';
import { companyRecord, idsOnly, noEmail, otherRecord } from './refusals';

const EMAILS = 'emails[category~work].email';

/** `monetary_value` is the value of a deal and is not read. Custom fields have only numbers. */
const PERSON: ShapeBase = {
	label: 'Copper person',
	fields: {
		name: 'name',
		firstName: 'first_name',
		lastName: 'last_name',
		email: EMAILS,
		phone: 'phone_numbers[category~work,category~mobile].number',
		company: 'company_name',
		last_interaction: 'date_last_contacted',
	},
	record: { type: 'person', id: 'id' },
	withoutEmail: [noEmail('Copper', 'person')],
};

const LEAD: ShapeBase = {
	...PERSON,
	label: 'Copper lead',
	record: { type: 'lead', id: 'id' },
	withoutEmail: [noEmail('Copper', 'lead')],
};

const LEAD_ONLY = ['customer_source_id', 'status_id', 'monetary_value'];

export const copper: Source = {
	value: 'copper',
	name: 'Copper',
	description: 'Leads and people of the Copper node',
	shapes: [
		{
			...idsOnly(
				'Copper event',
				'IDs of the records',
				'Between the Copper Trigger and this node, add Split Out with "ids" as the field, and a Copper node that gets the lead or person',
			),
			knownBy: { all: ['ids', 'event', 'type'], any: ['subscription_id', 'updated_attributes'] },
		},
		{
			...otherRecord('Copper opportunity', 'lead or person'),
			knownBy: {
				all: ['primary_contact_id'],
				any: ['pipeline_stage_id', 'win_probability', 'monetary_value'],
			},
		},
		{
			// A lead has one address, not a list.
			...LEAD,
			fields: { ...LEAD.fields, email: ['email.email', EMAILS] },
			knownBy: { all: ['phone_numbers', 'email'], any: LEAD_ONLY },
		},
		{ ...LEAD, knownBy: { all: ['phone_numbers', 'emails'], any: LEAD_ONLY } },
		{
			...PERSON,
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
		},
		{
			...companyRecord('Copper company', 'people'),
			knownBy: {
				all: ['email_domain', 'phone_numbers'],
				any: ['contact_type_id', 'assignee_id', 'interaction_count'],
			},
		},
	],
};
