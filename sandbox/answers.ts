import { z } from 'zod';

import { HOT_SCORE } from '../nodes/LeadsPredict/contract';
import type { AnalyzeOptions, LeadResult, Summary } from '../nodes/LeadsPredict/contract';
import type { KnownLead } from './store';

/** Ways in which results may come that the reference does not rule out, or that are plainly wrong. */
export const shapeSchema = z
	.object({
		/** Adds the lead's email to its result, as it was sent. */
		echo: z.boolean().optional(),
		/** Last lead first. */
		reverse: z.boolean().optional(),
		/** One result fewer than leads. */
		dropLast: z.boolean().optional(),
		/** Every result gets the id of the first. */
		sameId: z.boolean().optional(),
	})
	.strict();

export type Shape = z.infer<typeof shapeSchema>;

/** One result in the documented form; what an option switches off is left out, not emptied. */
function resultOf({ id, lead, assessment }: KnownLead, options: AnalyzeOptions, shape: Shape) {
	const { score, category, recommendations, next_actions, ...predictions } = assessment;
	return {
		id,
		score,
		category,
		...(options.include_predictions !== false && predictions),
		...(options.include_recommendations !== false && {
			recommendations: [...recommendations],
			next_actions: [...next_actions],
		}),
		...(shape.echo && { email: lead.email }),
	} satisfies LeadResult;
}

function bent(results: LeadResult[], { reverse, dropLast, sameId }: Shape): LeadResult[] {
	const [first] = results;
	const named = sameId && first ? results.map((result) => ({ ...result, id: first.id })) : results;
	const ordered = reverse ? [...named].reverse() : named;
	return dropLast ? ordered.slice(0, -1) : ordered;
}

/** Totals of one request. The average has two decimals. */
function summaryOf(leads: readonly KnownLead[]): Summary {
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

/** `data` of an analyze answer. */
export interface Results {
	readonly leads: LeadResult[];
	readonly summary: Summary;
}

/** Results in request order unless the shape says otherwise. */
export const resultsOf = (
	leads: readonly KnownLead[],
	options: AnalyzeOptions,
	shape: Shape,
): Results => ({
	leads: bent(
		leads.map((lead) => resultOf(lead, options, shape)),
		shape,
	),
	summary: summaryOf(leads),
});
