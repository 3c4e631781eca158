import type { Source } from '../source';
import { noEmail } from './refusals';

export const brevo: Source = {
	value: 'brevo',
	name: 'Brevo',
	description: 'Contacts from the Brevo node, by attribute name',
	shapes: [
		{
			label: 'Brevo contact',
			knownBy: {
				all: ['attributes', 'email'],
				any: ['emailBlacklisted', 'smsBlacklisted', 'listIds', 'whatsappBlacklisted'],
			},
			fields: { email: 'email', phone: ['attributes.SMS', 'attributes.WHATSAPP'] },
			headers: { in: 'attributes' },
			record: { type: 'contact', id: 'id' },
			leadspredictFields: { in: 'attributes', prefix: 'LEADSPREDICT_' },
			withoutEmail: [noEmail('Brevo', 'contact')],
		},
	],
};
