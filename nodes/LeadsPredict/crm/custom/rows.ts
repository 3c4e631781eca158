import { readScored, toCrm } from '../mapping';
import type { LeftOut, MappingOptions, Target } from '../mapping';
import type { CrmValue } from '../fieldFormat';
import { hasScore, isSummary, leadSummary, noScore } from '../prepare';
import type { Refused } from '../prepare';

/** Rows under the user's own names, for sheets, databases and CRMs without a table. Pure. */

export interface CustomRow {
	readonly item: number;
	readonly fields: Readonly<Record<string, CrmValue | null>>;
	readonly leftOut: readonly LeftOut[];
}

/** One row for each item that holds a score. */
export function customRows(
	items: readonly unknown[],
	targets: readonly Target[],
	options: MappingOptions,
): { readonly rows: readonly CustomRow[]; readonly refused: readonly Refused[] } {
	const rows: CustomRow[] = [];
	const refused: Refused[] = [];
	items.forEach((json, item) => {
		const scored = readScored(json);
		if (isSummary(scored)) return;
		if (hasScore(scored)) rows.push({ item, ...toCrm(scored, targets, options) });
		else refused.push({ item, lead: leadSummary(scored), ...noScore(scored) });
	});
	return { rows, refused };
}
