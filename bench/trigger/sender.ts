import { Agent } from 'node:http';

import axios from 'axios';

/** Concurrent senders; each waits for its response before the next call. */
export const CONNECTIONS = 10;

export interface Sent {
	/** Calls that were answered with 200. */
	readonly accepted: number;
	/** When the first was made, in milliseconds since 1970. */
	readonly startedAt: number;
}

/**
 * Posts bodies over persistent connections for a duration.
 * @throws Error when a response is not 200, because figures of refusals are meaningless
 */
export async function sendFor(ms: number, url: string, nextBody: () => string): Promise<Sent> {
	const httpAgent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	const headers = { 'content-type': 'application/json' };
	const startedAt = Date.now();
	let accepted = 0;
	const sender = async () => {
		while (Date.now() - startedAt < ms) {
			await axios.post(url, nextBody(), {
				httpAgent,
				headers,
				proxy: false,
				validateStatus: (status) => status === 200,
			});
			accepted += 1;
		}
	};
	try {
		await Promise.all(Array.from({ length: CONNECTIONS }, sender));
	} finally {
		httpAgent.destroy();
	}
	return { accepted, startedAt };
}
