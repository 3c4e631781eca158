import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import type { LeadField } from '../contract';
import { LEAD_FIELDS } from '../contract';
import { problem } from '../problems/problem';
import { failed } from '../types';
import type { Outcome, LeadRow } from '../types';
import { judgeColumns } from './columnEvidence';
import type { ColumnFinding } from './columnEvidence';
import type { RecognizedItem } from './recognizedItem';
import type { Mapping } from './fieldMapping';
import { notFetched } from './notFetched';
import type { NotFetched } from './notFetched';
import { notReadFinder } from './notRead';
import type { Recognize } from './recognize';
import { labelOf, validate } from './validate';
import type { ValidationOptions } from './validate';

interface ReadLeadsOptions extends ValidationOptions {
	readonly recognise: Recognize;
	/** The user's Lead Fields. A mapped field is not recognized. */
	readonly mapping: Mapping;
	/** Whether to compare items to settle what one of them leaves open. */
	readonly compareItems: boolean;
}

export interface LeadsRead {
	readonly rows: readonly LeadRow[];
	readonly refused: ReadonlyArray<Outcome<never>>;
	/** What comparing the items settled. */
	readonly findings: readonly ColumnFinding[];
	/** Fields that the previous step requested for no record. */
	readonly notFetched: readonly NotFetched[];
}

/** Shown as the origin of a mapped field. */
const LEAD_FIELDS_SETTING = 'Lead Fields';

const sheetRowSchema = z.object({ row_number: z.number().int().positive() });

/** n8n's Google Sheets node counts rows as people see them, with the header as row 1. */
function withSheetRow(outcome: Outcome<never>, json: unknown): Outcome<never> {
	const row = sheetRowSchema.safeParse(json).data?.row_number;
	if (outcome.ok || row === undefined) return outcome;
	const advice = `${outcome.problem.advice}. This is row ${row} of the sheet`;
	return { ...outcome, problem: { ...outcome.problem, advice } };
}

/**
 * Turns items into leads. Each item becomes a row or a refusal, in the order of the items. A mapped
 * field is not recognized, even if its mapping is empty for an item.
 */
export function readLeads(
	items: readonly INodeExecutionData[],
	{ recognise, mapping, compareItems, ...checks }: ReadLeadsOptions,
): LeadsRead {
	const rows: LeadRow[] = [];
	const refused: Array<Outcome<never>> = [];
	const isOpen = ({ name }: { readonly name: LeadField }): boolean =>
		!mapping.has(name) && !checks.excludeFields.has(name);
	const notRead = notReadFinder(new Set(LEAD_FIELDS.filter(isOpen).map(({ name }) => name)));
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
	const withNotRead = (row: LeadRow, json: IDataObject): LeadRow => {
		const found = notRead.fieldsIn(json, row);
		return found.length === 0 ? row : { ...row, notRead: found };
	};
	const recognized = items.map(({ json }) => ({ json, recognition: recognise(json) }));
	const { findings, settle } = judgeColumns(compareItems ? recognized : [], {
		reading: checks,
		mapped: new Set(mapping.keys()),
	});
	recognized.forEach((each, item) => {
		const { json } = each;
		const settled = settle(each);
		const read = mapping.size === 0 ? settled : mapped(item, json, settled);
		const held = () => notRead.withoutEmail(json);
		const validated = 'fields' in read ? validate(item, read, checks, held) : read;
		if ('lead' in validated) rows.push(withNotRead(validated, json));
		else refused.push(withSheetRow(validated, json));
	});
	const jsonOf = (item: number): IDataObject => items[item]?.json ?? {};
	return { rows, refused, findings, notFetched: notFetched(rows, jsonOf) };
}
