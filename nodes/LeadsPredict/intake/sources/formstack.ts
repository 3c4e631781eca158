import type { Source } from '../shape';

export const formstack: Source = {
	value: 'formstack',
	name: 'Formstack',
	description: 'Submissions of the Formstack Trigger',
	tables: [{ is: 'Formstack submission', marks: [['formid', 'uniqueid']], asks: true }],
};
