import { readTokens } from './grammar';
import type { Reading } from './grammar';
import { plainWords } from './plainWords';
import { tokensOf } from './tokens';

/** What the headers of tables mean. A header is read as a whole: "Email Status" is not "Email". */

/** A longer text is not a label. */
export const MAX_LABEL_LENGTH = 300;

export type HeaderMeaning = Reading;

const BRACKETS = /[([{（［【]([^()[\]{}（）［］【】]*)[)\]}）］】]/g;

/** A label without its remarks in brackets, and the remarks, all in plain words. */
export function partsOf(label: string): { readonly base: string; readonly remarks: string[] } {
	const remarks = [...label.matchAll(BRACKETS)].map(([, remark = '']) => plainWords(remark));
	return { base: plainWords(label.replace(BRACKETS, ' ')), remarks };
}

/** Whether a remark leaves the meaning alone: "(required)". */
export const isRemark = (remark: string): boolean =>
	tokensOf(remark)?.every(({ senses }) => senses.has('remark')) === true;

/** A label with the remarks that matter for its meaning. */
export const withRemarks = (base: string, remarks: readonly string[]): string =>
	[base, ...remarks.filter((remark) => !isRemark(remark))].join(' ');

/**
 * What a header as a whole means: "Annual Revenue (in 000s USD)" is the revenue in thousands,
 * "Company (URL)" is not the company.
 */
export function meaningOf(label: string): HeaderMeaning | undefined {
	if (label.length > MAX_LABEL_LENGTH) return undefined;
	const { base, remarks } = partsOf(label);
	return base === '' ? undefined : readTokens(tokensOf(withRemarks(base, remarks)));
}
