import type { ShapeEvidence, JsonPaths, FieldRole, ItemShape, Source } from '../source';
import { companyRecord, noEmail, otherRecord } from './refusals';

const ORGANIZATION = companyRecord('a Pipedrive organization', 'people');
const DEAL = otherRecord('a Pipedrive deal', 'person');
const OTHER = otherRecord('a Pipedrive record of another kind', 'person');

const LEAD = {
	code: 'ids_only',
	message: 'A Pipedrive lead carries only the IDs of its person and organization',
	advice: 'Before this node, add a Pipedrive node that gets the person by its person_id',
} as const;

const IS_PERSON = {
	label: 'Pipedrive person',
	record: { type: 'person', id: 'id' },
	withoutEmail: [noEmail('Pipedrive', 'person')],
} as const;

const NAME: Partial<Record<FieldRole, JsonPaths>> = {
	name: 'name',
	firstName: 'first_name',
	lastName: 'last_name',
};

/** Addresses of the owner, of the drop box (`cc_email`) and of the organization stand beside these. */
const V1: Omit<ItemShape, 'knownBy'> = {
	...IS_PERSON,
	fields: {
		...NAME,
		email: 'email[primary,label~work].value',
		phone: 'phone[primary,label~work,label~mobile].value',
		company: ['org_id.name', 'org_name'],
		last_interaction: 'last_activity_date',
	},
	// Custom fields go by keys of 40 digits, unless the node is told to put their names there.
	leadspredictFields: { prefix: 'LeadsPredict' },
};

/** Here an organization is a number; its name takes another step. */
const V2: Omit<ItemShape, 'knownBy'> = {
	...IS_PERSON,
	fields: {
		...NAME,
		email: 'emails[primary,label~work].value',
		phone: 'phones[primary,label~work,label~mobile].value',
		last_interaction: 'last_activity_date',
	},
	headers: { in: 'custom_fields' },
	leadspredictFields: { in: 'custom_fields', prefix: 'LeadsPredict' },
};

/** `result_score` says how well it fits the search. */
const FOUND: Omit<ItemShape, 'knownBy'> = {
	...IS_PERSON,
	fields: {
		name: 'name',
		email: ['emails[]', 'primary_email'],
		phone: 'phones[]',
		company: 'organization.name',
	},
};

const hit = (type: string, within: '' | 'item.'): ShapeEvidence => ({
	all: within === '' ? ['result_score', 'id'] : ['result_score', 'item'],
	equal: { [`${within}type`]: type },
});

const hits = (within: '' | 'item.'): ItemShape[] => [
	{
		...FOUND,
		knownBy: hit('person', within),
		...(within !== '' && { within: 'item' }),
	},
	{ label: 'Pipedrive organization', knownBy: hit('organization', within), refuse: ORGANIZATION },
	{ label: 'Pipedrive deal', knownBy: hit('deal', within), refuse: DEAL },
	{ label: 'Pipedrive lead', knownBy: hit('lead', within), refuse: LEAD },
];

/** What a webhook wraps around a record: `current` in version 1, `data` in version 2. */
const events = (record: 'current' | 'data', kind: 'meta.object' | 'meta.entity'): ItemShape[] => {
	const of = (type: string): ShapeEvidence => ({ all: ['meta', record], equal: { [kind]: type } });
	return [
		{ ...(record === 'current' ? V1 : V2), knownBy: of('person'), within: record },
		{ label: 'Pipedrive organization', knownBy: of('organization'), refuse: ORGANIZATION },
		{ label: 'Pipedrive deal', knownBy: of('deal'), refuse: DEAL },
		{ label: 'Pipedrive lead', knownBy: of('lead'), refuse: LEAD },
		{ label: 'Pipedrive record', knownBy: { all: ['meta', record], any: [kind] }, refuse: OTHER },
	];
};

export const pipedrive: Source = {
	value: 'pipedrive',
	name: 'Pipedrive',
	description: 'People of the Pipedrive node and its trigger, and exported files',
	shapes: [
		...events('current', 'meta.object'),
		...events('data', 'meta.entity'),
		...hits(''),
		...hits('item.'),
		{
			label: 'Pipedrive deal',
			knownBy: { all: ['stage_id', 'pipeline_id', 'title'] },
			refuse: DEAL,
		},
		{
			label: 'Pipedrive lead',
			knownBy: {
				all: ['organization_id', 'person_id', 'title'],
				any: ['label_ids', 'is_archived', 'visible_to', 'cc_email', 'origin'],
				none: ['stage_id'],
			},
			refuse: LEAD,
		},
		{
			label: 'Pipedrive lead',
			knownBy: { all: ['was_seen', 'title'] },
			refuse: LEAD,
		},
		{
			label: 'Pipedrive record',
			knownBy: { all: ['due_date', 'subject'], any: ['busy', 'busy_flag', 'due_time'] },
			refuse: OTHER,
		},
		{
			...V1,
			knownBy: {
				all: ['email', 'email.0.value', 'name'],
				any: ['phone', 'org_id', 'org_name', 'owner_id', 'cc_email', 'first_char', 'visible_to'],
			},
		},
		{
			// Without an address, its list can be empty.
			...V1,
			knownBy: {
				all: ['cc_email', 'email', 'name'],
				any: ['phone', 'open_deals_count', 'first_char', 'org_id', 'owner_id'],
			},
		},
		{
			...V2,
			knownBy: {
				all: ['emails', 'emails.0.value', 'name'],
				any: ['phones', 'org_id', 'owner_id', 'label_ids', 'visible_to', 'is_deleted'],
				none: ['pattern', 'result_score'],
			},
		},
		{
			...V2,
			knownBy: {
				all: ['emails', 'name'],
				any: ['org_id', 'label_ids', 'visible_to', 'is_deleted'],
				none: ['result_score'],
			},
		},
		{
			label: 'Pipedrive organization',
			knownBy: {
				all: ['people_count', 'name'],
				any: ['cc_email', 'owner_id', 'owner_name', 'first_char'],
				none: ['email', 'emails'],
			},
			refuse: ORGANIZATION,
		},
		{
			label: 'Pipedrive organization',
			knownBy: {
				all: ['label_ids', 'name'],
				any: ['employee_count', 'annual_revenue', 'linkedin', 'address'],
				none: ['email', 'emails', 'phone', 'phones', 'first_name'],
			},
			refuse: ORGANIZATION,
		},
	],
	tables: [
		{
			label: 'Pipedrive person',
			marks: [
				['personorganization'],
				['personemailwork'],
				['personemailhome'],
				['personemailother'],
				['personphonework'],
				['personphonemobile'],
				['personname', 'personlabel'],
				['personname', 'personmarketingstatus'],
				['personname', 'personemail'],
			],
			record: { type: 'person', headers: ['personid'], like: /^\d+$/ },
		},
	],
};
