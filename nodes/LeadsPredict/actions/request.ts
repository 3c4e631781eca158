import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { z } from 'zod';

import { readBaseUrl } from '../contract';
import type { ConnectionFault, MakeRequest } from '../exchange/send';

/** The name of the credential type; part of saved workflows. */
export const CREDENTIAL = 'leadsPredictApi';

/** Milliseconds. A request of 1,000 leads may take its time; one that hangs must end. */
const TIMEOUT = 120_000;

const fullResponse = z.object({
	statusCode: z.number(),
	headers: z.record(z.unknown()),
	body: z.unknown(),
});

/** What n8n wraps around a failed connection. */
const connectionError = z.object({
	message: z.string().catch(''),
	cause: z.object({ code: z.string().optional() }).optional().catch(undefined),
});

/**
 * Requests through n8n, with the credential's key. Redirects are not followed, because n8n would
 * send the key along to whatever host they name. Answers of any status are handed out.
 */
export async function requestsOf(node: IExecuteFunctions): Promise<MakeRequest> {
	const credential = await node.getCredentials<{ apiKey?: string; baseUrl?: string }>(CREDENTIAL);
	const baseUrl = readBaseUrl(credential.baseUrl ?? '');
	const apiKey = (credential.apiKey ?? '').trim();
	if (!baseUrl.ok) return async () => ({ fault: { message: baseUrl.why } });

	return async ({ method, path, body }) => {
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl.url}${path}`,
			...(body !== undefined && { body }),
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT,
		};
		try {
			const response: unknown = await node.helpers.httpRequestWithAuthentication.call(
				node,
				CREDENTIAL,
				options,
			);
			const { statusCode, headers, body: answer } = fullResponse.parse(response);
			return { answer: { status: statusCode, headers, body: withoutKey(answer, apiKey) } };
		} catch (error) {
			return { fault: faultOf(error) };
		}
	};
}

/** An error of LeadsPredict may repeat the key that it refuses; it must not be shown. */
function withoutKey(body: unknown, key: string): unknown {
	const isResult = Object(body).status === 'success';
	if (isResult || key === '') return body;
	const json = JSON.stringify(body);
	return json?.includes(key) ? JSON.parse(json.replaceAll(key, '***')) : body;
}

/** Takes from an error only what is known not to hold the request, which holds the key. */
function faultOf(error: unknown): ConnectionFault {
	const read = connectionError.safeParse(error);
	if (!read.success) return { message: '' };
	const { message, cause } = read.data;
	return { message, ...(cause?.code !== undefined && { code: cause.code }) };
}
