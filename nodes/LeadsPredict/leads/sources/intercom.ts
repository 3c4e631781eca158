import type { ShapeBase, Source } from '../source';
import { companyRecord, noEmail } from './refusals';

const CONTACT: ShapeBase = {
	label: 'Intercom contact',
	fields: {
		name: 'name',
		email: 'email',
		phone: 'phone',
		company: ['companies.companies[].name', 'companies.data[].name'],
		// A page visit is not an interaction.
		last_interaction: ['last_contacted_at', 'last_replied_at'],
	},
	headers: { in: 'custom_attributes' },
	record: { type: 'contact', id: 'id' },
	leadspredictFields: { in: 'custom_attributes', prefix: 'leadspredict_' },
	withoutEmail: [noEmail('Intercom', 'contact')],
};

export const intercom: Source = {
	value: 'intercom',
	name: 'Intercom',
	description: 'Users and leads of the Intercom node, and contacts in its webhooks',
	shapes: [
		{
			label: 'Intercom teammate',
			knownBy: { all: ['topic', 'data.item'], equal: { 'data.item.type': 'admin' } },
			refuse: {
				code: 'other_record',
				message: 'This is an Intercom teammate, not a user or lead',
				advice: 'In the webhook, leave out the topics that begin with "admin"',
			},
		},
		{
			...CONTACT,
			within: 'data.item',
			knownBy: {
				all: ['topic', 'data.item'],
				any: ['data.item.email'],
				equal: { type: 'notification_event' },
			},
		},
		{
			...CONTACT,
			knownBy: {
				all: ['email'],
				any: [
					'last_contacted_at',
					'last_replied_at',
					'workspace_id',
					'has_hard_bounced',
					'marked_email_as_spam',
					'unsubscribed_from_emails',
					'opted_in_subscription_types',
				],
				// Intercom has none of these fields. With them, the item is a row of a table.
				none: ['first_name', 'company', 'industry', 'employees', 'revenue'],
			},
		},
		{
			...companyRecord('Intercom company', 'users and leads'),
			knownBy: { all: ['company_id'], equal: { type: 'company' } },
		},
	],
};
