import type { Source } from '../source';
import { companyRecord, noEmail, otherRecord } from './refusals';

export const attio: Source = {
	value: 'attio',
	name: 'Attio',
	description: 'People, as Attio’s API hands them out',
	shapes: [
		{
			label: 'Attio person',
			knownBy: {
				all: ['values'],
				any: ['values.email_addresses', 'values.phone_numbers', 'values.job_title'],
				// Not a company with an added email.
				none: ['values.domains', 'values.team'],
			},
			fields: {
				name: 'values.name[].full_name',
				firstName: 'values.name[].first_name',
				lastName: 'values.name[].last_name',
				email: 'values.email_addresses[].email_address',
				phone: 'values.phone_numbers[].original_phone_number',
				last_interaction: 'values.last_interaction[].interacted_at',
			},
			record: { type: 'person', id: 'id.record_id' },
			leadspredictFields: { in: 'values', prefix: 'leadspredict_', value: '0.value' },
			withoutEmail: [noEmail('Attio', 'person')],
		},
		{
			...companyRecord('Attio company', 'people'),
			knownBy: { all: ['values'], any: ['values.domains', 'values.team'] },
		},
		{
			...otherRecord('Attio record', 'person'),
			knownBy: { all: ['values'], any: ['id.record_id', 'id.entry_id'] },
		},
	],
};
