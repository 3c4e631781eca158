import type { Source } from '../shape';

const answers = {
	list: 'questions_and_answers',
	label: 'question',
	value: 'answer',
} as const;

export const calendly: Source = {
	value: 'calendly',
	name: 'Calendly',
	description: 'People who booked, from the Calendly Trigger',
	shapes: [
		{
			is: 'Calendly booking',
			knownBy: {
				all: ['payload'],
				any: ['payload.questions_and_answers', 'payload.scheduled_event'],
				none: ['payload.invitee'],
			},
			within: 'payload',
			fields: {
				email: 'email',
				name: 'name',
				firstName: 'first_name',
				lastName: 'last_name',
				phone: 'text_reminder_number',
				last_interaction: 'created_at',
			},
			answers,
		},
		{
			is: 'Calendly booking',
			knownBy: { all: ['payload'], any: ['payload.invitee'] },
			within: 'payload',
			fields: {
				email: 'invitee.email',
				name: 'invitee.name',
				firstName: 'invitee.first_name',
				lastName: 'invitee.last_name',
				phone: 'invitee.text_reminder_number',
				last_interaction: 'invitee.created_at',
			},
			answers,
		},
	],
};
