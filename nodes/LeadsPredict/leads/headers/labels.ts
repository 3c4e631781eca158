import { HEADERS } from './headers';
import { FIELD_ROLES } from '../source';
import type { FieldRole } from '../source';
import { wordList } from '../wordList';

/** What the headers of tables mean. A header counts as a whole: "Email Status" is no "Email". */

/** Whatever is longer is a text and no label. */
export const MAX_LABEL_LENGTH = 300;

/** Invisible characters that programs leave in headers. */
const INVISIBLE = /[\u200B-\u200F\u2028-\u202E\u2060\u00AD\uFEFF]/g;

/** Lower case, without accents and invisible characters, words joined by single blanks. */
export const plainWords = (label: string): string =>
	label
		.replace(INVISIBLE, '')
		.normalize('NFKD')
		.replace(/\p{Mn}/gu, '')
		.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
		.toLowerCase()
		.replace(/ß/g, 'ss')
		.replace(/['’´`]s\b/g, ' s')
		.replace(/[\s_\-.–/:*?!"'’´`,;|]+/g, ' ')
		.trim();

/** A header for comparing: "First Name", "first_name", "firstName" and "FIRSTNAME" are the same. */
export const squash = (label: string): string => plainWords(label).replace(/[ #]/g, '');

export interface HeaderMeaning {
	readonly role: FieldRole;
	/** Of two headers with a value, the lower rank wins. */
	readonly rank: number;
	/** What the label says a number must be multiplied by: 1000 for "in 000s". */
	readonly scale?: number;
}

const BY_HEADER = new Map<string, HeaderMeaning>();
for (const role of FIELD_ROLES) {
	HEADERS[role].forEach((header, rank) => {
		const key = squash(header);
		if (!BY_HEADER.has(key)) BY_HEADER.set(key, { role, rank });
	});
}

/** Words before a header that say whose it is: the lead's, and nobody else's. */
const WHOSE =
	/^(?:the |primary |main )?(?:your|my|votre|vos|ihr|ihre|tu|su|seu|sua|uw|jouw|(?:il|la) (?:tuo|tua|suo|sua)|contact|lead|person|prospect|customer|client|applicant|attendee|invitee|registrant|respondent|visitor|subscriber)(?: s)? (?=.)/;

/** Surer than any header that needs a word left out. */
const WITHOUT_A_WORD = 1000;

/** Where staff fill in a form, "Email" is theirs and this is the lead's. */
const LEADS_OWN = /^(?:the )?(?:lead|customer|client|prospect)(?: s)? /;

/** What a customer or a lead brings in is a deal, not what the company earns. */
const MAY_BE_A_DEAL = new Set<FieldRole>(['revenue']);

const SCALES: ReadonlyMap<string, number> = new Map(
	(
		[
			[1e3, '000, 000s, k, tsd, thousand, thousands, milliers, miles'],
			[1e6, 'm, mm, mn, mio, million, millions, millionen, millones'],
			[1e9, 'b, bn, mrd, billion, billions, milliarden'],
		] as const
	).flatMap(([scale, words]) => wordList(words).map((word) => [word, scale] as const)),
);

/** Currencies and filling words of a label; they change nothing. */
const FILLING =
	/^(?:in|en|of|us|usd|eur|gbp|chf|cad|aud|inr|jpy|euro|euros|dollars?|pounds?|approx|est|estimated|ttm|annual|per|a|year|pro|jahr|par|an|[$€£¥₹]+)$/;

/** "000s", "k€", "$M": a unit with or without a currency sign. */
const unitOf = (word: string): number | undefined => SCALES.get(word.replace(/[$€£¥₹]/g, ''));

/** 1 for words that change nothing, the factor for a unit, undefined for any other word. */
function scaleOf(words: readonly string[]): number | undefined {
	let scale = 1;
	for (const word of words) {
		if (FILLING.test(word)) continue;
		const unit = unitOf(word);
		if (unit === undefined || scale !== 1) return undefined;
		scale = unit;
	}
	return scale;
}

/** Remarks behind a label that leave its meaning as it is. */
export const REMARK =
	/^(?:required|optional|mandatory|pflichtfeld|optionnel|obligatoire|obligatorio|opcional|full|work|business|primary|main|work email|company email|fte|ftes|approx|approximate|total|if known|if any|if applicable)$/;

/** Roles whose label can say in what unit the number stands. */
export const NUMBERS: ReadonlySet<FieldRole> = new Set(['revenue', 'employees']);

/** What words mean as a whole; labels and questions know different ones. */
type LookUpMeaning = (words: string) => HeaderMeaning | undefined;

/** No label of a number is longer. */
const MAX_WORDS = 20;

/** A label whose remark in brackets or last words say in what unit a number stands. */
export function withUnit(
	base: string,
	remarks: readonly string[],
	lookup: LookUpMeaning,
): HeaderMeaning | undefined {
	const words = base.split(' ');
	if (words.length > MAX_WORDS) return undefined;
	for (let end = words.length; end > 0; end -= 1) {
		// Everything behind the meaning has to be part of the unit.
		if (scaleOf(words.slice(end, end + 1)) === undefined) return undefined;
		const meaning = lookup(words.slice(0, end).join(' '));
		if (meaning === undefined) continue;
		const rest = [...words.slice(end), ...remarks.flatMap((remark) => remark.split(' '))];
		if (!NUMBERS.has(meaning.role)) return undefined;
		const scale = scaleOf(rest);
		return scale === undefined ? undefined : { ...meaning, scale };
	}
	return undefined;
}

function headerMeaning(words: string): HeaderMeaning | undefined {
	const exact = BY_HEADER.get(words.replace(/[ #]/g, ''));
	if (exact !== undefined) return exact;
	const bare = words.replace(WHOSE, '');
	if (bare === words) return undefined;
	const meaning = BY_HEADER.get(bare.replace(/[ #]/g, ''));
	if (meaning === undefined) return undefined;
	if (MAY_BE_A_DEAL.has(meaning.role) && !words.startsWith('your ')) return undefined;
	const rank = LEADS_OWN.test(words)
		? meaning.rank - WITHOUT_A_WORD
		: meaning.rank + WITHOUT_A_WORD;
	return { ...meaning, rank };
}

const BRACKETS = /[([{]([^()[\]{}]*)[)\]}]/g;

/** A label without what stands in brackets, and that, each in plain words. */
export function partsOf(label: string): { readonly base: string; readonly remarks: string[] } {
	const remarks = [...label.matchAll(BRACKETS)].map(([, remark = '']) => plainWords(remark));
	return { base: plainWords(label.replace(BRACKETS, ' ')), remarks };
}

/**
 * What a header as a whole means: "Annual Revenue (in 000s USD)" is the revenue in thousands,
 * "Company (URL)" is not the company.
 */
export function meaningOf(label: string): HeaderMeaning | undefined {
	if (label.length > MAX_LABEL_LENGTH) return undefined;
	const { base, remarks } = partsOf(label);
	if (base === '') return undefined;
	if (remarks.every((remark) => REMARK.test(remark))) {
		const meaning = headerMeaning(base);
		if (meaning !== undefined) return meaning;
	}
	return withUnit(base, remarks, headerMeaning);
}
