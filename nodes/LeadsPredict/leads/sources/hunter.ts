import type { ShapeBase, Source } from '../source';
import { noEmailFound } from './refusals';

const ADDRESS: ShapeBase = {
	label: 'Hunter address',
	fields: {
		firstName: 'first_name',
		lastName: 'last_name',
		email: 'value',
		phone: 'phone_number',
	},
	withoutEmail: [noEmailFound('Hunter')],
};

export const hunter: Source = {
	value: 'hunter',
	name: 'Hunter',
	description: 'Addresses that the Hunter node found, and leads saved in Hunter',
	shapes: [
		{
			// A domain with all its addresses.
			...ADDRESS,
			label: 'Hunter domain',
			knownBy: {
				all: ['pattern', 'emails'],
				any: ['organization', 'webmail', 'accept_all', 'disposable'],
			},
			people: 'emails',
			fields: {
				firstName: 'emails[].first_name',
				lastName: 'emails[].last_name',
				email: 'emails[].value',
				phone: 'emails[].phone_number',
				company: 'organization',
				industry: 'industry',
				employees: 'headcount',
			},
		},
		{
			...ADDRESS,
			knownBy: {
				all: ['confidence', 'value'],
				any: ['sources', 'verification', 'first_name', 'position', 'department'],
			},
		},
		{
			...ADDRESS,
			knownBy: { all: ['accept_all', 'email', 'first_name'] },
			fields: { ...ADDRESS.fields, email: 'email', company: 'company' },
		},
		{
			...ADDRESS,
			label: 'Hunter lead',
			knownBy: {
				all: ['email', 'first_name'],
				any: ['leads_list', 'confidence_score', 'sending_status', 'sync_status'],
			},
			fields: {
				...ADDRESS.fields,
				email: 'email',
				company: 'company',
				industry: 'company_industry',
				employees: 'company_size',
				last_interaction: 'last_contacted_at',
			},
			headers: {},
			record: { type: 'lead', id: 'id' },
		},
	],
};
