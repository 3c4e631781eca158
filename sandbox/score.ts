import { adviceFor } from './advice';
import { HOT_SCORE } from './api';
import type { Assessment, Lead } from './api';

/** Decided: the reference calls a score of 90 or more hot and is silent about lower scores. */
export const WARM_SCORE = 60;

/** The weight of an industry, in tenths. Any other industry has 6, a missing one 0. */
const INDUSTRY_TENTHS: ReadonlyMap<string, number> = new Map([
	['technology', 10],
	['software', 10],
	['finance', 9],
	['healthcare', 9],
	['manufacturing', 7],
	['logistics', 7],
	['retail', 6],
	['education', 4],
	['hospitality', 4],
]);

const within = (value: number, low: number, high: number): number =>
	Math.min(high, Math.max(low, value));

/** 0 at `low` or less, 1 at `high` or more, logarithmic in between. */
const magnitude = (value: number | undefined, low: number, high: number): number =>
	value === undefined || value <= low
		? 0
		: Math.min(1, Math.log(value / low) / Math.log(high / low));

/**
 * A score from five parts; the README describes the formula. It does not depend on the time: the same
 * fields always have the same score.
 * @returns whole number, 0 to 100
 */
export function scoreOf(lead: Lead): number {
	const engagement = within(lead.engagement_score ?? 0, 0, 80) / 80;
	const revenue = magnitude(lead.revenue, 10_000, 5_000_000);
	const employees = magnitude(lead.employees, 1, 200);
	const industry = lead.industry?.trim().toLowerCase();
	const trade = industry ? (INDUSTRY_TENTHS.get(industry) ?? 6) / 10 : 0;
	const known = [lead.name, lead.company, lead.phone, lead.last_interaction];
	const completeness = known.filter((value) => value?.trim()).length / known.length;
	const points = 50 * engagement + 20 * revenue + 14 * employees + 8 * trade + 8 * completeness;
	return Math.round(points);
}

const categoryOf = (score: number): Assessment['category'] =>
	score >= HOT_SCORE ? 'hot' : score >= WARM_SCORE ? 'warm' : 'cold';

/** Low engagement is a high risk. Unknown engagement is a medium risk. */
function churnRiskOf(engagement: number | undefined): Assessment['churn_risk'] {
	if (engagement === undefined) return 'medium';
	return engagement < 10 ? 'high' : engagement < 40 ? 'medium' : 'low';
}

/** A deal is 2.5 % of the lead's revenue; without one 2,500 for each employee; else 5,000. */
function dealSizeOf({ revenue, employees }: Lead): number {
	const size = revenue !== undefined ? revenue * 0.025 : (employees ?? 2) * 2_500;
	return Math.round(within(size, 0, 1e12));
}

/**
 * Makes the whole assessment of a lead.
 * @param now only the deadlines of the next actions depend on it
 */
export function assess(lead: Lead, now: Date): Assessment {
	const score = scoreOf(lead);
	const category = categoryOf(score);
	const churn_risk = churnRiskOf(lead.engagement_score);
	return {
		score,
		category,
		conversion_probability: Math.round((score / 100) ** 2 * 90 + 1) / 100,
		predicted_revenue: dealSizeOf(lead),
		churn_risk,
		...adviceFor(lead, category, churn_risk, now),
	};
}
