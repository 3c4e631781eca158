import type { Target } from './crm';

/**
 * Salesforce's leads and contacts. Custom fields are created once (Prepare Fields) and end in `__c`.
 */

/** The API version whose requests are prepared, the one n8n's own Salesforce node uses. */
export const SALESFORCE_VERSION = 'v59.0';

/** Most records that one sObject Collections request takes. */
export const SALESFORCE_MOST_RECORDS = 200;

const LONG_TEXT_AREA = 32_768;

const custom: readonly Target[] = [
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
		fit: { as: 'number', decimals: 2 },
	},
	{
		from: 'previous_score',
		to: 'LeadsPredict_Previous_Score__c',
		label: 'LeadsPredict Previous Score',
		fit: { as: 'number', decimals: 2 },
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
		fit: { as: 'currency' },
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

export const SALESFORCE_CONTACT_TARGETS: readonly Target[] = custom;

/** Leads have a rating of their own; contacts have none. */
export const SALESFORCE_LEAD_TARGETS: readonly Target[] = [
	...custom,
	{
		from: 'category',
		to: 'Rating',
		label: 'Rating',
		fit: { as: 'choice', options: ['Hot', 'Warm', 'Cold'] },
		isStandard: true,
	},
];
