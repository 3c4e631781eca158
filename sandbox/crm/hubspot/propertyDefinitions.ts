/**
 * HubSpot's contact properties: what a definition is and which ones an account has from the start.
 *
 * Documented: types and field types and which go together, names of lower case letters, digits and
 * underscores, display hints, at most ten properties with unique values. Seen: the form of a
 * definition in answers. Decided: which of the several hundred default properties exist here
 * (those n8n's HubSpot node writes, those people read leads from, and some that cannot be written),
 * the options of the default enumerations where no public list was found, and that a `bool` needs
 * its two options.
 */
import { z } from 'zod';

import { HubSpotRefusal, invalid } from './refusal';

const CALCULATED = 'calculation_equation';

const FIELD_TYPES = {
	bool: ['booleancheckbox', CALCULATED],
	date: ['date'],
	datetime: ['date'],
	enumeration: ['booleancheckbox', 'checkbox', 'radio', 'select', CALCULATED],
	number: ['number', CALCULATED],
	phone_number: ['phonenumber'],
	string: ['file', 'html', 'phonenumber', 'text', 'textarea', CALCULATED],
} as const satisfies Record<string, readonly string[]>;

type PropertyType = keyof typeof FIELD_TYPES;

const isType = (name: string): name is PropertyType => Object.hasOwn(FIELD_TYPES, name);

export interface PropertyDefinition {
	readonly name: string;
	readonly label: string;
	readonly type: PropertyType;
	readonly fieldType: string;
	readonly groupName: string;
	readonly description: string;
	readonly options: ReadonlyArray<z.output<typeof optionSchema>>;
	readonly hasUniqueValue: boolean;
	readonly numberDisplayHint?: string | undefined;
	/** Only HubSpot writes it. */
	readonly readOnlyValue: boolean;
	/** Its options are kept elsewhere, as those of owners: any value is taken. */
	readonly externalOptions: boolean;
	readonly hubspotDefined: boolean;
}

export interface PropertyGroup {
	readonly name: string;
	readonly label: string;
	readonly displayOrder: number;
}

const NAME = /^[a-z][a-z0-9_]{0,99}$/;
const MAX_UNIQUE_PROPERTIES = 10;

const optionSchema = z
	.object({
		label: z.string().min(1),
		value: z.string().min(1),
		displayOrder: z.number().int().default(-1),
		hidden: z.boolean().default(false),
		description: z.string().optional(),
	})
	.strict();

/** The body of a request that creates a property. Anything else in it is refused as misspelt. */
const propertyCreateSchema = z
	.object({
		name: z.string(),
		label: z.string().min(1),
		groupName: z.string().min(1),
		type: z.string(),
		fieldType: z.string(),
		description: z.string().optional(),
		displayOrder: z.number().int().optional(),
		hasUniqueValue: z.boolean().optional(),
		hidden: z.boolean().optional(),
		formField: z.boolean().optional(),
		numberDisplayHint: z
			.enum(['currency', 'duration', 'formatted', 'percentage', 'probability', 'unformatted'])
			.optional(),
		options: z.array(optionSchema).optional(),
	})
	.strict();

export type PropertyCreate = z.input<typeof propertyCreateSchema>;

export const groupCreateSchema = z
	.object({
		name: z.string().regex(NAME),
		label: z.string().min(1),
		displayOrder: z.number().int().default(-1),
	})
	.strict();

function checkOptions(
	name: string,
	type: PropertyType,
	options: PropertyDefinition['options'],
): void {
	const values = options.map(({ value }) => value);
	if (new Set(values).size < values.length) throw invalid(`Options of ${name} repeat a value`);
	if (type === 'enumeration' && values.length === 0) {
		throw invalid(`The enumeration ${name} has no options`);
	}
	if (type === 'bool' && [...values].sort().join() !== 'false,true') {
		throw invalid(`Boolean property ${name} must have exactly two options: true and false`);
	}
	if (!['enumeration', 'bool'].includes(type) && values.length > 0) {
		throw invalid(`Property ${name} of type ${type} cannot have options`);
	}
}

/** @throws HubSpotRefusal (400) when HubSpot would not create such a property */
export function definitionOf(body: unknown): PropertyDefinition {
	const parsed = propertyCreateSchema.safeParse(body);
	if (!parsed.success) throw invalid(`Invalid property: ${parsed.error.issues[0]?.message}`);
	const { name, label, groupName, fieldType, numberDisplayHint, options = [] } = parsed.data;
	if (!NAME.test(name)) {
		throw invalid(
			`Property name ${name} must be of lower case letters, digits and underscores and begin with a letter`,
		);
	}
	const { type } = parsed.data;
	if (!isType(type)) throw invalid(`${type} is not a type of a property`);
	if (!FIELD_TYPES[type].some((known) => known === fieldType)) {
		throw invalid(`Field type ${fieldType} does not go with type ${type}`);
	}
	if (numberDisplayHint !== undefined && type !== 'number') {
		throw invalid(`numberDisplayHint does not go with type ${type}`);
	}
	const hasUniqueValue = parsed.data.hasUniqueValue ?? false;
	if (hasUniqueValue && type !== 'string' && type !== 'number') {
		throw invalid(`A property of type ${type} cannot have unique values`);
	}
	checkOptions(name, type, options);
	return {
		name,
		label,
		type,
		fieldType,
		groupName,
		description: parsed.data.description ?? '',
		options,
		hasUniqueValue,
		numberDisplayHint,
		readOnlyValue: fieldType === CALCULATED,
		externalOptions: false,
		hubspotDefined: false,
	};
}

/** A definition as HubSpot shows it. */
export function shownDefinition({
	hubspotDefined,
	readOnlyValue,
	...definition
}: PropertyDefinition) {
	return {
		...definition,
		displayOrder: -1,
		calculated: definition.fieldType === CALCULATED,
		hidden: false,
		hubspotDefined,
		modificationMetadata: {
			archivable: !hubspotDefined,
			readOnlyDefinition: hubspotDefined,
			readOnlyValue,
		},
		formField: !readOnlyValue,
		dataSensitivity: 'non_sensitive',
	};
}

const GROUP = 'contactinformation';

type Extra = Partial<
	Pick<PropertyDefinition, 'hasUniqueValue' | 'readOnlyValue' | 'externalOptions' | 'fieldType'>
>;

/** @param options separated by commas, each of them label and value */
export const standard = (
	name: string,
	label: string,
	type: PropertyType = 'string',
	extra: Extra = {},
	options = '',
): PropertyDefinition => ({
	name,
	label,
	type,
	fieldType: type === 'string' ? 'text' : type === 'enumeration' ? 'select' : FIELD_TYPES[type][0],
	groupName: GROUP,
	description: '',
	options: options
		.split(', ')
		.filter((value) => value !== '')
		.map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false })),
	hasUniqueValue: false,
	readOnlyValue: false,
	externalOptions: false,
	hubspotDefined: true,
	...extra,
});

export const choice = (name: string, label: string, options: string, extra: Extra = {}) =>
	standard(name, label, 'enumeration', extra, options);

/** Properties that hold text and are no different from each other. */
const TEXTS =
	'address city state zip country message fax salutation gender school degree field_of_study ' +
	'job_function seniority marital_status military_status relationship_status twitterhandle work_email ' +
	'company_size hs_content_membership_notes hs_content_membership_email hs_linkedin_url ' +
	'hs_whatsapp_phone_number hs_persona hs_role hs_seniority hs_sub_role hs_timezone hs_state_code ' +
	'hs_country_region_code';

const unique = { hasUniqueValue: true } as const;
const phone = { fieldType: 'phonenumber' } as const;
const several = { fieldType: 'checkbox' } as const;
const readOnly = { readOnlyValue: true } as const;
const calculated = { ...readOnly, fieldType: CALCULATED } as const;

const DEFAULT_PROPERTIES: readonly PropertyDefinition[] = [
	standard('email', 'Email', 'string', unique),
	standard('firstname', 'First Name'),
	standard('lastname', 'Last Name'),
	standard('company', 'Company Name'),
	standard('phone', 'Phone Number', 'string', phone),
	standard('mobilephone', 'Mobile Phone Number', 'string', phone),
	standard('jobtitle', 'Job Title'),
	standard('website', 'Website URL'),
	standard('industry', 'Industry'),
	standard('annualrevenue', 'Annual Revenue'),
	choice(
		'numemployees',
		'Number of Employees',
		'1-5, 5-25, 25-50, 50-100, 100-500, 500-1000, 1000+',
	),
	choice(
		'lifecyclestage',
		'Lifecycle Stage',
		'subscriber, lead, marketingqualifiedlead, salesqualifiedlead, opportunity, customer, evangelist, other',
	),
	choice(
		'hs_lead_status',
		'Lead Status',
		'NEW, OPEN, IN_PROGRESS, OPEN_DEAL, UNQUALIFIED, ATTEMPTED_TO_CONTACT, CONNECTED, BAD_TIMING',
	),
	choice('hubspot_owner_id', 'Contact owner', '', { externalOptions: true }),
	choice('hs_language', 'Preferred language', 'de, en, es, fr'),
	choice(
		'hs_legal_basis',
		'Legal basis for processing contact data',
		'Legitimate interest – prospect/lead, Freely given consent from contact',
		several,
	),
	choice('hs_content_membership_status', 'Status', 'active, inactive'),
	standard('closedate', 'Close Date', 'datetime'),
	standard('date_of_birth', 'Date of Birth'),
	standard('start_date', 'Start Date'),
	standard('graduation_date', 'Graduation Date'),
	standard('associatedcompanyid', 'Primary Associated Company ID', 'number'),
	choice(
		'hs_buying_role',
		'Buying Role',
		'BLOCKER, BUDGET_HOLDER, CHAMPION, DECISION_MAKER, END_USER, INFLUENCER',
		several,
	),
	...TEXTS.split(' ').map((name) => standard(name, name.replace(/^hs_/, '').replaceAll('_', ' '))),
	standard('hs_object_id', 'Record ID', 'number', { ...readOnly, ...unique }),
	standard('createdate', 'Create Date', 'datetime', readOnly),
	standard('lastmodifieddate', 'Last Modified Date', 'datetime', readOnly),
	standard('notes_last_contacted', 'Last Contacted', 'datetime', readOnly),
	standard('notes_last_updated', 'Last Activity Date', 'datetime', readOnly),
	standard('hubspotscore', 'HubSpot Score', 'number', readOnly),
	standard('hs_email_domain', 'Email Domain', 'string', readOnly),
	standard('hs_full_name_or_email', 'Full name or email', 'string', calculated),
	standard('hs_analytics_revenue', 'Event Revenue', 'number', readOnly),
	choice(
		'hs_analytics_source',
		'Original Traffic Source',
		'ORGANIC_SEARCH, PAID_SEARCH, EMAIL_MARKETING, DIRECT_TRAFFIC, OFFLINE',
		readOnly,
	),
];

export type Properties = ReturnType<typeof createProperties>;

const CONTACT_GROUP: PropertyGroup = {
	name: GROUP,
	label: 'Contact information',
	displayOrder: 0,
};

/** @param defaults what every account has */
export function createProperties(
	defaults: readonly PropertyDefinition[] = DEFAULT_PROPERTIES,
	group: PropertyGroup = CONTACT_GROUP,
) {
	const definitions = new Map<string, PropertyDefinition>();
	const groups = new Map<string, PropertyGroup>();

	const clear = (): void => {
		definitions.clear();
		for (const definition of defaults) definitions.set(definition.name, definition);
		groups.clear();
		groups.set(group.name, group);
	};
	clear();

	const exists = (what: string, name: string): HubSpotRefusal =>
		new HubSpotRefusal(409, 'OBJECT_ALREADY_EXISTS', `A ${what} named '${name}' already exists.`);

	return {
		find: (name: string): PropertyDefinition | undefined => definitions.get(name),
		/** @throws HubSpotRefusal (400 without such a group, 409 when there is one of that name) */
		add(definition: PropertyDefinition): void {
			const { name, groupName } = definition;
			if (definitions.has(name)) throw exists('property', name);
			if (!groups.has(groupName)) throw invalid(`Property group ${groupName} does not exist`);
			const uniques = [...definitions.values()].filter(
				({ hasUniqueValue, hubspotDefined }) => hasUniqueValue && !hubspotDefined,
			);
			if (definition.hasUniqueValue && uniques.length >= MAX_UNIQUE_PROPERTIES) {
				throw invalid(`There are ${MAX_UNIQUE_PROPERTIES} properties with unique values already`);
			}
			definitions.set(name, definition);
		},
		all: (): PropertyDefinition[] => [...definitions.values()],
		groups: (): PropertyGroup[] => [...groups.values()],
		hasGroup: (name: string): boolean => groups.has(name),
		/** @throws HubSpotRefusal (409) when there is one of that name */
		addGroup(group: PropertyGroup): void {
			if (groups.has(group.name)) throw exists('property group', group.name);
			groups.set(group.name, group);
		},
		/** Back to the default ones. */
		clear,
	};
}
