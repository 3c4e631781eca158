import { isPrivateHost } from '../contract';
import type { Problem } from '../types';
import { problem } from '../problems/problem';
import type { ProblemCode } from '../problems/problem';
import type { CallbackSource } from '../problems/table/node';

const parsed = (text: string): URL | undefined => {
	try {
		return new URL(text.trim());
	} catch {
		return undefined;
	}
};

const TEST_PATH = /\/webhook-test\//;

/** Whether n8n signs its resume URLs and refuses others; it does so from 2.20 on. */
export const isSignedByN8n = (url: URL): boolean => url.searchParams.has('signature');

/**
 * Whether LeadsPredict can deliver results to a URL: over HTTPS and to a public host. Checked before
 * any lead is sent, because undeliverable results cost requests as well. If the service itself is in a
 * private network, as the sandbox is, any HTTP or HTTPS URL is accepted.
 * @param text the callback URL
 * @param service the Base URL of the credential
 */
export function readCallbackUrl(
	text: string,
	service: string,
	source: CallbackSource,
): { readonly url: URL } | { readonly problem: Problem } {
	const url = parsed(text);
	const refuse = (code: Extract<ProblemCode, `webhook_url_${string}`>) => ({
		problem: problem(code, { source, origin: url?.origin ?? '' }),
	});
	if (url === undefined || !/^https?:$/.test(url.protocol)) return refuse('webhook_url_invalid');
	if (url.username !== '' || url.password !== '') return refuse('webhook_url_with_password');
	const home = parsed(service);
	if (home !== undefined && isPrivateHost(home.hostname)) return { url };
	if (isPrivateHost(url.hostname)) return refuse('webhook_url_private');
	if (url.protocol !== 'https:') return refuse('webhook_url_unencrypted');
	const isTest = source === 'entered' && TEST_PATH.test(url.pathname);
	return isTest ? refuse('webhook_url_for_tests') : { url };
}
