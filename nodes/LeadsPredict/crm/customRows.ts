import { readScoredItem, mapFields } from './mapping';
import type { LeftOut, MappingOptions, CrmField } from './mapping';
import type { CrmValue } from './fieldFormat';
import { hasScore, leadSummary, noScore } from './prepare';
import type { RefusedItem } from './prepare';

/** Rows under the user's own names, for sheets, databases and CRMs that are not in the list. Pure. */

export interface CustomRow {
	readonly item: number;
	readonly fields: Readonly<Record<string, CrmValue | null>>;
	readonly leftOut: readonly LeftOut[];
}

/** One row for each item that holds a score. */
export function customRows(
	items: readonly unknown[],
	fields: readonly CrmField[],
	options: MappingOptions,
): { readonly rows: readonly CustomRow[]; readonly refused: readonly RefusedItem[] } {
	const rows: CustomRow[] = [];
	const refused: RefusedItem[] = [];
	items.forEach((json, item) => {
		const scored = readScoredItem(json);
		if (hasScore(scored)) rows.push({ item, ...mapFields(scored, fields, options) });
		else refused.push({ item, lead: leadSummary(scored), ...noScore(scored) });
	});
	return { rows, refused };
}
