import type { FieldPaths, ItemShape, ShapeBase, ShapeEvidence, Source } from '../source';
import { companyRecord, idsOnly, noEmail, otherRecord } from './refusals';

const ORGANIZATION = companyRecord('Pipedrive organization', 'people');
const DEAL = otherRecord('Pipedrive deal', 'person');
const OTHER = otherRecord('Pipedrive record', 'person');

const LEAD = idsOnly(
	'Pipedrive lead',
	'IDs of its person and organization',
	'Before this node, add a Pipedrive node that gets the person by its person_id',
);

const PERSON: ShapeBase = {
	label: 'Pipedrive person',
	record: { type: 'person', id: 'id' },
	withoutEmail: [noEmail('Pipedrive', 'person')],
};

const NAME: FieldPaths = { name: 'name', firstName: 'first_name', lastName: 'last_name' };

/** The addresses of the owner, of the drop box (`cc_email`) and of the organization are not read. */
const V1: ShapeBase = {
	...PERSON,
	fields: {
		...NAME,
		email: 'email[primary,label~work].value',
		phone: 'phone[primary,label~work,label~mobile].value',
		company: ['org_id.name', 'org_name'],
		last_interaction: 'last_activity_date',
	},
	// Custom fields have keys of 40 digits, unless the node resolves them to names.
	leadspredictFields: { prefix: 'LeadsPredict' },
};

/** In version 2 an organization is a number, and its name needs another request. */
const V2: ShapeBase = {
	...PERSON,
	fields: {
		...NAME,
		email: 'emails[primary,label~work].value',
		phone: 'phones[primary,label~work,label~mobile].value',
		last_interaction: 'last_activity_date',
	},
	headers: { in: 'custom_fields' },
	leadspredictFields: { in: 'custom_fields', prefix: 'LeadsPredict' },
};

/** `result_score` is the relevance for the search and is not read. */
const FOUND: ShapeBase = {
	...PERSON,
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
	{ ...FOUND, knownBy: hit('person', within), ...(within !== '' && { within: 'item' }) },
	{ ...ORGANIZATION, knownBy: hit('organization', within) },
	{ ...DEAL, knownBy: hit('deal', within) },
	{ ...LEAD, knownBy: hit('lead', within) },
];

/** The wrapper of a record in webhooks: `current` in version 1, `data` in version 2. */
const events = (record: 'current' | 'data', kind: 'meta.object' | 'meta.entity'): ItemShape[] => {
	const of = (type: string): ShapeEvidence => ({ all: ['meta', record], equal: { [kind]: type } });
	return [
		{ ...(record === 'current' ? V1 : V2), knownBy: of('person'), within: record },
		{ ...ORGANIZATION, knownBy: of('organization') },
		{ ...DEAL, knownBy: of('deal') },
		{ ...LEAD, knownBy: of('lead') },
		{ ...OTHER, knownBy: { all: ['meta', record], any: [kind] } },
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
		{ ...DEAL, knownBy: { all: ['stage_id', 'pipeline_id', 'title'] } },
		{
			...LEAD,
			knownBy: {
				all: ['organization_id', 'person_id', 'title'],
				any: ['label_ids', 'is_archived', 'visible_to', 'cc_email', 'origin'],
				none: ['stage_id'],
			},
		},
		{ ...LEAD, knownBy: { all: ['was_seen', 'title'] } },
		{
			...OTHER,
			knownBy: { all: ['due_date', 'subject'], any: ['busy', 'busy_flag', 'due_time'] },
		},
		{
			...V1,
			knownBy: {
				all: ['email', 'email.0.value', 'name'],
				any: ['org_id', 'org_name', 'cc_email', 'first_char', 'visible_to'],
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
				any: ['org_id', 'label_ids', 'visible_to', 'is_deleted'],
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
			...ORGANIZATION,
			knownBy: {
				all: ['people_count', 'name'],
				any: ['cc_email', 'owner_id', 'owner_name', 'first_char'],
				none: ['email', 'emails'],
			},
		},
		{
			...ORGANIZATION,
			knownBy: {
				all: ['label_ids', 'name'],
				any: ['employee_count', 'annual_revenue', 'linkedin', 'address'],
				none: ['email', 'emails', 'phone', 'phones', 'first_name'],
			},
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
