import type { ShapeBase, Source } from '../source';
import { noEmailFound } from './refusals';

const CONTACT: ShapeBase = {
	label: 'Dropcontact contact',
	fields: {
		name: 'full_name',
		firstName: 'first_name',
		lastName: 'last_name',
		salutation: 'civility',
		email: 'email[qualification~nominative@pro].email',
		phone: ['phone', 'mobile_phone'],
		company: 'company',
		industry: 'industry',
		employees: 'nb_employees',
	},
	withoutEmail: [noEmailFound('Dropcontact')],
};

export const dropcontact: Source = {
	value: 'dropcontact',
	name: 'Dropcontact',
	description: 'Contacts of the Dropcontact node',
	shapes: [
		{ ...CONTACT, knownBy: { all: ['email.0.qualification'] } },
		{
			// Dropcontact found no address.
			...CONTACT,
			knownBy: {
				all: ['civility', 'full_name'],
				any: ['nb_employees', 'company_linkedin', 'siren', 'siret'],
			},
		},
	],
};
