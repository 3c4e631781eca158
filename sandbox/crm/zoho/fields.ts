import { z } from 'zod';

import { EMAIL } from '../forms';
import { badRequest, zohoError, ZohoRefusal } from './refusal';
import type { ZohoError } from './refusal';

/**
 * Zoho CRM's fields of leads and contacts.
 *
 * Documented: the types and their lengths; Last_Name and, for leads, Company are mandatory; times are
 * `yyyy-MM-ddTHH:mm:ss±HH:mm` (Zoho's client writes Z); a value of another type is INVALID_DATA with `expected_data_type`, one
 * that is too long INVALID_DATA with `maximum_length`; a custom field's API name is made from its
 * label. Decided: a number with more decimals than its field is refused, and so is a field that does
 * not exist (Zoho's pages do not say whether it is ignored).
 */
export const MODULES = ['Leads', 'Contacts'] as const;

export type Module = (typeof MODULES)[number];

export const isModule = (name: string): name is Module => MODULES.some((each) => each === name);

export type DataType =
	| 'bigint'
	| 'currency'
	| 'date'
	| 'datetime'
	| 'double'
	| 'email'
	| 'integer'
	| 'ownerlookup'
	| 'phone'
	| 'picklist'
	| 'text'
	| 'textarea';

export interface Field {
	readonly id: string;
	readonly api_name: string;
	readonly field_label: string;
	readonly data_type: DataType;
	readonly length: number;
	readonly decimal_place: number | null;
	readonly custom_field: boolean;
	readonly system_mandatory: boolean;
	readonly read_only: boolean;
	readonly unique: { readonly casesensitive: string } | Record<string, never>;
}

export type FieldValue = string | number | boolean | null | Readonly<Record<string, unknown>>;

type Standard = readonly [name: string, type: DataType, length: number, more?: Partial<Field>];

const READ_ONLY = { read_only: true };
const MANDATORY = { system_mandatory: true };

const BOTH: readonly Standard[] = [
	['id', 'bigint', 20, READ_ONLY],
	['Owner', 'ownerlookup', 120, READ_ONLY],
	['First_Name', 'text', 40],
	['Last_Name', 'text', 80, MANDATORY],
	['Full_Name', 'text', 120, READ_ONLY],
	['Email', 'email', 100],
	['Secondary_Email', 'email', 100],
	['Phone', 'phone', 30],
	['Mobile', 'phone', 30],
	['Description', 'textarea', 32_000],
	['Created_Time', 'datetime', 120, READ_ONLY],
	['Modified_Time', 'datetime', 120, READ_ONLY],
	['Last_Activity_Time', 'datetime', 120, READ_ONLY],
];

const STANDARD: Readonly<Record<Module, readonly Standard[]>> = {
	Leads: [
		...BOTH,
		['Company', 'text', 200, MANDATORY],
		['Industry', 'picklist', 120],
		['Lead_Status', 'picklist', 120],
		['Annual_Revenue', 'currency', 16, { decimal_place: 2 }],
		['No_of_Employees', 'integer', 9],
	],
	Contacts: BOTH,
};

const inputSchema = z
	.object({
		field_label: z.string().trim().min(1).max(50),
		data_type: z.enum(['date', 'datetime', 'double', 'integer', 'text', 'textarea']),
		length: z.number().int().positive().optional(),
		decimal_place: z.number().int().min(0).max(9).optional(),
		textarea: z
			.object({ type: z.enum(['small', 'large', 'rich_text']) })
			.strict()
			.optional(),
		unique: z
			.object({ casesensitive: z.enum(['true', 'false']) })
			.strict()
			.optional(),
		tooltip: z
			.object({ name: z.enum(['info_icon', 'static_text']), value: z.string().min(1).max(255) })
			.strict()
			.optional(),
	})
	.strict();

export type FieldInput = z.infer<typeof inputSchema>;

const MAX_LENGTHS: Readonly<Record<FieldInput['data_type'], number>> = {
	date: 20,
	datetime: 120,
	double: 16,
	integer: 9,
	text: 255,
	textarea: 32_000,
};

/** Fields that one request creates (documented for the request that changes them). */
const MAX_FIELDS = 5;

/** Letters, digits and single underscores, a letter first. */
const asApiName = (label: string): string =>
	label
		.replace(/[^A-Za-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '')
		.replace(/^(?=\d)/, 'field_');

export type Fields = ReturnType<typeof createFields>;

/** The fields of both modules of one account. */
export function createFields() {
	let count = 0;
	const byModule = new Map<Module, Map<string, Field>>();
	const nextId = (): string => `5725767000000${String((count += 1)).padStart(6, '0')}`;
	const of = (module: Module): Map<string, Field> => {
		const known = byModule.get(module);
		if (known !== undefined) return known;
		const made = new Map<string, Field>();
		for (const [api_name, data_type, length, more] of STANDARD[module]) {
			made.set(api_name, {
				...{ id: nextId(), api_name, field_label: api_name.replaceAll('_', ' ') },
				...{ data_type, length, decimal_place: null, custom_field: false },
				...{ system_mandatory: false, read_only: false, unique: {} },
				...more,
			});
		}
		byModule.set(module, made);
		return made;
	};
	const inputOf = (json: unknown): FieldInput => {
		const { success, data, error } = inputSchema.safeParse(json);
		if (success && (data.length ?? 0) <= MAX_LENGTHS[data.data_type]) return data;
		const path = error?.issues[0]?.path.map(String) ?? ['length'];
		const isMissing = path.length === 1 && !Object.hasOwn(Object(json), path[0] ?? '');
		const details = { api_name: path[0] ?? 'fields', json_path: `$.fields[0].${path.join('.')}` };
		throw new ZohoRefusal(
			400,
			isMissing
				? zohoError('MANDATORY_NOT_FOUND', 'required field not found', details)
				: zohoError('INVALID_DATA', 'invalid data', details),
			'fields',
		);
	};
	return {
		of,
		/** All or none, as decided. @returns the ids of the new fields */
		create(module: Module, json: unknown): string[] {
			const inputs = z
				.object({ fields: z.array(z.unknown()).min(1) })
				.strict()
				.safeParse(json);
			if (!inputs.success) {
				const details = { api_name: 'fields', json_path: '$.fields' };
				throw badRequest('MANDATORY_NOT_FOUND', 'required field not found', details);
			}
			if (inputs.data.fields.length > MAX_FIELDS) {
				throw badRequest('LIMIT_EXCEEDED', 'Max field limit exceeded', { limit: MAX_FIELDS });
			}
			const known = of(module);
			const read = inputs.data.fields.map(inputOf);
			const labels = [...known.values()].map(({ field_label }) => field_label.toLowerCase());
			for (const [index, { field_label }] of read.entries()) {
				const label = field_label.toLowerCase();
				if (labels.includes(label)) {
					const details = { api_name: 'field_label', json_path: `$.fields[${index}].field_label` };
					throw new ZohoRefusal(
						400,
						zohoError('DUPLICATE_DATA', 'duplicate data', details),
						'fields',
					);
				}
				labels.push(label);
			}
			return read.map(({ field_label, data_type, length, decimal_place, unique, textarea }) => {
				const base = asApiName(field_label);
				let api_name = base;
				for (let n = 1; known.has(api_name); n += 1) api_name = `${base}${n}`;
				const small = textarea?.type === 'small' ? 2000 : undefined;
				const id = nextId();
				known.set(api_name, {
					...{ id, api_name, field_label, data_type, unique: unique ?? {} },
					length: small ?? length ?? MAX_LENGTHS[data_type],
					decimal_place: data_type === 'double' ? (decimal_place ?? 2) : null,
					...{ custom_field: true, system_mandatory: false, read_only: false },
				});
				return id;
			});
		},
		clear(): void {
			byModule.clear();
			count = 0;
		},
	};
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/;

const decimalsOf = (value: number): number => String(value).split('.')[1]?.length ?? 0;

function isOfType({ data_type, decimal_place, length }: Field, value: unknown): boolean {
	switch (data_type) {
		case 'double':
		case 'currency':
			return (
				typeof value === 'number' &&
				Number.isFinite(value) &&
				decimalsOf(value) <= (decimal_place ?? 0) &&
				String(Math.trunc(Math.abs(value))).length + (decimal_place ?? 0) <= length
			);
		case 'integer':
			return Number.isInteger(value);
		case 'datetime':
			return (
				typeof value === 'string' && TIME.test(value) && !Number.isNaN(new Date(value).getTime())
			);
		case 'date':
			return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
		case 'email':
			return typeof value === 'string' && EMAIL.test(value);
		case 'text':
			return typeof value === 'string' && !value.includes('\n');
		default:
			return typeof value === 'string';
	}
}

/** What is wrong with a value; undefined when nothing is. */
export function wrongValue(
	field: Field | undefined,
	name: string,
	value: unknown,
	index: number,
): ZohoError | undefined {
	const details = { api_name: name, json_path: `$.data[${index}].${name}` };
	if (field === undefined || field.read_only) {
		return zohoError('INVALID_DATA', 'invalid data', details);
	}
	if (value === null) {
		return field.system_mandatory
			? zohoError('MANDATORY_NOT_FOUND', 'required field not found', details)
			: undefined;
	}
	if (typeof value === 'string' && value.length > field.length) {
		return zohoError('INVALID_DATA', 'invalid data', { ...details, maximum_length: field.length });
	}
	return isOfType(field, value)
		? undefined
		: zohoError('INVALID_DATA', 'invalid data', {
				...details,
				expected_data_type: field.data_type,
			});
}
