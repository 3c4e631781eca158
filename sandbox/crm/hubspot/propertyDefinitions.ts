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

export const FIELD_TYPES = {
	bool: ['booleancheckbox', 'calculation_equation'],
	date: ['date'],
	datetime: ['date'],
	enumeration: ['booleancheckbox', 'checkbox', 'radio', 'select', 'calculation_equation'],
	number: ['number', 'calculation_equation'],
	phone_number: ['phonenumber'],
	string: ['file', 'html', 'phonenumber', 'text', 'textarea', 'calculation_equation'],
} as const satisfies Record<string, readonly string[]>;

export type PropertyType = keyof typeof FIELD_TYPES;

const TYPES = Object.keys(FIELD_TYPES).filter((name): name is PropertyType => name in FIELD_TYPES);

export interface PropertyOption {
	readonly label: string;
	readonly value: string;
	readonly displayOrder: number;
	readonly hidden: boolean;
	readonly description?: string | undefined;
}

export interface PropertyDefinition {
	readonly name: string;
	readonly label: string;
	readonly type: PropertyType;
	readonly fieldType: string;
	readonly groupName: string;
	readonly description: string;
	readonly options: readonly PropertyOption[];
	readonly hasUniqueValue: boolean;
	readonly numberDisplayHint?: string | undefined;
	/** Computed by HubSpot: no one else may write it. */
	readonly readOnlyValue: boolean;
	/** Its options live elsewhere, as those of owners do: any value is taken. */
	readonly externalOptions: boolean;
	readonly hubspotDefined: boolean;
}

export interface PropertyGroup {
	readonly name: string;
	readonly label: string;
	readonly displayOrder: number;
}

const NAME = /^[a-z][a-z0-9_]{0,99}$/;
export const MAX_UNIQUE_PROPERTIES = 10;

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
export const propertyCreateSchema = z
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
		displayOrder: z.number().int().optional(),
	})
	.strict();

function checkOptions(name: string, type: PropertyType, options: readonly PropertyOption[]): void {
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
	const type = TYPES.find((known) => known === parsed.data.type);
	if (!type) throw invalid(`${parsed.data.type} is not a type of a property`);
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
		readOnlyValue: fieldType === 'calculation_equation',
		externalOptions: false,
		hubspotDefined: false,
	};
}

/** A definition as HubSpot shows it. */
export const shownDefinition = (definition: PropertyDefinition) => ({
	name: definition.name,
	label: definition.label,
	type: definition.type,
	fieldType: definition.fieldType,
	description: definition.description,
	groupName: definition.groupName,
	options: definition.options,
	displayOrder: -1,
	calculated: definition.fieldType === 'calculation_equation',
	externalOptions: definition.externalOptions,
	hasUniqueValue: definition.hasUniqueValue,
	hidden: false,
	hubspotDefined: definition.hubspotDefined,
	...(definition.numberDisplayHint !== undefined && {
		numberDisplayHint: definition.numberDisplayHint,
	}),
	modificationMetadata: {
		archivable: !definition.hubspotDefined,
		readOnlyDefinition: definition.hubspotDefined,
		readOnlyValue: definition.readOnlyValue,
	},
	formField: !definition.readOnlyValue,
	dataSensitivity: 'non_sensitive',
});

const GROUP = 'contactinformation';

type Extra = Partial<
	Pick<PropertyDefinition, 'hasUniqueValue' | 'readOnlyValue' | 'externalOptions' | 'fieldType'>
> & { readonly values?: readonly string[] };

const standard = (
	name: string,
	label: string,
	type: PropertyType = 'string',
	{ values = [], ...extra }: Extra = {},
): PropertyDefinition => ({
	name,
	label,
	type,
	fieldType: type === 'string' ? 'text' : FIELD_TYPES[type][0],
	groupName: GROUP,
	description: '',
	options: values.map((value, displayOrder) => ({
		label: value,
		value,
		displayOrder,
		hidden: false,
	})),
	hasUniqueValue: false,
	readOnlyValue: false,
	externalOptions: false,
	hubspotDefined: true,
	...extra,
});

const texts = (names: readonly string[]): PropertyDefinition[] =>
	names.map((name) => standard(name, name.replace(/^hs_/, '').replaceAll('_', ' ')));

const readOnly = { readOnlyValue: true } as const;
const owners = { externalOptions: true, fieldType: 'select' } as const;
const select = (...values: string[]) => ({ values, fieldType: 'select' }) as const;

const DEFAULT_PROPERTIES: readonly PropertyDefinition[] = [
	standard('email', 'Email', 'string', { hasUniqueValue: true }),
	standard('firstname', 'First Name'),
	standard('lastname', 'Last Name'),
	standard('company', 'Company Name'),
	standard('phone', 'Phone Number', 'string', { fieldType: 'phonenumber' }),
	standard('mobilephone', 'Mobile Phone Number', 'string', { fieldType: 'phonenumber' }),
	standard('jobtitle', 'Job Title'),
	standard('website', 'Website URL'),
	standard('industry', 'Industry'),
	standard('annualrevenue', 'Annual Revenue'),
	standard(
		'numemployees',
		'Number of Employees',
		'enumeration',
		select('1-5', '5-25', '25-50', '50-100', '100-500', '500-1000', '1000+'),
	),
	standard(
		'lifecyclestage',
		'Lifecycle Stage',
		'enumeration',
		select(
			'subscriber',
			'lead',
			'marketingqualifiedlead',
			'salesqualifiedlead',
			'opportunity',
			'customer',
			'evangelist',
			'other',
		),
	),
	standard(
		'hs_lead_status',
		'Lead Status',
		'enumeration',
		select(
			'NEW',
			'OPEN',
			'IN_PROGRESS',
			'OPEN_DEAL',
			'UNQUALIFIED',
			'ATTEMPTED_TO_CONTACT',
			'CONNECTED',
			'BAD_TIMING',
		),
	),
	standard('hubspot_owner_id', 'Contact owner', 'enumeration', owners),
	standard('hs_language', 'Preferred language', 'enumeration', select('de', 'en', 'es', 'fr')),
	standard('hs_legal_basis', 'Legal basis for processing contact data', 'enumeration', {
		values: ['Legitimate interest – prospect/lead', 'Freely given consent from contact'],
		fieldType: 'checkbox',
	}),
	standard('hs_content_membership_status', 'Status', 'enumeration', select('active', 'inactive')),
	standard('closedate', 'Close Date', 'datetime'),
	standard('date_of_birth', 'Date of Birth'),
	standard('start_date', 'Start Date'),
	standard('graduation_date', 'Graduation Date'),
	standard('associatedcompanyid', 'Primary Associated Company ID', 'number'),
	standard('hs_buying_role', 'Buying Role', 'enumeration', {
		values: ['BLOCKER', 'BUDGET_HOLDER', 'CHAMPION', 'DECISION_MAKER', 'END_USER', 'INFLUENCER'],
		fieldType: 'checkbox',
	}),
	...texts([
		'address',
		'city',
		'state',
		'zip',
		'country',
		'message',
		'fax',
		'salutation',
		'gender',
		'school',
		'degree',
		'field_of_study',
		'job_function',
		'seniority',
		'marital_status',
		'military_status',
		'relationship_status',
		'twitterhandle',
		'work_email',
		'company_size',
		'hs_content_membership_notes',
		'hs_content_membership_email',
		'hs_linkedin_url',
		'hs_whatsapp_phone_number',
		'hs_persona',
		'hs_role',
		'hs_seniority',
		'hs_sub_role',
		'hs_timezone',
		'hs_state_code',
		'hs_country_region_code',
	]),
	standard('hs_object_id', 'Record ID', 'number', { ...readOnly, hasUniqueValue: true }),
	standard('createdate', 'Create Date', 'datetime', readOnly),
	standard('lastmodifieddate', 'Last Modified Date', 'datetime', readOnly),
	standard('notes_last_contacted', 'Last Contacted', 'datetime', readOnly),
	standard('notes_last_updated', 'Last Activity Date', 'datetime', readOnly),
	standard('hubspotscore', 'HubSpot Score', 'number', readOnly),
	standard('hs_email_domain', 'Email Domain', 'string', readOnly),
	standard('hs_full_name_or_email', 'Full name or email', 'string', {
		...readOnly,
		fieldType: 'calculation_equation',
	}),
	standard('hs_analytics_revenue', 'Event Revenue', 'number', readOnly),
	standard('hs_analytics_source', 'Original Traffic Source', 'enumeration', {
		...readOnly,
		...select('ORGANIC_SEARCH', 'PAID_SEARCH', 'EMAIL_MARKETING', 'DIRECT_TRAFFIC', 'OFFLINE'),
	}),
];

export interface Properties {
	find(name: string): PropertyDefinition | undefined;
	/** @throws HubSpotRefusal (400 without such a group, 409 when there is one of that name) */
	add(definition: PropertyDefinition): void;
	all(): PropertyDefinition[];
	groups(): PropertyGroup[];
	/** @throws HubSpotRefusal (409) when there is one of that name */
	addGroup(group: PropertyGroup): void;
	/** Back to the default ones. */
	clear(): void;
}

export function createProperties(): Properties {
	const definitions = new Map<string, PropertyDefinition>();
	const groups = new Map<string, PropertyGroup>();

	const clear = (): void => {
		definitions.clear();
		for (const definition of DEFAULT_PROPERTIES) definitions.set(definition.name, definition);
		groups.clear();
		groups.set(GROUP, { name: GROUP, label: 'Contact information', displayOrder: 0 });
	};
	clear();

	const exists = (message: string): HubSpotRefusal =>
		new HubSpotRefusal(409, 'OBJECT_ALREADY_EXISTS', message);

	return {
		find: (name) => definitions.get(name),
		add(definition) {
			if (definitions.has(definition.name)) {
				throw exists(`A property named '${definition.name}' already exists.`);
			}
			if (!groups.has(definition.groupName)) {
				throw invalid(`Property group ${definition.groupName} does not exist`);
			}
			const unique = [...definitions.values()].filter(
				({ hasUniqueValue, hubspotDefined }) => hasUniqueValue && !hubspotDefined,
			);
			if (definition.hasUniqueValue && unique.length >= MAX_UNIQUE_PROPERTIES) {
				throw invalid(`There are ${MAX_UNIQUE_PROPERTIES} properties with unique values already`);
			}
			definitions.set(definition.name, definition);
		},
		all: () => [...definitions.values()],
		groups: () => [...groups.values()],
		addGroup(group) {
			if (groups.has(group.name)) {
				throw exists(`A property group named '${group.name}' already exists.`);
			}
			groups.set(group.name, group);
		},
		clear,
	};
}
