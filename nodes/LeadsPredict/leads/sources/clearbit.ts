import type { ItemShape, Source } from '../source';
import { companyRecord, noEmailFound } from './refusals';

/** `raised` is what investors paid. An exact number of employees comes before a range. */
const COMBINED: ItemShape['fields'] = {
	name: ['person.name.fullName', 'person.fullName', 'person.full_name'],
	firstName: ['person.name.givenName', 'person.firstName', 'person.first_name'],
	lastName: ['person.name.familyName', 'person.lastName', 'person.last_name'],
	email: ['person.email', 'email'],
	phone: ['person.phone', 'company.phone'],
	company: ['company.name', 'person.employment.name'],
	industry: 'company.category.industry',
	revenue: ['company.metrics.annualRevenue', 'company.metrics.estimatedAnnualRevenue'],
	employees: ['company.metrics.employees', 'company.metrics.employeesRange'],
};

const KNOWN = [
	'person.name.fullName',
	'person.name.givenName',
	'person.fullName',
	'person.full_name',
	'person.employment',
	'company.metrics',
	'company.category',
];

const WITHOUT_EMAIL = [noEmailFound('The enrichment tool')];

const COMPANY = companyRecord('a company', 'people');

export const clearbit: Source = {
	value: 'clearbit',
	name: 'Clearbit',
	description:
		'People, with or without their company, of Clearbit and of tools that answer like it',
	shapes: [
		{
			label: 'enriched contact',
			knownBy: { all: ['person', 'company', 'email'], any: KNOWN },
			fields: { ...COMBINED, email: ['email', 'person.email'] },
			withoutEmail: WITHOUT_EMAIL,
		},
		{
			label: 'enriched contact',
			knownBy: { all: ['person', 'company'], any: KNOWN },
			fields: COMBINED,
			withoutEmail: WITHOUT_EMAIL,
		},
		{
			label: 'enriched contact',
			knownBy: {
				all: ['employment', 'name'],
				any: ['name.fullName', 'name.givenName'],
			},
			fields: {
				name: 'name.fullName',
				firstName: 'name.givenName',
				lastName: 'name.familyName',
				email: 'email',
				phone: 'phone',
				company: 'employment.name',
			},
			withoutEmail: WITHOUT_EMAIL,
		},
		{
			label: 'enriched company',
			knownBy: {
				all: ['metrics', 'category'],
				any: ['legalName', 'domain', 'metrics.employees'],
				none: ['email'],
			},
			refuse: COMPANY,
		},
		{
			label: 'enriched company',
			knownBy: {
				all: ['company'],
				any: ['company.metrics', 'company.category'],
				none: ['person', 'email'],
			},
			refuse: COMPANY,
		},
	],
};
