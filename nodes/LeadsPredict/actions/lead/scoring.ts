import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { LEAD_FIELDS, MAX_LEADS_PER_REQUEST, leadSchema, scoredLeadSchema } from '../../contract';
import type { Lead } from '../../contract';
import { score } from '../../exchange/score';
import type { Request } from '../../exchange/send';
import { intake } from '../../intake/intake';
import { compileMapping } from '../../intake/mapping';
import type { Mapping } from '../../intake/mapping';
import { recogniser } from '../../intake/recognise';
import { LEAD_SOURCES } from '../../intake/sources';
import { presentScored, summarise, summaryItem } from '../../output/items';
import { finish, runOptions, stopAtRefused } from '../finish';
import { includeInputOption, includeInputSchema, outputProperties, readShape } from '../output';
import { asNumber, readSetting } from '../parameters';
import { requestsOf } from '../request';

/** What Analyze and Analyze in Batch share: how leads are found, sent, matched and put out. */

export const leadProperties: readonly INodeProperties[] = [
	{
		displayName: 'Lead Source',
		name: 'leadSource',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'LeadsPredict Fields',
				value: 'leadspredict',
				description:
					'Only fields named exactly as LeadsPredict names them, such as engagement_score',
			},
			{
				name: 'Recognize Automatically',
				value: 'auto',
				description:
					'Finds the fields by name, also when written as column headers, such as Email or Engagement Score',
			},
		],
		default: 'auto',
		description: 'How to find the lead in each item',
		hint: 'Only the email is required',
	},
	{
		displayName: 'Lead Fields',
		name: 'leadFields',
		type: 'collection',
		placeholder: 'Add Field',
		options: LEAD_FIELDS.map(({ name, label, example }) => ({
			displayName: label,
			name,
			type: 'string',
			default: '',
			placeholder: `e.g. ${example}`,
		})),
		default: {},
		description: 'Fields to read from somewhere else, or to set yourself, instead of Lead Source',
	},
	...outputProperties(scoredLeadSchema, ['email', 'score', 'category', 'lead_id']),
];

const includeSummaryOption: INodeProperties = {
	displayName: 'Include Summary',
	name: 'includeSummary',
	type: 'boolean',
	default: false,
	description:
		'Whether to add one more item at the end with the totals over all requests: leads, hot leads, average score, predicted revenue',
};

const leavable = LEAD_FIELDS.filter(({ name }) => name !== 'email')
	.map(({ label, name }) => ({ name: label, value: name }))
	.sort((a, b) => a.name.localeCompare(b.name));

const leaveOutOption: INodeProperties = {
	displayName: 'Leave Out Fields',
	name: 'leaveOut',
	type: 'multiOptions',
	options: leavable,
	default: [],
	description: 'Fields that must not leave n8n, such as phone numbers',
};

/** @param usual leads a request holds unless the user says otherwise */
export const optionsProperty = (
	usual: number,
	more: readonly INodeProperties[] = [],
): INodeProperties => {
	const leadsPerRequest: INodeProperties = {
		displayName: 'Leads per Request',
		name: 'leadsPerRequest',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_LEADS_PER_REQUEST, numberPrecision: 0 },
		default: usual,
		description: `How many leads to send in one request, from 1 to ${MAX_LEADS_PER_REQUEST.toLocaleString('en-US')}; the more, the less of your quota is used`,
	};
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		options: [includeInputOption, ...more, includeSummaryOption, leadsPerRequest, leaveOutOption],
		default: {},
	};
};

const FIELD_NAMES = leadSchema.keyof();
const MOST = MAX_LEADS_PER_REQUEST.toLocaleString('en-US');

const options = {
	name: 'options',
	label: 'Options',
	schema: z.object({
		includeInput: includeInputSchema,
		includePredictions: z.boolean().optional().describe('Include Predictions must be on or off'),
		includeRecommendations: z
			.boolean()
			.optional()
			.describe('Include Recommendations must be on or off'),
		includeSummary: z.boolean().default(false).describe('Include Summary must be on or off'),
		leadsPerRequest: z
			.preprocess(asNumber, z.number().int().min(1).max(MAX_LEADS_PER_REQUEST).optional())
			.describe(`Leads per Request must be a whole number from 1 to ${MOST}`),
		leaveOut: z
			.array(FIELD_NAMES.exclude(['email']))
			.default([])
			.describe(
				`Leave Out Fields can hold ${FIELD_NAMES.exclude(['email']).options.join(', ')} and nothing else`,
			),
	}),
	fallback: {},
} as const;

export type ScoringOptions = z.output<typeof options.schema>;

const leadSource = {
	name: 'leadSource',
	label: 'Lead Source',
	schema: z.enum(LEAD_SOURCES).describe('Lead Source must be one of the sources in its list'),
	fallback: 'auto',
} as const;

/** n8n makes a collection an object before a node sees it, whatever stands in the workflow. */
const expressions = z.record(z.unknown());

const readMapping = (node: IExecuteFunctions): Mapping =>
	compileMapping(
		expressions.parse(node.getNodeParameter('leadFields', 0, {}, { rawExpressions: true })),
		(field, item) => node.getNodeParameter(`leadFields.${field}`, item, ''),
	);

export interface Scoring {
	/** Leads a request holds unless the user says otherwise. */
	readonly usualSize: number;
	readonly requestFor: (leads: Lead[], options: ScoringOptions) => Request;
}

/** Many items in, few requests out, one item per input item. */
export async function scoreLeads(
	node: IExecuteFunctions,
	{ usualSize, requestFor }: Scoring,
): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const chosen = readSetting(node, options, input.length);
	const shape = readShape(node, input.length, chosen.includeInput);

	const { rows, refused } = intake(input, {
		recognise: recogniser(readSetting(node, leadSource, input.length)),
		mapping: readMapping(node),
		leaveOut: new Set(chosen.leaveOut),
	});
	stopAtRefused(node, refused, input.length);

	const ran = await score(
		rows,
		{
			size: chosen.leadsPerRequest ?? usualSize,
			requestFor: (leads) => requestFor(leads, chosen),
		},
		runOptions(node, await requestsOf(node)),
	);

	const { items, outcomes } = finish(node, ran, {
		input,
		refused,
		present: presentScored,
		shape,
		success: { noun: 'lead', done: 'scored' },
	});
	if (chosen.includeSummary) {
		items.push(summaryItem(summarise(outcomes, ran.requests), input.length));
	}
	return items;
}
