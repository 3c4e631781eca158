import { fieldsOf } from '../fields';
import type { CrmField } from '../mapping';

/** Most characters of a Memo column as it is created here; up to 1,048,576 are possible (documented). */
const MEMO_LENGTH = 32_768;

/** A Decimal column holds less than 100,000,000,000 (documented), with two decimals. */
const DECIMALS = 2;
const DIGITS = 13;

/**
 * Own columns begin with the prefix of a publisher, 2 to 8 characters (documented). `new` is the one
 * in Microsoft's examples; an organization with another one enters its names under Field Names.
 */
const PREFIX = 'new_';

/** A Money column would need a currency, which a predicted revenue does not have: a Decimal instead. */
const custom = fieldsOf((key) => `${PREFIX}leadspredict_${key}`, {
	text: { as: 'text', maxLength: 255 },
	number: { as: 'number', decimals: DECIMALS, digits: DIGITS },
	probability: { as: 'percent', decimals: DECIMALS },
	amount: { as: 'currency', digits: DIGITS },
	lines: { as: 'lines', maxLength: MEMO_LENGTH },
	// Microsoft's examples have no fractions of a second: a value with them would differ each time.
	time: { as: 'timestamp', to: 'second' },
});

export const DYNAMICS_CONTACT_FIELDS: readonly CrmField[] = custom;

/** Leads have a rating of their own, 1 Hot, 2 Warm, 3 Cold (documented); contacts have none. */
export const DYNAMICS_LEAD_FIELDS: readonly CrmField[] = [
	...custom,
	{
		source: 'category',
		name: 'leadqualitycode',
		label: 'Rating',
		format: { as: 'choice', options: ['Hot', 'Warm', 'Cold'], stored: [1, 2, 3] },
		isStandard: true,
	},
];
