import type { Problem } from '../types';
import type { STATUS_PROBLEMS } from './table/leadspredict';

/** Maps an HTTP status to a problem, and decides whether the run can continue. */

type StatusCode = keyof typeof STATUS_PROBLEMS;

const CODES: Readonly<Record<number, StatusCode>> = {
	400: 'bad_request',
	401: 'unauthorized',
	402: 'payment_required',
	403: 'forbidden',
	404: 'not_found',
	408: 'request_timeout',
	413: 'content_too_large',
	429: 'too_many_requests',
	501: 'permanent_server_error',
	505: 'permanent_server_error',
	511: 'permanent_server_error',
};

/** @param status of an answer that reports an error; a success can report one in its body */
export const codeOfStatus = (status: number): StatusCode =>
	CODES[status] ??
	(status >= 500 ? 'server_error' : status >= 400 ? 'client_error' : 'error_response');

/**
 * Whether every further request of this run would fail as well: the key is refused, a 429 is not
 * retried any more, or nothing answers at the URL.
 */
export const endsRun = ({ by, status = 0, quotaSpent }: Problem): boolean =>
	[401, 402, 403, 429].includes(status) || (by === 'network' && quotaSpent === 'no');

/** Whether an answer is complete but not in LeadsPredict's documented form. */
export const isUnexpectedAnswer = ({ type }: Problem): boolean => type === 'unexpected_answer';

/** Whether LeadsPredict or the network seems to be down. */
export const isOutage = (problem: Problem): boolean =>
	problem.retryable || isUnexpectedAnswer(problem);
