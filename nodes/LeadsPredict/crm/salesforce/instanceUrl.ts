import type { ReadInstanceUrl } from '../crm';

/**
 * The address of an organisation's API from what people copy out of the browser: Lightning pages are
 * served from another host than the API.
 */
export function readInstanceUrl(text: string): ReadInstanceUrl {
	let url: URL;
	try {
		url = new URL(/^[a-z]+:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`);
	} catch {
		return { ok: false, why: 'The Instance URL is not a web address' };
	}
	if (url.protocol !== 'https:' || !url.hostname.includes('.') || url.username !== '') {
		return {
			ok: false,
			why: 'The Instance URL is not the https address of a Salesforce organization',
		};
	}
	const host = url.host.replace(
		/\.(?:lightning\.force|my\.salesforce-setup)\.com$/,
		'.my.salesforce.com',
	);
	return { ok: true, url: `https://${host}` };
}
