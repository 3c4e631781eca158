import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { problem } from '../problems/problem';
import { failed } from '../types';
import type { Outcome, LeadRow } from '../types';
import type { RecognizedItem } from './recognizedItem';
import type { Mapping } from './fieldMapping';
import type { Recognize } from './recognize';
import { labelOf, validate } from './validate';
import type { ValidationOptions } from './validate';

interface ReadLeadsOptions extends ValidationOptions {
	readonly recognise: Recognize;
	/** The user's own mapping; it wins over recognition, field by field. */
	readonly mapping: Mapping;
}

interface LeadsRead {
	readonly rows: readonly LeadRow[];
	readonly refused: ReadonlyArray<Outcome<never>>;
}

/** Where a field comes from that the user mapped. */
const LEAD_FIELDS_SETTING = 'Lead Fields';

/**
 * Items → leads. Each item is either a row or a refusal, in the order of the items. A field that is
 * mapped is not looked for in the item, even when the mapping finds nothing.
 */
export function readLeads(
	items: readonly INodeExecutionData[],
	{ recognise, mapping, ...checks }: ReadLeadsOptions,
): LeadsRead {
	const rows: LeadRow[] = [];
	const refused: Array<Outcome<never>> = [];
	const mapped = (item: number, json: IDataObject, recognition: RecognizedItem) => {
		const fields: RecognizedItem['fields'] = { ...recognition.fields };
		for (const [field, read] of mapping) {
			try {
				fields[field] = { value: read(item, json), from: LEAD_FIELDS_SETTING };
			} catch (cause) {
				const label = labelOf(field);
				return failed(item, { ...problem('expression_failed', { label, cause }), field });
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
