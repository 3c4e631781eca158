import type { ShapeBase, Source } from '../source';
import { companyRecord, noEmail, otherRecord } from './refusals';

/** Custom fields have only numbers in this API, so LeadsPredict's fields are not found. */
const CONTACT: ShapeBase = {
	label: 'ActiveCampaign contact',
	record: { type: 'contact', id: 'id' },
	fields: {
		firstName: 'firstName',
		lastName: 'lastName',
		email: 'email',
		phone: 'phone',
		company: 'orgname',
	},
	withoutEmail: [noEmail('ActiveCampaign', 'contact')],
};

const ACCOUNT = companyRecord('ActiveCampaign account', 'contacts');
const DEAL = otherRecord('ActiveCampaign deal', 'contact');

const CONTACT_KEYS = [
	'segmentio_id',
	'email_local',
	'email_domain',
	'bounced_hard',
	'orgname',
	'cdate',
	'udate',
	'sentcnt',
];

/** Webhooks are sent as forms, whose keys n8n does not parse. */
const sent = (key: string) => `"contact[${key}]"` as const;

export const activeCampaign: Source = {
	value: 'activeCampaign',
	name: 'ActiveCampaign',
	description: 'Contacts of the ActiveCampaign node and its trigger',
	shapes: [
		{
			...CONTACT,
			within: 'contact',
			knownBy: {
				all: ['contact'],
				any: [
					'contactLists',
					'contactAutomations',
					'fieldValues',
					...CONTACT_KEYS.map((key) => `contact.${key}`),
				],
			},
		},
		{
			...CONTACT,
			// Users of ActiveCampaign have a username.
			knownBy: { all: ['firstName', 'email'], any: CONTACT_KEYS, none: ['username'] },
		},
		{
			...CONTACT,
			knownBy: { all: [sent('email')], any: [sent('id'), sent('first_name')] },
			fields: {
				firstName: sent('first_name'),
				lastName: sent('last_name'),
				email: sent('email'),
				phone: sent('phone'),
				company: [sent('orgname'), sent('customer_acct_name')],
			},
			record: { type: 'contact', id: sent('id') },
		},
		{
			...ACCOUNT,
			knownBy: { all: ['accountUrl', 'name'], any: ['links', 'createdTimestamp', 'owner'] },
		},
		{
			...ACCOUNT,
			knownBy: { all: ['contactCount', 'dealCount'] },
		},
		{
			...ACCOUNT,
			knownBy: { all: ['account', 'account.accountUrl'] },
		},
		{
			...DEAL,
			knownBy: { all: ['deal', 'deal.stage', 'deal.currency'] },
		},
		{
			...DEAL,
			knownBy: { all: ['activitycount', 'stage', 'currency'] },
		},
	],
};
