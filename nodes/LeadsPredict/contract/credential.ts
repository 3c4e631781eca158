import { readBaseUrl } from './baseUrl';

/** A key, and where alone it may be sent (without a slash at its end); or why nothing may be sent. */
export type Access =
	| { readonly ok: true; readonly key: string; readonly url: string }
	| { readonly ok: false; readonly why: string };

/** The reference does not say how keys look; a header must be able to hold them. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** Reads an API key and a base URL as people enter them. */
export function readAccess(apiKey: string, baseUrl: string): Access {
	const address = readBaseUrl(baseUrl);
	if (!address.ok) return address;
	const key = apiKey.trim();
	if (key === '') return { ok: false, why: 'The API Key in the LeadsPredict credential is empty' };
	return SENDABLE.test(key)
		? { ok: true, key, url: address.url }
		: {
				ok: false,
				why: 'The API Key in the LeadsPredict credential holds a blank or another character that no key has. Copy it again',
			};
}
