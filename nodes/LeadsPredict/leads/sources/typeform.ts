import type { FormAnswers, Source } from '../source';

/** The path of the value for each type of answer. */
const ANSWER = {
	value: [
		'email',
		'phone_number',
		'text',
		'number',
		'choice.label',
		'choice.other',
		'choices.labels',
		'date',
	],
	type: 'type',
	types: {
		email: 'email',
		phone_number: 'phone',
		url: null,
		file_url: null,
		payment: null,
		boolean: null,
	},
} as const satisfies Partial<FormAnswers>;

export const typeform: Source = {
	value: 'typeform',
	name: 'Typeform',
	description: 'Answers of the Typeform Trigger, simplified or not, and of Typeform’s webhooks',
	shapes: [
		{
			label: 'Typeform answer',
			knownBy: { all: ['form_response'] },
			within: 'form_response',
			fields: { last_interaction: 'submitted_at' },
			answers: {
				...ANSWER,
				list: 'answers',
				label: ['field.title', 'field.ref'],
				questions: {
					list: 'definition.fields',
					// "Contact info" is several questions in one.
					inside: 'properties.fields',
					by: ['field.id', 'id'],
					label: 'title',
				},
			},
			columns: 'answers',
			headers: { in: 'hidden' },
		},
		{
			// Answers only, not simplified, without the titles of the questions.
			label: 'Typeform answer',
			knownBy: { each: ['type', 'field'] },
			answers: { ...ANSWER, list: '', label: ['field.title', 'field.ref'] },
			withoutEmail: [
				{
					code: 'no_email',
					message: 'These Typeform answers have no email, and come without their questions',
					advice:
						'Switch on Simplify Answers in the Typeform Trigger, so that answers come with their questions',
				},
			],
		},
	],
	tables: [{ label: 'Typeform answer', asks: true }],
};
