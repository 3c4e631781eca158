import { MAX_WAIT_SECONDS, errorBodySchema } from '../contract';
import { nonBlank } from '../format';
import { own } from '../json';
import type { ApiResponse, ConnectionFault, Problem, RetryPolicy, Shortfall } from '../types';
import { problem } from './problem';
import { codeOfStatus } from './status';
import { NETWORK_PROBLEMS, NOT_CONNECTED } from './table/network';

/**
 * Maps an answer of LeadsPredict, or a request without an answer, to a problem. Nothing here throws.
 */

const isNetworkCode = (code: string): code is keyof typeof NETWORK_PROBLEMS =>
	Object.hasOwn(NETWORK_PROBLEMS, code);

/** Node.js has many codes for a certificate that it does not trust. */
const UNTRUSTED = /CERT|LEAF_SIGNATURE/;

export function connectionLost({ code, syscall }: ConnectionFault): Problem {
	if (code === undefined) return problem('request_not_made');
	if (UNTRUSTED.test(code)) return { ...problem('untrusted_certificate'), code };
	const isConnecting = syscall === 'connect';
	const known = isConnecting && code === 'ETIMEDOUT' ? 'EHOSTUNREACH' : code;
	const lost = problem(isNetworkCode(known) ? known : 'connection_failed');
	return { ...lost, code, ...(isConnecting && NOT_CONNECTED) };
}

/** Some services answer `{error: "text"}` or `{message: "text"}`. The text is shown. */
const plainError = (body: unknown): string | undefined =>
	nonBlank(own(body, 'error'), 200) ?? nonBlank(own(body, 'message'), 200);

/** Reads LeadsPredict's message, code and field from the documented body, if there is one. */
function errorIn(body: unknown) {
	const error = errorBodySchema.safeParse(body).data?.error;
	const isOwn = own(body, 'status') === 'error' || error !== undefined;
	const field = nonBlank(error?.details?.field, 50);
	const reason = nonBlank(error?.details?.reason, 50);
	const code = nonBlank(error?.code, 50);
	const message = nonBlank(error?.message, 200) ?? plainError(body);
	const isFieldNamed = field === undefined || message?.includes(field) === true;
	const where = isFieldNamed ? [] : [`field ${[field, reason ?? []].flat().join(': ')}`];
	return {
		words: message,
		named: [code ?? [], where].flat(),
		isOwn,
		forPrograms: { ...(field !== undefined && { field }), ...(code !== undefined && { code }) },
	};
}

/** For an answer that is no success. */
export function refused({ status, body, rateLimit: { resetsAt } }: ApiResponse): Problem {
	const { forPrograms, ...said } = errorIn(body);
	return {
		...problem(codeOfStatus(status), { status, resetsAt, ...said }),
		...forPrograms,
		status,
	};
}

/** For an error that LeadsPredict sends instead of a batch's results. */
export function batchFailed(body: unknown): Problem {
	const { forPrograms, ...said } = errorIn(body);
	return { ...problem('batch_failed', said), ...forPrograms };
}

/** A URL without user name, password, query and fragment. */
const withoutSecrets = (address: string): string =>
	address.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');

export function redirected({ status, headers: { location } }: ApiResponse): Problem {
	const target = typeof location === 'string' ? withoutSecrets(location) : '';
	return { ...problem('redirected', { target }), status };
}

/**
 * For a success that cannot be read.
 * @param missing what the answer lacks
 */
export function unreadable(
	{ status, body }: ApiResponse,
	missing = 'the expected content',
): Problem {
	const received = typeof body === 'string' ? body.trim() : (body ?? '');
	if (typeof received !== 'string') {
		const content = `an answer without ${missing}`;
		return { ...problem('unexpected_answer', { status, content }), status };
	}
	const content =
		received === ''
			? 'an empty answer'
			: received.startsWith('<')
				? 'a web page instead of data'
				: /^[{[]/.test(received)
					? 'an answer that is incomplete or not valid JSON'
					: 'text instead of JSON';
	return { ...problem('unreadable_answer', { status, content }), status };
}

/** Seconds added to a wait in advice, because time passes until the user follows it. */
const SPARE = 30;

/** @param waitMs milliseconds until the limit resets */
export function limitTooSmall(
	shortfall: Shortfall,
	waitMs: number,
	{ waitForReset, maxWait }: RetryPolicy,
): Problem {
	const advised = Math.ceil(waitMs / 1_000) + SPARE;
	const isPossible = shortfall.resetsAt !== undefined && advised <= MAX_WAIT_SECONDS;
	const settings = [
		...(waitForReset ? [] : ['On Rate Limit to Wait for the Reset']),
		...(waitMs <= maxWait ? [] : [`Max Wait to ${advised} seconds`]),
	];
	return problem('limit_too_small', { shortfall, settings: isPossible ? settings : [] });
}
