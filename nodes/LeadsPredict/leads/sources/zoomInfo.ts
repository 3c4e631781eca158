import type { ShapeBase, Source } from '../source';
import { noEmailFound, searchWithoutEmail } from './refusals';

/** The unit of a company's revenue depends on the version of the API, so it is not read. */
const CONTACT: ShapeBase = {
	label: 'ZoomInfo contact',
	fields: {
		firstName: 'firstName',
		lastName: 'lastName',
		email: 'email',
		phone: ['phone', 'directPhone', 'mobilePhone', 'companyPhone', 'company.phone'],
		company: ['companyName', 'company.name'],
		industry: ['companyPrimaryIndustry', 'company.primaryIndustry[]'],
		employees: ['companyEmployeeCount', 'company.employeeCount'],
	},
	withoutEmail: [searchWithoutEmail('ZoomInfo', 'contact'), noEmailFound('ZoomInfo', 'contact')],
};

export const zoomInfo: Source = {
	value: 'zoomInfo',
	name: 'ZoomInfo',
	description: 'Contacts of ZoomInfo’s API, and exported files',
	shapes: [
		{
			...CONTACT,
			within: 'attributes',
			knownBy: { all: ['attributes'], any: ['attributes.contactAccuracyScore'] },
		},
		{ ...CONTACT, knownBy: { all: ['contactAccuracyScore', 'lastName'] } },
	],
	tables: [
		{
			label: 'ZoomInfo contact',
			marks: [
				['zoominfocontactid'],
				['zoominfocontactprofileurl'],
				['zoominfocompanyid'],
				['contactaccuracyscore', 'lastname'],
				['companyhqphone', 'primaryindustry'],
			],
			record: { type: 'contact', headers: ['zoominfocontactid'], like: /^-?\d+$/ },
		},
	],
};
