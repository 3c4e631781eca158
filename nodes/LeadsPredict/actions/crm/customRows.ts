import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';

import { SCORE_FIELDS, LEAD_SUMMARY_FIELDS } from '../../crm/mapping';
import type { ScoreField, CrmField } from '../../crm/mapping';
import { customRows } from '../../crm/custom/rows';
import type { FieldFormat } from '../../crm/fieldFormat';
import { customHint } from '../../output/crmHints';
import { jsonOf } from '../../json';
import { optionsCollection } from '../optionsCollection';
import { asNumber, booleanSetting, readForAll, readOptions, refusal } from '../settings';
import { CUSTOM } from './crmParameter';
import { errorItems, stopAtRefusedItem } from './refusedItems';

/** Prepare Update for the user's own fields: which value goes where, and in what form. */

const VALUES: Readonly<Record<ScoreField, string>> = {
	category: 'Category',
	churn_risk: 'Churn Risk',
	company: 'Company',
	conversion_probability: 'Conversion Probability',
	email: 'Email',
	event: 'Event',
	lead_id: 'LeadsPredict ID',
	name: 'Name',
	next_actions: 'Next Actions',
	predicted_revenue: 'Predicted Revenue',
	previous_score: 'Previous Score',
	recommendations: 'Recommendations',
	score: 'Score',
	scored_at: 'Time of the Score',
};

/** How a value looks on the far side, with what else must be said about it. */
const FORMS = {
	choice: { name: 'Choice', description: 'One of the options of a list' },
	date: { name: 'Date', description: 'Such as 2025-11-01' },
	fraction: { name: 'Fraction', description: 'A probability from 0 to 1, such as 0.28' },
	lines: { name: 'Lines of Text', description: 'A list, one entry a line' },
	number: { name: 'Number', description: 'With at most the decimals you say' },
	percent: { name: 'Percent', description: 'A probability from 0 to 100, such as 28' },
	text: { name: 'Text', description: 'One line; a longer one is left out' },
	timestamp: { name: 'Time', description: 'Such as 2025-11-01T10:00:00.000Z' },
} as const;

type Form = keyof typeof FORMS;

const show = (form: Form[]) => ({ show: { form } });

const options = {
	clear: booleanSetting({
		displayName: 'Clear Empty Fields',
		name: 'clear',
		type: 'boolean',
		default: false,
		description:
			'Whether to put out an empty value when a score says nothing about a field, instead of leaving the field out',
	}),
};

export const customProperties: readonly INodeProperties[] = [
	{
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
				values: [
					{
						displayName: 'Field Name',
						name: 'to',
						type: 'string',
						default: '',
						placeholder: 'e.g. lead_score',
						description: 'How the field is called where it goes',
					},
					{
						displayName: 'Field Value',
						name: 'from',
						type: 'options',
						options: Object.entries(VALUES)
							.map(([value, name]) => ({ name, value }))
							.sort((a, b) => a.name.localeCompare(b.name)),
						default: 'score',
						description: 'What of the score it holds',
					},
					{
						displayName: 'Form',
						name: 'form',
						type: 'options',
						options: Object.entries(FORMS)
							.map(([value, form]) => ({ value, ...form }))
							.sort((a, b) => a.name.localeCompare(b.name)),
						default: 'number',
						description: 'How the value must look there',
					},
					{
						displayName: 'Form Choices',
						name: 'choices',
						type: 'string',
						displayOptions: show(['choice']),
						default: '',
						placeholder: 'e.g. Hot, Warm, Cold',
						description: 'The options that the field has, with commas between them',
					},
					{
						displayName: 'Form Decimals',
						name: 'decimals',
						type: 'number',
						typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
						displayOptions: show(['fraction', 'number', 'percent']),
						default: 2,
						description: 'How many digits behind the point',
					},
					{
						displayName: 'Form Length',
						name: 'longest',
						type: 'number',
						typeOptions: { minValue: 1, numberPrecision: 0 },
						displayOptions: show(['lines', 'text']),
						default: 255,
						description: 'How many characters the field takes',
					},
				],
			},
		],
	},
	optionsCollection(options, { show: { crm: [CUSTOM] } }),
];

const fields = {
	name: 'fields',
	displayName: 'Fields',
	default: {},
	schema: z.object({
		list: z
			.array(
				z.object({
					to: z.string().trim().min(1),
					from: z.enum([...SCORE_FIELDS, ...LEAD_SUMMARY_FIELDS]),
					form: z.enum([
						'choice',
						'date',
						'fraction',
						'lines',
						'number',
						'percent',
						'text',
						'timestamp',
					]),
					decimals: z.preprocess(asNumber, z.number().int().min(0).max(10).default(2)),
					longest: z.preprocess(asNumber, z.number().int().min(1).default(255)),
					choices: z.string().default(''),
				}),
			)
			.min(1),
	}),
};

type Field = z.output<typeof fields.schema>['list'][number];

function fitOf({ form, decimals, longest, choices }: Field): FieldFormat | undefined {
	if (form === 'date' || form === 'timestamp') return { as: form };
	if (form === 'text' || form === 'lines') return { as: form, longest };
	if (form !== 'choice') return { as: form, decimals };
	const [first, ...more] = choices
		.split(',')
		.map((choice) => choice.trim())
		.filter((choice) => choice !== '');
	return first === undefined ? undefined : { as: 'choice', options: [first, ...more] };
}

function readTargets(node: IExecuteFunctions, items: number): CrmField[] {
	const given = fields.schema.safeParse(readForAll(node, fields, items));
	if (!given.success) {
		const rule = 'Add at least one field, each with a name';
		throw refusal(node.getNode(), rule, fields.displayName);
	}
	return given.data.list.map((field) => {
		const { from, to } = field;
		const fit = fitOf(field);
		if (fit !== undefined) return { from, to, label: to, fit };
		throw new NodeOperationError(node.getNode(), `The field "${to}" is a choice without choices`, {
			description: 'Enter its choices under Fields, with commas between them. Nothing was put out',
		});
	});
}

/** One row for each score, under the user's own names. */
export function customUpdate(
	node: IExecuteFunctions,
	input: readonly INodeExecutionData[],
): INodeExecutionData[] {
	const targets = readTargets(node, input.length);
	const { clear } = readOptions(node, options, input.length);
	const json = input.map((item) => item.json);
	const { rows, refused } = customRows(json, targets, { now: new Date(), clear });
	stopAtRefusedItem(node, refused, input.length);
	node.addExecutionHints(customHint(rows));
	return [
		...rows.map(({ item, fields: row }) => ({ json: jsonOf(row), pairedItem: { item } })),
		...errorItems(refused),
	];
}
