import type { ReadInstanceUrl } from './crm';

/**
 * Reads the address of an organization as people copy it out of the browser, with or without https.
 * @param hostOf the host of the API, or undefined when the address is none of the CRM's
 * @param otherwise why an address is not one of the CRM's
 */
export function readHttpsAddress(
	text: string,
	hostOf: (url: URL) => string | undefined,
	otherwise: string,
): ReadInstanceUrl {
	const entered = text.trim();
	let url: URL;
	try {
		url = new URL(/^[a-z]+:\/\//i.test(entered) ? entered : `https://${entered}`);
	} catch {
		return { ok: false, why: 'The Instance URL is not a web address' };
	}
	const isAddress = url.protocol === 'https:' && url.hostname.includes('.') && url.username === '';
	const host = isAddress ? hostOf(url) : undefined;
	return host === undefined ? { ok: false, why: otherwise } : { ok: true, url: `https://${host}` };
}
