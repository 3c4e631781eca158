import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { z } from 'zod';

import { ABORTED, deadline } from '../nodes/LeadsPredict/scoring/deadline';
import type { HttpResponse, MakeRequest, ApiRequest } from '../nodes/LeadsPredict/types';

export interface Connection {
	readonly apiKey: string;
	/** Without a slash at its end. */
	readonly baseUrl: string;
	/** Max milliseconds per attempt, including its answer. */
	readonly timeoutMs: number;
	readonly signal?: AbortSignal | undefined;
	readonly onAnswer?: ((request: ApiRequest, answer: HttpResponse) => void) | undefined;
}

/** The cause of axios's error is Node.js's error. */
const fault = z
	.object({
		code: z.string().optional(),
		cause: z.object({ syscall: z.string() }).optional().catch(undefined),
	})
	.catch({});

/** Makes requests through axios. Does not follow redirects, and returns answers of any status. */
export function requestsThrough(connection: Connection): MakeRequest {
	const { apiKey, baseUrl, timeoutMs, signal, onAnswer } = connection;
	const http: AxiosInstance = axios.create({
		baseURL: baseUrl,
		maxRedirects: 0,
		maxBodyLength: Infinity,
		validateStatus: () => true,
		headers: { Authorization: `Bearer ${apiKey}`, Accept: 'application/json' },
		// Plain HTTP is only for this machine: a proxy would see the key.
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
			// An axios error contains the request and with it the key, so only its code is returned.
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
