import { MEANINGS } from './amountWords';
import type { Meaning, Role } from './amountWords';

/** Signs that join two numbers to a range; before one number, a tilde means about. */
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
/** Looking for hundreds of words where none can be would take most of the time. */
const WORD_START = /[^\d$€£.,()<>+~-]/;
/** Blanks and apostrophes part groups of three digits only. */
const NUMBER = /\d{1,3}(?:[ ']\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,']\d+)*|[.,]\d+/y;
const CURRENCY = /(?:us|u\.s\.|r|au?|ca?|can|nz|hk|sg?|mx|nt)?\$|\p{Sc}/uy;
const PER_YEAR =
	/\/ ?(?:year|yr|jahr|an|ano|anno|jaar|a)(?!\p{L})|p\. ?a\.?(?!\p{L})|pa(?!\p{L})/uy;
const YEAR = /(?:fy|gj) ?'?\d{2,4}(?!\d)/y;
const SIGN = /[<>]=|--?|[-~〜≈+<>≥≤():]/y;

/**
 * An amount's words, numbers and signs. Undefined when there is anything that is not understood:
 * one unknown word can make another number of it.
 * @param text in small letters without accents, each run of blanks one space
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
