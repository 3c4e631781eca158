import { MAX_WAIT_SECONDS, errorBodySchema } from '../contract';
import { nonBlank } from '../format';
import { own } from '../json';
import type { ApiResponse, ConnectionFault, Problem, RetryPolicy, Shortfall } from '../types';
import { problem } from './problem';
import { codeOfStatus } from './status';
import { NETWORK_PROBLEMS, NOT_CONNECTED } from './table/network';

/** Which problem an answer of LeadsPredict is, or a request without one. Nothing in here throws. */

const isNetworkCode = (code: string): code is keyof typeof NETWORK_PROBLEMS =>
	Object.hasOwn(NETWORK_PROBLEMS, code);

/** The many codes that Node.js has for a certificate that it does not trust. */
const UNTRUSTED = /CERT|LEAF_SIGNATURE/;

export function connectionLost({ code, syscall }: ConnectionFault): Problem {
	if (code === undefined) return problem('request_not_made');
	if (UNTRUSTED.test(code)) return { ...problem('untrusted_certificate'), code };
	const isConnecting = syscall === 'connect';
	const known = isConnecting && code === 'ETIMEDOUT' ? 'EHOSTUNREACH' : code;
	const lost = problem(isNetworkCode(known) ? known : 'connection_failed');
	return { ...lost, code, ...(isConnecting && NOT_CONNECTED) };
}

/** Some services answer `{error: "text"}` or `{message: "text"}`: better shown than lost. */
const plainError = (body: unknown): string | undefined =>
	nonBlank(own(body, 'error'), 200) ?? nonBlank(own(body, 'message'), 200);

/** LeadsPredict's own sentence, and what it names. Reads the documented body where there is one. */
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

/** LeadsPredict answered, but not with a success. */
export function refused({ status, body, rateLimit: { resetsAt } }: ApiResponse): Problem {
	const { forPrograms, ...said } = errorIn(body);
	return {
		...problem(codeOfStatus(status), { status, resetsAt, ...said }),
		...forPrograms,
		status,
	};
}

/** LeadsPredict sent an error instead of the results of a batch. */
export function batchFailed(body: unknown): Problem {
	const { forPrograms, ...said } = errorIn(body);
	return { ...problem('batch_failed', said), ...forPrograms };
}

/** An address without its user name and password, and without what follows its path. */
const withoutSecrets = (address: string): string =>
	address.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');

export function redirected({ status, headers: { location } }: ApiResponse): Problem {
	const target = typeof location === 'string' ? withoutSecrets(location) : '';
	return { ...problem('redirected', { target }), status };
}

/**
 * A success that cannot be read.
 * @param missing what is not in an answer of another form
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
					? 'an answer that breaks off or is not valid JSON'
					: 'text instead of JSON';
	return { ...problem('unreadable_answer', { status, content }), status };
}

/** Seconds that are added to a wait that is advised: time passes until the advice is followed. */
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
