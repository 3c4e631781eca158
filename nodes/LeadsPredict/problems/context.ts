import { count, quote } from '../format';
import type { Problem } from '../types';

/** Adds context to a problem. */

const TO_BLAME = 'If one lead of this request is to blame,';

const FEWER: Readonly<Record<number, string>> = {
	400: `${TO_BLAME} halve Leads per Request until it is found`,
	413: 'Set a smaller number for Leads per Request under Options',
};

/**
 * For a request that held several leads.
 * @param more advice by status
 */
export function amongLeads(problem: Problem, leads: number, more = FEWER): Problem {
	const advice = problem.status === undefined || leads < 2 ? undefined : more[problem.status];
	return advice === undefined ? problem : { ...problem, advice: `${problem.advice}. ${advice}` };
}

const ANSWER_AT_ONCE = `${TO_BLAME} set Mode to Answer at Once and halve Leads per Request until it is found`;

/** The same for a request that cannot be smaller, because a pause waits for one request. */
export const amongPaused = (problem: Problem, leads: number): Problem =>
	amongLeads(problem, leads, { 400: ANSWER_AT_ONCE, 413: ANSWER_AT_ONCE });

/** @param leads number of leads in the request, of which only some are invalid */
export const bisectGivenUp = (problem: Problem, leads: number): Problem => ({
	...problem,
	advice: `Only some of the ${leads.toLocaleString('en-US')} leads of this request may be invalid. The search for them ended because it took too many requests. ${problem.advice}`,
});

/** @param attempts how often the request was sent */
export const afterAttempts = (problem: Problem, attempts: number): Problem =>
	attempts < 2
		? problem
		: { ...problem, message: withRemark(problem.message, `${attempts} attempts`) };

/** Adds the remark to the brackets at the end of the message, if it has any. */
const withRemark = (message: string, remark: string): string =>
	message.endsWith(')') ? `${message.slice(0, -1)}, ${remark})` : `${message} (${remark})`;

/** @param waitMs milliseconds that LeadsPredict requires; longer than Max Wait */
export const waitTooLong = (problem: Problem, waitMs: number): Problem => ({
	...problem,
	advice: `LeadsPredict requires a wait of ${count(Math.ceil(waitMs / 1_000), 'second')}, and Max Wait under Options is shorter. ${problem.advice}`,
});

/** For a response from an earlier try of this execution. */
export const fromCache = (problem: Problem): Problem => ({
	...problem,
	advice: `${problem.advice}. This answer is from an earlier try of this execution, and the request was not sent again`,
	quotaSpent: 'no',
});

/** For items that were not sent because an earlier request of the run failed. */
export const notSent = (earlier: Problem): Problem => ({
	...earlier,
	message: `Not sent, because an earlier request failed. ${earlier.message}`,
	quotaSpent: 'no',
});

/** For a request for one lead. */
export const unknownLead = (problem: Problem, id: string): Problem =>
	problem.status !== 404
		? problem
		: {
				...problem,
				message: `LeadsPredict has no lead ${quote(id)}. ${problem.message}`,
				advice:
					'Check where the Lead ID comes from: it must be the lead_id of a LeadsPredict result or event, from the account of this credential',
			};
