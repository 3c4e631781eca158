import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import axios from 'axios';

import type { ReceiverAnswer } from './deliveryPolicy';

/** The outcome of one message: an answer, or an error code such as `ECONNREFUSED`. */
export type Posted =
	| { readonly answer: ReceiverAnswer; readonly problem?: undefined }
	| { readonly answer?: undefined; readonly problem: string };

export interface Post {
	/** Sends one message; never rejects. */
	send(
		message: {
			readonly url: string;
			readonly headers?: Readonly<Record<string, string>>;
			/** Text is sent unchanged, so that a message need not be JSON. */
			readonly payload: unknown;
		},
		signal: AbortSignal,
	): Promise<Posted>;
	/** Leaves no connection open. */
	close(): void;
}

const codeOf = (error: unknown): string =>
	axios.isAxiosError(error) ? (error.code ?? 'no answer') : 'not sent';

/** @param atOnce max connections to one receiver */
export function createPost(timeoutMs: number, atOnce: number): Post {
	const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: atOnce });
	const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: atOnce });
	return {
		async send({ url, headers, payload }, signal) {
			try {
				const { status, data } = await axios.post<string>(url, payload, {
					headers: { 'content-type': 'application/json', ...headers },
					httpAgent,
					httpsAgent,
					maxRedirects: 0,
					proxy: false,
					responseType: 'text',
					signal,
					timeout: timeoutMs,
					transformRequest: (content: unknown) =>
						typeof content === 'string' ? content : JSON.stringify(content),
					validateStatus: () => true,
				});
				return { answer: { status, empty: data === '' } };
			} catch (error) {
				return { problem: codeOf(error) };
			}
		},
		close() {
			httpAgent.destroy();
			httpsAgent.destroy();
		},
	};
}
