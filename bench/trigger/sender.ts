import { Agent, request } from 'node:http';

/** How many senders call at once, each waiting for its answer before the next call. */
export const CONNECTIONS = 10;

export interface Sent {
	/** Calls that were answered with 200. */
	readonly accepted: number;
	/** When the first was made, in milliseconds since 1970. */
	readonly startedAt: number;
}

/**
 * Posts bodies over connections that stay open, for some time.
 * @throws Error when an answer is anything but 200: figures of refusals would mean nothing
 */
export async function sendFor(ms: number, url: string, nextBody: () => string): Promise<Sent> {
	const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	const startedAt = Date.now();
	let accepted = 0;
	const sender = async () => {
		while (Date.now() - startedAt < ms) {
			const status = await post(url, nextBody(), agent);
			if (status !== 200) throw new Error(`n8n answered an event with ${status}.`);
			accepted += 1;
		}
	};
	try {
		await Promise.all(Array.from({ length: CONNECTIONS }, sender));
	} finally {
		agent.destroy();
	}
	return { accepted, startedAt };
}

function post(url: string, body: string, agent: Agent): Promise<number> {
	return new Promise((resolve, reject) => {
		const outgoing = request(
			url,
			{
				method: 'POST',
				agent,
				headers: {
					'content-type': 'application/json',
					'content-length': Buffer.byteLength(body),
				},
			},
			(response) => {
				response.resume();
				response.once('end', () => resolve(response.statusCode ?? 0));
				response.once('error', reject);
			},
		);
		outgoing.once('error', reject);
		outgoing.end(body);
	});
}
