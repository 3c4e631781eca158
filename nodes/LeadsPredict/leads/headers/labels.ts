import { readTokens } from './grammar';
import type { Reading } from './grammar';
import { plainWords } from './plainWords';
import { tokensOf } from './tokens';

/** What the headers of tables mean. A header counts as a whole: "Email Status" is no "Email". */

/** Whatever is longer is a text and no label. */
export const MAX_LABEL_LENGTH = 300;

export type HeaderMeaning = Reading;

const BRACKETS = /[([{（［【]([^()[\]{}（）［］【】]*)[)\]}）］】]/g;

/** A label without what stands in brackets, and that, each in plain words. */
export function partsOf(label: string): { readonly base: string; readonly remarks: string[] } {
	const remarks = [...label.matchAll(BRACKETS)].map(([, remark = '']) => plainWords(remark));
	return { base: plainWords(label.replace(BRACKETS, ' ')), remarks };
}

/** Whether a remark says nothing of the values: "(required)". */
export const isRemark = (remark: string): boolean =>
	tokensOf(remark)?.every(({ senses }) => senses.has('remark')) === true;

/** A label with those of its remarks that say something. */
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
