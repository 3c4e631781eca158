import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { HOT_SCORE } from '../contract';
import type { LeadWithHistory, RunSummary, ScoredLead } from '../contract';
import type { Details } from '../exchange/details';
import type { Scored } from '../exchange/match';
import type { Outcome, Problem } from '../flow';
import { jsonOf } from './json';

/** Outcomes → items. Every item is paired; the order is the order of the input. */

/** Values are part of saved workflows. */
export type Output = 'simplified' | 'raw' | 'selected';

export interface Shape {
	readonly output: Output;
	/** Names of simplified fields, for `selected`. */
	readonly selected: readonly string[];
	/** Whether the input item's data is put under `input`. */
	readonly includeInput: boolean;
}

/** A result in the two forms in which it can be put out. */
export interface Presented {
	readonly simplified: object;
	readonly raw: unknown;
}

export const presentScored = ({ lead, result, received }: Scored): Presented => {
	const simplified: ScoredLead = {
		email: lead.email,
		...(lead.name !== undefined && { name: lead.name }),
		score: result.score,
		category: result.category,
		lead_id: result.id,
		conversion_probability: result.conversion_probability,
		predicted_revenue: result.predicted_revenue,
		churn_risk: result.churn_risk,
		recommendations: result.recommendations,
		next_actions: result.next_actions,
	};
	return { simplified, raw: received };
};

export const presentDetails = ({ details, received }: Details): Presented => {
	const simplified: LeadWithHistory = {
		lead_id: details.id,
		score: details.score,
		created_at: details.created_at,
		updated_at: details.updated_at,
		history: details.history,
	};
	return { simplified, raw: received };
};

/**
 * @param outcomes exactly one for each input item, in their order
 * @param input the input items
 */
export function toItems<R>(
	outcomes: ReadonlyArray<Outcome<R>>,
	input: readonly INodeExecutionData[],
	present: (result: R) => Presented,
	{ output, selected, includeInput }: Shape,
): INodeExecutionData[] {
	const wanted = new Set(selected);
	return outcomes.map((outcome) => {
		const pairedItem = { item: outcome.item };
		if (!outcome.ok) return { json: errorJson(outcome.problem), pairedItem };
		const { simplified, raw } = present(outcome.result);
		const json = jsonOf(output === 'raw' ? raw : simplified);
		if (output === 'selected') {
			for (const key of Object.keys(json)) if (!wanted.has(key)) delete json[key];
		}
		if (includeInput) json['input'] = input[outcome.item]?.json ?? {};
		return { json, pairedItem };
	});
}

/**
 * n8n keeps both keys on the regular output, and on the error output lays them over the input
 * item's own data. Any further key would send the item to the success branch (seen in n8n 2.41).
 */
export function errorJson(problem: Problem): IDataObject {
	const { by, message, advice, field, status, code, retryable, quotaSpent } = problem;
	return {
		error: message,
		details: {
			advice,
			refused_by: by,
			...(field !== undefined && { field }),
			...(status !== undefined && { status }),
			...(code !== undefined && { code }),
			retryable,
			quota_spent: quotaSpent,
		},
	};
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Totals over all requests of a run, from the very results that are put out. */
export function summarise(outcomes: ReadonlyArray<Outcome<Scored>>, requests: number): RunSummary {
	const results = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.result.result] : []));
	const sum = (read: (result: Scored['result']) => number) =>
		results.reduce((total, result) => total + read(result), 0);
	return {
		total_leads: results.length,
		hot_leads: results.filter(({ score }) => score >= HOT_SCORE).length,
		avg_score: results.length === 0 ? null : round(sum(({ score }) => score) / results.length),
		total_predicted_revenue: round(sum((result) => result.predicted_revenue ?? 0)),
		failed_leads: outcomes.length - results.length,
		requests,
	};
}

/** The summary belongs to all leads, so it is paired to all items. */
export const summaryItem = (summary: RunSummary, items: number): INodeExecutionData => ({
	json: { summary: { ...summary } },
	pairedItem: Array.from({ length: items }, (_, item) => ({ item })),
});
