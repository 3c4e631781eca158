import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A secret that only the receiver of one request knows. It is part of the callback URL, so a message
 * with it answers this request. Only its digest is stored, because anyone who can view executions can
 * read their data.
 */

const BYTES = 24;

export interface Nonce {
	/** Letters, digits, `-` and `_`; 192 random bits. */
	readonly secret: string;
	readonly digest: string;
}

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

export function newNonce(): Nonce {
	const secret = randomBytes(BYTES).toString('base64url');
	return { secret, digest: digestOf(secret).toString('hex') };
}

/**
 * Compares in constant time.
 * @param given from the query: a text, undefined, or several texts
 */
export function isNonce(given: unknown, digest: string): boolean {
	const expected = Buffer.from(digest, 'hex');
	if (typeof given !== 'string') return false;
	const actual = digestOf(given);
	return expected.length === actual.length && timingSafeEqual(actual, expected);
}
