import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generate } from 'selfsigned';

import { startCrm } from './startCrm';
import type { CrmOptions, CrmStandIn } from './startCrm';

/**
 * The stand-ins at the very addresses of HubSpot and Salesforce, for an n8n whose nodes and prepared
 * requests know no others. n8n keeps to HTTPS_PROXY; the proxy here leads those addresses to the
 * stand-in, whose certificate is made anew each time and trusted by that n8n alone. Unless it is asked
 * for, nothing else is let through, so that no request of a test ever leaves the machine.
 */

const HOST = '127.0.0.1';

/** The organization's address at Salesforce. */
export const SALESFORCE_INSTANCE = 'https://leadspredict-sandbox.my.salesforce.com';

const NAMES = [
	'api.hubapi.com',
	'login.salesforce.com',
	'test.salesforce.com',
	new URL(SALESFORCE_INSTANCE).hostname,
];

export interface CrmOverHttps extends CrmStandIn {
	/** For the environment of an n8n that is to reach the stand-ins; the sandbox stays reachable. */
	readonly env: Readonly<Record<string, string>>;
}

/** A proxy for CONNECT alone, from the CRMs' names to one port; open to other names or not. */
async function startProxy(port: number, isOpen: boolean) {
	const sockets = new Set<Socket>();
	const proxy = createServer((_, response) => {
		response.writeHead(403).end('Only HubSpot and Salesforce are known here.');
	});
	proxy.on('connect', (request, client: Socket) => {
		sockets.add(client);
		client.on('error', () => client.destroy());
		client.on('close', () => sockets.delete(client));
		const [name = '', wanted = '443'] = (request.url ?? '').split(':');
		const isOurs = NAMES.includes(name);
		if (!isOurs && !isOpen) {
			client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const upstream = connect(isOurs ? port : Number(wanted), isOurs ? HOST : name, () => {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			upstream.pipe(client);
			client.pipe(upstream);
		});
		sockets.add(upstream);
		upstream.on('error', () => client.destroy());
		upstream.on('close', () => {
			sockets.delete(upstream);
			client.destroy();
		});
		client.on('close', () => upstream.destroy());
	});
	await new Promise<void>((resolve) => proxy.listen(0, HOST, resolve));
	const address = proxy.address();
	if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
	return {
		url: `http://${HOST}:${address.port}`,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => proxy.close(resolve));
		},
	};
}

/** Starts the stand-ins, their certificate and the way to them. */
export async function startCrmOverHttps(
	options: Omit<CrmOptions, 'https' | 'salesforceInstanceUrl'> & {
		/** Whether requests to any other address go where they want to. */
		readonly letOthersThrough?: boolean;
	} = {},
): Promise<CrmOverHttps> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: NAMES[0] }], {
		keySize: 2048,
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'subjectAltName', altNames: NAMES.map((value) => ({ type: 2 as const, value })) },
		],
	});
	const folder = await mkdtemp(join(tmpdir(), 'leadspredict-crm-'));
	const trusted = join(folder, 'certificate.pem');
	await writeFile(trusted, cert);
	const crm = await startCrm({
		...options,
		https: { key, cert },
		salesforceInstanceUrl: SALESFORCE_INSTANCE,
	});
	const proxy = await startProxy(
		Number(new URL(crm.hubspotUrl).port),
		options.letOthersThrough ?? false,
	);
	const here = 'localhost,127.0.0.1,::1';
	return {
		...crm,
		env: {
			HTTPS_PROXY: proxy.url,
			https_proxy: proxy.url,
			NO_PROXY: here,
			no_proxy: here,
			NODE_EXTRA_CA_CERTS: trusted,
		},
		close: async () => {
			await proxy.close();
			await crm.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
