import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { labelOf } from '../../crm/fields';
import { SCORE_FIELDS, LEAD_SUMMARY_FIELDS } from '../../crm/mapping';
import type { CrmField } from '../../crm/mapping';
import { customRows } from '../../crm/customRows';
import type { FieldFormat } from '../../crm/fieldFormat';
import { customHint } from '../../output/crmHints';
import { jsonOf, own } from '../../json';
import { addHints } from '../hints';
import { optionsCollection } from '../optionsCollection';
import {
	booleanOption,
	numberSetting,
	optionsSetting,
	optionValues,
	readForAll,
	readOptions,
	refusal,
	stringSetting,
} from '../settings';
import type { ValuesOf } from '../settings';
import { CUSTOM } from './crmParameter';
import { errorItems, stopAtRefusedItem } from './refusedItems';

/** Prepare Update for the user's own fields: which value goes where, and in what format. */

const showFor = (...format: string[]) => ({ show: { format } });

const row = {
	fieldName: stringSetting({
		displayName: 'Field Name',
		name: 'fieldName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. lead_score',
		description: 'The name of the field in your sheet, database or CRM',
	}),
	fieldValue: optionsSetting({
		displayName: 'Field Value',
		name: 'fieldValue',
		type: 'options',
		options: [...SCORE_FIELDS, ...LEAD_SUMMARY_FIELDS]
			.map((value) => ({ name: labelOf(value), value }))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: 'score',
		description: 'The score value to put into this field',
	}),
	format: optionsSetting({
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'Choice', value: 'choice', description: 'One of the options of a list' },
			{ name: 'Date', value: 'date', description: 'Such as 2025-11-01' },
			{
				name: 'Fraction',
				value: 'fraction',
				description: 'A probability from 0 to 1, such as 0.28',
			},
			{ name: 'Lines of Text', value: 'lines', description: 'A list, one entry per line' },
			{ name: 'Number', value: 'number', description: 'Rounded to the decimals below' },
			{
				name: 'Percent',
				value: 'percent',
				description: 'A probability from 0 to 100, such as 28',
			},
			{ name: 'Text', value: 'text', description: 'One line; a longer one is left out' },
			{ name: 'Time', value: 'timestamp', description: 'Such as 2025-11-01T10:00:00.000Z' },
		],
		default: 'number',
		description: 'The format of the value',
	}),
	choices: stringSetting({
		displayName: 'Format Choices',
		name: 'choices',
		type: 'string',
		displayOptions: showFor('choice'),
		default: '',
		placeholder: 'e.g. Hot, Warm, Cold',
		description: 'The options that the field has, separated by commas',
	}),
	decimals: numberSetting({
		displayName: 'Format Decimals',
		name: 'decimals',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
		displayOptions: showFor('fraction', 'number', 'percent'),
		default: 2,
		description: 'The number of digits after the decimal point',
	}),
	maxLength: numberSetting({
		displayName: 'Format Max Length',
		name: 'maxLength',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		displayOptions: showFor('lines', 'text'),
		default: 255,
		description: 'The number of characters that the field can hold',
	}),
};

const fields = {
	displayName: 'Fields',
	name: 'fields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	displayOptions: { show: { crm: [CUSTOM] } },
	default: {},
	description: 'The fields to put out, under your own names',
	options: [
		{
			displayName: 'Field',
			name: 'list',
			values: Object.values(row).map(({ property }) => property),
		},
	],
} satisfies INodeProperties;

const options = {
	clear: booleanOption({
		displayName: 'Clear Empty Fields',
		name: 'clear',
		type: 'boolean',
		default: true,
		description:
			'Whether to put out an empty value for a field that a score does not have, instead of leaving the field out',
	}),
};

export const customProperties: readonly INodeProperties[] = [
	fields,
	optionsCollection(options, { show: { crm: [CUSTOM] } }),
];

function formatOf(
	node: IExecuteFunctions,
	{ fieldName, format, choices, decimals, maxLength }: ValuesOf<typeof row>,
): FieldFormat {
	if (format === 'date' || format === 'timestamp') return { as: format };
	if (format === 'text' || format === 'lines') return { as: format, maxLength };
	if (format !== 'choice') return { as: format, decimals };
	const [first, ...more] = choices
		.split(',')
		.map((choice) => choice.trim())
		.filter((choice) => choice !== '');
	if (first !== undefined) return { as: 'choice', options: [first, ...more] };
	const rule = `The field "${fieldName}" is a choice without choices`;
	throw refusal(node.getNode(), rule, fields.displayName);
}

function readFields(node: IExecuteFunctions, items: number): CrmField[] {
	const given: unknown = own(readForAll(node, fields, items), 'list');
	if (!Array.isArray(given) || given.length === 0) {
		throw refusal(node.getNode(), 'Add at least one field', fields.displayName);
	}
	return given.map((each) => {
		const values = optionValues(node.getNode(), row, each, fields.displayName);
		const { fieldName: name, fieldValue: source } = values;
		return { source, name, label: name, format: formatOf(node, values) };
	});
}

/** One row for each score, under the user's own names. */
export function customUpdate(
	node: IExecuteFunctions,
	input: readonly INodeExecutionData[],
): INodeExecutionData[] {
	const crmFields = readFields(node, input.length);
	const { clear } = readOptions(node, options, input.length);
	const json = input.map((item) => item.json);
	const { rows, refused } = customRows(json, crmFields, { now: new Date(), clear });
	stopAtRefusedItem(node, refused, input.length);
	addHints(node, customHint(rows));
	return [
		...rows.map(({ item, fields: values }) => ({ json: jsonOf(values), pairedItem: { item } })),
		...errorItems(refused),
	];
}
