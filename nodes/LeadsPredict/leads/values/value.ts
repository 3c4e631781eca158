import { wordList } from '../wordList';
import { bare } from './characters';

/**
 * A value as LeadsPredict wants it, or that there is none, or why it cannot be used.
 *
 * `note` is worth knowing about a value that is sent, `why` is the reason why one is not. Both are
 * short phrases without the value, so that equal ones can be counted (see {@link WHY}, {@link NOTE}).
 */
export type Converted =
	| { readonly ok: true; readonly value: string | number; readonly note?: string }
	| { readonly ok: 'absent' }
	| { readonly ok: false; readonly why: string; readonly code?: EmailProblem };

/** Only a lead's address has codes: without it there is no lead. */
type EmailProblem = 'invalid_email' | 'placeholder_email';

export const ABSENT: Converted = { ok: 'absent' };

export const accept = (value: string | number, note?: string): Converted =>
	note === undefined ? { ok: true, value } : { ok: true, value, note };

export const refuse = (why: string, code?: EmailProblem): Converted =>
	code === undefined ? { ok: false, why } : { ok: false, why, code };

/** Why a value is left out. They end "revenue left out for 12: …" and 'Revenue is "$1M+": …'. */
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

/** What is worth knowing about a value that is sent. Several are joined by a comma. */
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

/** Longest text that can be a word for nothing; longer ones need not be looked at. */
const MAX_NOTHING = 40;

/** What people and programs put around such a word: `--None--`, `(not set)`, `<null>`, `#N/A`. */
const AROUND = /^[-‐-―−_.…/\\?!()[\]<>{}:;,'"`~|#\s]+|[-‐-―−_.…/\\?!()[\]<>{}:;,'"`~|#\s]+$/gu;

/** Words that no person is called. */
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

/** "Null", "Na", "Nan" and "Nil" are people's names, so these are nothing only elsewhere. */
const NOTHING_ELSEWHERE = new Set(
	wordList(`
		null, na, nan, nil, nvt, tbd, tba, tbc, nothing, keine, geen, no email, no e-mail,
		no phone, なし, 无, 없음`),
);

/** As programs write them, and as no person does. */
const MACHINE_WRITTEN = new Set(['null', 'nan', 'NaN']);

/** The first two letters of all these words: for most values they are enough to tell. */
const BEGINNINGS = new Set(
	[...NOTHING_FOR_NAMES, ...NOTHING_ELSEWHERE].map((word) => word.slice(0, 2)),
);

/** Plain letters or digits, which nothing can stand around, and which begin no word for nothing. */
const isValue = (text: string): boolean =>
	/^[a-z0-9]{2}/i.test(text) && !BEGINNINGS.has(text.slice(0, 2).toLowerCase());

const inside = (text: string): string => bare(text).replace(AROUND, '');

const canBeNothing = (value: unknown): value is string =>
	typeof value === 'string' && value.length <= MAX_NOTHING;

/** Whether a text, or each word of it, is a word for nothing: programs join "null" and "null". */
const isAll = (text: string, isNothing: (word: string) => boolean): boolean =>
	isNothing(inside(text)) || text.split(/\s+/).every((word) => isNothing(inside(word)));

/** Absent, or a word for nothing in one of several languages, whatever surrounds it: "-", "N/A". */
export function saysNothing(value: unknown): boolean {
	if (isAbsent(value)) return true;
	if (!canBeNothing(value) || isValue(value)) return false;
	return isAll(value.toLowerCase(), (word) => {
		return word === '' || NOTHING_FOR_NAMES.has(word) || NOTHING_ELSEWHERE.has(word);
	});
}

/** As {@link saysNothing}, except that a word which is somebody's name is a name. */
export function saysNoName(value: unknown): boolean {
	if (isAbsent(value)) return true;
	if (!canBeNothing(value) || isValue(value)) return false;
	return isAll(value, (word) => {
		return word === '' || MACHINE_WRITTEN.has(word) || NOTHING_FOR_NAMES.has(word.toLowerCase());
	});
}

/** What programs write for a part of a name that is not there. No person is called so. */
const isMissingPart = (word: string): boolean =>
	word === 'NaN' || ['undefined', 'none', 'n/a'].includes(word.toLowerCase());

/** The same, but people are called so, and some write their names in small letters. */
const isPartOrMissing = (word: string): boolean => word === 'null' || word === 'nan';

const SMALL = /^\p{Ll}/u;

/** Longer ones are texts. */
const MAX_NAME_WORDS = 20;

/**
 * A name without what stands in it for a part that is not there: the words of programs, as in
 * "undefined Berg" and "Ida None", and signs at its ends, which people enter where a name must not
 * be empty ("Ida -"). "Null" and "Nan" are people's names, and so are "null" and "nan" in a name
 * that is in small letters as a whole.
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

/** What a spreadsheet shows where a formula failed; `#N/A` means that there is nothing. */
export const isSpreadsheetError = (text: string): boolean =>
	text.startsWith('#') && SPREADSHEET_ERROR.test(text);

/** Lists in lists: Airtable looks a lookup up. */
const MAX_LIST_DEPTH = 3;

/**
 * The one value of a list, as Airtable's lookups and multi-selects give it: empty entries do not
 * count, and no entry is nothing. A list of several comes back as it is, and so does everything else.
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
