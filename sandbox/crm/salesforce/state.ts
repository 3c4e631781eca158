import { createRecords } from './records';
import type { Records } from './records';
import type { Row } from './soql';

/** Rows of a query that did not fit into one answer. */
export interface Cursor {
	readonly rows: readonly Row[];
	readonly totalSize: number;
	/** Rows in one answer. */
	readonly size: number;
}

/** Everything one org remembers. */
export interface SalesforceState {
	readonly now: () => Date;
	readonly token: string;
	readonly records: Records;
	readonly cursors: Map<string, Cursor>;
	/** The id of the user whose token it is. */
	userId(): string;
	/** Where the org says it is. */
	instanceUrl: string;
}

export function createSalesforceState(token: string, now: () => Date): SalesforceState {
	const records = createRecords(now);
	return {
		now,
		token,
		records,
		userId: () => records.all(records.object('User'))[0]?.id ?? '',
		cursors: new Map(),
		instanceUrl: '',
	};
}

export function clearSalesforceState(state: SalesforceState): void {
	state.records.clear();
	state.cursors.clear();
}
