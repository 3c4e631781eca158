import type { Assessment, Lead, NextAction } from './api';

const DAY_MS = 86_400_000;

interface Step {
	readonly action: string;
	readonly priority: string;
	/** Whole days from the day of scoring to the deadline. */
	readonly days: number;
	readonly recommendation: string;
}

/**
 * The next action by category. `schedule_demo` is in the reference's example, the others are made up.
 */
const STEPS: Readonly<Record<Assessment['category'], Step>> = {
	hot: {
		action: 'schedule_demo',
		priority: 'high',
		days: 2,
		recommendation: 'Contact within 24 hours',
	},
	warm: {
		action: 'send_case_study',
		priority: 'medium',
		days: 7,
		recommendation: 'Send a case study and follow up within a week',
	},
	cold: {
		action: 'add_to_nurture',
		priority: 'low',
		days: 30,
		recommendation: 'Keep in touch by newsletter',
	},
};

const WIN_BACK: Step = {
	action: 'call_to_reengage',
	priority: 'high',
	days: 3,
	recommendation: 'Call before interest is lost',
};

/** The day `days` after the day of `now` in UTC, `YYYY-MM-DD`. */
const dayAfter = (now: Date, days: number): string =>
	new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** Recommendations and next actions, in order of urgency; never empty. */
export function adviceFor(
	lead: Lead,
	category: Assessment['category'],
	churnRisk: Assessment['churn_risk'],
	now: Date,
): Pick<Assessment, 'recommendations' | 'next_actions'> {
	const steps = churnRisk === 'high' ? [WIN_BACK, STEPS[category]] : [STEPS[category]];
	const recommendations = steps.map(({ recommendation }) => recommendation);
	if (lead.industry?.trim()) {
		recommendations.push(`Personalize outreach with insights about ${lead.industry.trim()}`);
	}
	if (!lead.phone?.trim()) recommendations.push('Find out a phone number');
	const next_actions: NextAction[] = steps.map(({ action, priority, days }) => ({
		action,
		priority,
		deadline: dayAfter(now, days),
	}));
	return { recommendations, next_actions };
}
