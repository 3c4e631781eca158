import { fieldsOf } from '../fields';
import type { CrmField } from '../mapping';

/**
 * Zoho makes a field's API name from its label (documented); it is read at Setup, Developer Hub, APIs
 * and SDKs, API Names. An account that has the name already makes another one, which Field Names takes.
 */
const WORDS: Readonly<Record<string, string>> = { id: 'ID' };

const asInLabel = (word: string): string =>
	WORDS[word] ?? word.charAt(0).toUpperCase() + word.slice(1);

/** Most characters of a single line, and of a small multi-line field (documented). */
const SINGLE_LINE = 255;
const SMALL_MULTI_LINE = 2000;

/** Most digits of a decimal field, those behind the point included (documented). */
export const ZOHO_MAX_DIGITS = 16;

/**
 * A probability is a decimal number of percent, because decimals of Zoho's percent fields are not
 * documented. A predicted revenue has no currency, and Zoho's currency fields have one.
 */
export const ZOHO_FIELDS: readonly CrmField[] = fieldsOf(
	(key) => `LeadsPredict_${key.split('_').map(asInLabel).join('_')}`,
	{
		text: { as: 'text', maxLength: SINGLE_LINE },
		number: { as: 'number', decimals: 2, digits: ZOHO_MAX_DIGITS },
		probability: { as: 'percent', decimals: 2 },
		amount: { as: 'number', decimals: 2, digits: ZOHO_MAX_DIGITS },
		lines: { as: 'lines', maxLength: SMALL_MULTI_LINE },
		time: { as: 'timestamp', to: 'second' },
	},
);
