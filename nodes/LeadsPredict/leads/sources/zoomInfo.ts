import type { ItemShape, Source } from '../source';

/** In what unit the API gives a company's revenue depends on its version, so it is not read. */
const CONTACT: Omit<ItemShape, 'knownBy'> = {
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
	withoutEmail: [
		{
			lacks: 'email',
			code: 'ids_only',
			message: 'ZoomInfo’s search hands out no emails',
			advice: 'Before this node, add a step that enriches these contacts in ZoomInfo by their IDs',
		},
		{
			code: 'no_email',
			message: 'ZoomInfo has no email for this contact',
			advice:
				'Leave out contacts without an email before this node, or map Email under Lead Fields',
		},
	],
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
