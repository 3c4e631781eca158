import { bare } from './characters';
import { ABSENT, NOTE, WHY, accept, isAbsent, refuse, saysNothing, single } from './value';
import type { Converted } from './value';

/** Longest address that mail can be sent to (RFC 5321). */
const MAX_LENGTH = 254;

/** The usual form of an address. Any other is checked part by part. */
const USUAL =
	/^[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** Apollo's placeholder for an address that was not bought. */
const NOT_UNLOCKED = 'email_not_unlocked@';

/** `*` is allowed in addresses, but in data it masks one, as dots and bullets do. */
const MASK = /[*•●∗…]|\.{3}/u;

const LOCAL_PART = /^[^\s"(),:;<>@[\\\]\p{Cc}\p{Cs}]+$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;
const TOP_LABEL = /^(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]*[a-z0-9])$/iu;

/** The address of a link, followed by its subject, text and further recipients. */
const MAILTO = /mailto:([^?\s<>"]*)(?:\?[^<>"'),;]*)?/gi;
/** Escaped signs in links, such as `%2B` for `+`. */
const ESCAPED_SIGN = /%(2[1-9a-f]|[3-6][0-9a-f]|7[0-9a-e])/gi;
/** Word processors add no-break spaces around the `@`. Elsewhere they separate words. */
const NO_BREAK_AROUND_AT = /\u00A0{0,9}@\u00A0{0,9}/gu;
const SEPARATORS = /([\s,;:|<>()[\]]+)/u;
const NEW_LINES = /[\r\n]+/g;
/** Marks that split a mistyped address, as in "john,doe@example.com". */
const BINDS = /^[ ,;|]$/;
const QUOTES_AROUND = /^["'“”„‟«»‘’‚`]+|["'“”„‟«»‘’‚`]+$/gu;

/** Part of a web address with an `@` in it. */
const LINK = /\/\/|\/[?@]/;

/** One address, or why the text is not one. */
function check(text: string): Converted {
	if (MASK.test(text)) return refuse(WHY.maskedAddress, 'invalid_email');
	const at = text.indexOf('@');
	if (at < 0 || at !== text.lastIndexOf('@')) return refuse(WHY.notAddress, 'invalid_email');
	if (text.length > MAX_LENGTH) return refuse(WHY.tooLong, 'invalid_email');
	const local = text.slice(0, at);
	const labels = text.slice(at + 1).split('.');
	if (local === '' || labels.length < 2 || labels.includes('')) {
		return refuse(WHY.incompleteAddress, 'invalid_email');
	}
	const fits =
		LOCAL_PART.test(local) &&
		!LINK.test(local) &&
		!local.split('.').includes('') &&
		labels.every((label) => LABEL.test(label)) &&
		TOP_LABEL.test(labels[labels.length - 1] ?? '');
	if (!fits) return refuse(WHY.notAddress, 'invalid_email');
	return isPlaceholder(text) ? refuse(WHY.placeholder, 'placeholder_email') : accept(text);
}

const isPlaceholder = (text: string): boolean =>
	text.slice(0, NOT_UNLOCKED.length).toLowerCase() === NOT_UNLOCKED;

/** Removes quotes. A longer piece is not an address anyway. */
const unquoted = (piece: string): string =>
	piece.length > 2 * MAX_LENGTH ? piece : piece.replace(QUOTES_AROUND, '');

const withSigns = (address: string): string =>
	address.replace(ESCAPED_SIGN, (_escaped, code: string) =>
		String.fromCharCode(parseInt(code, 16)),
	);

/** `a@x.example/b@x.example` are two addresses, `a/b@x.example` is one. */
const bySlash = (piece: string): string[] =>
	piece.indexOf('@') !== piece.lastIndexOf('@') ? piece.split('/') : [piece];

/**
 * The parts of a text that are meant as addresses. A word right before or after one belongs to it and
 * makes it unusable: neither "john doe@example.com" nor "john,doe@example.com" is Doe's.
 */
function addressesIn(text: string): string[] {
	const parts = text
		.replace(MAILTO, (_link, address: string) => `:${withSigns(address)}`)
		.split(SEPARATORS);
	const binds = (gap: string | undefined, word: string | undefined): boolean =>
		gap !== undefined && BINDS.test(gap) && !word?.includes('@') && !saysNothing(word);
	return parts.flatMap((part, index) => {
		if (!part.includes('@')) return [];
		const isPartOfMore =
			binds(parts[index - 1], parts[index - 2]) || binds(parts[index + 1], parts[index + 2]);
		if (isPartOfMore) return [parts.slice(Math.max(0, index - 2), index + 3).join('')];
		return bySlash(part).map(unquoted);
	});
}

function choose(pieces: readonly string[]): Converted {
	const checked = pieces.map(check);
	const usable = checked.filter((each) => each.ok === true);
	const [first] = usable;
	if (first === undefined) return checked[0] ?? refuse(WHY.notAddress, 'invalid_email');
	const different = new Set(usable.map(({ value }) => String(value).toLowerCase())).size;
	if (different > 1) return accept(first.value, NOTE.firstOf(different));
	const all = new Set(pieces.map((piece) => piece.toLowerCase())).size;
	return all > 1 ? accept(first.value, NOTE.onlyUsableOf(all)) : first;
}

function fromText(given: string): Converted {
	const text = bare(given.replace(NO_BREAK_AROUND_AT, '@').replace(NEW_LINES, ' , '));
	if (text.includes('@')) return choose(addressesIn(text));
	if (saysNothing(text)) return ABSENT;
	return refuse(MASK.test(text) ? WHY.maskedAddress : WHY.notAddress, 'invalid_email');
}

/** Several addresses can come in a list as well as in one text. */
function fromList(list: readonly unknown[]): Converted {
	const texts = list.filter((entry) => typeof entry === 'string');
	if (texts.length > 0) return fromText(texts.join(' , '));
	return list.every(isAbsent) ? ABSENT : refuse(WHY.notAddress, 'invalid_email');
}

/**
 * An address that mail can be sent to, with its case unchanged: one `@`, a domain of at least two
 * labels that ends with a top-level domain (letters of any script, or punycode), at most 254
 * characters. `mailto:`, a name around `<…>`, quotes and invisible characters are removed. Of several
 * addresses, the first usable one is taken, with a note.
 *
 * Not an address: `true` (People Data Labs' free plan), masked ones (`****@…`), and Apollo's
 * `email_not_unlocked@domain.com`, which has its own code.
 */
export function readEmail(value: unknown): Converted {
	if (typeof value === 'string' && value.length <= MAX_LENGTH && USUAL.test(value)) {
		return isPlaceholder(value) ? refuse(WHY.placeholder, 'placeholder_email') : accept(value);
	}
	const one = single(value);
	if (isAbsent(one)) return ABSENT;
	if (typeof one === 'string') return fromText(one);
	return Array.isArray(one) ? fromList(one) : refuse(WHY.notAddress, 'invalid_email');
}
