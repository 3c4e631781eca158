import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generate } from 'selfsigned';

import { startCrm } from './startCrm';
import type { CrmOptions, CrmStandIn } from './startCrm';

/**
 * The stand-ins at the addresses of HubSpot, Salesforce, Zoho CRM and Dynamics 365, for an n8n whose nodes and
 * prepared requests know no others. n8n uses HTTPS_PROXY; the proxy here connects those addresses with the
 * stand-in, whose certificate is made anew each time and trusted by that n8n alone. By default it
 * refuses all other addresses, so that no request of a test leaves the machine.
 */

const HOST = '127.0.0.1';
const HTTPS_PORT = 443;

/** The organization's address at Salesforce. */
export const SALESFORCE_INSTANCE = 'https://leadspredict-sandbox.my.salesforce.com';

/** The organization's address at Dynamics 365. */
export const DYNAMICS_INSTANCE = 'https://leadspredict-sandbox.crm4.dynamics.com';
/** The API domain of the account at Zoho CRM. */
export const ZOHO_API_DOMAIN = 'https://www.zohoapis.eu';

const NAMES = [
	'api.hubapi.com',
	'login.salesforce.com',
	'test.salesforce.com',
	new URL(SALESFORCE_INSTANCE).hostname,
	new URL(DYNAMICS_INSTANCE).hostname,
	new URL(ZOHO_API_DOMAIN).hostname,
];

export interface CrmOverHttps extends CrmStandIn {
	/** For the environment of an n8n that is to reach the stand-ins; the sandbox stays reachable. */
	readonly env: Readonly<Record<string, string>>;
}

/** The destination of a CONNECT request; undefined when it names none. */
function destination(target = ''): { readonly name: string; readonly port: number } | undefined {
	try {
		const { hostname, port } = new URL(`http://${target}`);
		// A URL does not keep the port that its scheme implies.
		const own = port === '' && target.endsWith(':80') ? '80' : port;
		const name = hostname.replace(/^\[|\]$/g, '');
		return own === '' ? undefined : { name, port: Number(own) };
	} catch {
		return undefined;
	}
}

/** A proxy for CONNECT alone, from the CRMs' names to one port. @param isOpen to other names, too */
async function startProxy(crmPort: number, isOpen: boolean) {
	const sockets = new Set<Socket>();
	const proxy = createServer((_, response) => {
		response
			.writeHead(403)
			.end('Only HubSpot, Salesforce, Zoho CRM and Dynamics 365 are known here, by HTTPS.');
	});
	proxy.on('connect', (request, client: Socket, sentAlready: Buffer) => {
		sockets.add(client);
		client.on('error', () => client.destroy());
		client.on('close', () => sockets.delete(client));
		const refuse = (status: string): void => void client.end(`HTTP/1.1 ${status}\r\n\r\n`);
		const wanted = destination(request.url);
		if (wanted === undefined) return refuse('400 Bad Request');
		const isOurs = NAMES.includes(wanted.name) && wanted.port === HTTPS_PORT;
		if (!isOurs && !isOpen) return refuse('403 Forbidden');

		const { name, port } = isOurs ? { name: HOST, port: crmPort } : wanted;
		let isThrough = false;
		const upstream = connect(port, name, () => {
			isThrough = true;
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			upstream.write(sentAlready);
			upstream.pipe(client);
			client.pipe(upstream);
		});
		sockets.add(upstream);
		upstream.on('error', () => {
			if (isThrough) client.destroy();
			else refuse('502 Bad Gateway');
		});
		upstream.on('close', () => {
			sockets.delete(upstream);
			if (isThrough) client.destroy();
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

/** The certificates this machine trusts besides the usual ones, for requests to other addresses. */
async function trustedElsewhere(): Promise<string> {
	const file = process.env['NODE_EXTRA_CA_CERTS'];
	if (!file) return '';
	// Node.js goes on without a file that it cannot read, and so does this.
	return await readFile(file, 'utf8').catch(() => '');
}

/** Starts the stand-ins and the proxy to them, with a certificate. */
export async function startCrmOverHttps(
	options: Omit<CrmOptions, 'https' | 'salesforceInstanceUrl' | 'dynamicsInstanceUrl'> & {
		/** Whether requests to any other address reach it. */
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
	const { letOthersThrough = false } = options;
	await writeFile(trusted, letOthersThrough ? `${cert}\n${await trustedElsewhere()}` : cert);
	const crm = await startCrm({
		...options,
		https: { key, cert },
		salesforceInstanceUrl: SALESFORCE_INSTANCE,
		dynamicsInstanceUrl: DYNAMICS_INSTANCE,
	});
	const proxy = await startProxy(Number(new URL(crm.hubspotUrl).port), letOthersThrough);
	const here = 'localhost,127.0.0.1,::1';
	return {
		...crm,
		env: {
			HTTPS_PROXY: proxy.url,
			https_proxy: proxy.url,
			// Requests without TLS are for nobody here; the proxy refuses them.
			...(!letOthersThrough && { HTTP_PROXY: proxy.url, http_proxy: proxy.url }),
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
