/** Removes invisible characters and unifies spaces and dashes. */

/**
 * Zero-width and direction marks, soft hyphens, byte-order marks and control characters. Joiners are
 * handled apart, because some scripts need them.
 */
const UNSEEN = String.raw`[^\P{Cc}\s\u0085]|[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]`;

/** A letter of a script in which a joiner changes the word, or a part of an emoji. */
const JOINED = String.raw`[\uFE0F\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}]`;

/** Lone surrogates, left where a text was cut. JSON cannot represent them. */
const HALVES = /\p{Cs}/gu;
const STRAY_JOINERS = new RegExp(
	String.raw`(?<!${JOINED})[\u200C\u200D]|[\u200C\u200D](?!${JOINED})`,
	'gu',
);
const UNSEEN_OR_HALF = new RegExp(String.raw`${UNSEEN}|\p{Cs}`, 'gu');
const UNSEEN_OR_JOINER = new RegExp(String.raw`${UNSEEN}|[\u200C\u200D]`, 'gu');

const BLANKS = /[\s\u0085]+/gu;

/** Printable ASCII with single spaces, which needs no cleaning. */
const CLEAN = /^[!-~]+(?: [!-~]+)*$/;

/** The text trimmed, with single spaces and without invisible characters. */
export const readable = (text: string): string =>
	CLEAN.test(text)
		? text
		: text.replace(UNSEEN_OR_HALF, '').replace(STRAY_JOINERS, '').replace(BLANKS, ' ').trim();

/**
 * As {@link readable}, for addresses, numbers and dates, which contain no joiners. Lone surrogates
 * stay: an address without one would be somebody else's.
 */
export const bare = (text: string): string =>
	CLEAN.test(text) ? text : text.replace(UNSEEN_OR_JOINER, '').replace(BLANKS, ' ').trim();

/** Trimmed, without invisible characters, with plain spaces. Runs of spaces stay. */
export const spaced = (text: string): string =>
	CLEAN.test(text)
		? text
		: text
				.replace(UNSEEN_OR_JOINER, '')
				.replace(HALVES, '')
				.replace(/[\s\u0085]/gu, ' ')
				.trim();

const WIDE = /[\uFF01-\uFF5E]/gu;
const FROM_WIDE = 0xfee0;
const DASHES = /[\u2010-\u2015\u2212\u2E3A\u2E3B\uFE58\uFE63]/gu;
const APOSTROPHES = /[\u2018\u2019\u02BC\u00B4`]/gu;
const ASCII = /^[\t -~]*$/;

const ACCENTS = /\p{M}/gu;

/** "März" and "marz", "août" and "aout" are one word here. */
export const withoutAccents = (text: string): string =>
	ASCII.test(text) ? text : text.normalize('NFD').replace(ACCENTS, '').normalize('NFC');

/** {@link bare}, in lower case, with one kind of dash, apostrophe, digit and letter width. */
export function folded(text: string): string {
	const plain = bare(text).toLowerCase();
	if (ASCII.test(plain)) return plain.replaceAll('`', "'");
	return plain
		.replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - FROM_WIDE))
		.replace(DASHES, '-')
		.replace(APOSTROPHES, "'")
		.toLowerCase();
}
