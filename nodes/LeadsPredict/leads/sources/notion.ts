import type { ItemShape, ShapeBase, Source } from '../source';
import { noEmailColumn } from './refusals';

/** Users name the properties. n8n writes them as `property_work_email`. */
const PAGE: ShapeBase = {
	label: 'Notion page',
	headers: { after: 'property_' },
	record: { type: 'page', id: 'id' },
	leadspredictFields: { prefix: 'property_leads_predict_' },
	withoutEmail: [noEmailColumn('Notion', 'page', 'property')],
};

const TITLE = ['property_full_name', 'property_name', 'property_contact_name', 'name'] as const;

export const notion: Source = {
	value: 'notion',
	name: 'Notion',
	description: 'Pages of a database of people, as the Notion node simplifies them',
	shapes: [
		{
			label: 'Notion page',
			knownBy: { all: ['object', 'properties'], equal: { object: 'page' } },
			refuse: {
				code: 'not_recognized',
				message: 'This is a Notion page as Notion’s API hands it out',
				advice: 'In the Notion node, switch Simplify on',
			},
		},
		...['property_first_name', 'property_last_name'].map(
			(key): ItemShape => ({
				// With first and last name in columns, the title of the page can be anything.
				...PAGE,
				knownBy: { all: [key, 'url', 'id'] },
			}),
		),
		{
			...PAGE,
			knownBy: { all: ['url', 'id', 'name'], begins: 'property_' },
			fields: { name: TITLE },
		},
	],
};
