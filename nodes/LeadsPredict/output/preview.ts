import type { INodeExecutionData } from 'n8n-workflow';

import type { LeadPreview } from '../contract';
import { orderOutcomes, succeeded } from '../types';
import type { Outcome, LeadRow } from '../types';
import type { SkippedRow } from '../leads/recentlyScored';
import { annotationFields, binaryOf, otherFieldsOf, shownValue } from './items';
import { jsonOf } from '../json';

/** Shows what would be sent for each item, where it was found, or why nothing would be sent. */

const ofRow = (row: LeadRow): LeadPreview => ({
	lead: row.lead,
	read_as: row.origin.label,
	from: row.origin.fields,
	...(row.notRead !== undefined && {
		not_read: row.notRead.map(({ field, from, value }) => ({
			field,
			from,
			value: shownValue(value),
		})),
	}),
	...annotationFields(row),
});

const ofSkipped = ({ row, lastScored }: SkippedRow): LeadPreview => ({
	...ofRow(row),
	skipped: true,
	last_scored: lastScored.toISOString(),
});

const previewOf = (outcome: Outcome<LeadPreview>): LeadPreview => {
	if (outcome.ok) return outcome.result;
	const { message, advice, code } = outcome.problem;
	return { problem: { message, advice, code } };
};

export interface Previewed {
	readonly rows: readonly LeadRow[];
	readonly skipped: readonly SkippedRow[];
	readonly refused: ReadonlyArray<Outcome<never>>;
}

/**
 * One item for each input item, in their order. A refused item states the reason instead of failing.
 */
export function previewItems(
	{ rows, skipped, refused }: Previewed,
	input: readonly INodeExecutionData[],
	includeOtherFields: boolean,
): INodeExecutionData[] {
	const outcomes = orderOutcomes(input.length, [
		...rows.map((row) => succeeded(row.item, ofRow(row))),
		...skipped.map((each) => succeeded(each.row.item, ofSkipped(each))),
		...refused,
	]);
	return outcomes.map((outcome) => ({
		json: {
			...(includeOtherFields && otherFieldsOf(input[outcome.item])),
			...jsonOf(previewOf(outcome)),
		},
		pairedItem: { item: outcome.item },
		...(includeOtherFields && binaryOf(input[outcome.item])),
	}));
}
