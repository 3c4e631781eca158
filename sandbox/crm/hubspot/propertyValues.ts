/**
 * Which values HubSpot takes for a contact's properties.
 *
 * Documented: values are strings; an empty one clears; a date is `YYYY-MM-DD` or milliseconds at
 * midnight UTC, a time ISO 8601 or milliseconds; several options are joined by semicolons; a text
 * has at most 65,536 characters. Seen: the codes PROPERTY_DOESNT_EXIST, INVALID_OPTION,
 * INVALID_LONG, and that commas, exponents and another case of an option are refused.
 * Decided: the other codes; that a number or null instead of a string is refused by the newer API
 * (HubSpot itself may be kinder), while the legacy one takes numbers, as n8n's node sends them.
 */
import { isObject } from '../json';
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
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const EMAIL = /^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[^\s@.,;<>()"]{2,}$/;
const DAY_MS = 86_400_000;

type Checked = { readonly value: string } | { readonly error: string; readonly message: string };

function dayOf(text: string): string | undefined {
	const time = MILLISECONDS.test(text) ? new Date(Number(text)) : new Date(`${text}T00:00:00Z`);
	if (Number.isNaN(time.getTime())) return undefined;
	if (DAY.test(text)) return time.toISOString().slice(0, 10) === text ? text : undefined;
	return time.getTime() % DAY_MS === 0 ? time.toISOString().slice(0, 10) : undefined;
}

function timeOf(text: string): string | undefined {
	if (!MILLISECONDS.test(text) && !TIME.test(text)) return undefined;
	const time = MILLISECONDS.test(text) ? new Date(Number(text)) : new Date(text);
	return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function chosen(definition: PropertyDefinition, text: string): Checked {
	if (definition.externalOptions) return { value: text };
	const several = definition.fieldType === 'checkbox';
	const values = several ? text.split(';').filter((part) => part !== '') : [text];
	const allowed = definition.options.map(({ value }) => value);
	const wrong = values.find((value) => !allowed.includes(value));
	if (wrong === undefined) return { value: values.join(';') };
	return {
		error: 'INVALID_OPTION',
		message: `${wrong} was not one of the allowed options: [${allowed.join(', ')}]`,
	};
}

function checked(definition: PropertyDefinition, text: string): Checked {
	if (text.length > MAX_TEXT_LENGTH) {
		return {
			error: 'VALUE_TOO_LONG',
			message: `Property value is longer than ${MAX_TEXT_LENGTH} characters`,
		};
	}
	switch (definition.type) {
		case 'number':
			return NUMBER.test(text)
				? { value: text }
				: { error: 'INVALID_LONG', message: `${text} was not a valid long.` };
		case 'date': {
			const day = dayOf(text);
			return day === undefined
				? { error: 'INVALID_DATE', message: `${text} was not a valid date.` }
				: { value: day };
		}
		case 'datetime': {
			const time = timeOf(text);
			return time === undefined
				? { error: 'INVALID_DATE', message: `${text} was not a valid date and time.` }
				: { value: time };
		}
		case 'bool':
			return text === 'true' || text === 'false'
				? { value: text }
				: { error: 'INVALID_BOOLEAN', message: `${text} was not a valid boolean.` };
		case 'enumeration':
			return chosen(definition, text);
		default:
			if (definition.name !== 'email') return { value: text };
			return EMAIL.test(text.trim())
				? { value: text.trim().toLowerCase() }
				: { error: 'INVALID_EMAIL', message: `Email address ${text} is invalid` };
	}
}

export interface CheckResult {
	/** Values as HubSpot stores them; an empty one clears. */
	readonly values: PropertyValues;
	readonly problems: readonly InvalidValue[];
}

const problemOf = (name: string, error: string, message: string): InvalidValue => ({
	isValid: false,
	message,
	error,
	name,
});

/** @param asSystem also what only HubSpot writes, for records a test prepares */
export function checkValues(
	properties: Properties,
	input: PropertyValues,
	{ asSystem = false }: { asSystem?: boolean } = {},
): CheckResult {
	const values: Record<string, string> = {};
	const problems: InvalidValue[] = [];
	for (const [name, text] of Object.entries(input)) {
		const definition = properties.find(name);
		if (!definition) {
			problems.push(problemOf(name, 'PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`));
		} else if (definition.readOnlyValue && !asSystem) {
			problems.push(problemOf(name, 'READ_ONLY_VALUE', `"${name}" is a read only property`));
		} else if (text === '') {
			values[name] = '';
		} else {
			const result = checked(definition, text);
			if ('value' in result) values[name] = result.value;
			else problems.push(problemOf(name, result.error, result.message));
		}
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
