import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Dripping {
	readonly url: string;
	/** Comes when the caller has closed the connection. */
	readonly ended: Promise<void>;
	close(): void;
}

/** A server whose answers never end: one blank after the other, so that no connection is ever idle. */
export async function startDripping(): Promise<Dripping> {
	let end: () => void = () => undefined;
	const ended = new Promise<void>((resolve) => (end = resolve));
	const server = createServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'application/json' });
		const drops = setInterval(() => response.write(' '), 20);
		response.once('close', () => {
			clearInterval(drops);
			end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		ended,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
