import axios from 'axios';

import type { CrmRequest } from '../../nodes/LeadsPredict/crm/crmRequest';
import { HUBSPOT_API } from '../../nodes/LeadsPredict/crm/hubspot/requests';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';

/** The organization of the prepared requests to Salesforce. */
export const INSTANCE = 'https://acme.my.salesforce.com';

/** Makes a prepared request to HubSpot or Salesforce at the stand-in, as it is. @returns the body */
export async function makeRequest(
	crm: CrmStandIn,
	{ method, url, body }: Pick<CrmRequest, 'method' | 'url' | 'body'>,
): Promise<unknown> {
	const isHubspot = url.startsWith(HUBSPOT_API);
	const { data } = await axios.request<unknown>({
		method,
		url: isHubspot
			? url.replace(HUBSPOT_API, crm.hubspotUrl)
			: url.replace(INSTANCE, crm.salesforceUrl),
		data: body,
		headers: { authorization: `Bearer ${isHubspot ? crm.tokens.hubspot : crm.tokens.salesforce}` },
		validateStatus: () => true,
		proxy: false,
	});
	return data;
}
