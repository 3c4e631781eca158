import { createHash } from 'node:crypto';
import { z } from 'zod';

import { errorBodySchema } from '../contract';
import type { HttpResponse, ApiRequest } from '../types';

/**
 * Caches paid answers under a hash of their request, so that a run that is repeated after a failure
 * sends only the other requests. Requests are not stored, but an answer may repeat parts of its
 * request. Pure: the caller stores the cache.
 */

/** An answer without its headers, which are out of date when it is read. */
const cachedResponseSchema = z.object({
	status: z.number().int(),
	/** JSON text, which n8n saves in less space than an object. */
	body: z.string(),
	/** When it expires, in milliseconds since 1970; never if missing. */
	until: z.number().optional(),
});

type CachedResponse = z.output<typeof cachedResponseSchema>;

export const cachedResponsesSchema = z.record(z.string(), cachedResponseSchema);

/** Answers by the hash of their request; plain JSON, because n8n saves it with the execution. */
export type CachedResponses = Readonly<Record<string, CachedResponse>>;

/** A request and the answer that a repeated run reuses. */
export interface CacheableResponse {
	readonly request: ApiRequest;
	readonly answer: HttpResponse;
	/**
	 * Whether a complete answer is unusable. It may have been paid for, so the tries of Retry On Fail
	 * reuse it; a later retry of the execution sends the request again.
	 */
	readonly isUnusable?: boolean;
}

/**
 * @param account identifies the account, because each account has its own lead IDs. It may contain the
 * key, which cannot be recovered from the hash
 */
export const requestHash = (account: string, { method, path, body }: ApiRequest): string =>
	createHash('sha256')
		.update(JSON.stringify([account, method, path, body ?? null]))
		.digest('hex');

/**
 * Whether LeadsPredict would refuse the same request again, because of its content. A refused key, a
 * wrong URL or a blocking proxy is not permanent: the user may fix it before the next try.
 */
export const isPermanentRefusal = ({ status, body }: HttpResponse): boolean =>
	(status === 400 || status === 413 || status === 422) && errorBodySchema.safeParse(body).success;

/** Milliseconds for which a lead's details, which also cost a request, are current. */
const STILL_CURRENT = 15 * 60_000;

/** Milliseconds. n8n waits at most 5 seconds between two tries. */
const NEXT_TRY = 60_000;

/** @returns milliseconds until an answer expires; undefined if it never does */
const believedFor = ({ request, isUnusable }: CacheableResponse): number | undefined =>
	isUnusable === true ? NEXT_TRY : request.method === 'GET' ? STILL_CURRENT : undefined;

/** @param now when the answers are stored */
export const cacheEntriesFor = (
	account: string,
	settled: readonly CacheableResponse[],
	now: Date,
): CachedResponses =>
	Object.fromEntries(
		settled.map((each) => {
			const { request, answer } = each;
			const lasts = believedFor(each);
			const kept: CachedResponse = {
				status: answer.status,
				body: JSON.stringify(answer.body) ?? '',
				...(lasts !== undefined && { until: now.getTime() + lasts }),
			};
			return [requestHash(account, request), kept];
		}),
	);

/** Makes a lookup in the cache. An empty cache hashes nothing. */
export function cacheReader(
	account: string,
	paid: CachedResponses,
	now: Date,
): (request: ApiRequest) => HttpResponse | undefined {
	if (Object.keys(paid).length === 0) return () => undefined;
	const kept = new Map(Object.entries(paid));
	return (request) => {
		const found = kept.get(requestHash(account, request));
		if (found === undefined || now.getTime() > (found.until ?? Infinity)) return undefined;
		return { status: found.status, headers: {}, body: found.body };
	};
}
