import type { Source } from '../source';
import { companyRecord, noEmail, otherRecord } from './refusals';

/** Custom fields stand beside a contact by number only, so LeadsPredict's own are not found here. */
const CONTACT = {
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
} as const;

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

/** Webhooks come as a form, whose keys n8n leaves as they are. */
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
			label: 'ActiveCampaign account',
			knownBy: { all: ['accountUrl', 'name'], any: ['links', 'createdTimestamp', 'owner'] },
			refuse: companyRecord('an ActiveCampaign account', 'contacts'),
		},
		{
			label: 'ActiveCampaign account',
			knownBy: { all: ['contactCount', 'dealCount'] },
			refuse: companyRecord('an ActiveCampaign account', 'contacts'),
		},
		{
			label: 'ActiveCampaign account',
			knownBy: { all: ['account', 'account.accountUrl'] },
			refuse: companyRecord('an ActiveCampaign account', 'contacts'),
		},
		{
			label: 'ActiveCampaign deal',
			knownBy: { all: ['deal', 'deal.stage', 'deal.currency'] },
			refuse: otherRecord('an ActiveCampaign deal', 'contact'),
		},
		{
			label: 'ActiveCampaign deal',
			knownBy: { all: ['activitycount', 'stage', 'currency'] },
			refuse: otherRecord('an ActiveCampaign deal', 'contact'),
		},
	],
};
