import { RIGHTS } from './permissions';
import type { Right } from './permissions';
import { createRecords } from './records';
import type { Row } from './soql';
import { createFieldIds } from './tooling';
import { createUsage } from './usage';

/** Rows of a query that did not fit into one answer. */
export interface Cursor {
	readonly rows: readonly Row[];
	readonly totalSize: number;
	/** Rows in one answer. */
	readonly size: number;
}

/** Everything one org remembers. */
export type SalesforceState = ReturnType<typeof createSalesforceState>;

export function createSalesforceState(token: string, now: () => Date) {
	const rights = new Set<Right>(RIGHTS);
	const records = createRecords(now, rights);
	const fieldIds = createFieldIds();
	const usage = createUsage(now);
	const cursors = new Map<string, Cursor>();
	return {
		now,
		token,
		records,
		cursors,
		/** What the user of the API may do. */
		rights,
		fieldIds,
		usage,
		/** The id of the user whose token it is. */
		userId: (): string => records.all(records.object('User'))[0]?.id ?? '',
		/** The org's own address. */
		instanceUrl: '',
		clear(): void {
			for (const right of RIGHTS) rights.add(right);
			for (const one of [records, cursors, fieldIds, usage]) one.clear();
		},
	};
}
