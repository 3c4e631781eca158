import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { OWN_ITEM_FIELDS } from '../contract';
import type { BatchStatus, ItemError, LeadWithHistory, ScoredLead, SkippedLead } from '../contract';
import type { LeadDetailsResult } from '../scoring/leadDetails';
import type { MatchedLead } from '../scoring/matchResults';
import type { Outcome, Problem, LeadRow } from '../types';
import type { SkippedRow } from '../leads/recentlyScored';
import { isJson, jsonOf } from '../json';

/** Outcomes → items. Every item is paired; the order is the order of the input. */

/** Values are part of saved workflows. */
export type OutputMode = 'simplified' | 'raw' | 'selected';

export interface OutputFormat {
	readonly output: OutputMode;
	/** Names of simplified fields, for `selected`. */
	readonly selected: readonly string[];
	/** Whether the output includes the fields and binary data of the input item. */
	readonly includeOtherFields: boolean;
}

/** A result in both output forms. */
export interface PresentedResult {
	readonly simplified: object;
	readonly raw: unknown;
	/** Fields that the item has in every output format. */
	readonly always?: { readonly batch_status: BatchStatus };
}

/** A value of the input item. n8n's own objects, e.g. for times, become text. */
export const shownValue = (value: unknown): unknown => (isJson(value) ? value : String(value));

/** Fields that identify a row's lead in its output item, and remarks on it. */
export const identityFields = ({ lead: { email, name } }: LeadRow) => ({
	email,
	...(name !== undefined && { name }),
});

export const annotationFields = ({
	warnings,
	origin: { source, record, current, claimed, lookup },
}: LeadRow) => ({
	...(warnings.length > 0 && {
		warnings: warnings.map(({ field, value, why, leftOut }) => ({
			field,
			value: shownValue(value),
			why: leftOut ? `left out: ${why}` : why,
		})),
	}),
	...(record !== undefined && {
		origin: {
			source,
			record_type: record.type,
			record_id: record.id,
			...(claimed !== undefined && { claimed }),
			...(current !== undefined && { current }),
		},
	}),
	...(lookup !== undefined && { lookup }),
});

export const isSkipped = (result: MatchedLead | SkippedRow): result is SkippedRow =>
	'lastScored' in result;

function presentSkipped({ row, lastScored }: SkippedRow): PresentedResult {
	const simplified: SkippedLead = {
		...identityFields(row),
		skipped: true,
		last_scored: lastScored.toISOString(),
		...annotationFields(row),
	};
	return { simplified, raw: simplified };
}

export function presentScored(scored: MatchedLead | SkippedRow): PresentedResult {
	if (isSkipped(scored)) return presentSkipped(scored);
	const { row, result, received } = scored;
	// Without spreads before the fixed fields, which makes each of many items several times as slow.
	const simplified: ScoredLead = {
		email: row.lead.email,
		name: row.lead.name,
		score: result.score,
		category: result.category,
		lead_id: result.id,
		conversion_probability: result.conversion_probability,
		predicted_revenue: result.predicted_revenue,
		churn_risk: result.churn_risk,
		recommendations: result.recommendations,
		next_actions: result.next_actions,
		company: row.lead.company,
		...annotationFields(row),
	};
	return { simplified, raw: received };
}

/** For a pause: marks the items, so that they differ from those that n8n passes on at the deadline. */
export const presentInBatch = (scored: MatchedLead | SkippedRow): PresentedResult => ({
	...presentScored(scored),
	always: { batch_status: isSkipped(scored) ? 'skipped' : 'scored' },
});

export const presentDetails = ({ details, received }: LeadDetailsResult): PresentedResult => {
	const simplified: LeadWithHistory = {
		lead_id: details.id,
		score: details.score,
		created_at: details.created_at,
		updated_at: details.updated_at,
		history: details.history,
	};
	return { simplified, raw: received };
};

/** The binary data of an input item, for its output item. */
export const binaryOf = (
	input: INodeExecutionData | undefined,
): Pick<INodeExecutionData, 'binary'> =>
	input?.binary === undefined ? {} : { binary: input.binary };

/**
 * The fields of an input item that may be included with a result. Names of our output fields are left
 * out even if the result lacks them, because an "origin" or a "score" in the input is not ours.
 */
export const otherFieldsOf = (input: INodeExecutionData | undefined): IDataObject =>
	Object.fromEntries(
		Object.entries(input?.json ?? {}).filter(([key]) => !OWN_ITEM_FIELDS.has(key)),
	);

/** Without these fields a skipped lead would look like a scored one. */
const ALWAYS = new Set(['skipped', 'last_scored']);

/**
 * @param outcomes exactly one for each input item, in their order
 * @param input the input items
 */
export function toItems<R>(
	outcomes: ReadonlyArray<Outcome<R>>,
	input: readonly INodeExecutionData[],
	present: (result: R) => PresentedResult,
	{ output, selected, includeOtherFields }: OutputFormat,
): INodeExecutionData[] {
	const wanted = new Set(selected);
	return outcomes.map((outcome) => {
		const pairedItem = { item: outcome.item };
		if (!outcome.ok) return { json: errorJson(outcome.problem), pairedItem };
		const { simplified, raw, always } = present(outcome.result);
		const json = jsonOf(output === 'raw' ? raw : simplified);
		if (output === 'selected') {
			for (const key of Object.keys(json)) {
				if (!wanted.has(key) && !ALWAYS.has(key)) delete json[key];
			}
		}
		Object.assign(json, always);
		if (!includeOtherFields) return { json, pairedItem };
		const given = input[outcome.item];
		return { json: { ...otherFieldsOf(given), ...json }, pairedItem, ...binaryOf(given) };
	});
}

/**
 * `error` is the only key: below n8n 2.34.6 and 2.35.3 an item with any other key leaves through the
 * success branch. n8n would accept a `message` beside it. Not used, because on the error output n8n
 * merges the item over its input, where `message` would hide a form's column of that name.
 */
export function errorJson(problem: Problem): IDataObject {
	const { by, message, advice, field, status, code, retryable, quotaSpent } = problem;
	const error: ItemError = {
		message,
		advice,
		code,
		refused_by: by,
		...(field !== undefined && { field }),
		...(status !== undefined && { status }),
		retryable,
		quota_spent: quotaSpent,
	};
	return { error: { ...error } };
}
