import { createHash } from 'node:crypto';
import { z } from 'zod';

import { errorBodySchema } from '../contract';
import type { HttpResponse, ApiRequest } from '../types';

/**
 * What was paid for is kept: answers of requests that are settled, under a hash of the request, so
 * that a run that is made again after a failure sends only what is not settled. Of what was sent
 * nothing is stored, but an answer may repeat some of it. Pure; where it is kept, the edges know.
 */

/** An answer of the service without its headers, which speak of another time. */
const cachedResponseSchema = z.object({
	status: z.number().int(),
	/** As a text of JSON, which n8n saves in less room than a tree. */
	body: z.string(),
	/** Until when it is believed, in milliseconds since 1970; for good when it is missing. */
	until: z.number().optional(),
});

type CachedResponse = z.output<typeof cachedResponseSchema>;

export const cachedResponsesSchema = z.record(z.string(), cachedResponseSchema);

/** Answers by the hash of their request; plain JSON, because n8n saves it with the execution. */
export type CachedResponses = Readonly<Record<string, CachedResponse>>;

/** A request, and the answer that need not be asked for again. */
export interface CacheableResponse {
	readonly request: ApiRequest;
	readonly answer: HttpResponse;
	/**
	 * Whether the answer came whole and brought nothing. It may have been paid for all the same, so the
	 * tries of Retry On Fail do not ask again; a later retry of the execution does.
	 */
	readonly isUnusable?: boolean;
}

/**
 * @param account what the answers belong to, because another account gives leads other ids. It may
 * hold the key: nothing can be read out of the hash
 */
export const requestHash = (account: string, { method, path, body }: ApiRequest): string =>
	createHash('sha256')
		.update(JSON.stringify([account, method, path, body ?? null]))
		.digest('hex');

/**
 * A refusal by LeadsPredict that the same request would meet again, because it is about what was sent.
 * A key that is refused, an address that is wrong or a proxy that does not let it pass may be mended
 * before the next try, so they are none.
 */
export const isPermanentRefusal = ({ status, body }: HttpResponse): boolean =>
	(status === 400 || status === 413 || status === 422) && errorBodySchema.safeParse(body).success;

/** Milliseconds for which what was read of a lead, which cost a request as well, is still current. */
const STILL_CURRENT = 15 * 60_000;

/** Milliseconds. n8n waits at most 5 seconds between two tries. */
const NEXT_TRY = 60_000;

/** @returns milliseconds for which an answer is believed; undefined for good */
const believedFor = ({ request, isUnusable }: CacheableResponse): number | undefined =>
	isUnusable === true ? NEXT_TRY : request.method === 'GET' ? STILL_CURRENT : undefined;

/** @param now when the answers are kept */
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

/** Finds what was kept. Nothing is hashed when nothing is there. */
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
