import type { Source } from '../source';
import { companyRecord, noEmail } from './refusals';

export const keap: Source = {
	value: 'keap',
	name: 'Keap',
	description: 'Contacts of the Keap node',
	shapes: [
		{
			// `ScoreValue` is Keap's own score. Custom fields have only numbers in this API.
			label: 'Keap contact',
			knownBy: {
				all: ['email_addresses'],
				any: ['given_name', 'family_name', 'ScoreValue', 'email_opted_in', 'tag_ids'],
			},
			fields: {
				firstName: 'given_name',
				lastName: 'family_name',
				email: 'email_addresses[field~EMAIL1].email',
				phone: 'phone_numbers[field~PHONE1].number',
				company: 'company.company_name',
			},
			record: { type: 'contact', id: 'id' },
			withoutEmail: [noEmail('Keap', 'contact')],
		},
		{
			...companyRecord('Keap company', 'contacts'),
			knownBy: {
				all: ['company_name', 'email_opted_in'],
				none: ['given_name', 'family_name', 'email_addresses'],
			},
		},
	],
};
