import type { Source } from '../shape';

export const googleForms: Source = {
	value: 'googleForms',
	name: 'Google Forms',
	description: 'Answers in the sheet of a Google form, by its questions',
	tables: [
		{
			is: 'Google Forms answer',
			marks: [
				['timestamp', 'emailaddress'],
				['timestamp', 'rownumber'],
				['zeitstempel', 'rownumber'],
				['horodateur', 'rownumber'],
				['marcatemporal', 'rownumber'],
			],
			asks: true,
			submitted: 'timestamp',
		},
	],
};
