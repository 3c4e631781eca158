import type { CrmField } from '../mapping';

/** A multi-line text holds this many characters, and so does a single-line one. */
const MAX_TEXT_LENGTH = 65_536;

export const HUBSPOT_FIELDS: readonly CrmField[] = [
	{
		from: 'lead_id',
		to: 'leadspredict_id',
		label: 'LeadsPredict ID',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'score',
		to: 'leadspredict_score',
		label: 'LeadsPredict Score',
		fit: { as: 'number', decimals: 2 },
	},
	{
		from: 'previous_score',
		to: 'leadspredict_previous_score',
		label: 'LeadsPredict Previous Score',
		fit: { as: 'number', decimals: 2 },
	},
	{
		from: 'category',
		to: 'leadspredict_category',
		label: 'LeadsPredict Category',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'conversion_probability',
		to: 'leadspredict_conversion_probability',
		label: 'LeadsPredict Conversion Probability',
		fit: { as: 'fraction', decimals: 4 },
	},
	{
		from: 'predicted_revenue',
		to: 'leadspredict_predicted_revenue',
		label: 'LeadsPredict Predicted Revenue',
		fit: { as: 'currency' },
	},
	{
		from: 'churn_risk',
		to: 'leadspredict_churn_risk',
		label: 'LeadsPredict Churn Risk',
		fit: { as: 'text', longest: 255 },
	},
	{
		from: 'recommendations',
		to: 'leadspredict_recommendations',
		label: 'LeadsPredict Recommendations',
		fit: { as: 'lines', longest: MAX_TEXT_LENGTH },
	},
	{
		from: 'next_actions',
		to: 'leadspredict_next_actions',
		label: 'LeadsPredict Next Actions',
		fit: { as: 'lines', longest: MAX_TEXT_LENGTH },
	},
	{
		from: 'scored_at',
		to: 'leadspredict_last_scored',
		label: 'LeadsPredict Last Scored',
		fit: { as: 'timestamp' },
	},
];
