import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The paths that a load balancer sends to n8n's webhook processes. */
const PRODUCTION_PATH = /^\/(webhook|webhook-waiting|form|form-waiting|mcp)\//;

export interface BalancerTargets {
	/** The address of the main process. */
	main: string;
	/** The URLs of the webhook processes, used in turn. */
	webhooks: readonly string[];
}

export interface Balancer {
	url: string;
	/** Sets the targets. Until the first call, requests are answered with 503. */
	sendTo(targets: BalancerTargets): void;
	/** Number of requests to each webhook process, in the order of the targets. */
	served(): readonly number[];
	close(): Promise<void>;
}

/** A reverse proxy in front of several n8n processes. */
export async function startBalancer(): Promise<Balancer> {
	let targets: BalancerTargets | undefined;
	let turn = 0;
	let served: number[] = [];
	const agent = new Agent({ keepAlive: false, maxSockets: Infinity });

	const targetOf = (path: string): string | undefined => {
		if (!targets || !PRODUCTION_PATH.test(path)) return targets?.main;
		const { webhooks } = targets;
		const place = turn++ % webhooks.length;
		served[place] = (served[place] ?? 0) + 1;
		return webhooks[place];
	};

	const server = createServer((incoming, outgoing) => {
		const { method, url: path = '/', headers } = incoming;
		const target = targetOf(path);
		if (target === undefined) {
			outgoing.writeHead(503).end();
			return;
		}
		const onward = request(new URL(path, target), { method, headers, agent }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
			answer.once('error', () => outgoing.destroy());
		});
		onward.once('error', () => {
			if (outgoing.headersSent) outgoing.destroy();
			else outgoing.writeHead(502).end();
		});
		outgoing.once('close', () => onward.destroy());
		incoming.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;

	return {
		url: `http://127.0.0.1:${port}`,
		sendTo(next) {
			targets = next;
			served = next.webhooks.map(() => 0);
		},
		served: () => [...served],
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			agent.destroy();
		},
	};
}
