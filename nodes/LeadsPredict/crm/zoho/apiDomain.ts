import type { ReadInstanceUrl } from '../crm';

/** The data centers whose API domains are documented; Canada's CRM has a domain of its own. */
const API_DOMAIN = /^(?:www|sandbox|developer)\.zohoapis\.(?:com|eu|in|com\.au|jp|ca|sa|com\.cn)$/;
const CRM_DOMAIN = /^(?:crm|accounts)\.zoho\.(com|eu|in|com\.au|jp|sa|com\.cn)$/;
const CRM_CANADA = /^(?:crm|accounts)\.zohocloud\.ca$/;

/** The API domain from itself, or from the address of Zoho CRM in the browser. */
export function readApiDomain(text: string): ReadInstanceUrl {
	const entered = text.trim();
	let url: URL;
	try {
		url = new URL(/^[a-z]+:\/\//i.test(entered) ? entered : `https://${entered}`);
	} catch {
		return { ok: false, why: 'The Instance URL is not a web address' };
	}
	const host = url.host
		.replace(/^zohoapis\./, 'www.zohoapis.')
		.replace(CRM_DOMAIN, 'www.zohoapis.$1')
		.replace(CRM_CANADA, 'www.zohoapis.ca');
	// With any other address the credential's token would go to somebody else.
	return url.protocol === 'https:' && url.username === '' && API_DOMAIN.test(host)
		? { ok: true, url: `https://${host}` }
		: { ok: false, why: 'The Instance URL is not an API domain of Zoho' };
}
