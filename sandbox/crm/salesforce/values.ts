/**
 * Which values Salesforce takes for a field.
 *
 * Documented: the status codes and when they come; a percent is 0 to 100 and more; numbers are
 * rounded to the field's decimal places. Seen: their messages, which begin with the field's label;
 * a JSON value of the wrong kind is a JSON_PARSER_ERROR that refuses the whole request; numbers as
 * text are taken, which n8n's node relies on.
 * Decided: null and an empty text both clear a field, a required one may not be cleared; a date
 * must be a day without a time.
 */
import { EMAIL, isDay } from '../forms';
import type { FieldDefinition } from './fields';
import { fullId } from './ids';
import { badRequest, RecordRefusal } from './refusal';
import type { SalesforceRefusal } from './refusal';

export type FieldValue = string | number | boolean | null;

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Salesforce's form of a time: `2026-01-02T03:04:05.000+0000`. */
export const timestamp = (time: Date): string => time.toISOString().replace('Z', '+0000');

function kindOf(value: unknown): string {
	if (typeof value === 'string') return `VALUE_STRING value ${value}`;
	if (typeof value === 'boolean') return `VALUE_${String(value).toUpperCase()} value ${value}`;
	if (typeof value !== 'number')
		return `START_${Array.isArray(value) ? 'ARRAY value [' : 'OBJECT value {'}`;
	return `VALUE_NUMBER_${Number.isInteger(value) ? 'INT' : 'FLOAT'} value ${value}`;
}

const parserError = ({ type }: FieldDefinition, value: unknown): SalesforceRefusal =>
	badRequest(
		'JSON_PARSER_ERROR',
		`Cannot deserialize instance of ${type} from ${kindOf(value)} or request may be missing a required field`,
	);

/**
 * The JSON value as one of the field's type.
 * @throws SalesforceRefusal (400, JSON_PARSER_ERROR)
 */
export function typedValue(field: FieldDefinition, value: unknown): FieldValue {
	if (value === null || value === undefined) return null;
	switch (field.type) {
		case 'boolean':
			if (typeof value === 'boolean') return value;
			if (value === 'true' || value === 'false') return value === 'true';
			throw parserError(field, value);
		case 'int':
		case 'double':
		case 'percent':
		case 'currency': {
			const numeric = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
			if (typeof numeric !== 'number' || !Number.isFinite(numeric)) throw parserError(field, value);
			if (field.type === 'int' && !Number.isInteger(numeric)) throw parserError(field, value);
			return numeric;
		}
		case 'date':
			if (value === '') return null;
			if (typeof value === 'string' && isDay(value)) return value;
			throw parserError(field, value);
		case 'datetime': {
			if (value === '') return null;
			const time =
				typeof value === 'string' && TIME.test(value)
					? new Date(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
					: undefined;
			if (!time || Number.isNaN(time.getTime())) throw parserError(field, value);
			return timestamp(time);
		}
		default:
			if (typeof value !== 'string') throw parserError(field, value);
			return value.trim() === '' ? null : value;
	}
}

type Labelled = Pick<FieldDefinition, 'label' | 'name'>;

/** Messages about a field begin with its label. */
const refused = ({ label, name }: Labelled, code: string, message: string): RecordRefusal =>
	new RecordRefusal(code, `${label}: ${message}`, [name]);

function fittingNumber(field: FieldDefinition, value: number): number {
	const factor = 10 ** field.scale;
	const rounded =
		field.type === 'int'
			? value
			: (Math.sign(value) * Math.round(Math.abs(value) * factor)) / factor;
	if (Math.abs(rounded) < 10 ** (field.precision - field.scale)) return rounded;
	const message = `value outside of valid range on numeric field: ${value}`;
	throw refused(field, 'NUMBER_OUTSIDE_VALID_RANGE', message);
}

export const requiredMissing = (names: readonly string[]): RecordRefusal =>
	new RecordRefusal(
		'REQUIRED_FIELD_MISSING',
		`Required fields are missing: [${names.join(', ')}]`,
		names,
	);

/** @throws RecordRefusal */
export function recordIdOf(field: Labelled, text: string): string {
	const id = fullId(text);
	if (id !== undefined) return id;
	throw refused(field, 'MALFORMED_ID', `id value of incorrect type: ${text}`);
}

/**
 * The value as it is stored.
 * @throws RecordRefusal when the field does not take it
 */
export function storedValue(field: FieldDefinition, value: FieldValue): FieldValue {
	const { type, length, options } = field;
	if (value === null) {
		if (field.required) throw requiredMissing([field.name]);
		return type === 'boolean' ? false : null;
	}
	if (typeof value === 'number') return fittingNumber(field, value);
	if (typeof value === 'boolean' || type === 'date' || type === 'datetime') return value;
	if (type === 'picklist' && field.restrictedPicklist && !options.includes(value)) {
		const message = `bad value for restricted picklist field: ${value}`;
		throw refused(field, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message);
	}
	if (type === 'email' && !EMAIL.test(value)) {
		throw refused(field, 'INVALID_EMAIL_ADDRESS', `invalid email address: ${value}`);
	}
	if (value.length > length) {
		const message = `data value too large: ${value} (max length=${length})`;
		throw refused(field, 'STRING_TOO_LONG', message);
	}
	return value;
}
