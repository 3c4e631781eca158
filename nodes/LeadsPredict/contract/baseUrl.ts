import { DEFAULT_BASE_URL } from './limits';

/** A base URL that may be called, without a trailing slash; or why it may not be called. */
export type BaseUrl =
	| { readonly ok: true; readonly url: string }
	| { readonly ok: false; readonly why: string };

/** Documented. Added to a base URL without a path, because people paste only the host. */
export const API_PATH = new URL(DEFAULT_BASE_URL).pathname;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** Whether a URL's host name can only mean this machine. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/**
 * The end of an endpoint's URL, which people paste instead of the base URL: the list of leads, an
 * operation, or a lead's ID in the form of the reference. A gateway's own path may contain `/leads/`.
 */
const ENDPOINT = /\/leads(?:\/(?:analyze|batch|:id|lead_[^/]*))?\/*$/;

/**
 * Reads the Base URL of a credential. LeadsPredict is documented as HTTPS only, so the API key is never
 * sent unencrypted. Plain HTTP is allowed only for a loopback address (the sandbox), where nothing
 * leaves the machine.
 */
export function readBaseUrl(text: string): BaseUrl {
	let url: URL;
	try {
		url = new URL(text.trim());
	} catch {
		// The error does not quote the text: it may be the API key, pasted into the wrong field.
		return {
			ok: false,
			why: `The Base URL is not a complete web address such as ${DEFAULT_BASE_URL}`,
		};
	}
	if (url.username !== '' || url.password !== '') {
		return { ok: false, why: 'The Base URL must not contain a user name or password' };
	}
	if (url.search !== '' || url.hash !== '') {
		return { ok: false, why: 'The Base URL must end with its path, without "?" or "#"' };
	}
	const encrypted = url.protocol === 'https:';
	if (!encrypted && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		return {
			ok: false,
			why: `The Base URL must start with https:// so that the API key stays secret; "${url.protocol}//${url.host}" was refused`,
		};
	}
	if (ENDPOINT.test(url.pathname)) {
		return { ok: false, why: `The Base URL must end before "/leads", as ${DEFAULT_BASE_URL} does` };
	}
	return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '') || API_PATH}` };
}
