import type { ShapeBase, Source } from '../source';
import { companyRecord, noEmailFound } from './refusals';

const CONTACT: ShapeBase = {
	label: 'enriched contact',
	withoutEmail: [noEmailFound('The enrichment tool')],
};

/** `raised` is funding and is not read. An exact number of employees comes before a range. */
const COMBINED: ShapeBase['fields'] = {
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

const COMPANY = companyRecord('enriched company', 'people');

export const clearbit: Source = {
	value: 'clearbit',
	name: 'Clearbit',
	description:
		'People, with or without their company, of Clearbit and of tools that answer like it',
	shapes: [
		{
			...CONTACT,
			knownBy: { all: ['person', 'company', 'email'], any: KNOWN },
			fields: { ...COMBINED, email: ['email', 'person.email'] },
		},
		{
			...CONTACT,
			knownBy: { all: ['person', 'company'], any: KNOWN },
			fields: COMBINED,
		},
		{
			...CONTACT,
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
		},
		{
			...COMPANY,
			knownBy: {
				all: ['metrics', 'category'],
				any: ['legalName', 'domain', 'metrics.employees'],
				none: ['email'],
			},
		},
		{
			...COMPANY,
			knownBy: {
				all: ['company'],
				any: ['company.metrics', 'company.category'],
				none: ['person', 'email'],
			},
		},
	],
};
