import type { FieldRole, Source } from '../source';

/** What Meta calls the answers that it fills in by itself, whatever language the form is in. */
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

export const facebookLeadAds: Source = {
	value: 'facebookLeadAds',
	name: 'Facebook Lead Ads',
	description:
		'Leads of the Facebook Lead Ads Trigger, simplified or not, of the Graph API, and exported files',
	shapes: [
		{
			label: 'Facebook lead',
			knownBy: { all: ['data', 'form'], any: ['ad', 'adset', 'page'] },
			columns: 'data',
			fields: { last_interaction: 'created_time' },
			record: { type: 'lead', id: 'id' },
		},
		{
			label: 'Facebook lead',
			knownBy: { all: ['field_data'] },
			answers: {
				list: 'field_data',
				label: 'name',
				value: 'values[]',
				questions: { list: 'form.questions', by: ['name', 'key'], label: 'label', type: 'type' },
				types: TYPES,
			},
			fields: { last_interaction: 'created_time' },
			record: { type: 'lead', id: 'id' },
		},
		{
			label: 'Facebook event',
			knownBy: { all: ['entry', 'object'], equal: { object: 'page' } },
			refuse: {
				code: 'ids_only',
				message: 'A Facebook event carries only the ID of the lead',
				advice:
					'Use the Facebook Lead Ads Trigger, or get the lead by its leadgen_id from the Graph API before this node',
			},
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
