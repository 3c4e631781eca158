import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { readAccess } from '../contract';
import { ABORTED } from '../scoring/deadline';
import { redactorOf } from '../scoring/redact';
import type { ConnectionFault, MakeRequest } from '../types';

/** The name of the credential type; part of saved workflows. */
export const CREDENTIAL = 'leadsPredictApi';

/** Milliseconds for the whole of a request. One of 1,000 leads may take its time; one that hangs must end. */
const TIMEOUT = 120_000;

const fullResponse = z.object({
	statusCode: z.number(),
	headers: z.record(z.unknown()),
	body: z.unknown(),
});

/**
 * What n8n wraps around a failed connection. Within it stands Node.js's own error; n8n below 2.34
 * keeps its code alone, as `httpCode`, where otherwise a status stands.
 */
const connectionError = z.union([
	z.object({
		cause: z.object({
			code: z.string(),
			cause: z.object({ syscall: z.string() }).optional().catch(undefined),
		}),
	}),
	z
		.object({ httpCode: z.string().regex(/^[A-Z][A-Z0-9_]*$/) })
		.transform(({ httpCode }) => ({ cause: { code: httpCode, cause: undefined } })),
]);

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
 * Requests through n8n, with the credential's key. Redirects are not followed, because n8n would
 * send the key along to whatever host they name. Answers of any status are handed out, as text: it
 * is parsed where all answers are, and the key, should LeadsPredict repeat it, is taken out before.
 * @param timeout milliseconds for one request and its answer; the credential makes a deadline of it
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

/** Takes from an error only what is known not to hold the request, which holds the key. */
function faultOf(error: unknown): ConnectionFault {
	const read = connectionError.safeParse(error);
	if (!read.success) return {};
	const { code, cause } = read.data.cause;
	return {
		code: code === ABORTED ? 'ETIMEDOUT' : code,
		...(cause !== undefined && { syscall: cause.syscall }),
	};
}
