import type { Source } from '../source';

export const n8nForm: Source = {
	value: 'n8nForm',
	name: 'N8n Form',
	description: 'Answers to an n8n form, by field label or name',
	tables: [
		{
			label: 'form answer',
			marks: [['submittedat', 'formmode']],
			asks: true,
			submitted: 'submittedat',
		},
	],
};
