import { z } from 'zod';

import type { ScoreField, CrmField } from './mapping';
import { CURRENCY_DECIMALS } from './fieldFormat';
import type { FieldFormat } from './fieldFormat';
import { HUBSPOT_API, HUBSPOT_VERSION } from './hubspot/hubspot';
import { SALESFORCE_MOST_DIGITS } from './salesforce/salesforce';

/**
 * The fields that are created once in a CRM, from the same tables that scores are written by. Pure.
 * Types, field types and display hints are HubSpot's, metadata that of Salesforce's Metadata API.
 */

/** What a field holds, for people who see it in the CRM. */
const DESCRIPTIONS: Readonly<Partial<Record<ScoreField, string>>> = {
	lead_id: 'What LeadsPredict calls this lead; by it a record is found again',
	score: 'Score of LeadsPredict, 0 to 100',
	previous_score: 'Score before the last event of LeadsPredict',
	category: 'Category that LeadsPredict gives the lead',
	conversion_probability: 'How likely the lead becomes a customer, as LeadsPredict predicts it',
	predicted_revenue: 'Revenue that LeadsPredict predicts, without a currency',
	churn_risk: 'Churn risk as LeadsPredict says it',
	recommendations: 'What LeadsPredict recommends, one a line',
	next_actions: 'Next actions of LeadsPredict, one a line',
	scored_at: 'When the lead was scored last',
};

/** A request that creates fields. */
export const createdFieldsSchema = z.object({
	method: z.literal('POST'),
	url: z.string(),
	body: z.record(z.unknown()),
});

type HttpRequest = Readonly<z.infer<typeof createdFieldsSchema>>;

const GROUP = { name: 'leadspredict', label: 'LeadsPredict' };

/** How HubSpot shows a number, of the hints that it documents. */
type NumberDisplayHint = 'currency' | 'percentage' | 'unformatted';

interface HubspotType {
	readonly type: string;
	readonly fieldType: string;
	readonly numberDisplayHint?: NumberDisplayHint;
	readonly options?: Array<{
		readonly label: string;
		readonly value: string;
		readonly displayOrder: number;
		readonly hidden: boolean;
	}>;
}

const number = (numberDisplayHint: NumberDisplayHint): HubspotType => ({
	type: 'number',
	fieldType: 'number',
	numberDisplayHint,
});

function hubspotType(fit: FieldFormat): HubspotType {
	switch (fit.as) {
		case 'text':
			return { type: 'string', fieldType: 'text' };
		case 'lines':
			return { type: 'string', fieldType: 'textarea' };
		case 'integer':
		case 'number':
		case 'percent':
			return number('unformatted');
		case 'fraction':
			return number('percentage');
		case 'currency':
			return number('currency');
		case 'date':
			return { type: 'date', fieldType: 'date' };
		case 'timestamp':
			return { type: 'datetime', fieldType: 'date' };
		case 'choice':
			return {
				type: 'enumeration',
				fieldType: 'select',
				options: fit.options.map((value, displayOrder) => ({
					label: value,
					value,
					displayOrder,
					hidden: false,
				})),
			};
	}
}

/** A property as HubSpot takes it. */
export const hubspotProperty = ({ from, to, label, fit }: CrmField) => ({
	name: to,
	label,
	groupName: GROUP.name,
	description: DESCRIPTIONS[from] ?? '',
	...hubspotType(fit),
	...(from === 'lead_id' && { hasUniqueValue: true }),
});

const created = (targets: readonly CrmField[]): CrmField[] =>
	targets.filter(({ isStandard }) => isStandard !== true);

/** The group, then its properties. */
export function hubspotRequests(targets: readonly CrmField[]): HttpRequest[] {
	const contacts = `${HUBSPOT_API}/crm/properties/${HUBSPOT_VERSION}/contacts`;
	return [
		{ method: 'POST', url: `${contacts}/groups`, body: { ...GROUP } },
		{
			method: 'POST',
			url: `${contacts}/batch/create`,
			body: { inputs: created(targets).map(hubspotProperty) },
		},
	];
}

/** `CustomField` of the Metadata API, as far as it is used here. */
export interface Metadata {
	readonly fullName: string;
	readonly label: string;
	readonly description: string;
	readonly type: string;
	readonly length?: number;
	readonly visibleLines?: number;
	readonly precision?: number;
	readonly scale?: number;
	readonly required?: boolean;
	readonly externalId?: boolean;
	readonly unique?: boolean;
	readonly caseSensitive?: boolean;
}

function salesforceType(
	fit: FieldFormat,
): Pick<Metadata, 'type' | 'length' | 'visibleLines' | 'precision' | 'scale'> {
	switch (fit.as) {
		case 'text':
			return { type: 'Text', length: fit.longest };
		case 'lines':
			return { type: 'LongTextArea', length: fit.longest, visibleLines: 5 };
		case 'integer':
			return { type: 'Number', precision: fit.digits ?? SALESFORCE_MOST_DIGITS, scale: 0 };
		case 'number':
			return {
				type: 'Number',
				precision: fit.digits ?? SALESFORCE_MOST_DIGITS,
				scale: fit.decimals,
			};
		case 'fraction':
			return { type: 'Number', precision: fit.decimals + 1, scale: fit.decimals };
		case 'percent':
			return { type: 'Percent', precision: fit.decimals + 3, scale: fit.decimals };
		case 'currency':
			return {
				type: 'Currency',
				precision: fit.digits ?? SALESFORCE_MOST_DIGITS,
				scale: CURRENCY_DECIMALS,
			};
		case 'date':
			return { type: 'Date' };
		case 'timestamp':
			return { type: 'DateTime' };
		case 'choice':
			return { type: 'Text', length: Math.max(...fit.options.map(({ length }) => length)) };
	}
}

/** A field as Salesforce's Metadata API takes it. */
export const salesforceField = ({ from, to, label, fit }: CrmField): Metadata => ({
	fullName: to,
	label,
	description: DESCRIPTIONS[from] ?? '',
	...salesforceType(fit),
	// Salesforce's own files say this of every field but long texts, which cannot be required.
	...(fit.as !== 'lines' && { required: false }),
	...(from === 'lead_id' && { externalId: true, unique: true, caseSensitive: true }),
});

const asXml = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The same as a file of a Salesforce project: the name first, the rest by the alphabet. */
export const fieldFile = ({ fullName, ...rest }: Metadata): string =>
	[
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">',
		...[
			['fullName', fullName] as const,
			...Object.entries(rest).sort(([a], [b]) => a.localeCompare(b)),
		].map(([name, value]) => `    <${name}>${asXml(String(value))}</${name}>`),
		'</CustomField>',
		'',
	].join('\n');

/** How HubSpot calls a type where properties are created by hand; texts are told apart by their field. */
const HUBSPOT_IN_WORDS: Readonly<Record<string, string>> = {
	'string text': 'Single-line text',
	'string textarea': 'Multi-line text',
	'number number': 'Number',
	'datetime date': 'Date and time picker',
	'date date': 'Date picker',
	'enumeration select': 'Dropdown select',
};

/** How Salesforce calls those types that it calls otherwise where fields are created by hand. */
const SALESFORCE_IN_WORDS: Readonly<Record<string, string>> = {
	LongTextArea: 'Text Area (Long)',
	DateTime: 'Date/Time',
};

export interface ListedField {
	readonly label: string;
	/** The internal name. */
	readonly name: string;
	readonly type: string;
	readonly description: string;
	/** What else must be set. */
	readonly settings: string;
}

export function hubspotList(targets: readonly CrmField[]): ListedField[] {
	return created(targets).map((target) => {
		const { label, name, type, fieldType, description, numberDisplayHint } = {
			numberDisplayHint: undefined,
			...hubspotProperty(target),
		};
		const settings = [
			...(numberDisplayHint === undefined || numberDisplayHint === 'unformatted'
				? []
				: [`shown as ${numberDisplayHint}`]),
			...(target.from === 'lead_id' ? ['unique values'] : []),
		];
		return {
			label,
			name,
			type: HUBSPOT_IN_WORDS[`${type} ${fieldType}`] ?? type,
			description,
			settings: settings.join(', '),
		};
	});
}

export interface SalesforceListed extends ListedField {
	readonly object: string;
	readonly metadata: Metadata;
	/** Where the file belongs, from the folder of a project that holds what is deployed. */
	readonly path: string;
	readonly file: string;
}

export function salesforceList(targets: readonly CrmField[], object: string): SalesforceListed[] {
	return created(targets).map((target) => {
		const metadata = salesforceField(target);
		const { type, length = 0, visibleLines = 0, precision = 0, scale = 0 } = metadata;
		const settings = [
			...(length > 0 ? [`length ${length}`] : []),
			...(visibleLines > 0 ? [`${visibleLines} visible lines`] : []),
			...(precision > 0 ? [`${precision - scale} digits, ${scale} decimals`] : []),
			...(target.from === 'lead_id' ? ['External ID', 'Unique, case sensitive'] : []),
		];
		return {
			object,
			label: target.label,
			name: target.to,
			type: SALESFORCE_IN_WORDS[type] ?? type,
			description: DESCRIPTIONS[target.from] ?? '',
			settings: settings.join(', '),
			metadata,
			path: `objects/${object}/fields/${target.to}.field-meta.xml`,
			file: fieldFile(metadata),
		};
	});
}

const HUBSPOT_NAME = /^[a-z][a-z0-9_]{0,99}$/;
/** Underscores count among the 40. */
const SALESFORCE_NAME = /^(?=.{1,40}__c$)[A-Za-z](?:_?[A-Za-z0-9])*__c$/;

/** Why a name cannot be that of a new field; undefined when it can. */
export function wrongName(crm: string, name: string): string | undefined {
	if (crm === 'hubspot') {
		return HUBSPOT_NAME.test(name)
			? undefined
			: `HubSpot takes up to 100 lower case letters, digits and underscores in the name of a property, and a letter first, not "${name}"`;
	}
	return SALESFORCE_NAME.test(name)
		? undefined
		: `Salesforce takes up to 40 letters, digits and single underscores in the name of a field, a letter first and __c at its end, not "${name}"`;
}

/** A name that two fields would have; neither CRM tells names apart by the case of their letters. */
export function sameName(targets: readonly CrmField[]): string | undefined {
	const names = targets.map(({ to }) => to.toLowerCase());
	return targets.find((_, place) => names.indexOf(names[place] ?? '') < place)?.to;
}
