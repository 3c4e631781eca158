import { fieldsOf } from '../fields';
import type { CrmField } from '../mapping';

const LONG_TEXT_AREA = 32_768;

/** Most digits that a number field has, those behind the point included (documented). */
export const SALESFORCE_MAX_DIGITS = 18;

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Names of custom fields end in `__c`. */
const custom = fieldsOf((key) => `LeadsPredict_${key.split('_').map(capitalized).join('_')}__c`, {
	text: { as: 'text', maxLength: 255 },
	number: { as: 'number', decimals: 2, digits: SALESFORCE_MAX_DIGITS },
	probability: { as: 'percent', decimals: 2 },
	amount: { as: 'currency', digits: SALESFORCE_MAX_DIGITS },
	lines: { as: 'lines', maxLength: LONG_TEXT_AREA },
	time: { as: 'timestamp' },
});

export const SALESFORCE_CONTACT_FIELDS: readonly CrmField[] = custom;

/** Leads have a rating of their own; contacts have none. */
export const SALESFORCE_LEAD_FIELDS: readonly CrmField[] = [
	...custom,
	{
		source: 'category',
		name: 'Rating',
		label: 'Rating',
		format: { as: 'choice', options: ['Hot', 'Warm', 'Cold'] },
		isStandard: true,
	},
];
