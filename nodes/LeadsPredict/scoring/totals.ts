import { HOT_SCORE } from '../contract';
import type { Outcome } from '../types';
import type { MatchedLead } from './matchResults';

/** What the scores of a run add up to. */
export interface ScoreTotals {
	readonly results: ReadonlyArray<MatchedLead['result']>;
	readonly hot: number;
	/** Undefined without a single score. */
	readonly average: number | undefined;
}

export function scoreTotals(outcomes: ReadonlyArray<Outcome<MatchedLead>>): ScoreTotals {
	const results = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.result.result] : []));
	const sum = results.reduce((total, { score }) => total + score, 0);
	return {
		results,
		hot: results.filter(({ score }) => score >= HOT_SCORE).length,
		average: results.length === 0 ? undefined : sum / results.length,
	};
}
