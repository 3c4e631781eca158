import type { INodeExecutionData } from 'n8n-workflow';

import type { LeadField } from '../contract';
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

/** Items → leads. Each item is either a row or a refusal, in the order of the items. */
export function intake(
	items: readonly INodeExecutionData[],
	{ recognise, mapping, leaveOut }: IntakeOptions,
): Intake {
	const rows: Row[] = [];
	const refused: Array<Outcome<never>> = [];
	items.forEach(({ json }, item) => {
		const fields = recognise(json);
		for (const [field, read] of mapping) fields[field] = read(item, json);
		const validated = validate(item, fields, leaveOut);
		if ('lead' in validated) rows.push(validated);
		else refused.push(validated);
	});
	return { rows, refused };
}
