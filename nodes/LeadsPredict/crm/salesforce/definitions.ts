import { createdFields } from '../definitions';
import type { ListedField } from '../definitions';
import { descriptionOf } from '../fields';
import { CURRENCY_DECIMALS } from '../fieldFormat';
import type { FieldFormat } from '../fieldFormat';
import type { CrmField } from '../mapping';
import { SALESFORCE_MAX_DIGITS } from './fields';

/** The custom fields that are created once in Salesforce, in the words of its Metadata API. Pure. */

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
			return { type: 'Text', length: fit.maxLength };
		case 'lines':
			return { type: 'LongTextArea', length: fit.maxLength, visibleLines: 5 };
		case 'number':
			return {
				type: 'Number',
				precision: fit.digits ?? SALESFORCE_MAX_DIGITS,
				scale: fit.decimals,
			};
		case 'fraction':
			return { type: 'Number', precision: fit.decimals + 1, scale: fit.decimals };
		case 'percent':
			return { type: 'Percent', precision: fit.decimals + 3, scale: fit.decimals };
		case 'currency':
			return {
				type: 'Currency',
				precision: fit.digits ?? SALESFORCE_MAX_DIGITS,
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
export const salesforceField = ({ source, name, label, format }: CrmField): Metadata => ({
	fullName: name,
	label,
	description: descriptionOf(source),
	...salesforceType(format),
	// Salesforce's own files say this of every field but long texts, which cannot be required.
	...(format.as !== 'lines' && { required: false }),
	...(source === 'lead_id' && { externalId: true, unique: true, caseSensitive: true }),
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

/** How Salesforce calls those types that it calls otherwise where fields are created by hand. */
const SALESFORCE_IN_WORDS: Readonly<Record<string, string>> = {
	LongTextArea: 'Text Area (Long)',
	DateTime: 'Date/Time',
};

export interface SalesforceListed extends ListedField {
	readonly object: string;
	readonly metadata: Metadata;
	/** Where the file belongs, from the folder of a project that holds what is deployed. */
	readonly path: string;
	readonly file: string;
}

export function salesforceList(fields: readonly CrmField[], object: string): SalesforceListed[] {
	return createdFields(fields).map((field) => {
		const metadata = salesforceField(field);
		const { type, length = 0, visibleLines = 0, precision = 0, scale = 0 } = metadata;
		const settings = [
			...(length > 0 ? [`length ${length}`] : []),
			...(visibleLines > 0 ? [`${visibleLines} visible lines`] : []),
			...(precision > 0 ? [`${precision - scale} digits, ${scale} decimals`] : []),
			...(field.source === 'lead_id' ? ['External ID', 'Unique, case sensitive'] : []),
		];
		return {
			object,
			label: field.label,
			name: field.name,
			type: SALESFORCE_IN_WORDS[type] ?? type,
			description: descriptionOf(field.source),
			settings: settings.join(', '),
			metadata,
			path: `objects/${object}/fields/${field.name}.field-meta.xml`,
			file: fieldFile(metadata),
		};
	});
}

/** Underscores count among the 40. */
const NAME = /^(?=.{1,40}__c$)[A-Za-z](?:_?[A-Za-z0-9])*__c$/;

/** Why a name cannot be that of a new field; undefined when it can. */
export const wrongName = (name: string): string | undefined =>
	NAME.test(name)
		? undefined
		: `Salesforce takes up to 40 letters, digits and single underscores in the name of a field, a letter first and __c at its end, not "${name}"`;
