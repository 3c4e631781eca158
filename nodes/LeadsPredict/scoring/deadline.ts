/** The code of axios, n8n's HTTP client, when a signal ends the request. */
export const ABORTED = 'ERR_CANCELED';

/**
 * Node.js 20 garbage-collects a timeout that only `AbortSignal.any` refers to, so that it never fires.
 * This map keeps the reference.
 */
const timeouts = new WeakMap<AbortSignal, AbortSignal>();

/**
 * A time limit for a whole request with its answer. An HTTP client's timeout is none: it restarts with
 * every byte.
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
