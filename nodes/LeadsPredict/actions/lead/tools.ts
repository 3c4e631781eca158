import { LEAD_FIELDS, scoredLeadSchema } from '../../contract';
import type { LeadField } from '../../contract';
import { OWN_FIELDS } from '../../leads/sources';
import { fromModel } from '../tool';
import type { ToolVariant } from '../tool';

/** What a model reads of the operations on leads. */

const FIELDS: Readonly<Record<LeadField, string>> = {
	email: 'Email address of the lead',
	name: 'Full name',
	company: 'Company the lead works for',
	phone: 'Phone number',
	industry: 'Industry of the company, e.g. Technology',
	revenue: 'Revenue of the company in digits, e.g. 5000000',
	employees: 'Number of employees in digits',
	engagement_score: 'Engagement score in digits, e.g. 75',
	last_interaction: 'Day of the last contact, YYYY-MM-DD',
};

/**
 * One call is one lead. Every field is the model's, so that none is read from the agent's own input,
 * which n8n lays under the values of the model and which may hold somebody else.
 */
const leadOfCall: ToolVariant['defaults'] = {
	leadSource: OWN_FIELDS,
	leadFields: Object.fromEntries(
		LEAD_FIELDS.map(({ name }) => [name, fromModel(name, FIELDS[name], name === 'email')]),
	),
};

/** What the lead was read from, and what the model itself said, is no news to it. */
const facts = scoredLeadSchema.omit({ company: true, origin: true, lookup: true });

export const scoreTool: ToolVariant = {
	description:
		'Scores one lead with LeadsPredict and predicts conversion, revenue and churn. Use it when asked how good, hot or ready to buy a lead is; call it once per lead. Only the email is required: pass what you know, leave out the rest, never guess. The new score replaces the stored one, so scoring with less than was known before can make it worse. Returns score, category (such as hot), predictions, recommendations, next actions and the lead_id.',
	defaults: { ...leadOfCall, output: 'selected', outputFields: Object.keys(facts.shape) },
};

export const historyTool: ToolVariant = {
	description:
		'Reads the stored score of a lead and its history from LeadsPredict, without scoring it anew. Use it when asked about the current score of a lead or how it changed. It needs the lead_id, which scoring returns; it cannot search by email. Returns score, created_at, updated_at and history.',
	defaults: { leadId: fromModel('lead_id', 'lead_id of the lead, e.g. lead_abc123', true) },
};

export const previewTool: ToolVariant = {
	description:
		'Checks the data of one lead without sending it to LeadsPredict. Returns the lead as it would be scored, and what would be left out.',
	defaults: leadOfCall,
};
