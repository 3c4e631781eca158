import type { JsonPaths, FieldRole, Source } from '../source';
import { noEmailFound } from './refusals';

const NAME: Partial<Record<FieldRole, JsonPaths>> = {
	firstName: 'first_name',
	lastName: 'last_name',
	phone: 'phone_number',
};

const WITHOUT_EMAIL = [noEmailFound('Hunter')];

export const hunter: Source = {
	value: 'hunter',
	name: 'Hunter',
	description: 'Addresses that the Hunter node found, and leads saved in Hunter',
	shapes: [
		{
			// One domain with everybody who has an address there.
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
			withoutEmail: WITHOUT_EMAIL,
		},
		{
			label: 'Hunter address',
			knownBy: {
				all: ['confidence', 'value'],
				any: ['sources', 'verification', 'first_name', 'position', 'department'],
			},
			fields: { ...NAME, email: 'value' },
			withoutEmail: WITHOUT_EMAIL,
		},
		{
			label: 'Hunter address',
			knownBy: { all: ['accept_all', 'email', 'first_name'] },
			fields: { ...NAME, email: 'email', company: 'company' },
			withoutEmail: WITHOUT_EMAIL,
		},
		{
			label: 'Hunter lead',
			knownBy: {
				all: ['email', 'first_name'],
				any: ['leads_list', 'confidence_score', 'sending_status', 'sync_status'],
			},
			fields: {
				...NAME,
				email: 'email',
				company: 'company',
				industry: 'company_industry',
				employees: 'company_size',
				last_interaction: 'last_contacted_at',
			},
			headers: {},
			record: { type: 'lead', id: 'id' },
			withoutEmail: WITHOUT_EMAIL,
		},
	],
};
