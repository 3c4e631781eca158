import { wordList } from '../wordList';
import { LEXICON, SCALES, SENSES } from './lexicon';
import type { Sense } from './lexicon';
import { plainWords } from './plainWords';

/** Splits a header into words, each with its possible senses. */

export type TokenSense = Sense | 'scale' | 'ordinal' | 'year' | 'courtesy';

export interface Token {
	readonly senses: ReadonlySet<TokenSense>;
	/** The value of a scale, an ordinal or a year. */
	readonly value?: number;
}

/** Two-letter spellings of German and Nordic letters. */
const TWO_LETTERS: Readonly<Record<string, string>> = {
	ä: 'ae',
	ö: 'oe',
	ü: 'ue',
	å: 'aa',
	ø: 'oe',
	æ: 'ae',
};

const joined = (text: string): string => plainWords(text).replaceAll(' ', '');

/** An entry in each of its spellings, in plain words. */
const spellings = (entry: string): string[] => [
	joined(entry),
	joined(entry.replace(/[äöüåøæ]/g, (letter) => TWO_LETTERS[letter] ?? letter)),
];

interface Word {
	readonly senses: Set<TokenSense>;
	value?: number;
}

function compiled(): ReadonlyMap<string, Word> {
	const words = new Map<string, Word>();
	const add = (entry: string, sense: TokenSense, value?: number) => {
		for (const key of spellings(entry)) {
			const word = words.get(key) ?? { senses: new Set() };
			word.senses.add(sense);
			if (value !== undefined) word.value = value;
			words.set(key, word);
		}
	};
	for (const sense of SENSES) {
		for (const entry of wordList(LEXICON[sense])) add(entry, sense);
	}
	for (const [entries, value] of Object.entries(SCALES)) {
		for (const entry of wordList(entries)) add(entry, 'scale', value);
	}
	return words;
}

const WORDS = compiled();

/** The most words that an entry has. */
const MAX_WORDS = 4;
/** A header of more words is a text. */
const MAX_TOKENS = 24;
/** A shorter piece occurs in almost any word. */
const MIN_PIECE = 3;
const MAX_PIECES = 4;

/** Scripts that write words without spaces between them. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Splits a word into as few words of the lexicon as possible. "s" can join two, as in German. */
function pieces(word: string): Word[] | undefined {
	const least = UNSPACED.test(word) ? 1 : MIN_PIECE;
	const cut = (from: number, left: number): Word[] | undefined => {
		if (from === word.length) return [];
		if (left === 0) return undefined;
		for (let end = word.length; end >= from + least; end -= 1) {
			const known = WORDS.get(word.slice(from, end));
			if (known === undefined) continue;
			const rest = cut(end, left - 1) ?? (word[end] === 's' ? cut(end + 1, left - 1) : undefined);
			if (rest !== undefined) return [known, ...rest];
		}
		return undefined;
	};
	return cut(0, least === 1 ? 2 * MAX_PIECES : MAX_PIECES);
}

const number = (word: string): Token | undefined => {
	if (!/^\d{1,4}$/.test(word)) return undefined;
	const value = Number(word);
	if (/^(?:19|20)\d\d$/.test(word)) return { senses: new Set(['year']), value };
	return value > 0 && value < 20 ? { senses: new Set(['ordinal']), value } : undefined;
};

/** Splits words from digits: "email1", "phone2". */
const wordsOf = (text: string): string[] =>
	text
		.replace(/(?<=\p{L})(?=\d)/gu, ' ')
		.replace(/[$€£¥₹#]/g, ' $& ')
		.split(' ')
		.filter((word) => word !== '');

/**
 * @param isCourtesy which words to ignore in a question
 * @returns undefined if a word is unknown
 */
export function tokensOf(
	text: string,
	isCourtesy: (word: string) => boolean = () => false,
): Token[] | undefined {
	const words = wordsOf(text);
	if (words.length > MAX_TOKENS) return undefined;
	const tokens: Token[] = [];
	for (let at = 0; at < words.length; ) {
		let taken = 0;
		for (let count = Math.min(MAX_WORDS, words.length - at); count > 0 && taken === 0; count -= 1) {
			const known = WORDS.get(words.slice(at, at + count).join(''));
			if (known === undefined) continue;
			const isPolite = count === 1 && isCourtesy(words[at] ?? '');
			tokens.push(isPolite ? { ...known, senses: new Set([...known.senses, 'courtesy']) } : known);
			taken = count;
		}
		const word = words[at] ?? '';
		if (taken === 0) {
			const cut = isCourtesy(word) ? [COURTESY] : (pieces(word) ?? [number(word)]);
			for (const piece of cut) {
				if (piece === undefined) return undefined;
				tokens.push(piece);
			}
			taken = 1;
		}
		at += taken;
	}
	return tokens;
}

const COURTESY: Token = { senses: new Set(['courtesy']) };
