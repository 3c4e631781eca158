import { EMAIL } from '../forms';
import type { DynamicsRefusal } from './refusal';
import { badPayload, badRequest } from './refusal';

/**
 * Columns of leads and contacts, and what they take.
 *
 * Documented: names, types, lengths and choices of the standard columns; that required columns of
 * leads and contacts are required in forms alone; the message and code of a text that is too long.
 * Decided: the columns that these tables have here are those that leads are read from and written to;
 * an email is checked, because a column of the format Email says what it holds.
 */

export type ColumnType =
	| 'String'
	| 'Memo'
	| 'Decimal'
	| 'Integer'
	| 'Money'
	| 'DateTime'
	| 'Picklist'
	| 'State';

export type Value = string | number | null;

export type Values = Readonly<Record<string, Value>>;

export interface Column {
	readonly name: string;
	readonly type: ColumnType;
	readonly maxLength?: number;
	readonly min?: number;
	readonly max?: number;
	readonly options?: readonly number[];
	/** What people see instead of the numbers, for those whose label is published here. */
	readonly labels?: Readonly<Record<number, string>>;
	readonly isEmail?: true;
	readonly isReadOnly?: true;
	/** Of a column that someone created. */
	readonly metadataId?: string;
}

const text = (name: string, maxLength: number): Column => ({ name, type: 'String', maxLength });

const PERSON: readonly Column[] = [
	text('firstname', 50),
	text('lastname', 50),
	{ ...text('fullname', 160), isReadOnly: true },
	{ ...text('emailaddress1', 100), isEmail: true },
	{ ...text('emailaddress2', 100), isEmail: true },
	text('telephone1', 50),
	text('mobilephone', 50),
	text('jobtitle', 100),
	{ name: 'createdon', type: 'DateTime', isReadOnly: true },
	{ name: 'modifiedon', type: 'DateTime', isReadOnly: true },
];

export const STANDARD: Readonly<Record<'lead' | 'contact', readonly Column[]>> = {
	lead: [
		...PERSON,
		text('subject', 300),
		text('companyname', 100),
		{ name: 'revenue', type: 'Money', min: 0, max: 100_000_000_000_000 },
		{ name: 'numberofemployees', type: 'Integer', min: 0, max: 1_000_000 },
		{
			name: 'leadqualitycode',
			type: 'Picklist',
			options: [1, 2, 3],
			labels: { 1: 'Hot', 2: 'Warm', 3: 'Cold' },
		},
		{
			name: 'industrycode',
			type: 'Picklist',
			options: Array.from({ length: 33 }, (_, index) => index + 1),
			labels: { 1: 'Accounting', 7: 'Consulting', 16: 'Financial' },
		},
		{ name: 'statecode', type: 'State', options: [0, 1, 2] },
	],
	contact: [...PERSON, { name: 'statecode', type: 'State', options: [0, 1] }],
};

const validation = (message: string, code = ''): DynamicsRefusal =>
	badRequest(`A validation error occurred.  ${message}`, code);

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** @throws for a value that the column does not take */
export function checkValue(column: Column, value: unknown, table: string, set: string): Value {
	const { name, type, maxLength = Infinity, min = -Infinity, max = Infinity, options } = column;
	const wrongType = (edm: string): DynamicsRefusal =>
		badPayload(
			set,
			`InnerException : Microsoft.OData.ODataException: Cannot convert the literal '${String(value)}' to the expected type 'Edm.${edm}'.`,
		);
	if (value === null) return null;
	switch (type) {
		case 'String':
		case 'Memo':
			if (typeof value !== 'string') throw wrongType('String');
			if (value.length > maxLength) {
				throw validation(
					`The length of the '${name}' attribute of the '${table}' entity exceeded the maximum allowed length of '${maxLength}'.`,
					'0x80044331',
				);
			}
			if (column.isEmail && value !== '' && !EMAIL.test(value)) {
				throw validation(`'${value}' is no email address for '${name}'.`);
			}
			// An empty text is no text.
			return value === '' ? null : value;
		case 'DateTime':
			if (typeof value !== 'string' || !INSTANT.test(value) || Number.isNaN(Date.parse(value))) {
				throw wrongType('DateTimeOffset');
			}
			// Instants are stored in seconds.
			return new Date(value).toISOString().replace(/\.\d{3}Z$/, 'Z');
		default:
			if (typeof value !== 'number') throw wrongType(type === 'Decimal' ? 'Decimal' : 'Int32');
			if (!(value >= min && value <= max) || options?.includes(value) === false) {
				const accepted = options?.join(',') ?? `${min} to ${max}`;
				throw validation(
					`The value ${value} of '${name}' on record of type '${table}' is outside the valid range. Accepted Values: ${accepted}`,
				);
			}
			return value;
	}
}
