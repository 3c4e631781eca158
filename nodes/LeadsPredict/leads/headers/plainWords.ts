/** Invisible characters that programs leave in headers. */
const INVISIBLE = /[\u200B-\u200F\u2028-\u202E\u2060\u00AD\uFEFF]/g;

/** Lower case, without accents and invisible characters, words joined by single blanks. */
export const plainWords = (label: string): string =>
	label
		.replace(INVISIBLE, '')
		.normalize('NFKD')
		.replace(/\p{Mn}/gu, '')
		.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
		.replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
		.toLowerCase()
		.replace(/ß/g, 'ss')
		.replace(/['’´`]s\b/g, ' s')
		.replace(/[\s_\-.–/:*?!"'’´`,;|]+/g, ' ')
		.trim();

/** A header for comparing: "First Name", "first_name", "firstName" and "FIRSTNAME" are the same. */
export const squash = (label: string): string => plainWords(label).replace(/[ #]/g, '');
