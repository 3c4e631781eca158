import { isPrivateHost } from '../contract';
import type { Problem } from '../types';
import { badSetting, openCallback, privateCallback, unusableCallback } from '../problems/problems';
import type { CallbackSource } from '../problems/problems';

const parsed = (text: string): URL | undefined => {
	try {
		return new URL(text.trim());
	} catch {
		return undefined;
	}
};

/** Whoever takes an address with a password in it writes it into logs, or refuses to call it. */
const withPassword = badSetting(
	'The address for the results must not contain a user name or password',
	'Remove what stands before the @ in it. Nothing was sent',
);

/** n8n hears one call there, and only after a click. */
const testAddress = badSetting(
	'Webhook URL is the Test URL of a Webhook node, which works only once after a click',
	'Publish that workflow and enter its Production URL, with /webhook/ instead of /webhook-test/. Nothing was sent',
);

const TEST_PATH = /\/webhook-test\//;

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
	if (url.username !== '' || url.password !== '') return { problem: withPassword };
	const home = parsed(service);
	if (home !== undefined && isPrivateHost(home.hostname)) return { url };
	if (isPrivateHost(url.hostname)) return { problem: privateCallback(source, url.origin) };
	if (url.protocol !== 'https:') return { problem: openCallback(source, url.origin) };
	const isTest = source === 'entered' && TEST_PATH.test(url.pathname);
	return isTest ? { problem: testAddress } : { url };
}
