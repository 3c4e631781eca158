import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { z } from 'zod';

import { ABORTED, deadline } from '../nodes/LeadsPredict/scoring/deadline';
import type { HttpResponse, MakeRequest, ApiRequest } from '../nodes/LeadsPredict/types';

export interface Connection {
	readonly apiKey: string;
	/** Without a slash at its end. */
	readonly baseUrl: string;
	/** Milliseconds one attempt may take, its answer included. */
	readonly timeoutMs: number;
	readonly signal?: AbortSignal | undefined;
	readonly onAnswer?: ((request: ApiRequest, answer: HttpResponse) => void) | undefined;
}

/** Within axios's error stands Node.js's own. */
const fault = z
	.object({
		code: z.string().optional(),
		cause: z.object({ syscall: z.string() }).optional().catch(undefined),
	})
	.catch({});

/** Requests through axios: redirects are not followed, and answers of any status are handed out. */
export function requestsThrough(connection: Connection): MakeRequest {
	const { apiKey, baseUrl, timeoutMs, signal, onAnswer } = connection;
	const http: AxiosInstance = axios.create({
		baseURL: baseUrl,
		maxRedirects: 0,
		maxBodyLength: Infinity,
		validateStatus: () => true,
		headers: { Authorization: `Bearer ${apiKey}`, Accept: 'application/json' },
		// Plain HTTP is for this machine alone: a proxy would read the key.
		...(baseUrl.startsWith('http:') && { proxy: false }),
	});
	return async (request) => {
		const { method, path, body } = request;
		try {
			const { status, headers, data } = await http.request<unknown>({
				method,
				url: path,
				signal: deadline(timeoutMs, signal),
				...(body !== undefined && { data: body }),
			});
			const answer = { status, headers: { ...headers }, body: data };
			onAnswer?.(request, answer);
			return { answer };
		} catch (error) {
			// An axios error holds the request and with it the key: only its code leaves here.
			const { code: given, cause } = fault.parse(error);
			const code = given === ABORTED && signal?.aborted !== true ? 'ETIMEDOUT' : given;
			return {
				fault: {
					...(code !== undefined && { code }),
					...(cause !== undefined && { syscall: cause.syscall }),
				},
			};
		}
	};
}
