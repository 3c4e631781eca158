import type { Source } from '../source';

export const formstack: Source = {
	value: 'formstack',
	name: 'Formstack',
	description: 'Submissions from the Formstack Trigger, simplified or not',
	shapes: [
		{
			label: 'Formstack submission',
			knownBy: { all: ['FormID', 'UniqueID'] },
			answers: {
				list: '',
				value: 'value',
				bare: true,
				type: 'field_type',
				types: { email: 'email', phone: 'phone' },
			},
		},
	],
};
