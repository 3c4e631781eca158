import { HOT_SCORE } from './api';
import type { AnalyzeOptions, LeadResult, Results } from './api';
import type { KnownLead } from './store';

/** One result in the documented form; parts that an option switches off are omitted. */
export function resultOf({ id, assessment }: KnownLead, options: AnalyzeOptions): LeadResult {
	const { score, category, recommendations, next_actions, ...predictions } = assessment;
	return {
		id,
		score,
		category,
		...(options.include_predictions !== false && predictions),
		...(options.include_recommendations !== false && { recommendations, next_actions }),
	};
}

/** Totals of one request. The average has two decimals. */
export function summaryOf(leads: readonly KnownLead[]): Results['summary'] {
	const total = (of: (lead: KnownLead) => number): number =>
		leads.reduce((sum, lead) => sum + of(lead), 0);
	const score = total(({ assessment }) => assessment.score);
	return {
		total_leads: leads.length,
		hot_leads: leads.filter(({ assessment }) => assessment.score >= HOT_SCORE).length,
		avg_score: leads.length === 0 ? 0 : Math.round((score / leads.length) * 100) / 100,
		total_predicted_revenue: total(({ assessment }) => assessment.predicted_revenue),
	};
}
