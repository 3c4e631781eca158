import { createRecords } from './records';
import type { Row } from './soql';

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
	const records = createRecords(now);
	const cursors = new Map<string, Cursor>();
	return {
		now,
		token,
		records,
		cursors,
		/** The id of the user whose token it is. */
		userId: (): string => records.all(records.object('User'))[0]?.id ?? '',
		/** The org's own address. */
		instanceUrl: '',
		clear(): void {
			records.clear();
			cursors.clear();
		},
	};
}
