import type { FieldRole } from '../source';
import { wordList } from '../wordList';
import { LEXICON, SCALES } from './lexicon';
import type { Sense } from './lexicon';
import { plainWords } from './plainWords';

/**
 * What the words of a header mean together. A header is read when all its words are known and
 * together fit one role: a word that the lexicon does not have makes it another header, so that
 * "Owner Email" and "Email Status" are nobody's email.
 */

type TokenSense = Sense | 'scale' | 'ordinal' | 'year' | 'courtesy';

export interface Token {
	readonly senses: ReadonlySet<TokenSense>;
	/** Of a scale, an ordinal, a year. */
	readonly value?: number;
}

export interface Reading {
	readonly role: FieldRole;
	/** The lower, the surer. */
	readonly rank: number;
	/** What a number must be multiplied by. */
	readonly scale?: number;
	/** Set for a revenue of which nothing says that it is a company's, such as a year or a size. */
	readonly isAnybodys?: true;
}

/** German and Nordic letters in the spelling without them. */
const TWO_LETTERS: Readonly<Record<string, string>> = {
	ä: 'ae',
	ö: 'oe',
	ü: 'ue',
	å: 'aa',
	ø: 'oe',
	æ: 'ae',
};

const joined = (text: string): string => plainWords(text).replaceAll(' ', '');

/** An entry as it is compared, in each of its spellings. */
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
	for (const [sense, entries] of Object.entries(LEXICON) as Array<[Sense, string]>) {
		for (const entry of wordList(entries)) add(entry, sense);
	}
	for (const [entries, value] of Object.entries(SCALES)) {
		for (const entry of wordList(entries)) add(entry, 'scale', value);
	}
	return words;
}

const WORDS = compiled();

/** Words of an entry, at most. */
const MAX_WORDS = 4;
/** A header of more words is a text. */
const MAX_TOKENS = 24;
/** Shorter pieces would be found in any word. */
const MIN_PIECE = 3;
const MAX_PIECES = 4;

/** Scripts that write words without spaces between them. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** A word cut into words of the lexicon, in as few as possible; "s" can join two, as in German. */
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

/** Words apart from digits: "email1", "phone2". */
const wordsOf = (text: string): string[] =>
	text
		.replace(/(?<=\p{L})(?=\d)/gu, ' ')
		.replace(/[$€£¥₹#]/g, ' $& ')
		.split(' ')
		.filter((word) => word !== '');

/**
 * @param isCourtesy says which words change nothing where a header is a question
 * @returns undefined when a word is not known
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

/** What makes a header that of a role. */
interface Rule {
	readonly role: FieldRole;
	/** Of each list, one sense must be there. */
	readonly needs: ReadonlyArray<readonly TokenSense[]>;
	/** What else may be there, and how much less sure, or surer, it makes the header. */
	readonly allows: Readonly<Partial<Record<TokenSense, number>>>;
	/** How much less sure it is than the other rules of the role. */
	readonly rank?: number;
	/** Senses that must not follow what the rule needs first. */
	readonly notAfter?: readonly TokenSense[];
	/** Two senses that do not stand together: the second attendee is somebody else. */
	readonly apart?: readonly [TokenSense[], TokenSense[]];
	/** Allowed only beside one of these. */
	readonly only?: Readonly<Partial<Record<TokenSense, readonly TokenSense[]>>>;
}

const ALWAYS: Readonly<Partial<Record<TokenSense, number>>> = { filler: 0, your: 0, courtesy: 0 };

/** Headers that say whose it is. They come after all others, except where the bare word is often another thing. */
const WHOSE = 1000;

const REACH = {
	primary: 1,
	work: 10,
	direct: 8,
	personal: 40,
	other: 60,
	ordinal: 2,
	whose: WHOSE,
	wholeName: WHOSE,
	customer: -WHOSE,
} as const;

const EMAIL = { ...REACH, address: 0, company: 10, switchboard: 10 } as const;

/** The least sure of a lead's numbers: somebody else may answer. */
const COMPANY_LINE = { company: 70, switchboard: 70 } as const;

const OTHERS: readonly [TokenSense[], TokenSense[]] = [['other'], ['whose', 'customer']];

const COUNTED = {
	worksFor: 0,
	employed: 0,
	preposition: 0,
	count: 0,
	total: 0,
	range: 50,
	size: 1,
	estimated: 20,
	scale: 0,
	year: 0,
} as const;

/** The first that fits counts. */
const RULES: readonly Rule[] = [
	{ role: 'email', needs: [['email']], allows: EMAIL, apart: OTHERS },
	{ role: 'email', needs: [['emails']], allows: EMAIL, apart: OTHERS, rank: 5 },
	{
		role: 'phone',
		needs: [['phone']],
		allows: { ...REACH, ...COMPANY_LINE, mobile: 30, number: 0 },
		apart: OTHERS,
	},
	{
		role: 'phone',
		needs: [['mobile']],
		allows: { ...REACH, ...COMPANY_LINE, number: 0 },
		rank: 30,
		apart: OTHERS,
	},
	{
		role: 'engagement_score',
		needs: [['engagement'], ['score']],
		allows: {},
	},
	{
		role: 'last_interaction',
		needs: [['latest'], ['contacted']],
		allows: { date: 0, whose: 0, customer: 0 },
	},
	{
		role: 'name',
		needs: [
			['firstName', 'first'],
			['lastName', 'last'],
		],
		allows: { name: 0, whose: 0, customer: 0, salutation: 0, full: 0, and: 0 },
	},
	{
		role: 'name',
		needs: [['firstName', 'lastName'], ['name']],
		allows: { whose: 0, customer: 0, and: 0 },
	},
	{
		role: 'firstName',
		needs: [['firstName']],
		allows: { whose: 1, customer: 1, wholeName: 1, primary: 1 },
	},
	{
		role: 'firstName',
		needs: [['first'], ['name']],
		allows: { whose: 1, customer: 1, wholeName: 1, primary: 1 },
	},
	{
		role: 'lastName',
		needs: [['lastName']],
		allows: { whose: 1, customer: 1, wholeName: 1, primary: 1 },
	},
	{
		role: 'lastName',
		needs: [['last'], ['name']],
		allows: { whose: 1, customer: 1, wholeName: 1, primary: 1 },
	},
	{
		role: 'name',
		needs: [['wholeName']],
		allows: { name: 0, full: 0, whose: 0, customer: 0, primary: 1, company: 2 },
		rank: -20,
	},
	{
		role: 'name',
		needs: [['name'], ['full', 'whose', 'customer']],
		allows: { primary: 1 },
		rank: -10,
	},
	{ role: 'name', needs: [['name']], allows: {} },
	{ role: 'salutation', needs: [['salutation']], allows: { whose: 0, customer: 0 } },
	{
		role: 'employees',
		needs: [['employees']],
		allows: { ...COUNTED, number: 0, company: 0, account: 0, current: 0 },
		notAfter: ['number'],
	},
	{
		role: 'employees',
		needs: [['employee'], ['count', 'range', 'size', 'number']],
		allows: { ...COUNTED, company: 0 },
		rank: 1,
		notAfter: ['number'],
	},
	{
		role: 'employees',
		needs: [['people'], ['company', 'account', 'employed']],
		allows: COUNTED,
		rank: 61,
	},
	{ role: 'employees', needs: [['company', 'account'], ['size']], allows: COUNTED, rank: 60 },
	{
		role: 'revenue',
		needs: [['revenue']],
		allows: {
			annual: -10,
			sales: 1,
			company: -5,
			range: 50,
			estimated: 20,
			scale: 0,
			currency: 0,
			year: 0,
			latest: 3,
		},
		only: { estimated: ['annual', 'range'], latest: ['annual'] },
	},
	{
		role: 'revenue',
		needs: [['revenueInitials'], ['currency', 'scale', 'annual']],
		allows: { company: -5, year: 0 },
		rank: -5,
	},
	{
		role: 'revenue',
		needs: [['sales'], ['annual']],
		allows: { company: -5, range: 50, estimated: 20, scale: 0, currency: 0, year: 0 },
		rank: -5,
	},
	{
		role: 'company',
		needs: [['company']],
		allows: {
			name: -10,
			and: 0,
			legal: 1,
			current: 2,
			primary: 2,
			account: 0,
			whose: 0,
			customer: 0,
		},
		notAfter: ['whose', 'customer'],
	},
	{
		role: 'company',
		needs: [['account'], ['name']],
		allows: { legal: 1, current: 2, primary: 2, whose: 0, customer: 0 },
		rank: 10,
		notAfter: ['whose', 'customer'],
	},
	{
		role: 'company',
		needs: [['company', 'account'], ['worksFor']],
		allows: { name: 0, preposition: 0, current: 0 },
	},
	{
		role: 'industry',
		needs: [['industry']],
		allows: { name: 0, primary: 1, company: 1, current: 1, and: 0 },
	},
];

/** Roles whose header can say in what unit the number stands. */
export const NUMBERS: ReadonlySet<FieldRole> = new Set<FieldRole>(['revenue', 'employees']);

const has = (token: Token, senses: readonly TokenSense[]): boolean =>
	senses.some((sense) => token.senses.has(sense));

/** How much less sure a token makes a header; undefined when it does not belong there. */
function costOf(token: Token, { needs, allows }: Rule): number | undefined {
	if (needs.some((senses) => has(token, senses))) return 0;
	let least: number | undefined;
	for (const sense of token.senses) {
		const cost = allows[sense] ?? ALWAYS[sense];
		if (cost !== undefined && (least === undefined || cost < least)) least = cost;
	}
	return least;
}

function readBy(rule: Rule, tokens: readonly Token[]): Reading | undefined {
	const { role, needs, rank: base = 0, notAfter = [], only = {} } = rule;
	if (!needs.every((senses) => tokens.some((token) => has(token, senses)))) return undefined;
	let rank = base;
	let scale: number | undefined;
	let isInUnits = false;
	let isAfterHead = false;
	for (const token of tokens) {
		const cost = costOf(token, rule);
		if (cost === undefined) return undefined;
		const isHead = has(token, needs[0] ?? []);
		if (isAfterHead && !isHead && has(token, notAfter)) return undefined;
		isAfterHead ||= isHead;
		rank += cost;
		if (token.senses.has('ordinal')) rank += Math.max(0, (token.value ?? 1) - 1) * 60;
		if (token.senses.has('year')) rank += (3000 - (token.value ?? 0)) / 1000;
		isInUnits ||= has(token, ['scale', 'currency']) && NUMBERS.has(role);
		if (token.senses.has('scale') && NUMBERS.has(role)) {
			if (scale !== undefined) return undefined;
			scale = token.value;
		}
	}
	const together = rule.apart?.every((senses) => tokens.some((token) => has(token, senses)));
	if (together === true) return undefined;
	for (const [sense, beside] of Object.entries(only) as Array<
		[TokenSense, readonly TokenSense[]]
	>) {
		const isThere = tokens.some(({ senses }) => senses.has(sense) && !senses.has('courtesy'));
		if (isThere && !tokens.some((token) => has(token, beside))) return undefined;
	}
	const isAnybodys = role === 'revenue' && !tokens.some((token) => has(token, OF_COMPANIES));
	return {
		role,
		rank,
		...(isInUnits && { scale: scale ?? 1 }),
		...(isAnybodys && { isAnybodys }),
	};
}

/** Senses that only the revenue of a company has in its header. */
const OF_COMPANIES: readonly TokenSense[] = ['annual', 'company', 'range', 'scale', 'year'];

/** @returns undefined when the words fit no role */
export function readTokens(tokens: readonly Token[] | undefined): Reading | undefined {
	if (tokens === undefined) return undefined;
	for (const rule of RULES) {
		const reading = readBy(rule, tokens);
		if (reading !== undefined) return reading;
	}
	return undefined;
}
