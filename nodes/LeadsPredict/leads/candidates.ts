import type { Reading } from './headers/grammar';
import type { FieldRole } from './source';
import type { FoundValue } from './recognizedItem';
import { isCompanys, isNameInAddress } from './names';
import { plainWords } from './headers/plainWords';
import { innerValues } from './valueObjects';
import { saysNoName, saysNothing } from './values/value';

/** The field that a value is for, and how certain that is. */
type Meaning = Omit<Reading, 'scale'>;

interface Candidate {
	readonly found: FoundValue;
	readonly rank: number;
}

/** The values found for each role so far, the best first. */
export type Candidates = Map<FieldRole, [Candidate, ...Candidate[]]>;

const NAMES = new Set<FieldRole>(['name', 'firstName', 'lastName', 'company']);

/** Answers to whether somebody is the contact. Parts of names can be such words. */
const YES_OR_NO =
	/^\s*(?:yes|no|oui|non|ja|nein|nee|nej|s[ií]|sim|não|tak|nie|true|false|да|нет|是|否|はい|いいえ)\s*$/i;

const saysNoWholeName = (value: unknown): boolean =>
	saysNoName(value) || (typeof value === 'string' && YES_OR_NO.test(value));

/** Words such as "Null" and "Na" count as empty, except where a name is expected. */
export function isNothingFor(role: FieldRole): (value: unknown) => boolean {
	if (role === 'name') return saysNoWholeName;
	return NAMES.has(role) ? saysNoName : saysNothing;
}

/** For these roles, a second value may be usable where the first is not: an exact number, a whole address. */
const HAS_OTHERS = new Set<FieldRole>([
	'email',
	'phone',
	'revenue',
	'employees',
	'last_interaction',
]);

/** Values in a part of a record rank after those of the record itself. */
const OF_PART = 30_000;

const NAME_PARTS = new Set<FieldRole>(['name', 'firstName', 'lastName', 'salutation']);

/**
 * Adds the values of a part of the record. A part completes a name but does not replace one. The
 * exception: the record's own name may be that of a thing, and the same address shows that the part
 * is its person.
 */
export function addPart(candidates: Candidates, part: Candidates, isSamePerson = false): void {
	const hasOne = candidates.has('firstName') || candidates.has('lastName');
	const [whole] = candidates.get('name') ?? [];
	const isWhole =
		(whole !== undefined && !(isSamePerson && whole.found.ofThings === true)) ||
		(candidates.has('firstName') && candidates.has('lastName'));
	for (const [role, all] of part) {
		if (NAME_PARTS.has(role)) {
			if (isWhole || candidates.has(role) || (role === 'name' && hasOne)) continue;
		}
		for (const { found, rank } of all) {
			addValue(candidates, { role, rank: OF_PART + rank }, found);
		}
	}
}

const OF_PEOPLE = new Set<FieldRole>([...NAME_PARTS, 'phone']);

/** The candidates that only a person has. A form has a name and a company as well. */
export const ofPeople = (candidates: Candidates): Candidates =>
	new Map([...withoutThings(candidates)].filter(([role]) => OF_PEOPLE.has(role)));

/** The fields of a company. */
export const OF_COMPANIES: readonly FieldRole[] = ['company', 'industry', 'revenue', 'employees'];

/** The candidates that a company has, without those of people and of things. */
export const ofCompanies = (candidates: Candidates): Candidates =>
	new Map([...withoutThings(candidates)].filter(([role]) => OF_COMPANIES.includes(role)));

/** The candidates that no product, order or form has. */
export const withoutThings = (candidates: Candidates): Candidates =>
	new Map(
		[...candidates].flatMap(([role, all]) => {
			const [best, ...others] = all.filter(({ found }) => found.ofThings === undefined);
			return best === undefined ? [] : [[role, [best, ...others]] as const];
		}),
	);
/** Two headers with the same meaning can hold different values of these, and only one is the lead's. */
const ONLY_ONE = new Set<FieldRole>(['name', 'company']);

const plain = ({ value }: FoundValue): string | undefined =>
	typeof value === 'string' ? value.trim().toLowerCase() : undefined;

/** The longer of "Berg" and "Berg Ltd"; of two that differ, the first, with the other as its rival. */
function eitherOf(first: FoundValue, second: FoundValue): FoundValue {
	if (first.rival !== undefined) return first;
	const [one, other] = [plain(first), plain(second)];
	if (one === undefined || other === undefined || one.includes(other)) return first;
	return other.includes(one) ? second : { ...first, rival: second };
}

/** Adds a value, or the values of an object, unless empty. Equal ranks stay in the order of the item. */
export function addCandidate(candidates: Candidates, meaning: Meaning, found: FoundValue): void {
	const inner = innerValues(meaning, found);
	if (inner.length === 0) addValue(candidates, meaning, found);
	for (const each of inner) addValue(candidates, each.meaning, each.found);
}

/** Ranks a company found by its legal form after one found by its header. */
const BY_FORM = 500;

/** A name with a legal form such as "Ltd" is a company's, whatever its header is. */
const byItsForm = (meaning: Meaning, { value }: FoundValue): Meaning =>
	meaning.role === 'name' && typeof value === 'string' && isCompanys(value)
		? { ...meaning, role: 'company', rank: BY_FORM + meaning.rank }
		: meaning;

function addValue(candidates: Candidates, meaning: Meaning, value: FoundValue): void {
	if (isNothingFor(meaning.role)(value.value)) return;
	const { role, rank, ofThings } = byItsForm(meaning, value);
	const present = candidates.get(role);
	const found = ofThings === true ? { ...value, ofThings } : value;
	const candidate = { found, rank };
	if (present === undefined) {
		candidates.set(role, [candidate]);
		return;
	}
	const worse = present.findIndex((other) => rank < other.rank);
	const index = worse < 0 ? present.length : worse;
	if (HAS_OTHERS.has(role)) present.splice(index, 0, candidate);
	else if (index === 0) present[0] = candidate;
	else if (ONLY_ONE.has(role) && present[0].rank === rank) {
		present[0] = { ...candidate, found: eitherOf(present[0].found, found) };
	}
}

/** Headers for the contact of a company. */
const OF_CONTACT = /\b(?:contact|contacto|contatto|contato|kontakt|ansprechpartner)/;

const isOfContact = ({ found }: Candidate): boolean => OF_CONTACT.test(plainWords(found.from));

/**
 * In a row about a company and its contact, puts the contact's address and phone before the company's.
 * The contact's name shows whose an address is.
 */
export function putContactFirst(candidates: Candidates): void {
	const [email, ...others] = candidates.get('email') ?? [];
	if (email === undefined || others.length === 0 || !candidates.has('company')) return;
	const names = (['name', 'firstName', 'lastName'] as const)
		.flatMap((role) => candidates.get(role)?.[0] ?? [])
		.filter(isOfContact);
	const isNamed = ({ found }: Candidate) =>
		names.some((name) => isNameInAddress(name.found, found));
	const contact = others.find((other) => isOfContact(other) && isNamed(other));
	if (contact === undefined || isOfContact(email) || isNamed(email)) return;
	for (const role of ['email', 'phone'] as const) {
		const all = candidates.get(role) ?? [];
		const [first, ...rest] = [
			...all.filter(isOfContact),
			...all.filter((each) => !isOfContact(each)),
		];
		if (first !== undefined) candidates.set(role, [first, ...rest]);
	}
}
