import { fieldsOf } from '../fields';

/** Characters that a text property holds (documented). Ours are one line of at most 255, except lists. */
const MAX_TEXT_LENGTH = 65_536;

/** Names of properties are lower case letters, digits and underscores: `leadspredict_churn_risk`. */
export const HUBSPOT_FIELDS = fieldsOf((key) => `leadspredict_${key}`, {
	text: { as: 'text', maxLength: 255 },
	number: { as: 'number', decimals: 2 },
	probability: { as: 'fraction', decimals: 4 },
	amount: { as: 'currency' },
	lines: { as: 'lines', maxLength: MAX_TEXT_LENGTH },
	time: { as: 'timestamp' },
});
