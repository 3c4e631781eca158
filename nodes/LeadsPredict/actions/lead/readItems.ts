import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	NodeExecutionHint,
} from 'n8n-workflow';
import { z } from 'zod';

import { LEAD_FIELDS } from '../../contract';
import { compileMapping } from '../../leads/fieldMapping';
import type { Mapping } from '../../leads/fieldMapping';
import { readLeads } from '../../leads/readLeads';
import { skipRecentlyScored } from '../../leads/recentlyScored';
import type { SkippedRow } from '../../leads/recentlyScored';
import { recognizer } from '../../leads/recognize';
import { COLUMNS, OWN_FIELDS, RECOGNIZE, SOURCES } from '../../leads/sources';
import { readHints } from '../../output/readHints';
import type { LeadRow, Outcome } from '../../types';
import { includeOtherFields } from '../output';
import { provenanceOf } from '../provenance';
import {
	booleanOption,
	multiOptionsSetting,
	numberSetting,
	optionsSetting,
	readOptions,
	readSetting,
} from '../settings';
import type { Settings, ValuesOf } from '../settings';

/** Items → leads, for all operations that take leads. */

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
		description: 'Finds out where each item comes from, and reads its lead',
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
	description: 'Which system the items come from',
	hint: 'Only the email is required',
});

/** Where the leads are in the items. */
export const itemProperties: readonly INodeProperties[] = [
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
		description: 'Choose where a field comes from, or enter its value. Only the email is required.',
	},
];

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

const compareItems = booleanOption({
	displayName: 'Compare Items',
	name: 'compareItems',
	type: 'boolean',
	default: false,
	description:
		'Whether to compare all items to decide unclear cases, such as which column holds the email',
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
		{
			name: 'Leave Out',
			value: 'leaveOut',
			description: 'Send the lead without it and add a warning',
		},
		{
			name: 'Month First',
			value: 'monthFirst',
			description: 'Read it as March 4, as the US writes it',
		},
	],
	default: 'leaveOut',
	description: 'How to read a date such as 03/04/2025, which can be in March or in April',
});

const ranges = optionsSetting({
	displayName: 'Ranges',
	name: 'ranges',
	type: 'options',
	options: [
		{
			name: 'Leave Out',
			value: 'leaveOut',
			description: 'Send the lead without it and add a warning',
		},
		{ name: 'Lower Bound', value: 'lowerBound', description: 'Read 11-50 as 11, and 500+ as 500' },
		{ name: 'Midpoint', value: 'midpoint', description: 'Read 10-50 as 30' },
	],
	default: 'leaveOut',
	description: 'How to read a revenue or number of employees that is a range, such as 10-50',
});

/** Without this option, nothing is skipped. */
const skipScoredWithin = numberSetting(
	{
		displayName: 'Skip Leads Scored Within',
		name: 'skipScoredWithin',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 7,
		description:
			'Do not score leads again within this many days. Needs the CRM field LeadsPredict Last Scored in the item.',
	},
	0,
);

const strict = booleanOption({
	displayName: 'Strict Checking',
	name: 'strict',
	type: 'boolean',
	default: true,
	description:
		'Whether to refuse a lead with an unclear value, instead of sending the lead without that value',
});

/** Options for reading items. */
export const readingOptions = {
	compareItems,
	dates,
	excludeFields,
	includeOtherFields,
	ranges,
	skipScoredWithin,
	strict,
};

export type ReadingOptions = ValuesOf<typeof readingOptions>;

/** n8n always passes a collection as an object, whatever the workflow holds. */
const expressions = z.record(z.unknown());

const readMapping = (node: IExecuteFunctions): Mapping =>
	compileMapping(
		expressions.parse(node.getNodeParameter('leadFields', 0, {}, { rawExpressions: true })),
		(field, item) => node.getNodeParameter(`leadFields.${field}`, item, ''),
	);

/** The items of a run as leads, before anything is sent. */
export interface ItemsRead<Options extends ReadingOptions = ReadingOptions> {
	readonly input: readonly INodeExecutionData[];
	readonly chosen: Options;
	/** Leads to be sent. */
	readonly rows: readonly LeadRow[];
	/** Leads that were scored recently and are not sent. */
	readonly skipped: readonly SkippedRow[];
	readonly refused: ReadonlyArray<Outcome<never>>;
	/** Hints about how the items were read. */
	readonly hints: readonly NodeExecutionHint[];
}

export function readItems<Options extends ReadingOptions>(
	node: IExecuteFunctions,
	options: Settings<Options>,
): ItemsRead<Options> {
	const input = node.getInputData();
	const chosen = readOptions(node, options, input.length);
	const read = readLeads(input, {
		recognise: recognizer(readSetting(node, leadSource, input.length), provenanceOf(node)),
		mapping: readMapping(node),
		compareItems: chosen.compareItems,
		excludeFields: new Set(chosen.excludeFields),
		strict: chosen.strict,
		dates: chosen.dates,
		ranges: chosen.ranges,
	});
	const fresh = skipRecentlyScored(read.rows, chosen.skipScoredWithin, new Date());
	return { input, chosen, ...fresh, refused: read.refused, hints: readHints(read) };
}
