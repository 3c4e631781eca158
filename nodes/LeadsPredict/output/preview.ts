import type { INodeExecutionData } from 'n8n-workflow';

import type { LeadPreview } from '../contract';
import { settle, succeeded } from '../types';
import type { Outcome, Row } from '../types';
import type { Skipped } from '../leads/recentlyScored';
import { remarks } from './items';
import { jsonOf } from '../json';

/** Preview Only: what would be sent for each item, from where, and why not. */

const ofRow = (row: Row): LeadPreview => ({
	lead: row.lead,
	read_as: row.origin.is,
	from: row.origin.fields,
	...remarks(row),
});

const ofSkipped = ({ row, lastScored }: Skipped): LeadPreview => ({
	...ofRow(row),
	skipped: true,
	last_scored: lastScored.toISOString(),
});

const previewOf = (outcome: Outcome<LeadPreview>): LeadPreview => {
	if (outcome.ok) return outcome.result;
	const { message, advice, code } = outcome.problem;
	return { lead: null, problem: { message, advice, ...(code !== undefined && { code }) } };
};

export interface Previewed {
	readonly rows: readonly Row[];
	readonly skipped: readonly Skipped[];
	readonly refused: ReadonlyArray<Outcome<never>>;
}

/** One item for each input item, in their order; a refused one says why instead of failing. */
export function previewItems(
	{ rows, skipped, refused }: Previewed,
	input: readonly INodeExecutionData[],
	includeInput: boolean,
): INodeExecutionData[] {
	const outcomes = settle(input.length, [
		...rows.map((row) => succeeded(row.item, ofRow(row))),
		...skipped.map((each) => succeeded(each.row.item, ofSkipped(each))),
		...refused,
	]);
	return outcomes.map((outcome) => ({
		json: {
			...jsonOf(previewOf(outcome)),
			...(includeInput && { input: input[outcome.item]?.json ?? {} }),
		},
		pairedItem: { item: outcome.item },
	}));
}
