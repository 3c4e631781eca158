import { randomUUID } from 'node:crypto';

import { createTable } from '../table';
import { checkValue, STANDARD } from './columns';
import type { Column, Value, Values } from './columns';
import { createKeys } from './keys';
import { badPayload, DynamicsRefusal } from './refusal';
import { createUsage } from './usage';

export const TABLES = ['lead', 'contact'] as const;

export type TableName = (typeof TABLES)[number];

export const setOf = (table: TableName): string => `${table}s`;

export interface DynamicsRecord {
	readonly id: string;
	readonly version: number;
	readonly values: Values;
}

/** Everything that one organization remembers. */
export type DynamicsState = ReturnType<typeof createDynamicsState>;
export type DynamicsTable = ReturnType<typeof createDynamicsTable>;

const lower = (value: Value | undefined): string => String(value ?? '').toLowerCase();

function createDynamicsTable(name: TableName, now: () => Date) {
	const records = createTable<DynamicsRecord>(() => []);
	const columns = new Map<string, Column>();
	let version = 1_000_000;
	const restore = (): void => {
		columns.clear();
		for (const column of STANDARD[name]) columns.set(column.name, column);
	};
	restore();
	const set = setOf(name);
	const keys = createKeys(name, () => records.all());

	/** @throws for columns that are not there, cannot be written or do not take the value */
	function checked(input: Readonly<Record<string, unknown>>, asSystem: boolean): Values {
		const values: Record<string, Value> = {};
		for (const [key, value] of Object.entries(input)) {
			if (key.startsWith('@odata.')) continue;
			const column = columns.get(key);
			if (column === undefined) {
				throw badPayload(
					set,
					`The property '${key}' does not exist on type 'Microsoft.Dynamics.CRM.${name}'. Make sure to only use property names that are defined by the type.`,
				);
			}
			if (!asSystem && (column.isReadOnly || column.type === 'State')) {
				throw badPayload(set, `'${key}' cannot be written`);
			}
			values[key] = checkValue(column, value, name, set);
		}
		return values;
	}

	function stored(record: DynamicsRecord): DynamicsRecord {
		keys.check(record);
		records.put(record);
		return record;
	}

	function withSystemValues(values: Values): Values {
		const fullname = [values['firstname'], values['lastname']].filter(Boolean).join(' ');
		const modifiedon = now()
			.toISOString()
			.replace(/\.\d{3}Z$/, 'Z');
		return { ...values, fullname: fullname === '' ? null : fullname, modifiedon };
	}

	return {
		name,
		set,
		idColumn: `${name}id`,
		columns,
		keys,
		all: records.all,
		byId: (id: string): DynamicsRecord | undefined => records.byId(id.toLowerCase()),
		/** Texts are compared without regard to case (documented). */
		find: (test: (values: Values) => boolean): DynamicsRecord[] =>
			records.all().filter(({ values }) => test(values)),
		create(input: Readonly<Record<string, unknown>>, asSystem = false, id: string = randomUUID()) {
			version += 1;
			const createdon = now()
				.toISOString()
				.replace(/\.\d{3}Z$/, 'Z');
			const defaults = { statecode: 0, createdon };
			const values = withSystemValues({ ...defaults, ...checked(input, asSystem) });
			return stored({ id, version, values });
		},
		update(record: DynamicsRecord, input: Readonly<Record<string, unknown>>, asSystem = false) {
			version += 1;
			const values = withSystemValues({ ...record.values, ...checked(input, asSystem) });
			return stored({ ...record, version, values });
		},
		remove: (id: string): void => records.remove(id.toLowerCase()),
		atomically: records.atomically,
		clear(): void {
			records.clear();
			keys.clear();
			restore();
		},
	};
}

export function createDynamicsState(token: string, now: () => Date) {
	const tables = {
		lead: createDynamicsTable('lead', now),
		contact: createDynamicsTable('contact', now),
	};
	const usage = createUsage(now);
	return {
		now,
		token,
		tables,
		usage,
		/** Whether the user of the API may create columns and keys. */
		mayCustomize: true,
		/** The organization's own address. */
		instanceUrl: '',
		clear(): void {
			for (const table of Object.values(tables)) table.clear();
			usage.clear();
			this.mayCustomize = true;
		},
	};
}

export const sameText = (a: Value | undefined, b: Value | undefined): boolean =>
	lower(a) === lower(b);

/** 403 for a user without the privilege (documented). */
export const forbidden = (privilege: string): DynamicsRefusal =>
	new DynamicsRefusal(403, '0x80040220', `Principal user is missing ${privilege} privilege`);
