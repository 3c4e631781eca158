import type { ItemShape, Source } from '../source';

/** Columns have the names that people gave them. */
const RECORD: Omit<ItemShape, 'knownBy'> = {
	label: 'Airtable record',
	record: { type: 'record', id: 'id' },
	withoutEmail: [
		{
			code: 'no_email',
			message: 'This Airtable record has no email',
			advice:
				'Call the column Email, or map Email under Lead Fields; leave out records without an email before this node',
		},
	],
};

export const airtable: Source = {
	value: 'airtable',
	name: 'Airtable',
	description: 'Records of the Airtable node and its trigger, by the names of their columns',
	shapes: [
		{
			...RECORD,
			knownBy: { all: ['fields', 'id'], any: ['createdTime'] },
			headers: { in: 'fields' },
			leadspredictFields: { in: 'fields', prefix: 'LeadsPredict' },
		},
		{
			// Older versions of the node put the columns beside the ID.
			...RECORD,
			knownBy: { all: ['createdTime', 'id'], none: ['fields', 'kind', 'mimeType'] },
			headers: {},
			leadspredictFields: { prefix: 'LeadsPredict' },
		},
	],
};
