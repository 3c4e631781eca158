import type { Value } from './columns';
import { createColumn, createKey } from './metadata';
import type { DynamicsRecord, DynamicsState, DynamicsTable, TableName } from './state';

/** A record as tests look at it, with its ID under the name of its column. */
export type KnownRow = Readonly<Record<string, Value>>;

const known = ({ idColumn }: DynamicsTable, { id, values }: DynamicsRecord): KnownRow => ({
	...values,
	[idColumn]: id,
});

function rowsControl(table: DynamicsTable) {
	return {
		all: (): KnownRow[] => table.all().map((record) => known(table, record)),
		get(id: string): KnownRow | undefined {
			const found = table.byId(id);
			return found && known(table, found);
		},
		/** Creates a record, or changes the one of that ID: also in what only Dynamics 365 writes. */
		put(row: KnownRow): KnownRow & { readonly id: string } {
			const { [table.idColumn]: id, ...values } = row;
			const found = id === undefined ? undefined : table.byId(String(id));
			const record = found ? table.update(found, values, true) : table.create(values, true);
			return { ...known(table, record), id: record.id };
		},
		remove: (id: string): void => table.remove(id),
	};
}

/** What a test can do to Dynamics 365 that it does not offer itself. */
export const dynamicsControl = (state: DynamicsState) => ({
	leads: rowsControl(state.tables.lead),
	contacts: rowsControl(state.tables.contact),
	defineColumn: (table: TableName, definition: unknown): void =>
		void createColumn(state, state.tables[table], definition),
	defineKey: (table: TableName, definition: unknown): void =>
		void createKey(state, state.tables[table], definition),
	columns: (table: TableName): string[] => [...state.tables[table].columns.keys()],
	/** As while Dynamics 365 builds the index of a key that is created from now on. */
	holdIndex: (table: TableName, isHeldBack: boolean): void =>
		state.tables[table].keys.setHeldBack(isHeldBack),
	/** Whether the user of the API may create columns and keys; by default it may. */
	setMayCustomize(may: boolean): void {
		state.mayCustomize = may;
	},
	/** How many requests a user has in 5 minutes; 6,000 by default. */
	setMaxRequests: (max: number): void => state.usage.setMax(max),
});
