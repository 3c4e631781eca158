import { bare } from './characters';
import { ABSENT, NOTE, WHY, accept, isAbsent, refuse, saysNothing, single } from './value';
import type { Converted } from './value';

/** Longest address that mail can be sent to (RFC 5321). */
const MAX_LENGTH = 254;

/** The addresses that most people have; what else may be one is looked at part by part. */
const USUAL =
	/^[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** What Apollo gives instead of an address that was not paid for. */
const NOT_UNLOCKED = 'email_not_unlocked@';

/** `*` may stand in an address on paper; in data it hides one, as dots and bullets do. */
const MASK = /[*•●∗…]|\.{3}/u;

const LOCAL_PART = /^[^\s"(),:;<>@[\\\]\p{Cc}\p{Cs}]+$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;
const TOP_LABEL = /^(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]*[a-z0-9])$/iu;

/** A link's address, and its subject, text and more receivers behind it. */
const MAILTO = /mailto:([^?\s<>"]*)(?:\?[^<>"'),;]*)?/gi;
/** What links write for signs such as `+`. */
const ESCAPED_SIGN = /%(2[1-9a-f]|[3-6][0-9a-f]|7[0-9a-e])/gi;
/** A no-break space there came from a word processor; elsewhere it parts words as any blank does. */
const NO_BREAK_AROUND_AT = /\u00A0{0,9}@\u00A0{0,9}/gu;
const SEPARATORS = /([\s,;:|<>()[\]]+)/u;
const NEW_LINES = /[\r\n]+/g;
/** What parts two words of one address that was mistyped, as in "john,doe@example.com". */
const BINDS = /^[ ,;|]$/;
const QUOTES_AROUND = /^["'“”„‟«»‘’‚`]+|["'“”„‟«»‘’‚`]+$/gu;

/** What remains of a web address with a sign in it. */
const LINK = /\/\/|\/[?@]/;

/** One address, or why the text is none. */
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

/** Longer pieces are no addresses, with or without quotes. */
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
 * The pieces of a text that are meant as addresses. A word right before or behind one belongs to
 * it and makes it unusable: neither "john doe@example.com" nor "john,doe@example.com" is Doe's.
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

/** People with several addresses have them in a list as well as in one text. */
function fromList(list: readonly unknown[]): Converted {
	const texts = list.filter((entry) => typeof entry === 'string');
	if (texts.length > 0) return fromText(texts.join(' , '));
	return list.every(isAbsent) ? ABSENT : refuse(WHY.notAddress, 'invalid_email');
}

/**
 * An address as mail can be sent to it, in its own case: one `@`, a domain of two labels or more
 * whose last is a top-level domain's (letters of any script, or punycode), at most 254 characters.
 * `mailto:`, a name around `<…>`, quotes and invisible characters are dropped; of several
 * addresses the first that can be used is taken, with a note.
 *
 * Not an address: `true` (People Data Labs' free plan), masked ones (`****@…`), and Apollo's
 * `email_not_unlocked@domain.com`, which has a code of its own.
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
