import type { FieldRole } from '../source';
import { cached } from '../cached';
import { isRemark, MAX_LABEL_LENGTH, partsOf } from './labels';
import { saysSomebodyElse } from './objectNames';
import { readTokens } from './grammar';
import type { Reading } from './grammar';
import { tokensOf } from './tokens';

/** What a header that is not read may hold all the same. */

/** Longer headers are texts. */
const MAX_WORDS = 12;

/** A header names what it holds at its end: "Company Address" is an address. */
const NAMED_AT_END = new Set<FieldRole>(['company', 'industry', 'name', 'firstName', 'lastName']);

/** Things other than people have names, and many things have a revenue. */
const isClear = ({ role, ofThings }: Reading): boolean => role !== 'name' || ofThings !== true;

function readMentions(label: string): readonly Reading[] {
	if (label.length > MAX_LABEL_LENGTH) return [];
	const { base, remarks } = partsOf(label);
	const said = remarks.filter((remark) => !isRemark(remark)).join(' ');
	const words = base.split(' ').filter((word) => word !== '');
	if (words.length > MAX_WORDS) return [];
	const found = new Map<FieldRole, Reading>();
	for (let length = words.length; length > 0; length -= 1) {
		for (let from = 0; from + length <= words.length; from += 1) {
			const reading = readTokens(tokensOf(words.slice(from, from + length).join(' ')));
			if (reading === undefined || found.has(reading.role) || !isClear(reading)) continue;
			const rest = [...words.slice(0, from), ...words.slice(from + length), said].join(' ');
			if (saysSomebodyElse(rest)) continue;
			if (NAMED_AT_END.has(reading.role) && from + length < words.length) continue;
			found.set(reading.role, reading);
		}
	}
	return [...found.values()];
}

/**
 * What parts of a header mean by themselves, such as "Umsatz" in "Umsatz laut Bilanz". Parts beside
 * a word for somebody else mean nothing. Each header is looked at once in a run.
 */
export const mentionReader = (): ((label: string) => readonly Reading[]) => cached(readMentions);
