import { z } from 'zod';

import type { ScoreField, CrmField } from './mapping';

/** What the definitions of fields have in common, whichever CRM they are created in. Pure. */

/** What a field holds, for people who see it in the CRM. */
export const DESCRIPTIONS: Readonly<Partial<Record<ScoreField, string>>> = {
	lead_id: 'What LeadsPredict calls this lead; by it a record is found again',
	score: 'Score of LeadsPredict, 0 to 100',
	previous_score: 'Score before the last event of LeadsPredict',
	category: 'Category that LeadsPredict gives the lead',
	conversion_probability: 'How likely the lead becomes a customer, as LeadsPredict predicts it',
	predicted_revenue: 'Revenue that LeadsPredict predicts, without a currency',
	churn_risk: 'Churn risk as LeadsPredict says it',
	recommendations: 'What LeadsPredict recommends, one a line',
	next_actions: 'Next actions of LeadsPredict, one a line',
	scored_at: 'When the lead was scored last',
};

/** A request that creates fields. */
export const createdFieldsSchema = z.object({
	method: z.literal('POST'),
	url: z.string(),
	body: z.record(z.unknown()),
});

/** The fields that an account of the CRM does not have from the start. */
export const createdFields = (targets: readonly CrmField[]): CrmField[] =>
	targets.filter(({ isStandard }) => isStandard !== true);

/** A field for people who create it by hand. */
export interface ListedField {
	readonly label: string;
	/** The internal name. */
	readonly name: string;
	readonly type: string;
	readonly description: string;
	/** What else must be set. */
	readonly settings: string;
}

/** A name that two fields would have; no CRM tells names apart by the case of their letters. */
export function sameName(targets: readonly CrmField[]): string | undefined {
	const names = targets.map(({ to }) => to.toLowerCase());
	return targets.find((_, place) => names.indexOf(names[place] ?? '') < place)?.to;
}
