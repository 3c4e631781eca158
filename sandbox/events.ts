import { HOT_SCORE } from './api';
import type { Assessment, EventName, LeadEvent } from './api';
import type { KnownLead, Scoring } from './store';

const samePredictions = (a: Assessment, b: Assessment): boolean =>
	a.conversion_probability === b.conversion_probability &&
	a.predicted_revenue === b.predicted_revenue &&
	a.churn_risk === b.churn_risk;

/**
 * The events of a scoring. Documented: the names, and that a hot lead has a score of 90 or more.
 * Decided: `lead.hot` and `churn.risk_high` are sent when the threshold is crossed, not at each later
 * scoring above it; `prediction.updated` requires earlier predictions.
 */
export function eventNamesFor({ before, after }: Scoring): EventName[] {
	const was = before?.assessment;
	const is = after.assessment;
	const names: EventName[] = ['lead.scored'];
	if (is.score >= HOT_SCORE && (!was || was.score < HOT_SCORE)) names.push('lead.hot');
	if (was && !samePredictions(was, is)) names.push('prediction.updated');
	if (is.churn_risk === 'high' && was?.churn_risk !== 'high') names.push('churn.risk_high');
	return names;
}

/**
 * An event in the documented form.
 * @param previousScore omitted for a lead without one (decided)
 */
export const eventOf = (
	event: EventName,
	{ id, assessment, updatedAt }: KnownLead,
	previousScore: number | undefined,
): LeadEvent => ({
	event,
	timestamp: updatedAt,
	data: {
		lead_id: id,
		score: assessment.score,
		...(previousScore !== undefined && { previous_score: previousScore }),
		recommendations: [...assessment.recommendations],
	},
});

export const eventsFor = (scoring: Scoring): LeadEvent[] =>
	eventNamesFor(scoring).map((name) =>
		eventOf(name, scoring.after, scoring.before?.assessment.score),
	);
