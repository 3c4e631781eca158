import type { ApiRequest, ApiResponse, HttpResponse, MakeRequest, Problem } from '../types';
import type { AnalyzeRequest, BatchRequest, RateLimit } from '../contract';
import { PATHS, readRateLimit } from '../contract';
import { connectionLost, redirected, refused, unreadable } from '../problems/response';

/** The success envelope as received, or the problem of the whole request. */
export type SendResult = { readonly rateLimit: RateLimit } & (
	| { readonly ok: true; readonly answer: ApiResponse }
	| {
			readonly ok: false;
			readonly problem: Problem;
			/** Missing when there was no answer. */
			readonly answer?: ApiResponse;
	  }
);

/**
 * Sends one request. Every request to LeadsPredict passes through here, except the credential's test.
 */
export async function sendRequest(
	makeRequest: MakeRequest,
	request: ApiRequest,
): Promise<SendResult> {
	const reply = await makeRequest(request);
	return 'answer' in reply
		? readResponse(reply.answer)
		: { ok: false, problem: connectionLost(reply.fault), rateLimit: {} };
}

/** Reads an answer of this or an earlier try. */
export function readResponse(received: HttpResponse): SendResult {
	const rateLimit = readRateLimit(received.headers);
	const answer: ApiResponse = { ...received, body: parsed(received.body), rateLimit };
	const problem = problemOf(answer);
	return problem === undefined
		? { ok: true, answer, rateLimit }
		: { ok: false, problem, answer, rateLimit };
}

export const analyzeRequest = (body: AnalyzeRequest): ApiRequest => ({
	method: 'POST',
	path: PATHS.analyze,
	body,
});

export const batchRequest = (body: BatchRequest): ApiRequest => ({
	method: 'POST',
	path: PATHS.batch,
	body,
});

export const leadRequest = (id: string): ApiRequest => ({ method: 'GET', path: PATHS.lead(id) });

/** If a proxy drops the content type, JSON arrives as text. */
function parsed(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

/**
 * Whether a refusal broke off in transit: the missing part names the wrong field, and with it the lead.
 */
const isHalf = ({ status, body }: ApiResponse): boolean =>
	(status === 400 || status === 422) && typeof body === 'string' && /^\s*[{[]/.test(body);

function problemOf(answer: ApiResponse): Problem | undefined {
	const { status, body } = answer;
	if (status >= 300 && status < 400) return redirected(answer);
	if (status >= 400) return isHalf(answer) ? unreadable(answer) : refused(answer);
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return unreadable(answer);
	const envelope: unknown = Reflect.get(body, 'status');
	if (envelope === 'error') return refused(answer);
	return envelope === 'success' ? undefined : unreadable(answer, 'the status "success"');
}
