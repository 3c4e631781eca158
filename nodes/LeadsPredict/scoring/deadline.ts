/** How axios, n8n's HTTP client, says that a signal ended the request. */
export const ABORTED = 'ERR_CANCELED';

/** Node.js 20 drops a timeout that `AbortSignal.any` alone refers to, and then it never fires. */
const timeouts = new WeakMap<AbortSignal, AbortSignal>();

/**
 * A limit for the whole of a request, its answer included. The timeout of an HTTP client is not: it
 * starts anew with every byte that arrives.
 * @param ms milliseconds from now
 * @param other a signal that ends the request as well
 */
export function deadline(ms: number, other?: unknown): AbortSignal {
	const timeout = AbortSignal.timeout(ms);
	if (!(other instanceof AbortSignal)) return timeout;
	const either = AbortSignal.any([other, timeout]);
	timeouts.set(either, timeout);
	return either;
}
