import { readBaseUrl } from './baseUrl';

/**
 * A key and the only URL that it may be sent to (without a trailing slash); or why nothing may be sent.
 */
export type Access =
	| { readonly ok: true; readonly key: string; readonly url: string }
	| { readonly ok: false; readonly why: string };

/** The reference does not document the form of keys. A header must be able to hold one. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** Reads an API key and a base URL as users enter them. */
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
