import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Where a webhook token may be sent. Decided: LeadsPredict documents neither a header nor a signature,
 * so a sender may use our own header, a bearer token, or the URL.
 */
export const TOKEN_HEADER = 'x-leadspredict-token';
export const TOKEN_PARAMETER = 'token';

/** A text that may be the token, and its encoding. */
interface Candidate {
	readonly text: string;
	readonly encodings: ReadonlyArray<'utf8' | 'latin1'>;
}

/** The values in the places for a token. */
export interface PresentedTokens {
	readonly candidates: readonly Candidate[];
	/** Whether one place holds several values, or a value that is not text. */
	readonly unclear: boolean;
}

export const property = (holder: unknown, name: string): unknown =>
	typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
		? Object.getOwnPropertyDescriptor(holder, name)?.value
		: undefined;

const bearer = (value: unknown): unknown =>
	typeof value === 'string' ? /^Bearer\s+(.*)$/is.exec(value.trim())?.[1] : value;

/**
 * Collects the texts that may be the token. An `Authorization` header of another scheme is ignored.
 * @param headers names in lower case, as in Node.js
 * @param query parsed by n8n: a text, or an array or object when a parameter is repeated
 */
export function presentedTokens(headers: unknown, query: unknown): PresentedTokens {
	// Node.js reads header bytes as Latin-1; a sender may have meant them as UTF-8.
	const inHeader = ['utf8', 'latin1'] as const;
	const inQuery = property(query, TOKEN_PARAMETER);
	// In a query "+" means a space, and users paste tokens with "+" unencoded.
	const withPlus = typeof inQuery === 'string' ? inQuery.replaceAll(' ', '+') : undefined;
	const places = [
		{ value: property(headers, TOKEN_HEADER), encodings: inHeader },
		{ value: bearer(property(headers, 'authorization')), encodings: inHeader },
		{ value: inQuery, encodings: ['utf8'] as const },
		{ value: withPlus, encodings: ['utf8'] as const },
	].filter(({ value }) => value !== undefined);
	return {
		candidates: places.flatMap(({ value, encodings }) =>
			typeof value === 'string' ? [{ text: value.trim(), encodings }] : [],
		),
		unclear: places.some(({ value }) => typeof value !== 'string'),
	};
}

const digest = (text: string, encoding: 'utf8' | 'latin1') =>
	createHash('sha256').update(text, encoding).digest();

/**
 * Compares in constant time, so that the duration does not reveal how much of a guess is right. Both
 * sides are hashed to one length, and every candidate is compared.
 */
export function holdsToken(presented: PresentedTokens, expected: string): boolean {
	const wanted = digest(expected, 'utf8');
	return presented.candidates
		.flatMap(({ text, encodings }) => encodings.map((encoding) => digest(text, encoding)))
		.map((given) => timingSafeEqual(given, wanted))
		.reduce((found, same) => found || same, false);
}
