import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { DEFAULT_LEADS_PER_REQUEST, MAX_LEADS_PER_REQUEST, scoredLeadSchema } from '../../contract';
import type { Lead } from '../../contract';
import type { SkippedRow } from '../../leads/recentlyScored';
import { presentInBatch, presentScored } from '../../output/items';
import { totalsOf } from '../../output/hints';
import type { OutputFormat } from '../../output/items';
import type { MatchedLead } from '../../scoring/matchResults';
import { score } from '../../scoring/score';
import type { RunResult } from '../../scoring/scheduler';
import { succeeded } from '../../types';
import type { ApiRequest } from '../../types';
import { buildOutput, stopAtRefused } from '../buildOutput';
import { outputSettings, readOutputFormat } from '../output';
import { openConnection, requestOptions } from '../requestOptions';
import type { ResponseCache } from '../responseCache';
import { numberSetting } from '../settings';
import type { Settings, ValuesOf } from '../settings';
import { itemProperties, readingOptions, readItems } from './readItems';
import type { ItemsRead } from './readItems';

/** Sends leads, matches results and outputs items, for Analyze and Analyze in Batch. */

const output = outputSettings(scoredLeadSchema, ['email', 'score', 'category', 'lead_id']);

export const leadProperties: readonly INodeProperties[] = [
	...itemProperties,
	output.output.property,
	output.outputFields.property,
];

/** The value of Leads per Request when the node chooses the size; users cannot enter it. */
export const AUTOMATIC = 0;

/** @param whenAbsent leads per request when the option is not added */
function leadsPerRequest(whenAbsent: number) {
	const isAutomatic = whenAbsent === AUTOMATIC;
	const shown = isAutomatic ? DEFAULT_LEADS_PER_REQUEST : whenAbsent;
	const reason = isAutomatic
		? 'Without this option, the node finds the largest number that works'
		: 'More leads in a request use fewer requests of your plan';
	return numberSetting(
		{
			displayName: 'Leads per Request',
			name: 'leadsPerRequest',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MAX_LEADS_PER_REQUEST, numberPrecision: 0 },
			default: shown,
			description: `How many leads to send in one request, from 1 to ${MAX_LEADS_PER_REQUEST.toLocaleString('en-US')}. ${reason}.`,
		},
		whenAbsent,
	);
}

/** @param whenAbsent leads per request when the option is not added; may be AUTOMATIC */
export const scoringOptions = (whenAbsent: number) => ({
	...requestOptions,
	...readingOptions,
	leadsPerRequest: leadsPerRequest(whenAbsent),
});

export type ScoringOptions = ValuesOf<ReturnType<typeof scoringOptions>>;

/** Leads that are ready to be sent, and the output format of their scores. */
export interface Prepared<Options extends ScoringOptions = ScoringOptions>
	extends ItemsRead<Options> {
	readonly shape: OutputFormat;
}

/**
 * Items → leads; nothing is sent yet.
 * @throws NodeOperationError for a bad item, with On Error: Stop Workflow
 */
export function prepareLeads<Options extends ScoringOptions>(
	node: IExecuteFunctions,
	options: Settings<Options>,
): Prepared<Options> {
	const read = readItems(node, options);
	const items = read.input.length;
	const shape = readOutputFormat(node, output, items, read.chosen.includeOtherFields);
	stopAtRefused(node, read.refused, items);
	return { ...read, shape };
}

/** Many items in, few requests out, one item per input item. */
export async function scoreLeads<Options extends ScoringOptions>(
	node: IExecuteFunctions,
	options: Settings<Options>,
	requestFor: (leads: Lead[], chosen: Options) => ApiRequest,
): Promise<INodeExecutionData[]> {
	const prepared = prepareLeads(node, options);
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
 * Outputs results and the outcomes of leads that were not sent, in the order of the input.
 * @param inBatch whether they are the results of a paused batch
 */
export function outputScores(
	node: IExecuteFunctions,
	{ input, shape, skipped, refused, hints }: Prepared,
	ran: RunResult<MatchedLead>,
	kept: ResponseCache,
	inBatch = false,
): INodeExecutionData[] {
	return buildOutput<MatchedLead | SkippedRow>(node, ran, {
		cache: kept,
		input,
		refused,
		unsent: skipped.map((each) => succeeded(each.row.item, each)),
		present: inBatch ? presentInBatch : presentScored,
		format: shape,
		success: {
			noun: 'lead',
			done: 'scored',
			skipped: skipped.length,
			totals: totalsOf(ran.outcomes),
		},
		hints,
	});
}
