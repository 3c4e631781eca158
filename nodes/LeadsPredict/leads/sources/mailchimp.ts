import type { FieldPaths, ShapeBase, Source } from '../source';
import { noEmail } from './refusals';

/** Webhooks are sent as forms, whose keys n8n does not parse. */
const sent = (key: string) => `"data[${key}]"` as const;

const merged = (tag: (name: string) => string): FieldPaths => ({
	firstName: tag('FNAME'),
	lastName: tag('LNAME'),
	phone: tag('PHONE'),
	company: tag('COMPANY'),
});

const MEMBER: ShapeBase = {
	label: 'Mailchimp member',
	record: { type: 'member', id: 'id' },
	withoutEmail: [noEmail('Mailchimp', 'member')],
};

/**
 * Merge fields are the columns of the audience. Their tags have at most ten letters, too few to begin
 * with "LeadsPredict". `member_rating` is Mailchimp's own score.
 */
export const mailchimp: Source = {
	value: 'mailchimp',
	name: 'Mailchimp',
	description: 'Members of the Mailchimp node and its trigger, and exported audiences',
	shapes: [
		{
			...MEMBER,
			knownBy: {
				all: ['email_address'],
				any: ['merge_fields', 'member_rating', 'unique_email_id'],
			},
			fields: {
				...merged((tag) => `merge_fields.${tag}`),
				name: 'full_name',
				email: 'email_address',
				phone: ['merge_fields.PHONE', 'sms_phone_number'],
			},
			headers: { in: 'merge_fields' },
		},
		{
			...MEMBER,
			knownBy: { all: ['fired_at', 'data'], any: ['data.merges', 'data.list_id'] },
			within: 'data',
			fields: { ...merged((tag) => `merges.${tag}`), email: ['email', 'merges.EMAIL'] },
			headers: { in: 'merges' },
		},
		{
			...MEMBER,
			knownBy: { all: ['fired_at', sent('email')] },
			fields: {
				...merged((tag) => sent(`merges][${tag}`)),
				email: [sent('email'), sent('merges][EMAIL')],
			},
			record: { type: 'member', id: sent('id') },
		},
	],
	tables: [
		{
			label: 'Mailchimp member',
			marks: [
				['memberrating', 'emailaddress'],
				['euid', 'leid'],
			],
		},
	],
};
