import type { ItemShape, Source } from '../source';

/**
 * The invitee only. Hosts are in the event and guests in lists of their own.
 * @param before prefix of the invitee
 */
const booking = (before: string, shape: Pick<ItemShape, 'knownBy' | 'within'>): ItemShape => ({
	label: 'Calendly booking',
	...shape,
	fields: {
		email: `${before}email`,
		name: `${before}name`,
		firstName: `${before}first_name`,
		lastName: `${before}last_name`,
		phone: `${before}text_reminder_number`,
		last_interaction: `${before}created_at`,
	},
	answers: { list: 'questions_and_answers', label: 'question', value: 'answer' },
});

export const calendly: Source = {
	value: 'calendly',
	name: 'Calendly',
	description: 'People who booked, from the Calendly Trigger or Calendly’s API',
	shapes: [
		booking('', {
			within: 'payload',
			knownBy: {
				all: ['payload'],
				any: ['payload.questions_and_answers', 'payload.scheduled_event'],
				none: ['payload.invitee'],
			},
		}),
		booking('invitee.', {
			within: 'payload',
			knownBy: { all: ['payload'], any: ['payload.invitee'] },
		}),
		booking('', { knownBy: { all: ['questions_and_answers', 'email'] } }),
	],
};
