import type { Source } from '../source';

export const tally: Source = {
	value: 'tally',
	name: 'Tally',
	description: 'Answers that Tally sends to a Webhook node',
	shapes: [
		{
			label: 'Tally answer',
			knownBy: { all: ['eventType', 'data'], any: ['data.fields.0.label', 'data.fields.0.type'] },
			within: 'data',
			answers: {
				list: 'fields',
				label: 'label',
				value: 'value',
				choices: { list: 'options', id: 'id', text: 'text' },
				type: 'type',
				types: {
					INPUT_EMAIL: 'email',
					INPUT_PHONE_NUMBER: 'phone',
					INPUT_LINK: null,
					FILE_UPLOAD: null,
					SIGNATURE: null,
					PAYMENT: null,
					RATING: null,
					LINEAR_SCALE: null,
					CALCULATED_FIELDS: null,
				},
			},
			fields: { last_interaction: 'createdAt' },
		},
	],
};
