import type { LeadField } from '../contract';
import { plainWords } from './headers/plainWords';
import { isObject, own } from '../json';
import type { FieldRole } from './source';
import { saysNoName, saysNothing } from './values/value';

/** A value that an item holds for a field, and where it stood. */
export interface FoundValue {
	readonly value: unknown;
	/** Where, as a path or a header. */
	readonly from: string;
	/** What its label says it must be multiplied with. */
	readonly scale?: number;
	/** How many further values of equal rank there were. */
	readonly more?: number;
	/** What else was found for the field, in the order of preference, should this be unusable. */
	readonly next?: FoundValue;
	/** Set when it did not stand where this source usually has it: what that place is called. */
	readonly fallbackPath?: string;
}

/** What an item says about a lead, before it is converted. */
export type FoundFields = Partial<Record<LeadField, FoundValue>>;

interface Ranked {
	readonly found: FoundValue;
	readonly rank: number;
}

/** The values for each role so far, the best first. */
export type Candidates = Map<FieldRole, Ranked & { readonly others?: readonly Ranked[] }>;

const NAMES = new Set<FieldRole>(['name', 'firstName', 'lastName', 'company']);

/** Words such as "Null" and "Na" are nothing, unless they stand where a name does. */
export const isNothingFor = (role: FieldRole): ((value: unknown) => boolean) =>
	NAMES.has(role) ? saysNoName : saysNothing;

/** Of these a second place may hold what the first one does not: an exact number, a whole address. */
const HAS_OTHERS = new Set<FieldRole>([
	'email',
	'phone',
	'revenue',
	'employees',
	'last_interaction',
]);

/** Keeps a value if it says something; of equal ranks the first comes first. */
export function addCandidate(
	gathered: Candidates,
	role: FieldRole,
	rank: number,
	found: FoundValue,
): void {
	if (isNothingFor(role)(found.value)) return;
	const present = gathered.get(role);
	const mine = { found, rank };
	if (present === undefined) gathered.set(role, mine);
	else if (!HAS_OTHERS.has(role)) {
		if (rank < present.rank) gathered.set(role, mine);
	} else {
		const { others = [], ...best } = present;
		const [first = mine, ...rest] = [best, ...others, mine].sort((a, b) => a.rank - b.rank);
		gathered.set(role, { ...first, others: rest });
	}
}

/** The values of a role as one, each with what comes after it. */
const chained = (best: FoundValue, others: readonly Ranked[]): FoundValue => {
	const next = others.reduceRight<FoundValue | undefined>(
		(after, { found }) => (after === undefined ? found : { ...found, next: after }),
		undefined,
	);
	return next === undefined ? best : { ...best, next };
};

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

const includes = (whole: string, part: string): boolean =>
	whole.toLowerCase().includes(part.toLowerCase());

/** First names in languages in which the family name stands under "name". */
const BESIDE_FAMILY_NAME = /(?:^| )(?:vorname|prenom|voornaam|fornavn|fornamn)$/;

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
function nameOf(gathered: Candidates): FoundValue | undefined {
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
	if (first !== undefined && last !== undefined && textOf(first) !== '' && textOf(last) !== '') {
		// A name that holds neither is the title of something else, such as a deal's.
		return includes(text, textOf(first)) || includes(text, textOf(last))
			? withoutSalutation(whole, salutation)
			: joined(first, last);
	}
	if (first !== undefined && last === undefined && textOf(first) !== '') {
		if (includes(text, textOf(first)) || !isOneName(text)) {
			return withoutSalutation(whole, salutation);
		}
		return BESIDE_FAMILY_NAME.test(plainWords(first.from)) ? joined(first, whole) : first;
	}
	if (last !== undefined && first === undefined && textOf(last) !== '') {
		return includes(text, textOf(last))
			? withoutSalutation(whole, salutation)
			: joined(whole, last);
	}
	return withoutSalutation(whole, salutation);
}

/** Many programs hand out the company as an object with a name. */
function companyOf(found: FoundValue): FoundValue {
	const name = own(found.value, 'name');
	return typeof name === 'string' ? { ...found, value: name, from: `${found.from}.name` } : found;
}

/** Roles → fields: the parts of a name become one. */
export function fieldsFrom(gathered: Candidates): FoundFields {
	const fields: FoundFields = {};
	for (const [role, { found, others = [] }] of gathered) {
		if (role !== 'firstName' && role !== 'lastName' && role !== 'salutation') {
			fields[role] = chained(found, others);
		}
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
