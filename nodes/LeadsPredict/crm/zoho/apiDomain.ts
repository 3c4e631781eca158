import type { ReadInstanceUrl } from '../crm';
import { readHttpsAddress } from '../instanceUrl';

/** The data centers whose API domains are documented; Canada's CRM has a domain of its own. */
const API_DOMAIN = /^(?:www|sandbox|developer)\.zohoapis\.(?:com|eu|in|com\.au|jp|ca|sa|com\.cn)$/;
const CRM_DOMAIN = /^(?:crm|accounts)\.zoho\.(com|eu|in|com\.au|jp|sa|com\.cn)$/;
const CRM_CANADA = /^(?:crm|accounts)\.zohocloud\.ca$/;

/**
 * The API domain from itself, or from the address of Zoho CRM in the browser. With any other address
 * the credential's token would go to somebody else.
 */
export const readApiDomain = (text: string): ReadInstanceUrl =>
	readHttpsAddress(
		text,
		({ host }) => {
			const domain = host
				.replace(/^zohoapis\./, 'www.zohoapis.')
				.replace(CRM_DOMAIN, 'www.zohoapis.$1')
				.replace(CRM_CANADA, 'www.zohoapis.ca');
			return API_DOMAIN.test(domain) ? domain : undefined;
		},
		'The Instance URL is not an API domain of Zoho',
	);
