import type { LeadField } from '../contract';
import { isObject, own } from './place';
import type { Role } from './shape';
import { saysNoName, saysNothing } from './values/value';

/** A value that an item holds for a field, and where it stood. */
export interface Found {
	readonly value: unknown;
	/** Where, as a path or a header. */
	readonly from: string;
	/** What its label says it must be multiplied with. */
	readonly scale?: number;
	/** How many further values of equal rank there were. */
	readonly more?: number;
	/** Set when it did not stand where this source usually has it: what that place is called. */
	readonly elsewhere?: string;
}

/** What an item says about a lead, before it is converted. */
export type Fields = Partial<Record<LeadField, Found>>;

/** The best value for each role so far. */
export type Gathered = Map<Role, { readonly found: Found; readonly rank: number }>;

const NAMES = new Set<Role>(['name', 'firstName', 'lastName', 'company']);

/** Keeps a value if it says something and no surer one was found. */
export function offer(gathered: Gathered, role: Role, rank: number, found: Found): void {
	const present = gathered.get(role);
	if (present !== undefined && present.rank <= rank) return;
	const nothing = NAMES.has(role) ? saysNoName(found.value) : saysNothing(found.value);
	if (!nothing) gathered.set(role, { found, rank });
}

const textOf = (found: Found | undefined): string =>
	typeof found?.value === 'string' ? found.value.trim() : '';

const joined = (first: Found, second: Found): Found => ({
	value: `${textOf(first)} ${textOf(second)}`,
	from: `${first.from} + ${second.from}`,
});

const withoutSalutation = (whole: Found, salutation: string): Found => {
	const text = textOf(whole);
	return salutation !== '' && text.toLowerCase().startsWith(`${salutation.toLowerCase()} `)
		? { ...whole, value: text.slice(salutation.length).trim() }
		: whole;
};

const includes = (whole: string, part: string): boolean =>
	whole.toLowerCase().includes(part.toLowerCase());

/** One word, or one with particles before it: what stands beside "Vorname" is a family name. */
const isOneName = (text: string): boolean => !/\s/.test(text) || /^\p{Ll}/u.test(text);

const FULL = ['full', 'fullName', 'full_name', 'displayName'];
const FIRST = ['first', 'firstName', 'first_name', 'givenName', 'given'];
const AREA = ['area'];
const REST = ['phone'];
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

/**
 * The record's own full name keeps the order of names in its country; without one they are joined.
 * In many languages the header of the family name is simply "name": beside a first name that it
 * does not contain, that is what it holds.
 */
function nameOf(gathered: Gathered): Found | undefined {
	const whole = gathered.get('name')?.found;
	const first = gathered.get('firstName')?.found;
	const last = gathered.get('lastName')?.found;
	const salutation = textOf(gathered.get('salutation')?.found);
	if (whole === undefined) {
		if (first === undefined || last === undefined) return first ?? last;
		return textOf(first) === '' || textOf(last) === '' ? first : joined(first, last);
	}
	if (typeof whole.value !== 'string') {
		return { ...whole, value: partsJoined(whole.value, FULL, FIRST, LAST) };
	}
	const text = textOf(whole);
	if (first !== undefined && last === undefined && textOf(first) !== '') {
		return !includes(text, textOf(first)) && isOneName(text)
			? joined(first, whole)
			: withoutSalutation(whole, salutation);
	}
	if (last !== undefined && first === undefined && textOf(last) !== '') {
		return includes(text, textOf(last))
			? withoutSalutation(whole, salutation)
			: joined(whole, last);
	}
	return withoutSalutation(whole, salutation);
}

/** Many programs hand out the company as an object with a name. */
function companyOf(found: Found): Found {
	const name = own(found.value, 'name');
	return typeof name === 'string' ? { ...found, value: name, from: `${found.from}.name` } : found;
}

/** Roles → fields: the parts of a name become one. */
export function fieldsOf(gathered: Gathered): Fields {
	const fields: Fields = {};
	for (const [role, { found }] of gathered) {
		if (role !== 'firstName' && role !== 'lastName' && role !== 'salutation') fields[role] = found;
	}
	if (fields.company !== undefined) fields.company = companyOf(fields.company);
	const name = nameOf(gathered);
	if (name !== undefined) fields.name = name;
	if (isObject(fields.phone?.value)) {
		fields.phone = {
			...fields.phone,
			value: partsJoined(fields.phone.value, ['full'], AREA, REST),
		};
	}
	return fields;
}
