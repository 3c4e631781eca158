import type { FormAnswers, JsonPaths, FieldRole, Source } from '../source';

const answers: FormAnswers = {
	list: 'questions_and_answers',
	label: 'question',
	value: 'answer',
};

/** Hosts and guests stand elsewhere: in the event, and in lists of their own. */
const invitee = (before: string): Partial<Record<FieldRole, JsonPaths>> => ({
	email: `${before}email`,
	name: `${before}name`,
	firstName: `${before}first_name`,
	lastName: `${before}last_name`,
	phone: `${before}text_reminder_number`,
	last_interaction: `${before}created_at`,
});

export const calendly: Source = {
	value: 'calendly',
	name: 'Calendly',
	description: 'People who booked, from the Calendly Trigger or Calendly’s API',
	shapes: [
		{
			label: 'Calendly booking',
			knownBy: {
				all: ['payload'],
				any: ['payload.questions_and_answers', 'payload.scheduled_event'],
				none: ['payload.invitee'],
			},
			within: 'payload',
			fields: invitee(''),
			answers,
		},
		{
			label: 'Calendly booking',
			knownBy: { all: ['payload'], any: ['payload.invitee'] },
			within: 'payload',
			fields: invitee('invitee.'),
			answers,
		},
		{
			label: 'Calendly booking',
			knownBy: { all: ['questions_and_answers', 'email'] },
			fields: invitee(''),
			answers,
		},
	],
};
