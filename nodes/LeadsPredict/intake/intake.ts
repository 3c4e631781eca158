import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { LEAD_FIELDS } from '../contract';
import type { LeadField } from '../contract';
import { cannotEvaluate } from '../exchange/problem';
import { failed } from '../flow';
import type { Outcome, Row } from '../flow';
import type { Mapping } from './mapping';
import type { Recognise } from './recognise';
import { validate } from './validate';

export interface IntakeOptions {
	readonly recognise: Recognise;
	/** The user's own mapping; it wins over recognition, field by field. */
	readonly mapping: Mapping;
	readonly leaveOut: ReadonlySet<LeadField>;
}

export interface Intake {
	readonly rows: readonly Row[];
	readonly refused: ReadonlyArray<Outcome<never>>;
}

const LABELS = new Map<LeadField, string>(LEAD_FIELDS.map(({ name, label }) => [name, label]));

const labelOf = (field: LeadField): string => LABELS.get(field) ?? field;

/** Items → leads. Each item is either a row or a refusal, in the order of the items. */
export function intake(
	items: readonly INodeExecutionData[],
	{ recognise, mapping, leaveOut }: IntakeOptions,
): Intake {
	const rows: Row[] = [];
	const refused: Array<Outcome<never>> = [];
	const readItem = (item: number, json: IDataObject): Row | Outcome<never> => {
		const fields = recognise(json);
		for (const [field, read] of mapping) {
			try {
				fields[field] = read(item, json);
			} catch (error) {
				const cause = error instanceof Error ? error.message : '';
				return failed(item, cannotEvaluate(field, labelOf(field), cause));
			}
		}
		return validate(item, fields, leaveOut);
	};
	items.forEach(({ json }, item) => {
		const validated = readItem(item, json);
		if ('lead' in validated) rows.push(validated);
		else refused.push(validated);
	});
	return { rows, refused };
}
