import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { LEAD_FIELDS, MAX_LEADS_PER_REQUEST, scoredLeadSchema } from '../../contract';
import type { Lead } from '../../contract';
import { chunk } from '../../exchange/chunk';
import { match } from '../../exchange/match';
import { run } from '../../exchange/run';
import type { Request } from '../../exchange/send';
import { intake } from '../../intake/intake';
import { compileMapping } from '../../intake/mapping';
import { recogniser } from '../../intake/recognise';
import { presentScored, summarise, summaryItem } from '../../output/items';
import { finish, runOptions, stopAtRefused } from '../finish';
import { includeInputOption, outputProperties, readShape } from '../output';
import { readForAll } from '../parameters';
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
					'Fields and column headers with the names of LeadsPredict, such as Email or Engagement Score',
			},
		],
		default: 'auto',
		description: 'Where each item holds its lead',
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

const fieldNames = LEAD_FIELDS.map(({ name }) => name);

const optionsSchema = z.object({
	includeInput: z.boolean().default(false),
	includePredictions: z.boolean().optional(),
	includeRecommendations: z.boolean().optional(),
	includeSummary: z.boolean().default(false),
	leadsPerRequest: z.number().int().min(1).max(MAX_LEADS_PER_REQUEST).optional(),
	leaveOut: z.array(z.string()).default([]),
});

export type ScoringOptions = z.infer<typeof optionsSchema>;

function readOptions(node: IExecuteFunctions, items: number): ScoringOptions {
	const read = optionsSchema.safeParse(readForAll(node, 'options', 'Options', {}, items));
	if (read.success) return read.data;
	const isSize = read.error.issues.some(({ path }) => path[0] === 'leadsPerRequest');
	throw new NodeOperationError(
		node.getNode(),
		isSize
			? `Leads per Request must be a whole number from 1 to ${MAX_LEADS_PER_REQUEST.toLocaleString('en-US')}`
			: `Options has a value of the wrong kind in ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
		{ description: 'Correct it under Options' },
	);
}

const sourceSchema = z.enum(['auto', 'leadspredict']).catch('auto');
const expressionsSchema = z.record(z.unknown()).catch({});

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
	const options = readOptions(node, input.length);
	const shape = readShape(node, input.length, options.includeInput);
	const leadSource = readForAll(node, 'leadSource', 'Lead Source', 'auto', input.length);
	const leadFields = node.getNodeParameter('leadFields', 0, {}, { rawExpressions: true });

	const { rows, refused } = intake(input, {
		recognise: recogniser(sourceSchema.parse(leadSource)),
		mapping: compileMapping(expressionsSchema.parse(leadFields), (field, item) =>
			node.getNodeParameter(`leadFields.${field}`, item, ''),
		),
		leaveOut: new Set(fieldNames.filter((name) => options.leaveOut.includes(name))),
	});
	stopAtRefused(node, refused, input.length);

	const calls = chunk(rows, options.leadsPerRequest ?? usualSize).map((part) => ({
		request: requestFor(
			part.map(({ lead }) => lead),
			options,
		),
		items: part.map(({ item }) => item),
		read: (answer: Parameters<typeof match>[1]) => match(part, answer),
	}));
	const ran = await run(calls, runOptions(node, await requestsOf(node)));

	const { items, outcomes } = finish(node, ran, {
		input,
		refused,
		present: presentScored,
		shape,
		done: 'scored',
	});
	if (options.includeSummary) {
		items.push(summaryItem(summarise(outcomes, ran.requests), input.length));
	}
	return items;
}
