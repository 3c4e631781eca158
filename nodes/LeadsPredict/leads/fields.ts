import { isObject, own } from '../json';
import type { Candidates } from './candidates';
import { plainWords } from './headers/plainWords';
import type { FoundValue, RecognizedItem } from './recognizedItem';
import type { FieldRole } from './source';
import { saysNothing } from './values/value';

/** Candidates for roles become the fields of a lead: the best of each, with a name made of its parts. */

/** Roles → fields. */
export function fieldsFrom(candidates: Candidates): RecognizedItem['fields'] {
	const fields: RecognizedItem['fields'] = {};
	for (const [role, [best, ...others]] of candidates) {
		if (role === 'firstName' || role === 'lastName' || role === 'salutation') continue;
		fields[role] =
			others.length === 0
				? best.found
				: { ...best.found, others: others.map(({ found }) => found) };
	}
	if (fields.company !== undefined) fields.company = companyOf(fields.company);
	const name = nameOf(candidates);
	if (name !== undefined) fields.name = name;
	if (isObject(fields.phone?.value)) {
		fields.phone = {
			...fields.phone,
			value: partsJoined(fields.phone.value, ['full'], ['area'], ['phone']),
		};
	}
	return fields;
}

/** Many programs write the company as an object with a name. */
function companyOf(found: FoundValue): FoundValue {
	const name = own(found.value, 'name');
	return typeof name === 'string' ? { ...found, value: name, from: `${found.from}.name` } : found;
}

/**
 * The record's own full name keeps the order of names in its country; without one, first and last
 * name are joined. In many languages the header of the family name is simply "name": beside a first
 * name that it does not contain, it holds the family name.
 */
function nameOf(candidates: Candidates): FoundValue | undefined {
	const best = (role: FieldRole) => candidates.get(role)?.[0].found;
	const whole = best('name');
	const first = best('firstName');
	const last = best('lastName');
	if (whole === undefined) {
		if (first === undefined || last === undefined) return first ?? last;
		return textOf(first) === '' || textOf(last) === '' ? first : joined(first, last);
	}
	if (typeof whole.value !== 'string') {
		return { ...whole, value: partsJoined(whole.value, FULL, FIRST, LAST) };
	}
	const text = textOf(whole);
	const holds = (part: FoundValue) => text.toLowerCase().includes(textOf(part).toLowerCase());
	const name = withoutSalutation(whole, textOf(best('salutation')));
	if (first !== undefined && last !== undefined) {
		if (textOf(first) === '' || textOf(last) === '') return name;
		// A name that holds neither is the title of something else, such as a deal's.
		return holds(first) || holds(last) ? name : joined(first, last);
	}
	if (first !== undefined && textOf(first) !== '') {
		if (holds(first) || !isOneName(text)) return name;
		return BESIDE_FAMILY_NAME.test(plainWords(first.from)) ? joined(first, whole) : first;
	}
	if (last !== undefined && textOf(last) !== '') return holds(last) ? name : joined(whole, last);
	return name;
}

/** First names in languages in which the family name has the header "name". */
const BESIDE_FAMILY_NAME = /(?:^| )(?:vorname|prenom|voornaam|fornavn|fornamn)$/;

/** One word, or one with particles before it: beside "Vorname" it is a family name. */
const isOneName = (text: string): boolean => !/\s/.test(text) || /^\p{Ll}/u.test(text);

const textOf = (found: FoundValue | undefined): string =>
	typeof found?.value === 'string' ? found.value.trim() : '';

const joined = (first: FoundValue, second: FoundValue): FoundValue => ({
	value: `${textOf(first)} ${textOf(second)}`,
	from: `${first.from} + ${second.from}`,
});

const withoutSalutation = (whole: FoundValue, salutation: string): FoundValue => {
	const text = textOf(whole);
	return salutation !== '' && text.toLowerCase().startsWith(`${salutation.toLowerCase()} `)
		? { ...whole, value: text.slice(salutation.length).trim() }
		: whole;
};

const FULL = ['full', 'fullName', 'full_name', 'displayName'];
const FIRST = ['first', 'firstName', 'first_name', 'givenName', 'given'];
const LAST = ['last', 'lastName', 'last_name', 'familyName', 'family'];

/** Some forms answer a question with an object: a name is `{first, last}`, a phone `{full}`. */
function partsJoined(
	value: unknown,
	whole: readonly string[],
	...inOrder: ReadonlyArray<readonly string[]>
): unknown {
	const textAt = (keys: readonly string[]): string | undefined => {
		for (const key of keys) {
			const text = own(value, key);
			if (typeof text === 'string' && !saysNothing(text)) return text.trim();
		}
		return undefined;
	};
	const parts = inOrder.map(textAt).filter((part) => part !== undefined);
	return textAt(whole) ?? (parts.length > 0 ? parts.join(' ') : value);
}
