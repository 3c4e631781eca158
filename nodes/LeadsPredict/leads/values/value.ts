import { wordList } from '../wordList';
import { bare } from './characters';

/**
 * A converted value, no value, or the reason why the value cannot be used.
 *
 * `note` is a remark about a value that is sent, `why` the reason why one is not. Both are short
 * phrases without the value, so that equal ones can be counted (see {@link WHY}, {@link NOTE}).
 */
export type Converted =
	| { readonly ok: true; readonly value: string | number; readonly note?: string }
	| { readonly ok: 'absent' }
	| { readonly ok: false; readonly why: string; readonly code?: EmailProblem };

/** Only the email has codes, because it is the only required field. */
type EmailProblem = 'invalid_email' | 'placeholder_email';

export const ABSENT: Converted = { ok: 'absent' };

export const accept = (value: string | number, note?: string): Converted =>
	note === undefined ? { ok: true, value } : { ok: true, value, note };

export const refuse = (why: string, code?: EmailProblem): Converted =>
	code === undefined ? { ok: false, why } : { ok: false, why, code };

/** Why a value is left out. Each completes "revenue left out for 12: …" and 'Revenue is "$1M+": …'. */
export const WHY = {
	several: 'several values',
	rival: 'another header of the same meaning holds another value',
	spreadsheetError: 'an error of the spreadsheet',

	notAddress: 'not an email address',
	incompleteAddress: 'an incomplete email address',
	maskedAddress: 'a masked email address',
	placeholder: 'a placeholder for an address that is not unlocked',
	tooLong: 'longer than an email address can be',

	notText: 'not a text',
	objectAsText: 'an object that became text',
	webAddress: 'a web address, not a name',
	emailAsName: 'an email address, not a name',
	numberAsName: 'a number, not a name',
	recordNumber: 'the number of a record, not a name',
	titleWithYear: 'a title with a year, not a name',
	idAsName: 'an id, not a name',
	code: 'a code, not a text',
	sentence: 'a sentence, not an industry',
	addressAsIndustry: 'an address, not an industry',

	notPhone: 'not a phone number',
	cutPhone: 'a phone number that a spreadsheet cut',

	notNumber: 'not a number',
	range: 'a range',
	openRange: 'an open range',
	ambiguousMark: 'the dot or comma can mean thousands or decimals',
	ambiguousUnit: 'the unit can mean thousand or million',
	negative: 'a negative number',
	notWhole: 'not a whole number',
	mangledRange: 'a range that a spreadsheet made a date',

	notDate: 'not a date',
	noSuchDay: 'no such day',
	ambiguousDay: 'the day and the month cannot be told apart',
	shortYear: 'a year of two digits',
} as const;

/** Remarks about values that are sent. Several are joined by a comma. */
export const NOTE = {
	currency: 'sent without its currency',
	approximate: 'an approximate number',
	lowerBound: 'the lower bound of a range',
	openLowerBound: 'the lower bound of an open range',
	midpoint: 'the midpoint of a range',
	firstOf: (addresses: number) => `only the first of ${addresses} addresses is sent`,
	onlyUsableOf: (addresses: number) => `only one of ${addresses} addresses can be used`,
} as const;

/** The field is empty. 0 is a value, and so is the text "0". */
export const isAbsent = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A longer text is never a word for "empty". */
const MAX_NOTHING = 40;

/** Marks around such a word: `--None--`, `(not set)`, `<null>`, `#N/A`. */
const AROUND = /^[-‐-―−_.…/\\?!()[\]<>{}:;,'"`~|#\s]+|[-‐-―−_.…/\\?!()[\]<>{}:;,'"`~|#\s]+$/gu;

/** Words for "empty" that are never a person's name. */
const NOTHING_FOR_NAMES = new Set(
	wordList(`
		n/a, n.a, n. a, n / a, not available, not applicable, not set, not provided,
		not specified, not known, not given, not disclosed, none, unknown, undefined,
		undisclosed, no data, no value, no name, no answer, please select, select one,
		to be determined, unspecified, k.a, k. a, k/a, n/v, n. v, keine angabe, keine angaben,
		unbekannt, nicht bekannt, nicht verfügbar, nicht angegeben, nicht vorhanden,
		bitte wählen, n/d, n.d, n. d, n/c, n.c, non renseigné, non renseignée, non disponible,
		non communiqué, non précisé, inconnu, inconnue, aucun, aucune, sans objet, s/d,
		sin datos, sin dato, desconocido, desconocida, no disponible, no aplica,
		no especificado, ninguno, ninguna, non disponibile, non specificato, sconosciuto,
		sconosciuta, nessuno, nessuna, n/i, não informado, não disponível, sem dados,
		não se aplica, desconhecido, desconhecida, nenhum, nenhuma, n.v.t, onbekend,
		niet bekend, niet beschikbaar, niet ingevuld, b/d, brak danych, нет данных, неизвестно,
		н/д, 不明, 該当なし, 未設定, 未知, 暂无`),
);

/** Words for "empty" everywhere but in names: "Null", "Na", "Nan" and "Nil" are names of people. */
const NOTHING_ELSEWHERE = new Set(
	wordList(`
		null, na, nan, nil, nvt, tbd, tba, tbc, nothing, keine, geen, no email, no e-mail,
		no phone, なし, 无, 없음`),
);

/** Spellings that only programs write. */
const MACHINE_WRITTEN = new Set(['null', 'nan', 'NaN']);

/** The first two letters of all these words, which rule out most values quickly. */
const BEGINNINGS = new Set(
	[...NOTHING_FOR_NAMES, ...NOTHING_ELSEWHERE].map((word) => word.slice(0, 2)),
);

/** Whether a text of plain letters or digits begins like none of these words. */
const isValue = (text: string): boolean =>
	/^[a-z0-9]{2}/i.test(text) && !BEGINNINGS.has(text.slice(0, 2).toLowerCase());

const inside = (text: string): string => bare(text).replace(AROUND, '');

const canBeNothing = (value: unknown): value is string =>
	typeof value === 'string' && value.length <= MAX_NOTHING;

/** Whether a text, or each of its words, means "empty": programs join "null" and "null". */
const isAll = (text: string, isNothing: (word: string) => boolean): boolean =>
	isNothing(inside(text)) || text.split(/\s+/).every((word) => isNothing(inside(word)));

/** Absent, or a word for "empty" in one of several languages: "-", "N/A". */
export function saysNothing(value: unknown): boolean {
	if (isAbsent(value)) return true;
	if (!canBeNothing(value) || isValue(value)) return false;
	return isAll(value.toLowerCase(), (word) => {
		return word === '' || NOTHING_FOR_NAMES.has(word) || NOTHING_ELSEWHERE.has(word);
	});
}

/** As {@link saysNothing}, but words that can be a person's name are names. */
export function saysNoName(value: unknown): boolean {
	if (isAbsent(value)) return true;
	if (!canBeNothing(value) || isValue(value)) return false;
	return isAll(value, (word) => {
		return word === '' || MACHINE_WRITTEN.has(word) || NOTHING_FOR_NAMES.has(word.toLowerCase());
	});
}

/** What programs write for a missing part of a name, and is never a name. */
const isMissingPart = (word: string): boolean =>
	word === 'NaN' || ['undefined', 'none', 'n/a'].includes(word.toLowerCase());

/** The same, for words that can be a name in lower case. */
const isPartOrMissing = (word: string): boolean => word === 'null' || word === 'nan';

const SMALL = /^\p{Ll}/u;

/** A name of more words is a text. */
const MAX_NAME_WORDS = 20;

/**
 * Removes placeholders for a missing part from a name: words of programs, as in "undefined Berg" and
 * "Ida None", and signs that people enter in a required field ("Ida -"). "Null" and "Nan" are names
 * of people, and so are "null" and "nan" in a name that is all in lower case.
 */
export function withoutMissingParts(name: string): string {
	const words = name
		.split(' ')
		.map((text) => ({ text, word: text.length > MAX_NOTHING ? text : inside(text) }));
	if (words.length === 1 || words.length > MAX_NAME_WORDS) return name;
	const isSmall = words.every(({ word }) => SMALL.test(word));
	const said = words.filter(
		({ word }) => !isMissingPart(word) && (isSmall || !isPartOrMissing(word)),
	);
	while (said[0]?.word === '') said.shift();
	while (said.at(-1)?.word === '') said.pop();
	if (said.length === words.length) return name;
	return said
		.map(({ text }) => text)
		.join(' ')
		.replace(/,$/, '');
}

const SPREADSHEET_ERROR =
	/^#(?:ref!?|value!?|name\??|div\/0!?|num!?|null!|error!?|calc!|spill!|wert!|bezug!|zahl!|valeur!?|nom\??|valor!|¡valor!|¡ref!)$/i;

/** An error that a spreadsheet shows for a failed formula. `#N/A` counts as empty instead. */
export const isSpreadsheetError = (text: string): boolean =>
	text.startsWith('#') && SPREADSHEET_ERROR.test(text);

/** For lists in lists: Airtable can look up a lookup field. */
const MAX_LIST_DEPTH = 3;

/**
 * The single value of a list, as in Airtable's lookups and multi-selects. Empty entries do not count,
 * and an empty list is no value. A list of several values and any other value are returned unchanged.
 */
export function single(value: unknown): unknown {
	let one = value;
	for (let depth = 0; depth < MAX_LIST_DEPTH && Array.isArray(one); depth += 1) {
		const said: unknown[] = one.filter((entry) => !isAbsent(entry));
		if (said.length > 1) return one;
		one = said[0];
	}
	return one;
}
