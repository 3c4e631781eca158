import type { CrmField } from '../mapping';

const LONG_TEXT_AREA = 32_768;

/** Most digits that a number field has, those behind the point included (documented). */
export const SALESFORCE_MOST_DIGITS = 18;

const custom: readonly CrmField[] = [
	{
		from: 'lead_id',
		to: 'LeadsPredict_Id__c',
		label: 'LeadsPredict ID',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'score',
		to: 'LeadsPredict_Score__c',
		label: 'LeadsPredict Score',
		fit: { as: 'number', decimals: 2, digits: SALESFORCE_MOST_DIGITS },
	},
	{
		from: 'previous_score',
		to: 'LeadsPredict_Previous_Score__c',
		label: 'LeadsPredict Previous Score',
		fit: { as: 'number', decimals: 2, digits: SALESFORCE_MOST_DIGITS },
	},
	{
		from: 'category',
		to: 'LeadsPredict_Category__c',
		label: 'LeadsPredict Category',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'conversion_probability',
		to: 'LeadsPredict_Conversion_Probability__c',
		label: 'LeadsPredict Conversion Probability',
		fit: { as: 'percent', decimals: 2 },
	},
	{
		from: 'predicted_revenue',
		to: 'LeadsPredict_Predicted_Revenue__c',
		label: 'LeadsPredict Predicted Revenue',
		fit: { as: 'currency', digits: SALESFORCE_MOST_DIGITS },
	},
	{
		from: 'churn_risk',
		to: 'LeadsPredict_Churn_Risk__c',
		label: 'LeadsPredict Churn Risk',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'recommendations',
		to: 'LeadsPredict_Recommendations__c',
		label: 'LeadsPredict Recommendations',
		fit: { as: 'lines', longest: LONG_TEXT_AREA },
	},
	{
		from: 'next_actions',
		to: 'LeadsPredict_Next_Actions__c',
		label: 'LeadsPredict Next Actions',
		fit: { as: 'lines', longest: LONG_TEXT_AREA },
	},
	{
		from: 'scored_at',
		to: 'LeadsPredict_Last_Scored__c',
		label: 'LeadsPredict Last Scored',
		fit: { as: 'timestamp' },
	},
];

export const SALESFORCE_CONTACT_FIELDS: readonly CrmField[] = custom;

/** Leads have a rating of their own; contacts have none. */
export const SALESFORCE_LEAD_FIELDS: readonly CrmField[] = [
	...custom,
	{
		from: 'category',
		to: 'Rating',
		label: 'Rating',
		fit: { as: 'choice', options: ['Hot', 'Warm', 'Cold'] },
		isStandard: true,
	},
];
