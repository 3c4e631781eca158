/** Removes a key from a text of another service, in any encoding. Pure. */

/** Shorter texts are no keys, and would match everywhere. */
const MIN_LENGTH = 6;

const REDACTED = '***';

/** Matches one character as it is, escaped by a backslash, as \uXXXX in JSON, or as %XX in a URL. */
function anyForm(sign: string): string {
	const hex = sign
		.charCodeAt(0)
		.toString(16)
		.padStart(2, '0')
		.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
	const plain = /[A-Za-z0-9]/.test(sign)
		? sign
		: `\\\\?\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
	return `(?:${plain}|\\\\u00${hex}|%${hex})`;
}

/** @param secret visible ASCII, as a header can hold it */
export function redactorOf(secret: string): (text: string) => string {
	if (secret.length < MIN_LENGTH) return (text) => text;
	const pattern = new RegExp([...secret].map(anyForm).join(''), 'g');
	return (text) => text.replace(pattern, REDACTED);
}
