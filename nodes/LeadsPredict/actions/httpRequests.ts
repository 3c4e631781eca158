import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { readAccess } from '../contract';
import { ABORTED } from '../scoring/deadline';
import { redactorOf } from '../scoring/redact';
import type { ConnectionFault, MakeRequest } from '../types';

/** The name of the credential type; part of saved workflows. */
export const CREDENTIAL = 'leadsPredictApi';

/** Milliseconds for a whole request: enough for 1,000 leads, but a request that hangs ends. */
const TIMEOUT = 120_000;

const fullResponse = z.object({
	statusCode: z.number(),
	headers: z.record(z.unknown()),
	body: z.unknown(),
});

/** n8n's error for a failed connection. Its cause is Node.js's error. */
const connectionError = z.object({
	cause: z.object({
		code: z.string(),
		cause: z.object({ syscall: z.string() }).optional().catch(undefined),
	}),
});

/** The code of axios, n8n's HTTP client, for a response that breaks off. */
const ANSWER_BROKE_OFF = 'ERR_BAD_RESPONSE';

/**
 * The same error below n8n 2.34, which has no cause: only the code, or the status of a response that
 * broke off. No other status is an error here.
 */
const olderConnectionError = z.object({
	httpCode: z
		.string()
		.regex(/^(\d{3}|[A-Z][A-Z0-9_]*)$/)
		.transform((code) => (/^\d/.test(code) ? ANSWER_BROKE_OFF : code)),
});

/** The address and the key of the credential, checked. */
export type Access = Extract<ReturnType<typeof readAccess>, { readonly ok: true }>;

/** @throws NodeOperationError when the credential cannot be used */
export async function accessOf(node: IExecuteFunctions | IWebhookFunctions): Promise<Access> {
	const { apiKey, baseUrl } = await node.getCredentials<{ apiKey?: string; baseUrl?: string }>(
		CREDENTIAL,
	);
	const access = readAccess(apiKey ?? '', baseUrl ?? '');
	if (access.ok) return access;
	throw new NodeOperationError(node.getNode(), access.why, {
		description: 'Correct the LeadsPredict credential of this node. Nothing was sent',
	});
}

/**
 * Makes requests through n8n with the credential's key. It does not follow redirects, because n8n would
 * send the key to the host that a redirect names. It returns responses of any status as text, without
 * the key if LeadsPredict repeats it. `readResponse` parses them.
 * @param timeout milliseconds for one request and its response; the credential makes it a deadline
 */
export function httpRequestsOf(
	node: IExecuteFunctions | IWebhookFunctions,
	access: Access,
	timeout: number = TIMEOUT,
): MakeRequest {
	const hide = redactorOf(access.key);
	const hideKey = (value: unknown): unknown => (typeof value === 'string' ? hide(value) : value);

	return async ({ method, path, body }) => {
		const options: IHttpRequestOptions = {
			method,
			url: `${access.url}${path}`,
			...(body !== undefined && { body }),
			json: true,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout,
		};
		try {
			const response: unknown = await node.helpers.httpRequestWithAuthentication.call(
				node,
				CREDENTIAL,
				options,
			);
			const { statusCode, headers, body: answer } = fullResponse.parse(response);
			return {
				answer: {
					status: statusCode,
					headers: { ...headers, location: hideKey(headers['location']) },
					body: hideKey(answer),
				},
			};
		} catch (error) {
			return { fault: faultOf(error) };
		}
	};
}

/** Takes only safe parts of an error: the request in it holds the key. */
function faultOf(error: unknown): ConnectionFault {
	const { code, cause } = connectionError.safeParse(error).data?.cause ?? {};
	const known = code ?? olderConnectionError.safeParse(error).data?.httpCode;
	if (known === undefined) return {};
	return {
		code: known === ABORTED ? 'ETIMEDOUT' : known,
		...(cause !== undefined && { syscall: cause.syscall }),
	};
}
