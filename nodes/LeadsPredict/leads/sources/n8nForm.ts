import type { Source } from '../source';

export const n8nForm: Source = {
	value: 'n8nForm',
	name: 'N8n Form',
	description: 'Answers to a form of n8n, by its field labels or names',
	tables: [
		{
			label: 'form answer',
			marks: [['submittedat', 'formmode']],
			asks: true,
			submitted: 'submittedat',
		},
	],
};
