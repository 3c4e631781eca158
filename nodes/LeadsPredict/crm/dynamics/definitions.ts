import { CURRENCY_DECIMALS } from '../fieldFormat';
import type { FieldFormat } from '../fieldFormat';
import { descriptionOf } from '../fields';
import { createdFields } from '../definitions';
import type { ListedField } from '../definitions';
import type { CrmField } from '../mapping';

/** The columns that are created once, as Dataverse's Web API takes their definitions. Pure. */

const TYPES = 'Microsoft.Dynamics.CRM.';

/** English (United States), as in Microsoft's examples. */
const LANGUAGE = 1033;

const labelOf = (text: string) => ({
	'@odata.type': `${TYPES}Label`,
	LocalizedLabels: [
		{ '@odata.type': `${TYPES}LocalizedLabel`, Label: text, LanguageCode: LANGUAGE },
	],
});

/** The limits of a Decimal column (documented). */
const MAX_DECIMAL = 100_000_000_000;

const decimal = (decimals: number) => ({
	type: 'Decimal',
	more: { Precision: decimals, MinValue: -MAX_DECIMAL, MaxValue: MAX_DECIMAL },
});

const string = (length: number) => ({
	type: 'String',
	more: { FormatName: { Value: 'Text' }, MaxLength: length },
});

function columnType(format: FieldFormat): {
	readonly type: string;
	readonly more: Readonly<Record<string, unknown>>;
} {
	switch (format.as) {
		case 'text':
			return string(format.maxLength);
		case 'choice':
			return string(Math.max(...format.options.map(({ length }) => length)));
		case 'lines':
			return { type: 'Memo', more: { Format: 'TextArea', MaxLength: format.maxLength } };
		case 'number':
		case 'fraction':
		case 'percent':
			return decimal(format.decimals);
		case 'currency':
			return decimal(CURRENCY_DECIMALS);
		case 'date':
			return { type: 'DateTime', more: { Format: 'DateOnly' } };
		case 'timestamp':
			return { type: 'DateTime', more: { Format: 'DateAndTime' } };
	}
}

export function columnDefinition({ source, name, label, format }: CrmField) {
	const { type, more } = columnType(format);
	return {
		'@odata.type': `${TYPES}${type}AttributeMetadata`,
		AttributeType: type,
		AttributeTypeName: { Value: `${type}Type` },
		SchemaName: name,
		DisplayName: labelOf(label),
		Description: labelOf(descriptionOf(source)),
		RequiredLevel: {
			Value: 'None',
			CanBeChanged: true,
			ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings',
		},
		...more,
	};
}

/** The key by which a record is found again. */
export const keyName = (idField: string): string => `${idField}_key`;

export const keyDefinition = (idField: string) => ({
	'@odata.type': `${TYPES}EntityKeyMetadata`,
	SchemaName: keyName(idField),
	DisplayName: labelOf('LeadsPredict ID'),
	KeyAttributes: [idField],
});

/** How Power Apps calls the types where columns are created by hand. */
const IN_WORDS: Readonly<Record<string, string>> = {
	String: 'Single line of text, Plain text',
	Memo: 'Multiple lines of text, Plain text',
	Decimal: 'Decimal number',
	DateTime: 'Date and time',
};

export interface DynamicsListed extends ListedField {
	readonly table: string;
}

export const dynamicsList = (fields: readonly CrmField[], table: string): DynamicsListed[] =>
	createdFields(fields).map(({ source, name, label, format }) => {
		const { type, more } = columnType(format);
		const { MaxLength, Precision } = { MaxLength: undefined, Precision: undefined, ...more };
		const settings = [
			...(MaxLength === undefined ? [] : [`Max length ${String(MaxLength)}`]),
			...(Precision === undefined ? [] : [`${String(Precision)} decimals`]),
			...(source === 'lead_id' ? ['with a key of its own under Keys'] : []),
		];
		return {
			table,
			label,
			name,
			type: IN_WORDS[type] ?? type,
			description: descriptionOf(source),
			settings: settings.join(', '),
		};
	});

/** A prefix of 2 to 8 characters that is not Microsoft's own (documented), then the name. */
const NAME = /^(?!mscrm)(?=.{1,50}$)[a-z][a-z0-9]{1,7}_[a-z0-9_]+$/;

/** Why a name cannot be that of a new column; undefined when it can. */
export const wrongName = (name: string): string | undefined =>
	NAME.test(name)
		? undefined
		: `Dynamics 365 takes up to 50 lowercase letters, digits and underscores in the logical name of a column, and the prefix of your publisher before them, such as new_ or cr123_, not "${name}"`;
