import type { Source } from '../source';

export const webflow: Source = {
	value: 'webflow',
	name: 'Webflow',
	description: 'Form submissions from the Webflow Trigger',
	shapes: [
		{
			label: 'Webflow form submission',
			knownBy: { all: ['triggerType', 'payload'], any: ['payload.data'] },
			within: 'payload',
			columns: 'data',
			fields: { last_interaction: 'submittedAt' },
		},
		{
			label: 'Webflow form submission',
			knownBy: { all: ['data', 'site'], any: ['d', '_id'] },
			columns: 'data',
			fields: { last_interaction: 'd' },
		},
	],
};
