import { isObject, own } from '../json';
import { shorten } from '../format';

/**
 * What n8n's HTTP Request node hands on for one request, in whatever mode it is set to. Pure.
 *
 * Seen in n8n 2.41: the parsed body as one item; a list as one item for each entry; text, and what is
 * no JSON, under `data`; with Include Response Headers and Status `{statusCode, headers, body}`, or
 * `data` in place of `body` for a text; with On Error: Continue `{error}`, from version 4.5 of the
 * node on with `details`. Inside n8n `error` is an object that holds the request and with it the
 * token, so nothing but the places named here is read of it; once stored it is empty.
 */

/** A refusal of the whole request, or that nothing came back. */
export interface CrmError {
	readonly reason: string;
	readonly code?: string;
	/** Whether the same request can succeed later. */
	readonly retryable?: boolean;
}

/** A refusal as a CRM's reader understands it, or as n8n alone tells of it. */
export type HttpReply<R extends CrmError> =
	| { readonly ok: true; readonly body: unknown }
	| { readonly ok: false; readonly refusal: R | CrmError };

const MAX_REASON_LENGTH = 250;

/** What is left of a text as a part of a sentence; nothing when it says nothing, as "." does. */
const wordsIn = (text: string): string => shorten(text, MAX_REASON_LENGTH).replace(/\s*\.$/, '');

/** What a CRM says, as a part of a sentence. */
export const theirWords = (text: string): string => wordsIn(text) || 'no reason is given';

const text = (value: unknown): string | undefined =>
	(typeof value === 'string' && wordsIn(value)) || undefined;

/** Numbers and texts alone: what else JSON can hold may not even be made a text. */
export const plainText = (value: unknown): string | undefined =>
	typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** JSON that stands in a text. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[{["]/.test(value)) return value;
	try {
		const json: unknown = JSON.parse(value);
		return json;
	} catch {
		return value;
	}
}

/** An answer that n8n took for an error, as it keeps it: `400 - "<the body as JSON>"`. */
const KEPT_ANSWER = /^(\d{3}) - (.+)$/s;

function keptIn(message: unknown): unknown {
	const [, , kept] = typeof message === 'string' ? (KEPT_ANSWER.exec(message) ?? []) : [];
	return kept === undefined ? message : parsed(parsed(kept));
}

const keptStatus = (message: unknown): string | undefined =>
	typeof message === 'string' ? KEPT_ANSWER.exec(message)?.[1] : undefined;

/** Where n8n keeps the body of an answer, by the kind of authentication. */
function bodiesIn(error: object): unknown[] {
	const messages: unknown = own(error, 'messages');
	return [
		...(Array.isArray(messages) ? messages : []).map(keptIn),
		keptIn(own(error, 'message')),
		parsed(own(error, 'error')),
		parsed(own(error, 'description')),
	];
}

const statusIn = (error: object): string | undefined =>
	['httpCode', 'statusCode', 'status']
		.map((key) => plainText(own(error, key)))
		.find((status) => status !== undefined);

/** What Node.js calls a connection that broke, or did not come about in time; n8n puts it as a status. */
const NO_ANSWER =
	/^(?:ECONN(?:ABORTED|REFUSED|RESET)|E(?:SOCKET)?TIMEDOUT|EPIPE|EAI_AGAIN|E(?:HOST|NET)UNREACH)$/;

/**
 * Statuses with which a server asks to come again (HTTP; 423 and 477 are documented by HubSpot), and
 * all by which it says that the fault is its own.
 */
export const isTemporary = (status: string): boolean =>
	['408', '423', '429', '477'].includes(status) || /^5\d\d$/.test(status) || NO_ANSWER.test(status);

const withRetry = <R extends CrmError>(refusal: R, isRetryable: boolean): R =>
	isRetryable ? { ...refusal, retryable: true } : refusal;

/** What n8n leaves of a request that failed, with On Error: Continue. */
function errorOf<R extends CrmError>(
	json: unknown,
	refusalIn: (body: unknown) => R | undefined,
): R | CrmError | undefined {
	const error = own(json, 'error');
	if (error === undefined || error === null || error === false) return undefined;
	const details = own(json, 'details');
	const places = [
		isObject(error) ? error : { message: error },
		...(isObject(details) ? [details] : []),
		{ message: own(json, 'message') },
	];
	const code = places.map(statusIn).find((status) => status !== undefined);
	const status = code ?? places.map((place) => keptStatus(own(place, 'message'))).find(Boolean);
	// The whole answer says more than what n8n makes of it: the CRM's code, for one.
	for (const body of places.flatMap(bodiesIn)) {
		const refusal = refusalIn(body);
		if (refusal !== undefined) {
			return withRetry(
				{ ...(code !== undefined && { code }), ...refusal },
				status !== undefined && isTemporary(status),
			);
		}
	}
	const reason = places
		.flatMap((place) => [own(place, 'description'), own(place, 'message')])
		.map(text)
		.find((said) => said !== undefined);
	return withRetry(
		{
			reason: reason ?? 'The request failed, and n8n gives no reason',
			...(code !== undefined && { code }),
		},
		// Without any status no answer came.
		status === undefined ? reason !== undefined : isTemporary(status),
	);
}

/** The status of an answer that came with its headers; undefined for any other item. */
function fullStatus(json: unknown): number | undefined {
	const isFull = own(json, 'headers') !== undefined || own(json, 'body') !== undefined;
	const status = isFull ? Number(plainText(own(json, 'statusCode'))) : NaN;
	return Number.isNaN(status) ? undefined : status;
}

/** n8n puts a text under `data`. Zoho's answers hold a list under the same name. */
function bodyOf(json: unknown): unknown {
	const data = own(json, 'data');
	return parsed(own(json, 'body') ?? (Array.isArray(data) ? json : (data ?? json)));
}

/**
 * The body of the answer, put together again: a list that n8n split into items is a list.
 * @param refusalIn reads the body of a refusal, or the sentence that n8n took from it
 */
export function readReply<R extends CrmError>(
	answers: readonly unknown[],
	refusalIn: (body: unknown) => R | undefined,
): HttpReply<R> {
	const [first] = answers;
	const refused = (refusal: R | CrmError): HttpReply<R> => ({ ok: false, refusal });
	if (first === undefined) return refused({ reason: 'There is no answer to this request' });
	const failed = answers.map((answer) => errorOf(answer, refusalIn)).find((error) => error);
	if (failed !== undefined) return refused(failed);
	if (answers.length > 1) return { ok: true, body: answers };
	const body = bodyOf(first);
	const status = fullStatus(first);
	if (status !== undefined && status >= 300) {
		return refused(
			withRetry(
				refusalIn(body) ?? { reason: `The CRM answered ${status}`, code: String(status) },
				isTemporary(String(status)),
			),
		);
	}
	return { ok: true, body };
}
