import type { RateLimit } from '../nodes/LeadsPredict/contract';
import type { Problem } from '../nodes/LeadsPredict/types';

/** Why a call failed. It never contains the API key or a lead that was sent. */
export class LeadsPredictError extends Error {
	override readonly name = 'LeadsPredictError';
	/** What to do next. */
	readonly advice: string;
	/** Where it failed: `input`, `network`, `leadspredict`, `match` or `stopped`. */
	readonly by: Problem['by'];
	/** HTTP status, when LeadsPredict answered. */
	readonly status: number | undefined;
	/** LeadsPredict's error code, Node.js's if there was no answer, or the node's. */
	readonly code: string;
	/** The lead field that the error concerns, by its name in the API. */
	readonly field: string | undefined;
	/** Whether the same call may succeed later without any change. */
	readonly retryable: boolean;
	/** Whether LeadsPredict counted a request for it. */
	readonly quotaSpent: Problem['quotaSpent'];
	/** The quota by the last answer. */
	readonly rateLimit: RateLimit;

	constructor(problem: Problem, rateLimit: RateLimit) {
		super(problem.message);
		this.advice = problem.advice;
		this.by = problem.by;
		this.status = problem.status;
		this.code = problem.code;
		this.field = problem.field;
		this.retryable = problem.retryable;
		this.quotaSpent = problem.quotaSpent;
		this.rateLimit = rateLimit;
	}
}
