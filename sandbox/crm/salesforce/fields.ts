/**
 * The sObjects of one org and their fields.
 *
 * Documented: names, types and lengths of the standard fields of Lead, Contact, Account and User;
 * custom fields end in `__c`; an external id is a text, email, number or auto-number; a field that
 * field-level security hides is as good as not there for the API.
 * Decided: which of the standard fields exist here (those n8n's node writes, those people read
 * leads from, those that refuse); the picklists are restricted, although an org may be kinder with
 * Rating, Industry and LeadSource; no standard field serves as an external id, although Salesforce
 * may look leads up by Email: two leads may share one.
 */
import { z } from 'zod';

/** Types of fields, and the length of a text of that type unless a field says otherwise. */
const LENGTHS = {
	id: 18,
	reference: 18,
	string: 255,
	textarea: 255,
	email: 80,
	phone: 40,
	url: 255,
	picklist: 255,
	boolean: 0,
	int: 0,
	double: 0,
	percent: 0,
	currency: 0,
	date: 0,
	datetime: 0,
};

export type FieldType = keyof typeof LENGTHS;

export interface FieldDefinition {
	readonly name: string;
	readonly label: string;
	readonly type: FieldType;
	/** Characters of texts. */
	readonly length: number;
	/** Digits of numbers in all, and those after the point. */
	readonly precision: number;
	readonly scale: number;
	readonly createable: boolean;
	readonly updateable: boolean;
	/** Must have a value in every record. */
	readonly required: boolean;
	readonly externalId: boolean;
	readonly unique: boolean;
	readonly caseSensitive: boolean;
	readonly options: readonly string[];
	readonly restrictedPicklist: boolean;
	/** Cannot stand in a WHERE. */
	readonly filterable: boolean;
	readonly custom: boolean;
	/** What a new record has when nothing is sent. */
	readonly defaultValue?: string | boolean | undefined;
	readonly relationship?: { readonly name: string; readonly to: string } | undefined;
	/** Of a reference: the objects whose records it may name. */
	readonly refersTo?: readonly string[] | undefined;
}

export interface SObjectDefinition {
	readonly name: string;
	readonly label: string;
	readonly keyPrefix: string;
	readonly createable: boolean;
	readonly custom: boolean;
	/** By name in lower case: the API does not tell cases apart here. */
	readonly fields: Map<string, FieldDefinition>;
	/** Those that field-level security keeps from the user of the API. */
	readonly hidden: Map<string, FieldDefinition>;
}

type Extra = Partial<Omit<FieldDefinition, 'name' | 'type'>>;

const field = (name: string, type: FieldType, extra: Extra = {}): FieldDefinition => ({
	name,
	label: name.replace(/([a-z])([A-Z])/g, '$1 $2'),
	type,
	length: LENGTHS[type],
	precision: 18,
	scale: 0,
	createable: true,
	updateable: true,
	required: false,
	externalId: false,
	unique: false,
	caseSensitive: false,
	options: [],
	restrictedPicklist: type === 'picklist',
	filterable: true,
	custom: false,
	...extra,
});

/** Fields of one type, their names separated by spaces. */
const fields = (type: FieldType, names: string, extra: Extra = {}): FieldDefinition[] =>
	names.split(' ').map((name) => field(name, type, extra));

const listed = (options: string): { options: string[] } => ({ options: options.split(', ') });

const readOnly = { createable: false, updateable: false } as const;
const owner = { relationship: { name: 'Owner', to: 'User' }, required: true } as const;
const longText = { length: 32_000, filterable: false } as const;

const system = (): FieldDefinition[] => [
	field('Id', 'id', readOnly),
	field('IsDeleted', 'boolean', { ...readOnly, defaultValue: false }),
	...fields('datetime', 'CreatedDate LastModifiedDate SystemModstamp', readOnly),
];

const person = (): FieldDefinition[] => [
	field('Name', 'string', { ...readOnly, length: 121 }),
	field('LastName', 'string', { length: 80, required: true }),
	...fields('string', 'FirstName MiddleName Suffix', { length: 40 }),
	field('Salutation', 'picklist', { ...listed('Mr., Ms., Mrs., Dr., Prof., Mx.'), length: 40 }),
	field('Title', 'string', { length: 128 }),
	field('Email', 'email'),
	...fields('phone', 'Phone MobilePhone Fax'),
	field(
		'LeadSource',
		'picklist',
		listed('Web, Phone Inquiry, Partner Referral, Purchased List, Other'),
	),
	...fields('boolean', 'HasOptedOutOfEmail HasOptedOutOfFax DoNotCall', { defaultValue: false }),
	field('Description', 'textarea', longText),
	field('Jigsaw', 'string', { length: 20 }),
	field('OwnerId', 'reference', owner),
	field('LastActivityDate', 'date', readOnly),
	field('RecordTypeId', 'reference'),
];

const address = (prefix = ''): FieldDefinition[] => [
	field(`${prefix}Street`, 'textarea'),
	field(`${prefix}City`, 'string', { length: 40 }),
	...fields('string', `${prefix}State ${prefix}Country`, { length: 80 }),
	field(`${prefix}PostalCode`, 'string', { length: 20 }),
];

const INDUSTRIES =
	'Agriculture, Banking, Biotechnology, Chemicals, Communications, Construction, Consulting, Education, ' +
	'Electronics, Energy, Engineering, Entertainment, Environmental, Finance, Food & Beverage, Government, ' +
	'Healthcare, Hospitality, Insurance, Machinery, Manufacturing, Media, Not For Profit, Recreation, Retail, ' +
	'Shipping, Technology, Telecommunications, Transportation, Utilities, Other';

/** What leads and accounts know of a company. */
const company = (): FieldDefinition[] => [
	field('Website', 'url'),
	field('Industry', 'picklist', listed(INDUSTRIES)),
	field('Rating', 'picklist', listed('Hot, Warm, Cold')),
	field('AnnualRevenue', 'currency'),
	field('NumberOfEmployees', 'int', { precision: 8 }),
];

const lead = (): FieldDefinition[] => [
	...person(),
	field('Company', 'string', { required: true }),
	...company(),
	field('Status', 'picklist', {
		label: 'Lead Status',
		...listed(
			'Open - Not Contacted, Working - Contacted, Closed - Converted, Closed - Not Converted',
		),
		required: true,
		defaultValue: 'Open - Not Contacted',
	}),
	...address(),
	field('IsUnreadByOwner', 'boolean', { defaultValue: true }),
	field('IsConverted', 'boolean', { ...readOnly, defaultValue: false }),
	field('ConvertedDate', 'date', readOnly),
	...fields('reference', 'ConvertedContactId ConvertedAccountId', readOnly),
];

const contact = (): FieldDefinition[] => [
	...person(),
	field('AccountId', 'reference', { relationship: { name: 'Account', to: 'Account' } }),
	field('Department', 'string', { length: 80 }),
	field('Birthdate', 'date'),
	...fields('phone', 'HomePhone OtherPhone AssistantPhone'),
	field('AssistantName', 'string', { length: 40 }),
	field('EmailBouncedDate', 'datetime'),
	field('EmailBouncedReason', 'string'),
	...address('Mailing'),
	...address('Other'),
];

const account = (): FieldDefinition[] => [
	field('Name', 'string', { label: 'Account Name', required: true }),
	field('Type', 'picklist', listed('Prospect, Customer, Partner, Other')),
	...company(),
	field('Phone', 'phone'),
	field('Description', 'textarea', longText),
	field('OwnerId', 'reference', owner),
];

/**
 * Documented: the subject is a list that takes any text of up to 255 characters; status and priority
 * are required and have defaults; a task is closed by its status. Decided: their lists take nothing else.
 */
const task = (): FieldDefinition[] => [
	field('Subject', 'string'),
	field('WhoId', 'reference', { label: 'Name ID', refersTo: ['Lead', 'Contact'] }),
	field('ActivityDate', 'date', { label: 'Due Date Only' }),
	field('Priority', 'picklist', {
		...listed('High, Normal, Low'),
		required: true,
		defaultValue: 'Normal',
	}),
	field('Status', 'picklist', {
		...listed('Not Started, In Progress, Completed, Waiting on someone else, Deferred'),
		required: true,
		defaultValue: 'Not Started',
	}),
	field('Description', 'textarea', longText),
	field('OwnerId', 'reference', owner),
];

const object = (
	name: string,
	keyPrefix: string,
	createable: boolean,
	own: readonly FieldDefinition[],
): SObjectDefinition => ({
	name,
	label: name,
	keyPrefix,
	createable,
	custom: false,
	fields: new Map([...system(), ...own].map((one) => [one.name.toLowerCase(), one])),
	hidden: new Map(),
});

const isActive = field('IsActive', 'boolean', { defaultValue: true });
const isConverted = field('IsConverted', 'boolean', { defaultValue: false });
const queue = field('QueueId', 'reference', { relationship: { name: 'Queue', to: 'Group' } });

/** Those that only fill lists in n8n's editor have what its queries name, and no more. */
export const standardObjects = (): SObjectDefinition[] => [
	object('Lead', '00Q', true, lead()),
	object('Contact', '003', true, contact()),
	object('Account', '001', true, account()),
	object('Task', '00T', true, task()),
	object('User', '005', false, [
		...fields('string', 'Name FirstName LastName Username'),
		field('Email', 'email'),
		isActive,
	]),
	object('LeadStatus', '01J', false, [field('MasterLabel', 'string'), isConverted]),
	object('RecordType', '012', false, [...fields('string', 'Name SobjectType'), isActive]),
	object('Campaign', '701', false, fields('string', 'Name')),
	object('Group', '00G', false, fields('string', 'Name Type')),
	object('QueuesObject', '03g', false, [field('SobjectType', 'string'), queue]),
	object('PermissionSet', '0PS', true, [
		field('Name', 'string', { length: 80, required: true }),
		field('Label', 'string', { length: 80, required: true }),
		field('Description', 'string'),
	]),
	object('FieldPermissions', '01k', true, [
		field('ParentId', 'reference', {
			relationship: { name: 'Parent', to: 'PermissionSet' },
			required: true,
		}),
		...fields('string', 'SobjectType Field', { required: true }),
		...fields('boolean', 'PermissionsRead PermissionsEdit', { defaultValue: false }),
	]),
	object('PermissionSetAssignment', '0Pa', true, [
		field('AssigneeId', 'reference', {
			relationship: { name: 'Assignee', to: 'User' },
			required: true,
		}),
		field('PermissionSetId', 'reference', {
			relationship: { name: 'PermissionSet', to: 'PermissionSet' },
			required: true,
		}),
	]),
];

/** An object of the Tooling API, as far as it is queried here. */
export const toolingObject = (name: string, keyPrefix: string): SObjectDefinition =>
	object(name, keyPrefix, true, [
		...fields('string', 'DeveloperName TableEnumOrId NamespacePrefix'),
		...fields('int', 'Length Precision Scale'),
	]);

/** Types of custom fields, in the words of Salesforce's metadata. */
const CUSTOM_TYPES = {
	Text: 'string',
	TextArea: 'textarea',
	LongTextArea: 'textarea',
	Number: 'double',
	Percent: 'percent',
	Currency: 'currency',
	Date: 'date',
	DateTime: 'datetime',
	Checkbox: 'boolean',
	Picklist: 'picklist',
	Email: 'email',
	Phone: 'phone',
	Url: 'url',
} as const satisfies Record<string, FieldType>;

const MAX_LENGTHS = { Text: 255, TextArea: 255, LongTextArea: 131_072 } as const;

export const customFieldSchema = z
	.object({
		name: z.string().regex(/^[A-Za-z](?:_?[A-Za-z0-9]){0,39}__c$/),
		label: z.string().min(1).max(40).optional(),
		type: z.custom<keyof typeof CUSTOM_TYPES>(
			(type) => typeof type === 'string' && Object.hasOwn(CUSTOM_TYPES, type),
		),
		length: z.number().int().min(1).optional(),
		precision: z.number().int().min(1).max(18).optional(),
		scale: z.number().int().min(0).max(17).optional(),
		externalId: z.boolean().optional(),
		unique: z.boolean().optional(),
		caseSensitive: z.boolean().optional(),
		options: z.array(z.string().min(1)).optional(),
		/** Whether only the options are taken; yes by default. */
		restricted: z.boolean().optional(),
		required: z.boolean().optional(),
		/** Whether field-level security shows it to the user of the API; yes by default. */
		visible: z.boolean().optional(),
	})
	.strict();

export type CustomField = z.input<typeof customFieldSchema>;

/** @throws ZodError, Error when Salesforce would not create such a field */
export function customField(input: CustomField): FieldDefinition {
	const custom = customFieldSchema.parse(input);
	const { name, type, length, precision = 18, scale = 0 } = custom;
	const isText = type === 'Text' || type === 'TextArea' || type === 'LongTextArea';
	if (type === 'Text' && length === undefined) throw new Error(`${name}: a Text needs a length`);
	if (length !== undefined && (!isText || length > MAX_LENGTHS[type])) {
		throw new Error(`${name}: a ${type} cannot have the length ${length}`);
	}
	if (scale > precision) throw new Error(`${name}: more digits after the point than in all`);
	if (custom.externalId && !['Text', 'Number', 'Email'].includes(type)) {
		throw new Error(`${name}: a ${type} cannot be an external id`);
	}
	if ((type === 'Picklist') !== (custom.options !== undefined)) {
		throw new Error(`${name}: options go with a Picklist, and it needs them`);
	}
	return field(name, CUSTOM_TYPES[type], {
		label: custom.label ?? name.replace(/__c$/, '').replaceAll('_', ' '),
		...(isText && { length: length ?? (type === 'LongTextArea' ? 32_768 : 255) }),
		precision,
		scale,
		required: custom.required ?? false,
		externalId: custom.externalId ?? false,
		unique: custom.unique ?? false,
		caseSensitive: custom.caseSensitive ?? false,
		options: custom.options ?? [],
		restrictedPicklist: custom.restricted ?? true,
		filterable: type !== 'LongTextArea',
		custom: true,
		...(type === 'Checkbox' && { defaultValue: false }),
	});
}
