import type { DynamicsRecord, TableName } from './state';
import type { Value } from './columns';
import { DynamicsRefusal } from './refusal';

/**
 * Alternate keys.
 *
 * Documented: up to ten for a table; their index is built in the background, and is Pending, In Progress,
 * Active or Failed. Seen in published reports: the code of a value that is taken.
 * Decided: an index is built at once, unless a test holds it back; an empty value is not in it; texts that
 * differ in case alone are the same.
 */

export type IndexStatus = 'Pending' | 'InProgress' | 'Active' | 'Failed';

export interface AlternateKey {
	readonly schemaName: string;
	readonly columns: readonly string[];
	readonly status: IndexStatus;
	readonly metadataId: string;
}

export function createKeys(table: TableName, all: () => readonly DynamicsRecord[]) {
	const keys = new Map<string, AlternateKey>();
	let isHeldBack = false;
	const valueOf = ({ values }: DynamicsRecord, { columns }: AlternateKey): string | undefined => {
		const parts = columns.map((column): Value => values[column] ?? null);
		return parts.includes(null)
			? undefined
			: parts.map((part) => String(part).toLowerCase()).join('\n');
	};

	return {
		all: (): AlternateKey[] => [...keys.values()],
		find: (columns: readonly string[]): AlternateKey | undefined =>
			[...keys.values()].find(
				(key) =>
					key.status === 'Active' &&
					key.columns.length === columns.length &&
					columns.every((column) => key.columns.includes(column)),
			),
		add(key: Omit<AlternateKey, 'status'>): void {
			const values = all().flatMap((record) => valueOf(record, { ...key, status: 'Active' }) ?? []);
			const built = new Set(values).size === values.length ? 'Active' : 'Failed';
			keys.set(key.schemaName.toLowerCase(), { ...key, status: isHeldBack ? 'Pending' : built });
		},
		has: (schemaName: string): boolean => keys.has(schemaName.toLowerCase()),
		/** @throws when another record has the same value */
		check(record: DynamicsRecord): void {
			for (const key of keys.values()) {
				const value = valueOf(record, key);
				if (key.status !== 'Active' || value === undefined) continue;
				const other = all().find((each) => each.id !== record.id && valueOf(each, key) === value);
				if (other === undefined) continue;
				throw new DynamicsRefusal(
					412,
					'0x80060892',
					`Entity Key ${key.schemaName} violated. A record with the same value for ${key.columns.join(', ')} already exists. A duplicate record cannot be created. Select one or more unique values and try again.`,
				);
			}
		},
		setHeldBack(heldBack: boolean): void {
			isHeldBack = heldBack;
		},
		table,
		clear(): void {
			keys.clear();
			isHeldBack = false;
		},
	};
}
