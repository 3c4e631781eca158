import type { Source } from '../source';
import { noEmail } from './refusals';

export const jotform: Source = {
	value: 'jotform',
	name: 'Jotform',
	description: 'Submissions from the Jotform Trigger, with or without resolved questions',
	shapes: [
		{
			label: 'Jotform submission',
			knownBy: { all: ['rawRequest'], any: ['submissionID', 'formID'] },
			columns: 'rawRequest',
			withoutEmail: [noEmail('Jotform', 'submission')],
		},
	],
	tables: [
		{
			label: 'Jotform submission',
			marks: [['jsexecutiontracker'], ['slug', 'submitsource']],
			asks: true,
		},
	],
};
