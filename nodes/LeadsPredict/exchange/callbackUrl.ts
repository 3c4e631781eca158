import { isPrivateHost } from '../contract';
import type { Problem } from '../flow';
import { openCallback, privateCallback, unusableCallback } from './problem';
import type { CallbackSource } from './problem';

const parsed = (text: string): URL | undefined => {
	try {
		return new URL(text.trim());
	} catch {
		return undefined;
	}
};

/**
 * Whether LeadsPredict can be told to send results to an address: over https, and to a host that
 * the internet knows. Looked at before any lead leaves, because results that cannot be delivered
 * are paid for all the same. When the service itself stands in a private network, as the sandbox
 * does, any web address will do.
 * @param text the address for the results
 * @param service the Base URL of the credential
 */
export function readCallbackUrl(
	text: string,
	service: string,
	source: CallbackSource,
): { readonly url: URL } | { readonly problem: Problem } {
	const url = parsed(text);
	if (url === undefined || !/^https?:$/.test(url.protocol)) {
		return { problem: unusableCallback(source) };
	}
	const home = parsed(service);
	if (home !== undefined && isPrivateHost(home.hostname)) return { url };
	if (isPrivateHost(url.hostname)) return { problem: privateCallback(source, url.origin) };
	return url.protocol === 'https:' ? { url } : { problem: openCallback(source, url.origin) };
}
