import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A secret that only the receiver of one request learns: it stands in the address for the results,
 * so that a message which carries it answers this very request. Only its digest is kept, because
 * what n8n keeps can be read by whoever may look at executions.
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
 * @param given as it stood in a query: a text, nothing, or several
 */
export function isNonce(given: unknown, digest: string): boolean {
	const expected = Buffer.from(digest, 'hex');
	if (typeof given !== 'string') return false;
	const actual = digestOf(given);
	return expected.length === actual.length && timingSafeEqual(actual, expected);
}
