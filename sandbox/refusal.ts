import type { z } from 'zod';

import type { ErrorResponse } from '../nodes/LeadsPredict/contract';

/**
 * `invalid_request` is documented; the other codes are the sandbox's own choice.
 */
const CODES: Readonly<Record<number, string>> = {
	400: 'invalid_request',
	401: 'invalid_api_key',
	403: 'insufficient_permissions',
	404: 'not_found',
	413: 'request_too_large',
	429: 'rate_limit_exceeded',
	500: 'internal_error',
};

export interface RefusalDetails {
	readonly field: string;
	readonly reason: string;
}

/** A request the service does not carry out. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly details?: RefusalDetails,
	) {
		super(message);
	}

	/** The documented error body. */
	get body(): ErrorResponse {
		return {
			status: 'error',
			error: {
				code: CODES[this.status] ?? 'error',
				message: this.message,
				...(this.details && { details: { ...this.details } }),
			},
		};
	}
}

const REQUIRED: readonly string[] = ['leads', 'email'];

const missing = (field: string): Refusal =>
	new Refusal(400, `Missing required field: ${field}`, { field, reason: 'required' });

/**
 * Says what is wrong with a request in the words of the reference, as far as it has words:
 * `Missing required field: email`. Only the first problem is told, and no position among the
 * leads: the reference's example names none.
 */
export function refusalOf(error: z.ZodError): Refusal {
	const [issue] = error.issues;
	const field = issue?.path.filter((part) => typeof part === 'string').at(-1);
	if (!issue || typeof field !== 'string') {
		return new Refusal(400, issue?.message ?? 'The request is not what is expected here');
	}
	const inLead = issue.path.length > 1;
	if (issue.code === 'too_big') {
		return new Refusal(400, `Too many ${field}: at most ${String(issue.maximum)} are allowed`, {
			field,
			reason: 'too_many',
		});
	}
	const absent =
		issue.code === 'too_small' ||
		(issue.code === 'invalid_type' && ['undefined', 'null'].includes(issue.received));
	// A lead that is itself no object ends in `leads` too, but there is nothing missing then.
	if (absent && REQUIRED.includes(field) && (field === 'email' || !inLead)) return missing(field);
	return new Refusal(400, `Invalid value for field: ${field}`, {
		field,
		reason: issue.code === 'invalid_type' ? `expected_${issue.expected}` : 'invalid_value',
	});
}
