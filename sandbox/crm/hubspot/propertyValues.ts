/**
 * Which values HubSpot accepts for a contact's properties.
 *
 * Documented: values are strings; an empty one clears; a date is `YYYY-MM-DD` or milliseconds at
 * midnight UTC, a time ISO 8601 or milliseconds; several options are joined by semicolons; a text
 * has at most 65,536 characters. Seen: the codes PROPERTY_DOESNT_EXIST, INVALID_OPTION,
 * INVALID_LONG, and that commas, exponents and another case of an option are refused.
 * Decided: the other codes; that a number or null instead of a string is refused by the newer API
 * (HubSpot itself may be more lenient), while the legacy one takes numbers, as n8n's node sends them.
 */
import { isObject } from '../../json';
import { EMAIL, isDay } from '../forms';
import type { Properties, PropertyDefinition } from './propertyDefinitions';
import { invalid } from './refusal';
import type { HubSpotRefusal } from './refusal';

export type PropertyValues = Readonly<Record<string, string>>;

/** One value that was not taken, in the form HubSpot lists them. */
export interface InvalidValue {
	readonly isValid: false;
	readonly message: string;
	readonly error: string;
	readonly name: string;
}

const MAX_TEXT_LENGTH = 65_536;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
const MILLISECONDS = /^-?\d{1,15}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const DAY_MS = 86_400_000;

type Checked = { readonly value: string } | { readonly error: string; readonly message: string };

const takenOr = (value: string | undefined, error: string, message: string): Checked =>
	value === undefined ? { error, message } : { value };

function dayOf(text: string): string | undefined {
	if (isDay(text)) return text;
	if (!MILLISECONDS.test(text) || Number(text) % DAY_MS !== 0) return undefined;
	return timeOf(text)?.slice(0, 10);
}

function timeOf(text: string): string | undefined {
	if (!MILLISECONDS.test(text) && !TIME.test(text)) return undefined;
	const time = MILLISECONDS.test(text) ? new Date(Number(text)) : new Date(text);
	return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function chosen(definition: PropertyDefinition, text: string): Checked {
	if (definition.externalOptions) return { value: text };
	const isSeveral = definition.fieldType === 'checkbox';
	const values = isSeveral ? text.split(';').filter((part) => part !== '') : [text];
	const allowed = definition.options.map(({ value }) => value);
	const wrong = values.find((value) => !allowed.includes(value));
	return takenOr(
		wrong === undefined ? values.join(';') : undefined,
		'INVALID_OPTION',
		`${wrong} was not one of the allowed options: [${allowed.join(', ')}]`,
	);
}

function checked(definition: PropertyDefinition, text: string): Checked {
	if (text.length > MAX_TEXT_LENGTH) {
		const message = `Property value is longer than ${MAX_TEXT_LENGTH} characters`;
		return { error: 'VALUE_TOO_LONG', message };
	}
	const matching = (form: RegExp): string | undefined => (form.test(text) ? text : undefined);
	switch (definition.type) {
		case 'number':
			return takenOr(matching(NUMBER), 'INVALID_LONG', `${text} was not a valid long.`);
		case 'date':
			return takenOr(dayOf(text), 'INVALID_DATE', `${text} was not a valid date.`);
		case 'datetime':
			return takenOr(timeOf(text), 'INVALID_DATE', `${text} was not a valid date and time.`);
		case 'bool':
			return takenOr(
				matching(/^(?:true|false)$/),
				'INVALID_BOOLEAN',
				`${text} was not a valid boolean.`,
			);
		case 'enumeration':
			return chosen(definition, text);
		default: {
			if (definition.name !== 'email') return { value: text };
			const email = text.trim();
			return takenOr(
				EMAIL.test(email) ? email.toLowerCase() : undefined,
				'INVALID_EMAIL',
				`Email address ${text} is invalid`,
			);
		}
	}
}

export interface CheckResult {
	/** Values as HubSpot stores them; an empty one clears. */
	readonly values: PropertyValues;
	readonly problems: readonly InvalidValue[];
}

/** @param asSystem also what only HubSpot writes, for records a test prepares */
export function checkValues(
	properties: Pick<Properties, 'find'>,
	input: PropertyValues,
	{ asSystem = false }: { asSystem?: boolean } = {},
): CheckResult {
	const checkOne = (name: string, text: string): Checked => {
		const definition = properties.find(name);
		if (!definition) {
			return { error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` };
		}
		if (definition.readOnlyValue && !asSystem) {
			return { error: 'READ_ONLY_VALUE', message: `"${name}" is a read only property` };
		}
		return text === '' ? { value: '' } : checked(definition, text);
	};
	const values: Record<string, string> = {};
	const problems: InvalidValue[] = [];
	for (const [name, text] of Object.entries(input)) {
		const result = checkOne(name, text);
		if ('value' in result) values[name] = result.value;
		else problems.push({ isValid: false, ...result, name });
	}
	return { values, problems };
}

/** The refusal of the newer API: the list stands in the message and again under `errors`. */
export const valuesNotValid = (problems: readonly InvalidValue[]): HubSpotRefusal =>
	invalid(`Property values were not valid: ${JSON.stringify(problems)}`, {
		errors: problems.map(({ message, error, name }) => ({
			message,
			code: error,
			context: { propertyName: [name] },
		})),
	});

/** @throws HubSpotRefusal (400) unless it is an object of strings */
export function stringsOf(input: unknown): PropertyValues {
	if (!isObject(input)) throw invalid('Invalid input JSON: properties must be an object');
	const values: Record<string, string> = {};
	for (const [name, value] of Object.entries(input)) {
		if (typeof value !== 'string') {
			throw invalid(`Invalid input JSON: the value of ${name} must be a string`);
		}
		values[name] = value;
	}
	return values;
}
