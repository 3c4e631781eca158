import { MEANINGS } from './amountWords';
import type { Meaning, Role } from './amountWords';

/** Signs that make a range of two numbers. Before one number, a tilde means "about". */
type Sign = Role | 'dash' | 'tilde';

export type Token =
	| Meaning
	| { readonly is: 'number'; readonly digits: string }
	| { readonly is: Sign };

const SIGNS: ReadonlyMap<string, Sign> = new Map([
	['-', 'dash'],
	['--', 'dash'],
	['~', 'tilde'],
	['〜', 'tilde'],
	['≈', 'about'],
	['+', 'more'],
	['>', 'more'],
	['>=', 'more'],
	['≥', 'more'],
	['<', 'less'],
	['<=', 'less'],
	['≤', 'less'],
	['(', 'filler'],
	[')', 'filler'],
	[':', 'filler'],
]);

const longestFirst = [...MEANINGS.keys()].sort((one, other) => other.length - one.length);
const WORDS = new RegExp(String.raw`(${longestFirst.join('|')})(?!\p{L})\.?`, 'uy');
/** Where a word can start. Trying hundreds of words anywhere else takes most of the time. */
const WORD_START = /[^\d$€£.,()<>+~-]/;
/** Spaces and apostrophes separate only groups of three digits. */
const NUMBER = /\d{1,3}(?:[ ']\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,']\d+)*|[.,]\d+/y;
const CURRENCY = /(?:us|u\.s\.|r|au?|ca?|can|nz|hk|sg?|mx|nt)?\$|\p{Sc}/uy;
const PER_YEAR =
	/\/ ?(?:year|yr|jahr|an|ano|anno|jaar|a)(?!\p{L})|p\. ?a\.?(?!\p{L})|pa(?!\p{L})/uy;
const YEAR = /(?:fy|gj) ?'?\d{2,4}(?!\d)/y;
const SIGN = /[<>]=|--?|[-~〜≈+<>≥≤():]/y;

/**
 * An amount's words, numbers and signs; undefined if a word is unknown, because one word can change
 * the number.
 * @param text in lower case without accents, with single spaces
 */
export function tokensOf(text: string): Token[] | undefined {
	const tokens: Token[] = [];
	let at = 0;
	const next = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = at;
		const found = pattern.exec(text);
		if (found === null) return undefined;
		at = pattern.lastIndex;
		return found[1] ?? found[0];
	};
	const token = (): Token | undefined => {
		const digits = next(NUMBER);
		if (digits !== undefined) return { is: 'number', digits };
		if (next(CURRENCY) !== undefined) return { is: 'currency' };
		if (next(PER_YEAR) !== undefined || next(YEAR) !== undefined) return { is: 'filler' };
		const word = WORD_START.test(text[at] ?? '') ? next(WORDS) : undefined;
		if (word !== undefined) return MEANINGS.get(word);
		const sign = SIGNS.get(next(SIGN) ?? '');
		return sign === undefined ? undefined : { is: sign };
	};
	while (at < text.length) {
		if (text[at] === ' ') {
			at += 1;
			continue;
		}
		const found = token();
		if (found === undefined) return undefined;
		tokens.push(found);
	}
	return tokens;
}
