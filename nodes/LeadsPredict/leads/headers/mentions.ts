import type { FieldRole } from '../source';
import { cached } from '../cached';
import { isRemark, MAX_LABEL_LENGTH, partsOf } from './labels';
import { saysSomebodyElse } from './objectNames';
import { readTokens } from './grammar';
import type { Reading } from './grammar';
import { tokensOf } from './tokens';

/** Fields that a header mentions although it is not read, for the hint about fields left unread. */

/** A header of more words is a text. */
const MAX_WORDS = 12;

/** Roles that must be named at the end of a header: "Company Address" is an address. */
const NAMED_AT_END = new Set<FieldRole>(['company', 'industry', 'name', 'firstName', 'lastName']);

/** A bare "name" is not clear, because things have names too. */
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
 * The meanings of parts of a header, such as "Umsatz" in "Umsatz laut Bilanz". A header with a word
 * for somebody else has none. Each header is read once per run.
 */
export const mentionReader = (): ((label: string) => readonly Reading[]) => cached(readMentions);
