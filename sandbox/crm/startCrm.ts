/**
 * A stand-in for HubSpot, Salesforce, Zoho CRM and Dynamics 365: the parts of their APIs that bodies prepared by the
 * CRM operations use, and those that n8n's own nodes for them use.
 *
 * It is none of them. Each file says at its top what their public documents say, what was seen
 * in recorded answers or in n8n's source, and what was decided where both are silent: always the
 * stricter reading, so that what passes here has a good chance to pass there.
 */
import { createServer as createHttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

import { createServer, listen } from '../http';
import { createCrmControl } from './control';
import type { CrmControl } from './control';
import { dynamicsService } from './dynamics/routes';
import { createDynamicsState } from './dynamics/state';
import { hubspotService } from './hubspot/routes';
import { createHubSpotState } from './hubspot/state';
import { salesforceService } from './salesforce/routes';
import { createSalesforceState } from './salesforce/state';
import { addService, createTestAccess } from './service';
import { zohoService } from './zoho/routes';
import { createZohoState } from './zoho/state';

export type { Crm, LoggedCall } from './calls';
export type { CrmControl, KnownContact, KnownRecord, RecordsControl } from './control';

export interface CrmOptions {
	/** 0, the default, takes any free port. */
	readonly port?: number;
	/** With a certificate it speaks HTTPS, and nothing else. */
	readonly https?: { readonly key: string | Buffer; readonly cert: string | Buffer };
	readonly hubspotToken?: string;
	readonly salesforceToken?: string;
	readonly dynamicsToken?: string;
	readonly zohoToken?: string;
	/** The org's address in answers, when it is reached under another name. */
	readonly salesforceInstanceUrl?: string;
	readonly dynamicsInstanceUrl?: string;
	/** The clock behind every timestamp. */
	readonly now?: () => Date;
}

export interface CrmStandIn {
	/** In place of `https://api.hubapi.com`. */
	readonly hubspotUrl: string;
	/** In place of `https://example.my.salesforce.com`; the same server. */
	readonly salesforceUrl: string;
	/** In place of `https://www.zohoapis.com`; the same server. */
	readonly zohoUrl: string;
	/** In place of `https://example.crm4.dynamics.com`; the same server. */
	readonly dynamicsUrl: string;
	readonly tokens: {
		readonly hubspot: string;
		readonly salesforce: string;
		readonly zoho: string;
		readonly dynamics: string;
	};
	readonly control: CrmControl;
	close(): Promise<void>;
}

/** More than Salesforce takes, so that it is Salesforce that refuses. */
const MAX_HEADER_BYTES = 512 * 1024;

/**
 * Starts a stand-in for HubSpot, Salesforce, Zoho CRM and Dynamics 365 on this machine's loopback address.
 * @throws when the port is taken (`code` is `EADDRINUSE`)
 */
export async function startCrm(options: CrmOptions = {}): Promise<CrmStandIn> {
	const { https, now = () => new Date() } = options;
	const hubspot = createHubSpotState(options.hubspotToken ?? 'sandbox-hubspot-token', now);
	const salesforce = createSalesforceState(
		options.salesforceToken ?? 'sandbox-salesforce-token',
		now,
	);
	const dynamics = createDynamicsState(options.dynamicsToken ?? 'sandbox-dynamics-token', now);
	const zoho = createZohoState(options.zohoToken ?? 'sandbox-zoho-token', now);
	const access = createTestAccess();
	const app = createServer({
		serverFactory: (handler) =>
			https
				? createSecureServer({ ...https, maxHeaderSize: MAX_HEADER_BYTES }, handler)
				: createHttpServer({ maxHeaderSize: MAX_HEADER_BYTES }, handler),
	});
	await app.register(async (root) => addService(root, hubspotService(hubspot), access));
	await app.register(async (root) => addService(root, salesforceService(salesforce), access), {
		prefix: '/services',
	});
	await app.register(async (root) => addService(root, dynamicsService(dynamics), access), {
		prefix: '/api/data',
	});
	for (const prefix of ['/crm/v8', '/crm/v2']) {
		await app.register(async (root) => addService(root, zohoService(zoho), access), { prefix });
	}
	const origin = (await listen(app, options.port)).replace(/^https?/, https ? 'https' : 'http');
	salesforce.instanceUrl = options.salesforceInstanceUrl ?? origin;
	dynamics.instanceUrl = options.dynamicsInstanceUrl ?? origin;
	return {
		hubspotUrl: origin,
		salesforceUrl: origin,
		dynamicsUrl: origin,
		zohoUrl: origin,
		tokens: {
			hubspot: hubspot.token,
			salesforce: salesforce.token,
			zoho: zoho.token,
			dynamics: dynamics.token,
		},
		control: createCrmControl({ hubspot, salesforce, zoho, dynamics }, access),
		close: async () => await app.close(),
	};
}
