import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { cannotEvaluate } from '../problems/problems';
import { failed } from '../types';
import type { Outcome, Row } from '../types';
import type { Fields } from './candidates';
import type { Recognition } from './compileShape';
import type { Mapping } from './fieldMapping';
import type { Recognise } from './recognize';
import { labelOf, validate } from './validate';
import type { Checks } from './validate';

export interface IntakeOptions extends Checks {
	readonly recognise: Recognise;
	/** The user's own mapping; it wins over recognition, field by field. */
	readonly mapping: Mapping;
}

export interface Intake {
	readonly rows: readonly Row[];
	readonly refused: ReadonlyArray<Outcome<never>>;
}

/** Where a field comes from that the user mapped. */
const LEAD_FIELDS_SETTING = 'Lead Fields';

/**
 * Items → leads. Each item is either a row or a refusal, in the order of the items. A field that is
 * mapped is not looked for in the item, even when the mapping finds nothing.
 */
export function intake(
	items: readonly INodeExecutionData[],
	{ recognise, mapping, ...checks }: IntakeOptions,
): Intake {
	const rows: Row[] = [];
	const refused: Array<Outcome<never>> = [];
	const mapped = (item: number, json: IDataObject, recognition: Recognition) => {
		const fields: Fields = { ...recognition.fields };
		for (const [field, read] of mapping) {
			try {
				fields[field] = { value: read(item, json), from: LEAD_FIELDS_SETTING };
			} catch (error) {
				const cause = error instanceof Error ? error.message : '';
				return failed(item, cannotEvaluate(field, labelOf(field), cause));
			}
		}
		return { ...recognition, fields };
	};
	items.forEach(({ json }, item) => {
		const recognised = recognise(json);
		const read = mapping.size === 0 ? recognised : mapped(item, json, recognised);
		const validated = 'fields' in read ? validate(item, read, checks) : read;
		if ('lead' in validated) rows.push(validated);
		else refused.push(validated);
	});
	return { rows, refused };
}
