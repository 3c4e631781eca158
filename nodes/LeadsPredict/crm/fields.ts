import type { FieldFormat } from './fieldFormat';
import { SCORE_FIELDS } from './mapping';
import type { CrmField, ScoreField } from './mapping';

/** The fields of a score that every CRM gets, once: what they are called and what they hold. Pure. */

/** What a field holds; each CRM has its own format for it. */
type FieldKind = 'text' | 'number' | 'probability' | 'amount' | 'lines' | 'time';

interface FieldDescription {
	/** The part of its name that CRMs write in their own way. */
	readonly key: string;
	readonly label: string;
	/** For people who see it in the CRM. */
	readonly description: string;
	readonly kind: FieldKind;
}

const FIELDS: Readonly<Record<(typeof SCORE_FIELDS)[number], FieldDescription>> = {
	lead_id: {
		key: 'id',
		label: 'LeadsPredict ID',
		description: 'What LeadsPredict calls this lead; by it a record is found again',
		kind: 'text',
	},
	score: {
		key: 'score',
		label: 'LeadsPredict Score',
		description: 'Score of LeadsPredict, 0 to 100',
		kind: 'number',
	},
	previous_score: {
		key: 'previous_score',
		label: 'LeadsPredict Previous Score',
		description: 'Score before the last event of LeadsPredict',
		kind: 'number',
	},
	category: {
		key: 'category',
		label: 'LeadsPredict Category',
		description: 'Category that LeadsPredict gives the lead',
		kind: 'text',
	},
	conversion_probability: {
		key: 'conversion_probability',
		label: 'LeadsPredict Conversion Probability',
		description: 'How likely the lead becomes a customer, as LeadsPredict predicts it',
		kind: 'probability',
	},
	predicted_revenue: {
		key: 'predicted_revenue',
		label: 'LeadsPredict Predicted Revenue',
		description: 'Revenue that LeadsPredict predicts, without a currency',
		kind: 'amount',
	},
	churn_risk: {
		key: 'churn_risk',
		label: 'LeadsPredict Churn Risk',
		description: 'Churn risk as LeadsPredict says it',
		kind: 'text',
	},
	recommendations: {
		key: 'recommendations',
		label: 'LeadsPredict Recommendations',
		description: 'What LeadsPredict recommends, one a line',
		kind: 'lines',
	},
	next_actions: {
		key: 'next_actions',
		label: 'LeadsPredict Next Actions',
		description: 'Next actions of LeadsPredict, one a line',
		kind: 'lines',
	},
	scored_at: {
		key: 'last_scored',
		label: 'LeadsPredict Last Scored',
		description: 'When the lead was scored last',
		kind: 'time',
	},
};

const described = (source: ScoreField): FieldDescription | undefined => {
	const name = SCORE_FIELDS.find((each) => each === source);
	return name === undefined ? undefined : FIELDS[name];
};

/** What a field holds, for people who see it in the CRM. */
export const descriptionOf = (source: ScoreField): string => described(source)?.description ?? '';

/** How a value is called in lists: as its field in a CRM, or as it is. */
export const labelOf = (source: ScoreField): string =>
	described(source)?.label ?? source.charAt(0).toUpperCase() + source.slice(1);

/**
 * The fields as one CRM has them.
 * @param nameOf the CRM's internal name of a field, from its key
 */
export const fieldsOf = (
	nameOf: (key: string) => string,
	formats: Readonly<Record<FieldKind, FieldFormat>>,
): CrmField[] =>
	SCORE_FIELDS.map((source) => {
		const { key, label, kind } = FIELDS[source];
		return { source, name: nameOf(key), label, format: formats[kind] };
	});
