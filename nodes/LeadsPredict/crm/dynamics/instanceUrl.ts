import type { ReadInstanceUrl } from '../crm';

const NOT_ONE = {
	ok: false,
	why: 'The Instance URL is not the https address of a Dynamics 365 organization',
} as const;

/** Pages where people manage organizations, which are none themselves. */
const MANAGEMENT = /^(?:make|admin)\.(?:powerapps|powerplatform)\./;

/** The address of an organization from what people copy out of the browser. */
export function readInstanceUrl(text: string): ReadInstanceUrl {
	let url: URL;
	try {
		url = new URL(/^[a-z]+:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`);
	} catch {
		return { ok: false, why: 'The Instance URL is not a web address' };
	}
	const isOne =
		url.protocol === 'https:' &&
		url.hostname.includes('.') &&
		url.username === '' &&
		!MANAGEMENT.test(url.hostname);
	return isOne ? { ok: true, url: `https://${url.host}` } : NOT_ONE;
}
