import type { INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { LEAD_FIELDS, itemErrorSchema, scoredLeadSchema } from '../../nodes/LeadsPredict/contract';
import type { ScoredLead } from '../../nodes/LeadsPredict/contract';

/** What became of one lead. */
export type LeadOutcome =
	| { readonly ok: true; readonly lead: ScoredLead }
	| { readonly ok: false; readonly error: string; readonly advice?: string };

const failure = z.object({
	error: itemErrorSchema.pick({ message: true, advice: true, refused_by: true }),
});

/** Reads an output item of the LeadsPredict node. */
export function outcomeOf({ json }: INodeExecutionData): LeadOutcome {
	const failed = failure.safeParse(json);
	if (failed.success) {
		const { message, advice, refused_by } = failed.data.error;
		// The node's advice on a lead's data applies to n8n, so only the message is used here.
		return { ok: false, error: message, ...(refused_by !== 'input' && { advice }) };
	}
	const scored = scoredLeadSchema.safeParse(json);
	if (scored.success) return { ok: true, lead: scored.data };
	return { ok: false, error: 'n8n returned an item that is neither a score nor an error' };
}

/** The index of the input item that an output item belongs to. */
function positionOf({ pairedItem }: INodeExecutionData): number | undefined {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : first;
}

/** One outcome for each of `count` input items, in their order, from all outputs. */
export function outcomesInOrder(
	items: readonly INodeExecutionData[],
	count: number,
): LeadOutcome[] {
	const byPosition = new Map(items.map((item) => [positionOf(item), outcomeOf(item)]));
	return Array.from(
		{ length: count },
		(_, position) =>
			byPosition.get(position) ?? { ok: false, error: 'n8n gave no answer for this lead' },
	);
}

export const RESULT_COLUMNS = [
	'score',
	'category',
	'conversion_probability',
	'predicted_revenue',
	'churn_risk',
	'recommendations',
	'next_actions',
	'lead_id',
	'warnings',
	'error',
] as const;

const LABELS = new Map<string, string>(LEAD_FIELDS.map(({ name, label }) => [name, label]));

type Warning = NonNullable<ScoredLead['warnings']>[number];

/** `Revenue "$1M-$10M" left out: a range` */
const inWords = ({ field, value, why }: Warning): string => {
	const shown = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
	const separator = why.startsWith('left out') ? ' ' : ': ';
	return `${LABELS.get(field) ?? field} ${shown}${separator}${why}`;
};

/** A lead's results as cells, in the order of {@link RESULT_COLUMNS}. */
export function resultCells(outcome: LeadOutcome): Array<string | number | undefined> {
	if (!outcome.ok) {
		const blanks = Array<undefined>(RESULT_COLUMNS.length - 1).fill(undefined);
		return [...blanks, [outcome.error, outcome.advice].filter(Boolean).join('. ')];
	}
	const { lead } = outcome;
	const actions = (lead.next_actions ?? []).map(({ action, priority, deadline }) => {
		const more = [priority, deadline && `by ${deadline}`].filter(Boolean).join(', ');
		return more === '' ? action : `${action} (${more})`;
	});
	return [
		lead.score,
		lead.category ?? undefined,
		lead.conversion_probability ?? undefined,
		lead.predicted_revenue ?? undefined,
		lead.churn_risk ?? undefined,
		(lead.recommendations ?? []).join('; '),
		actions.join('; '),
		lead.lead_id,
		(lead.warnings ?? []).map(inWords).join('; '),
		undefined,
	];
}
