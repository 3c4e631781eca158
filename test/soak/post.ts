import { Agent } from 'node:http';

import axios from 'axios';

/** One call of a webhook, as any sender on the internet can make it. */
export interface Message {
	readonly method: string;
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Sent as it is. */
	readonly body: string | undefined;
}

export interface Answer {
	/** 0 when none came. */
	readonly status: number;
	/** What our trigger says why, or the words of whoever else answered. */
	readonly said: string;
	readonly text: string;
}

const PATIENCE_MS = 30_000;

/** A connection for each call: one that n8n closes while it is used again would look like no answer. */
const httpAgent = new Agent({ keepAlive: false });

/** The words of an answer of our trigger, of n8n, or of nobody who speaks JSON. */
function saidIn(text: string): string {
	try {
		const { code, error, status, message } = Object(JSON.parse(text));
		return String(code ?? Object(error).code ?? status ?? message ?? '').slice(0, 60);
	} catch {
		return text
			.replace(/<[^>]*>/g, ' ')
			.trim()
			.slice(0, 40);
	}
}

export async function post({ method, url, headers, body }: Message): Promise<Answer> {
	try {
		const { status, data } = await axios.request<string>({
			method,
			url,
			headers: { 'content-type': null, ...headers },
			...(body !== undefined && { data: body }),
			httpAgent,
			maxRedirects: 0,
			proxy: false,
			responseType: 'text',
			timeout: PATIENCE_MS,
			transformRequest: (data: unknown) => data,
			transformResponse: (data: unknown) => data,
			validateStatus: () => true,
		});
		return { status, said: saidIn(data), text: data };
	} catch (error) {
		const code = axios.isAxiosError(error) ? (error.code ?? 'no answer') : 'not sent';
		return { status: 0, said: code, text: '' };
	}
}
