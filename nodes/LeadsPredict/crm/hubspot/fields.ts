import { fieldsOf } from '../fields';

/** A multi-line text holds this many characters, and so does a single-line one. */
const MAX_TEXT_LENGTH = 65_536;

/** Names of properties are lower case letters, digits and underscores. */
export const HUBSPOT_FIELDS = fieldsOf((key) => `leadspredict_${key}`, {
	text: { as: 'text', maxLength: 255 },
	number: { as: 'number', decimals: 2 },
	probability: { as: 'fraction', decimals: 4 },
	amount: { as: 'currency' },
	lines: { as: 'lines', maxLength: MAX_TEXT_LENGTH },
	time: { as: 'timestamp' },
});
