import { DEFAULT_BASE_URL } from './limits';

/** A base URL that may be called, without a slash at its end; or why it may not. */
export type BaseUrl =
	| { readonly ok: true; readonly url: string }
	| { readonly ok: false; readonly why: string };

/** Documented. An address without any path lacks it: people paste the host alone. */
export const API_PATH = new URL(DEFAULT_BASE_URL).pathname;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** Whether a URL's host name can only mean this very machine. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/**
 * How the address of an endpoint ends, which is pasted for that of the API: a list of leads, what is
 * done with one, or a lead as the reference writes its ID. A gateway may have `/leads/` in its own path.
 */
const ENDPOINT = /\/leads(?:\/(?:analyze|batch|:id|lead_[^/]*))?\/*$/;

/**
 * Reads the Base URL of a credential. LeadsPredict is documented as HTTPS only, so the API key
 * must never travel unencrypted; plain HTTP is taken for a loopback address alone, where nothing
 * leaves the machine (the sandbox).
 */
export function readBaseUrl(text: string): BaseUrl {
	let url: URL;
	try {
		url = new URL(text.trim());
	} catch {
		// The text is not repeated: it may be the API key, pasted into the wrong field.
		return {
			ok: false,
			why: `The Base URL is not a whole web address such as ${DEFAULT_BASE_URL}`,
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
