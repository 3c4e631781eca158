import { isObject, own } from '../intake/place';
import { shorten } from '../words';

/** What n8n's HTTP Request node hands on for one request, in whatever mode it is set to. Pure. */

/** A refusal of the whole request, or that nothing came back. */
export interface Refusal {
	readonly reason: string;
	readonly code?: string;
}

export type Reply =
	| { readonly ok: true; readonly body: unknown }
	| { readonly ok: false; readonly refusal: Refusal };

const LONGEST_REASON = 250;

const text = (value: unknown): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? shorten(value, LONGEST_REASON) : undefined;

/** JSON that stands in a text, as n8n leaves it in the descriptions of its errors. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
	try {
		const json: unknown = JSON.parse(value);
		return json;
	} catch {
		return value;
	}
}

/** Full-response mode of the HTTP Request node. */
const isFullResponse = (json: unknown): boolean =>
	isObject(json) && 'statusCode' in json && ('body' in json || 'headers' in json);

/** An answer that n8n took for an error, as it keeps it: `400 - "<the body as JSON>"`. */
const KEPT_ANSWER = /^\d{3} - (".*")$/s;

/** The bodies of such answers in an error of n8n. */
function bodiesIn(error: object): unknown[] {
	const messages: unknown = own(error, 'messages');
	if (!Array.isArray(messages)) return [];
	return messages.flatMap((message: unknown) => {
		const [, kept] = KEPT_ANSWER.exec(String(message)) ?? [];
		if (kept === undefined) return [];
		try {
			const body: unknown = JSON.parse(kept);
			return [parsed(body)];
		} catch {
			return [];
		}
	});
}

/** What n8n leaves of a request that failed, with On Error: Continue. */
function errorOf(
	json: unknown,
	refusalIn: (body: unknown) => Refusal | undefined,
): Refusal | undefined {
	if (!isObject(json) || !('error' in json)) return undefined;
	const error = json['error'];
	const said = isObject(error) ? error : { message: error };
	// The whole answer says more than what n8n makes of it: the CRM's code, for one.
	for (const body of bodiesIn(said)) {
		const refusal = refusalIn(body);
		if (refusal !== undefined) return refusal;
	}
	const description = own(said, 'description');
	const message = own(said, 'message');
	const reason = text(description) ?? text(message) ?? text(own(json, 'message'));
	const status = own(said, 'httpCode') ?? own(said, 'status');
	return {
		reason: reason ?? 'The request failed, and n8n does not say why',
		...((typeof status === 'string' || typeof status === 'number') && { code: String(status) }),
	};
}

/**
 * The body of the answer, put together again: a list that n8n split into items is a list.
 * @param isList whether a whole answer of this CRM is a list
 */
export function replyOf(
	answers: readonly unknown[],
	isList: boolean,
	refusalIn: (body: unknown) => Refusal | undefined,
): Reply {
	const [first] = answers;
	if (first === undefined)
		return { ok: false, refusal: { reason: 'There is no answer to this request' } };
	const failed = answers
		.map((answer) => errorOf(answer, refusalIn))
		.find((error) => error !== undefined);
	if (failed !== undefined && answers.length === 1) return { ok: false, refusal: failed };
	const single = answers.length === 1;
	if (single && isFullResponse(first)) {
		const body = parsed(own(first, 'body'));
		const status = Number(own(first, 'statusCode'));
		const refusal = status >= 300 ? refusalIn(body) : undefined;
		if (status >= 300) {
			return {
				ok: false,
				refusal: refusal ?? { reason: `The CRM answered ${status}`, code: String(status) },
			};
		}
		return { ok: true, body };
	}
	const whole = single ? parsed(own(first, 'data') ?? first) : undefined;
	if (isList) return { ok: true, body: Array.isArray(whole) ? whole : answers };
	return { ok: true, body: single ? whole : undefined };
}
