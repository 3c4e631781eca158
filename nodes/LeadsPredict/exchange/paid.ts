import { createHash } from 'node:crypto';
import { z } from 'zod';

import type { HttpAnswer, Request } from './send';

/**
 * What was paid for is kept: answers of requests that are settled, under a hash of the request, so
 * that a run that is made again after a failure sends only what is not settled. Nothing of the input
 * is stored. Pure; where it is kept, the edges know.
 */

/** An answer of the service without its headers, which speak of another time. */
const keptSchema = z.object({ status: z.number().int(), body: z.unknown() });

type Kept = z.output<typeof keptSchema>;

export const paidSchema = z.record(z.string(), keptSchema);

/** Answers by the hash of their request; plain JSON, because n8n saves it with the execution. */
export type Paid = Readonly<Record<string, Kept>>;

/** A request, and the answer that need not be asked for again. */
export interface Settled {
	readonly request: Request;
	readonly answer: HttpAnswer;
}

/** @param account what the answers belong to: another account gives leads other ids */
export const requestHash = (account: string, { method, path, body }: Request): string =>
	createHash('sha256')
		.update(JSON.stringify([account, method, path, body ?? null]))
		.digest('hex');

/**
 * A refusal that the same request would meet again, because it is about what was sent. A key that is
 * refused or an address that is wrong may be mended before the next try, so they are none.
 */
export const isPermanentRefusal = (status: number): boolean =>
	status === 400 || status === 413 || status === 422;

export const paidFor = (account: string, settled: readonly Settled[]): Paid =>
	Object.fromEntries(
		settled.map(({ request, answer }) => [
			requestHash(account, request),
			{ status: answer.status, body: answer.body },
		]),
	);

/** Finds what was kept. Nothing is hashed when nothing is there. */
export function recallFrom(
	account: string,
	paid: Paid,
): (request: Request) => HttpAnswer | undefined {
	if (Object.keys(paid).length === 0) return () => undefined;
	const kept = new Map(Object.entries(paid));
	return (request) => {
		const found = kept.get(requestHash(account, request));
		return found && { status: found.status, headers: {}, body: found.body };
	};
}
