import { createTable } from '../table';
import { wrongValue } from './fields';
import type { Field, Fields, FieldValue, Module } from './fields';
import { badRequest, zohoError } from './refusal';
import type { ZohoError } from './refusal';

/**
 * Zoho CRM's leads and contacts.
 *
 * Documented: up to 100 records a request; each has its own result, in the order of the request; an
 * update needs `id`; an upsert looks for duplicates in `duplicate_check_fields`, changes the record
 * that it finds and else inserts one; a value that another record has in a unique field is
 * DUPLICATE_DATA; a converted lead cannot be updated. Decided: an upsert that finds a record does not
 * ask for its mandatory fields; it takes as a duplicate check field only Email and unique fields; a
 * lead that was converted answers CONVERTED_RECORD, a locked record RECORD_LOCKED.
 */
export interface ZohoRecord {
	readonly id: string;
	readonly module: Module;
	readonly values: Readonly<Record<string, FieldValue>>;
	readonly isConverted: boolean;
	readonly isLocked: boolean;
}

export type EntryResult =
	| ZohoError
	| {
			readonly code: 'SUCCESS';
			readonly status: 'success';
			readonly message: string;
			readonly action?: 'insert' | 'update';
			readonly duplicate_field?: string;
			readonly details: Readonly<Record<string, unknown>>;
	  };

const MAX_RECORDS = 100;
const USER = { name: 'Integration User', id: '5725767000000411001' };

const isUnique = ({ unique }: Field): boolean => Object.keys(unique).length > 0;

/** Uniqueness that minds the case, as the field of LeadsPredict asks for; others do not. */
const keyOf = ({ api_name, unique }: Field, module: Module, value: unknown): string =>
	`${module} ${api_name} ${unique.casesensitive === 'true' ? String(value) : String(value).toLowerCase()}`;

/** In UTC, to the second. */
const timeOf = (date: Date): string => `${date.toISOString().slice(0, 19)}+00:00`;

export type Records = ReturnType<typeof createRecords>;

export function createRecords(fields: Fields, now: () => Date) {
	let count = 0;
	const table = createTable<ZohoRecord>(({ module, values }) =>
		[...fields.of(module).values()].flatMap((field) => {
			const value = values[field.api_name];
			return (isUnique(field) || field.api_name === 'Email') && value != null
				? [keyOf(field, module, value)]
				: [];
		}),
	);
	const byValue = (field: Field, module: Module, value: unknown): ZohoRecord[] =>
		table.byKey(keyOf(field, module, value));

	const success = ({ id, values }: ZohoRecord, message: string) =>
		({
			code: 'SUCCESS',
			details: {
				Modified_Time: values['Modified_Time'],
				Modified_By: USER,
				Created_Time: values['Created_Time'],
				id,
				Created_By: USER,
			},
			message,
			status: 'success',
		}) as const;

	function wrongRecord(
		module: Module,
		input: Readonly<Record<string, unknown>>,
		index: number,
		own?: string,
	): ZohoError | undefined {
		const known = fields.of(module);
		for (const [name, value] of Object.entries(input)) {
			if (name === 'id') continue;
			const field = known.get(name);
			const wrong = wrongValue(field, name, value, index);
			if (wrong !== undefined || field === undefined) return wrong;
			const [other] = isUnique(field) && value !== null ? byValue(field, module, value) : [];
			if (other !== undefined && other.id !== own) {
				return zohoError('DUPLICATE_DATA', 'duplicate data', {
					api_name: name,
					json_path: `$.data[${index}].${name}`,
					duplicate_record: { id: other.id, module: { api_name: module } },
				});
			}
		}
		return undefined;
	}

	const stored = (
		before: Readonly<Record<string, FieldValue>>,
		input: Readonly<Record<string, unknown>>,
	): Record<string, FieldValue> => {
		const values = { ...before, ...(input as Record<string, FieldValue>) };
		delete values['id'];
		const at = timeOf(now());
		const words = [values['First_Name'], values['Last_Name']].filter((word) => word != null);
		return { Created_Time: at, ...values, Full_Name: words.join(' '), Modified_Time: at };
	};

	function insert(module: Module, input: Readonly<Record<string, unknown>>, index = 0) {
		const missing = [...fields.of(module).values()].find(
			({ system_mandatory, api_name }) => system_mandatory && input[api_name] == null,
		);
		if (missing !== undefined) {
			return zohoError('MANDATORY_NOT_FOUND', 'required field not found', {
				api_name: missing.api_name,
				json_path: `$.data[${index}].${missing.api_name}`,
			});
		}
		const wrong = wrongRecord(module, input, index);
		if (wrong !== undefined) return wrong;
		count += 1;
		const id = `5725767000001${String(count).padStart(6, '0')}`;
		const record = { id, module, values: stored({}, input), isConverted: false, isLocked: false };
		table.put(record);
		return success(record, 'record added');
	}

	function change(
		record: ZohoRecord,
		input: Readonly<Record<string, unknown>>,
		index: number,
	): EntryResult {
		const { id, module } = record;
		if (record.isConverted) {
			return zohoError('CONVERTED_RECORD', "can't update the converted record", { id });
		}
		if (record.isLocked) {
			return zohoError('RECORD_LOCKED', 'no permission to perform an action on this record', {
				id,
			});
		}
		const wrong = wrongRecord(module, input, index, id);
		if (wrong !== undefined) return wrong;
		const next = { ...record, values: stored(record.values, input) };
		table.put(next);
		return success(next, 'record updated');
	}

	function update(
		module: Module,
		input: Readonly<Record<string, unknown>>,
		index: number,
	): EntryResult {
		const { id } = input;
		const details = { api_name: 'id', json_path: `$.data[${index}].id` };
		if (id === undefined) {
			return zohoError('MANDATORY_NOT_FOUND', 'required field not found', details);
		}
		const record = table.byId(String(id));
		return record?.module === module
			? change(record, input, index)
			: zohoError('INVALID_DATA', 'the id given seems to be invalid', details);
	}

	function upsert(
		module: Module,
		input: Readonly<Record<string, unknown>>,
		index: number,
		checked: readonly Field[],
	): EntryResult {
		for (const field of checked) {
			const value = input[field.api_name];
			const found = value == null ? [] : byValue(field, module, value);
			const [only] = found;
			if (found.length > 1) {
				return zohoError('AMBIGUITY_DURING_PROCESSING', 'ambiguity while processing', {
					api_name: field.api_name,
				});
			}
			if (only === undefined) continue;
			const result = change(only, input, index);
			return result.status === 'success'
				? { ...result, action: 'update', duplicate_field: field.api_name }
				: result;
		}
		const result = insert(module, input, index);
		return result.status === 'success' ? { ...result, action: 'insert' } : result;
	}

	/** The records of a body, and what else it says. */
	function dataOf(json: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> {
		const data: unknown = Object(json)['data'];
		const details = { api_name: 'data', json_path: '$.data' };
		if (data === undefined) {
			throw badRequest('MANDATORY_NOT_FOUND', 'required field not found', details);
		}
		const isList =
			Array.isArray(data) &&
			data.length > 0 &&
			data.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
		if (!isList) {
			throw badRequest('INVALID_DATA', 'invalid data', {
				...details,
				expected_data_type: 'jsonarray',
			});
		}
		if (data.length > MAX_RECORDS) {
			throw badRequest('LIMIT_EXCEEDED', 'Record count exceeded', { limit: MAX_RECORDS });
		}
		return data;
	}

	function checkedFields(module: Module, json: unknown): Field[] {
		const named: unknown = Object(json)['duplicate_check_fields'] ?? ['Email'];
		const names = Array.isArray(named) ? named.map(String) : [];
		return names.map((name) => {
			const field = fields.of(module).get(name);
			if (field !== undefined && (name === 'Email' || isUnique(field))) return field;
			throw badRequest('INVALID_DATA', 'invalid data', {
				api_name: 'duplicate_check_fields',
				json_path: '$.duplicate_check_fields',
			});
		});
	}

	return {
		all: (module: Module): ZohoRecord[] => table.all().filter((record) => record.module === module),
		byId: table.byId,
		put: table.put,
		remove: table.remove,
		insertAll: (module: Module, json: unknown): EntryResult[] =>
			dataOf(json).map((input, index) => insert(module, input, index)),
		updateAll: (module: Module, json: unknown): EntryResult[] =>
			dataOf(json).map((input, index) => update(module, input, index)),
		upsertAll(module: Module, json: unknown): EntryResult[] {
			const data = dataOf(json);
			const checked = checkedFields(module, json);
			return data.map((input, index) => upsert(module, input, index, checked));
		},
		clear(): void {
			table.clear();
			count = 0;
		},
	};
}
