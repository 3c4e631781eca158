import type { FieldPaths, ShapeBase, Source } from '../source';
import { noEmail, otherRecord } from './refusals';

/** Custom fields have keys such as `custom.cf_…`, so LeadsPredict's fields are not found. */
const person = (at: string): FieldPaths => ({
	name: `${at}name`,
	email: `${at}emails[type~office,type~direct].email`,
	phone: `${at}phones[type~office,type~direct,type~mobile].phone`,
});

const LEAD: ShapeBase = {
	label: 'Close lead',
	people: 'contacts',
	record: { type: 'lead', id: 'id' },
	withoutEmail: [
		{ ...noEmail('Close', 'lead'), message: 'This Close lead has no contact with an email' },
	],
};

export const close: Source = {
	value: 'close',
	name: 'Close',
	description: 'Leads with one contact, and contacts by themselves',
	shapes: [
		{
			// In Close, a lead is a company, and its contacts are the people.
			...LEAD,
			knownBy: {
				all: ['contacts', 'name'],
				any: ['display_name', 'status_label', 'status_id', 'html_url'],
			},
			fields: { ...person('contacts[].'), company: 'name' },
		},
		{
			...LEAD,
			knownBy: { all: ['contacts', 'display_name'] },
			fields: { ...person('contacts[].'), company: 'display_name' },
		},
		{
			...otherRecord('Close opportunity', 'lead'),
			knownBy: { all: ['lead_id', 'lead_name'], any: ['value_period', 'contact_id', 'confidence'] },
		},
		{
			label: 'Close contact',
			knownBy: {
				all: ['phones', 'emails', 'name'],
				any: [
					'lead_id',
					'organization_id',
					'integration_links',
					'urls',
					'date_created',
					'date_updated',
					'phones.0.phone',
					'phones.0.phone_formatted',
					'emails.0.email_lower',
				],
				none: ['contacts', 'label_ids', 'custom_fields', 'result_score'],
			},
			fields: person(''),
			record: { type: 'contact', id: 'id' },
			withoutEmail: [noEmail('Close', 'contact')],
		},
	],
};
