import type { FieldRole, ShapeBase, Source } from '../source';
import { idsOnly } from './refusals';

/** Meta's names for the answers that it fills in, the same in every language. */
const TYPES: Readonly<Record<string, FieldRole | null>> = {
	FULL_NAME: 'name',
	FIRST_NAME: 'firstName',
	LAST_NAME: 'lastName',
	EMAIL: 'email',
	WORK_EMAIL: 'email',
	PHONE: 'phone',
	WORK_PHONE_NUMBER: 'phone',
	COMPANY_NAME: 'company',
	JOB_TITLE: null,
	WEBSITE: null,
};

const LEAD: ShapeBase = {
	label: 'Facebook lead',
	fields: { last_interaction: 'created_time' },
	record: { type: 'lead', id: 'id' },
};

export const facebookLeadAds: Source = {
	value: 'facebookLeadAds',
	name: 'Facebook Lead Ads',
	description:
		'Leads of the Facebook Lead Ads Trigger, simplified or not, of the Graph API, and exported files',
	shapes: [
		{
			...LEAD,
			knownBy: { all: ['data', 'form'], any: ['ad', 'adset', 'page'] },
			columns: 'data',
		},
		{
			...LEAD,
			knownBy: { all: ['field_data'] },
			answers: {
				list: 'field_data',
				label: 'name',
				value: 'values[]',
				questions: { list: 'form.questions', by: ['name', 'key'], label: 'label', type: 'type' },
				types: TYPES,
			},
		},
		{
			...idsOnly(
				'Facebook event',
				'ID of the lead',
				'Use the Facebook Lead Ads Trigger, or get the lead by its leadgen_id from the Graph API before this node',
			),
			knownBy: { all: ['entry', 'object'], equal: { object: 'page' } },
		},
	],
	tables: [
		{
			label: 'Facebook lead',
			marks: [
				['adid', 'formid'],
				['adname', 'formname'],
				['adsetname', 'formname'],
			],
			asks: true,
			submitted: 'createdtime',
		},
	],
};
