import type { ShapeBase, Source } from '../source';
import { noEmailColumn } from './refusals';

/** Users name the columns. */
const RECORD: ShapeBase = {
	label: 'Airtable record',
	record: { type: 'record', id: 'id' },
	withoutEmail: [noEmailColumn('Airtable', 'record', 'column')],
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
			// Older versions of the node put the columns next to the ID.
			...RECORD,
			knownBy: { all: ['createdTime', 'id'], none: ['fields', 'kind', 'mimeType'] },
			headers: {},
			leadspredictFields: { prefix: 'LeadsPredict' },
		},
	],
};
