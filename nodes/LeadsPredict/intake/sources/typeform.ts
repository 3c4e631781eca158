import type { Answers, Source } from '../shape';

/** Where an answer of each kind stands in it. */
const ANSWER = [
	'email',
	'phone_number',
	'text',
	'number',
	'choice.label',
	'choices.labels[]',
	'date',
	'boolean',
] as const;

const TYPES: Answers['types'] = {
	email: 'email',
	phone_number: 'phone',
	url: null,
	file_url: null,
	payment: null,
	boolean: null,
};

export const typeform: Source = {
	value: 'typeform',
	name: 'Typeform',
	description: 'Answers of the Typeform Trigger, simplified or not, and of Typeform’s webhooks',
	shapes: [
		{
			is: 'Typeform answer',
			knownBy: { all: ['form_response'] },
			within: 'form_response',
			fields: { email: 'hidden.email', last_interaction: 'submitted_at' },
			answers: {
				list: 'answers',
				value: ANSWER,
				type: 'type',
				types: TYPES,
				questions: {
					list: 'definition.fields',
					by: ['field.id', 'id'],
					label: 'title',
				},
			},
			columns: 'answers',
		},
	],
	tables: [{ is: 'Typeform answer', asks: true }],
};
