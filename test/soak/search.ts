import { randomBytes } from 'node:crypto';

/** Looks for secrets in everything that was written, in the forms in which they would be written. */

export interface Secrets {
	readonly apiKey: string;
	readonly webhookToken: string;
}

/**
 * Secrets that nothing else can be mistaken for, with signs that look different when they are encoded.
 * New ones each time, so that what an earlier run left is not found.
 */
export const madeSecrets = (): Secrets => ({
	apiKey: `lp_soak/${randomBytes(12).toString('hex')}+key~?`,
	webhookToken: `hook/${randomBytes(12).toString('hex')}+token~?`,
});

const SHIFTS = [0, 1, 2];

/**
 * The part of a text's base64 that is the same whatever stands before and after it: a text begins at
 * one of three places in a group, and its first and last signs are shared with its neighbours.
 */
function base64Cores(text: string): string[] {
	const bytes = Buffer.from(text);
	return SHIFTS.map((shift) => {
		const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
		const begin = Math.ceil((shift * 8) / 6);
		const end = Math.floor(((shift + bytes.length) * 8) / 6);
		return encoded.slice(begin, end);
	});
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Every form of a text that is looked for, by its name. */
export function formsOf(secret: string): ReadonlyArray<readonly [form: string, text: string]> {
	const forms: Array<readonly [string, string]> = [
		['as it is', secret],
		['URL-encoded', encodeURIComponent(secret)],
		[
			'URL-encoded in small letters',
			encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
		],
		['URL-encoded as a form', new URLSearchParams({ a: secret }).toString().slice(2)],
		['URL-encoded as an address', encodeURI(secret)],
		['as JSON', escaped(secret)],
		['as JSON in JSON', escaped(escaped(secret))],
		['as JSON with slashes escaped', escaped(secret).replaceAll('/', '\\/')],
		['as HTML', secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;')],
		['hexadecimal', Buffer.from(secret).toString('hex')],
		...base64Cores(secret).flatMap((core) => [
			['base64', core] as const,
			['base64 for URLs', urlSafe(core)] as const,
		]),
		// What is left when all but letters and digits was changed in some way that is not listed.
		['its random part', /[0-9a-f]{24}/.exec(secret)?.[0] ?? secret],
	];
	const seen = new Set<string>();
	return forms.filter(([, text]) => !seen.has(text) && seen.add(text));
}

export interface Place {
	/** Where it was written: "n8n's log". */
	readonly name: string;
	readonly content: string | Uint8Array;
	/** A text that must be there, to show that this is the right place. */
	readonly marker: string;
}

export interface Searched {
	readonly place: string;
	readonly bytes: number;
	readonly markerFound: boolean;
	/** Which secret was found, and in which form; never the secret itself. */
	readonly found: readonly string[];
}

/** @param secrets by what they are called */
export function search(
	{ name, content, marker }: Place,
	secrets: Readonly<Record<string, string>>,
): Searched {
	const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
	const found = Object.entries(secrets).flatMap(([called, secret]) =>
		formsOf(secret)
			.filter(([, text]) => bytes.includes(text))
			.map(([form]) => `${called}, ${form}`),
	);
	return { place: name, bytes: bytes.length, markerFound: bytes.includes(marker), found };
}
