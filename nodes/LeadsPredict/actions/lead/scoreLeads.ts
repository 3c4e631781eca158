import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	NodeExecutionHint,
} from 'n8n-workflow';
import { z } from 'zod';

import {
	DEFAULT_LEADS_PER_REQUEST,
	LEAD_FIELDS,
	MAX_LEADS_PER_REQUEST,
	scoredLeadSchema,
} from '../../contract';
import type { Lead } from '../../contract';
import type { MatchedLead } from '../../scoring/matchResults';
import { score } from '../../scoring/score';
import type { RunResult } from '../../scoring/scheduler';
import type { ApiRequest, LeadRow, Outcome } from '../../types';
import { succeeded } from '../../types';
import { readLeads } from '../../leads/readLeads';
import { compileMapping } from '../../leads/fieldMapping';
import type { Mapping } from '../../leads/fieldMapping';
import { recognizer } from '../../leads/recognize';
import { skipRecentlyScored } from '../../leads/recentlyScored';
import type { SkippedRow } from '../../leads/recentlyScored';
import { COLUMNS, OWN_FIELDS, RECOGNIZE, SOURCES } from '../../leads/sources';
import { readHint } from '../../output/hints';
import { presentInBatch, presentScored, summarise, summaryItem } from '../../output/items';
import type { OutputFormat } from '../../output/items';
import { previewItems } from '../../output/preview';
import { addHints } from '../hints';
import { buildOutput, stopAtRefused } from '../buildOutput';
import type { ResponseCache } from '../responseCache';
import { includeInput, outputSettings, readOutputFormat } from '../output';
import {
	booleanSetting,
	multiOptionsSetting,
	numberSetting,
	optionsSetting,
	readOptions,
	readSetting,
} from '../settings';
import type { Settings, ValuesOf } from '../settings';
import { provenanceOf } from '../provenance';
import { openConnection, requestOptions } from '../requestOptions';

/** What Analyze and Analyze in Batch share: how leads are found, sent, matched and put out. */

const leadSourceOptions = [
	{
		name: 'Columns or Form Fields',
		value: COLUMNS,
		description:
			'Rows of a spreadsheet, database or CSV file, and answers to a form, by their headers',
	},
	{
		name: 'LeadsPredict Fields',
		value: OWN_FIELDS,
		description: 'Only fields named exactly as LeadsPredict names them, such as engagement_score',
	},
	{
		name: 'Recognize Automatically',
		value: RECOGNIZE,
		description: 'Finds out for each item which of the others it is',
	},
	...SOURCES.map(({ name, value, description }) => ({ name, value, description })),
].sort((a, b) => a.name.localeCompare(b.name));

const leadSource = optionsSetting({
	displayName: 'Lead Source',
	name: 'leadSource',
	type: 'options',
	noDataExpression: true,
	options: leadSourceOptions,
	default: RECOGNIZE,
	description: 'Where the items come from, which says where the lead stands in them',
	hint: 'Only the email is required',
});

const output = outputSettings(scoredLeadSchema, ['email', 'score', 'category', 'lead_id']);

export const leadProperties: readonly INodeProperties[] = [
	leadSource.property,
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
	output.output.property,
	output.outputFields.property,
];

const includeSummary = booleanSetting({
	displayName: 'Include Summary',
	name: 'includeSummary',
	type: 'boolean',
	default: false,
	description:
		'Whether to add one more item at the end with the totals over all requests: leads, hot leads, average score, predicted revenue',
});

const leavable = LEAD_FIELDS.filter(({ name }) => name !== 'email')
	.map(({ label, name }) => ({ name: label, value: name }))
	.sort((a, b) => a.name.localeCompare(b.name));

const excludeFields = multiOptionsSetting({
	displayName: 'Exclude Fields',
	name: 'excludeFields',
	type: 'multiOptions',
	options: leavable,
	default: [],
	description: 'Fields that must not leave n8n, such as phone numbers',
});

const dates = optionsSetting({
	displayName: 'Ambiguous Dates',
	name: 'dates',
	type: 'options',
	options: [
		{
			name: 'Day First',
			value: 'dayFirst',
			description: 'Read it as 3 April, as most of Europe writes it',
		},
		{ name: 'Leave Out', value: 'leaveOut', description: 'Send the lead without it, and say so' },
		{
			name: 'Month First',
			value: 'monthFirst',
			description: 'Read it as March 4, as the US writes it',
		},
	],
	default: 'leaveOut',
	description: 'How to read a date such as 03/04/2025, whose day and month cannot be told apart',
});

const ranges = optionsSetting({
	displayName: 'Ranges',
	name: 'ranges',
	type: 'options',
	options: [
		{ name: 'Leave Out', value: 'leaveOut', description: 'Send the lead without it, and say so' },
		{ name: 'Lower Bound', value: 'lowerBound', description: 'Read 11-50 as 11, and 500+ as 500' },
		{ name: 'Midpoint', value: 'midpoint', description: 'Read 10-50 as 30' },
	],
	default: 'leaveOut',
	description: 'How to read a revenue or a number of employees that is a range, such as 10-50',
});

const previewOnly = booleanSetting({
	displayName: 'Preview Only',
	name: 'previewOnly',
	type: 'boolean',
	default: false,
	description:
		'Whether to send nothing and put out for each item the lead that would be sent, and where each field was found',
});

/** Not added, it skips nothing. */
const skipScoredWithin = numberSetting(
	{
		displayName: 'Skip Leads Scored Within',
		name: 'skipScoredWithin',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 7,
		description:
			'How many days a score counts as fresh: leads whose CRM record says that they were scored since pass through marked as skipped',
	},
	0,
);

const strict = booleanSetting({
	displayName: 'Strict Checking',
	name: 'strict',
	type: 'boolean',
	default: false,
	description:
		'Whether to refuse an item when any of its values is doubtful, instead of sending the lead without that value',
});

/** The value of Leads per Request that leaves it to the node; nobody can enter it. */
export const AUTOMATIC = 0;

/** @param whenAbsent leads a request holds while the option is not added */
function leadsPerRequest(whenAbsent: number) {
	const isAutomatic = whenAbsent === AUTOMATIC;
	const shown = isAutomatic ? DEFAULT_LEADS_PER_REQUEST : whenAbsent;
	const reason = isAutomatic
		? 'without this option the node finds the largest number that works, which uses the least of your quota'
		: 'the more, the less of your quota is used';
	return numberSetting(
		{
			displayName: 'Leads per Request',
			name: 'leadsPerRequest',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MAX_LEADS_PER_REQUEST, numberPrecision: 0 },
			default: shown,
			description: `How many leads to send in one request, from 1 to ${MAX_LEADS_PER_REQUEST.toLocaleString('en-US')}; ${reason}`,
		},
		whenAbsent,
	);
}

/** @param whenAbsent leads a request holds unless the user says otherwise; may be AUTOMATIC */
export const scoringOptions = (whenAbsent: number) => ({
	...requestOptions,
	dates,
	excludeFields,
	includeInput,
	includeSummary,
	leadsPerRequest: leadsPerRequest(whenAbsent),
	previewOnly,
	ranges,
	skipScoredWithin,
	strict,
});

export type ScoringOptions = ValuesOf<ReturnType<typeof scoringOptions>>;

/** n8n makes a collection an object before a node sees it, whatever stands in the workflow. */
const expressions = z.record(z.unknown());

const readMapping = (node: IExecuteFunctions): Mapping =>
	compileMapping(
		expressions.parse(node.getNodeParameter('leadFields', 0, {}, { rawExpressions: true })),
		(field, item) => node.getNodeParameter(`leadFields.${field}`, item, ''),
	);

/** Leads that are ready to be sent, and all that is known by then. */
export interface Prepared<Options extends ScoringOptions = ScoringOptions> {
	readonly input: readonly INodeExecutionData[];
	readonly chosen: Options;
	readonly shape: OutputFormat;
	readonly rows: readonly LeadRow[];
	readonly skipped: readonly SkippedRow[];
	readonly refused: ReadonlyArray<Outcome<never>>;
	readonly readHow: readonly NodeExecutionHint[];
}

/**
 * Items → leads; nothing is sent yet.
 * @returns the items to put out instead, when only a preview is asked for
 * @throws NodeOperationError for a bad item, with On Error: Stop Workflow
 */
export function prepareLeads<Options extends ScoringOptions>(
	node: IExecuteFunctions,
	options: Settings<Options>,
): Prepared<Options> | INodeExecutionData[] {
	const input = node.getInputData();
	const chosen = readOptions(node, options, input.length);
	const shape = readOutputFormat(node, output, input.length, chosen.includeInput);

	const { rows: read, refused } = readLeads(input, {
		recognise: recognizer(readSetting(node, leadSource, input.length), provenanceOf(node)),
		mapping: readMapping(node),
		excludeFields: new Set(chosen.excludeFields),
		strict: chosen.strict,
		dates: chosen.dates,
		ranges: chosen.ranges,
	});
	const { rows, skipped } = skipRecentlyScored(read, chosen.skipScoredWithin, new Date());
	const readHow = [readHint(read)].filter((hint) => hint !== undefined);
	if (chosen.previewOnly) {
		addHints(node, ...readHow);
		return previewItems({ rows, skipped, refused }, input, chosen.includeInput);
	}
	stopAtRefused(node, refused, input.length);
	return { input, chosen, shape, rows, skipped, refused, readHow };
}

/** Many items in, few requests out, one item per input item. */
export async function scoreLeads<Options extends ScoringOptions>(
	node: IExecuteFunctions,
	options: Settings<Options>,
	requestFor: (leads: Lead[], chosen: Options) => ApiRequest,
): Promise<INodeExecutionData[]> {
	const prepared = prepareLeads(node, options);
	if (Array.isArray(prepared)) return prepared;
	const { chosen, rows } = prepared;

	const exchange = await openConnection(node, chosen);
	const ran = await score(
		rows,
		{
			...(chosen.leadsPerRequest === AUTOMATIC
				? { earlierSizes: exchange.cache.sizes }
				: { size: chosen.leadsPerRequest }),
			requestFor: (leads) => requestFor(leads, chosen),
		},
		exchange.options,
	);

	return outputScores(node, prepared, ran, exchange.cache);
}

/**
 * Scores, and what came of the leads that were not sent, as items in the order of the input.
 * @param inBatch whether they come out of a pause
 */
export function outputScores(
	node: IExecuteFunctions,
	{ input, chosen, shape, skipped, refused, readHow }: Prepared,
	ran: RunResult<MatchedLead>,
	kept: ResponseCache,
	inBatch = false,
): INodeExecutionData[] {
	const { items, outcomes } = buildOutput<MatchedLead | SkippedRow>(node, ran, {
		cache: kept,
		input,
		refused,
		unsent: skipped.map((each) => succeeded(each.row.item, each)),
		present: inBatch ? presentInBatch : presentScored,
		format: shape,
		success: { noun: 'lead', done: 'scored', skipped: skipped.length },
		hints: readHow,
	});
	if (chosen.includeSummary) {
		items.push(summaryItem(summarise(outcomes, ran.requests), input.length, inBatch));
	}
	return items;
}
