import type { RateLimit } from '../nodes/LeadsPredict/contract';
import type { Problem } from '../nodes/LeadsPredict/types';

/** Whatever kept a call from its result. It never holds the API key or a lead that was sent. */
export class LeadsPredictError extends Error {
	override readonly name = 'LeadsPredictError';
	/** What to do next. */
	readonly advice: string;
	/** Who refused: `input`, `network`, `leadspredict`, `match` or `stopped`. */
	readonly by: Problem['by'];
	/** HTTP status, when LeadsPredict answered. */
	readonly status: number | undefined;
	/** LeadsPredict's own error code, or Node.js's when nothing answered; otherwise the node's. */
	readonly code: string;
	/** The field of a lead that is meant, by its name in the API. */
	readonly field: string | undefined;
	/** Whether the same call may succeed later without any change. */
	readonly retryable: boolean;
	/** Whether LeadsPredict counted a request for it. */
	readonly quotaSpent: Problem['quotaSpent'];
	/** What the last answer said about the quota. */
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
