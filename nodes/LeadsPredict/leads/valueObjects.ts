import { isObject, own } from '../json';
import { meaningOf } from './headers/labels';
import type { HeaderMeaning } from './headers/labels';
import { saysSomebodyElse } from './headers/objectNames';
import { plainWords } from './headers/plainWords';
import type { FoundValue } from './recognizedItem';
import { cached } from './cached';
import type { FieldRole } from './source';

/**
 * Reads an object, or a list of objects, under a header: `emails: [{value, type}]`,
 * `phone: {number}`, `name: {given, family}`, `company: {name, size}`. A key in it is read together
 * with the header: "email address", "phone number", "name given", "company size".
 */

/** A value in the object, with its own meaning. */
export interface InnerValue {
	readonly meaning: HeaderMeaning;
	readonly found: FoundValue;
}

/** Whether a value is an object or a list of them. */
export const holdsObjects = (value: unknown): value is object =>
	typeof value === 'object' &&
	value !== null &&
	(!Array.isArray(value) || typeof value.find((entry) => entry !== null) === 'object');

const NOTHING: readonly InnerValue[] = [];

/** @returns an empty list if no key fits the header */
export function innerValues(meaning: HeaderMeaning, found: FoundValue): readonly InnerValue[] {
	if (!holdsObjects(found.value)) return NOTHING;
	const { role } = meaning;
	if (isReached(role)) return reachedAt(role, meaning, found);
	if (role === 'name') {
		const parts = ofNameParts(meaning, found);
		return parts.length > 0 ? parts : ofOne(found, ofName(meaning, found));
	}
	const keys = isDescribed(role) ? DESCRIBED[role] : undefined;
	return keys === undefined ? NOTHING : ofOne(found, ofDescribed(meaning, keys));
}

/** An entry with its position. */
interface Entry {
	readonly entry: object;
	readonly path: string;
}

const entriesOf = ({ value, from }: FoundValue): Entry[] =>
	(Array.isArray(value) ? value : [value]).flatMap((entry: unknown, index) =>
		isObject(entry)
			? [{ entry, path: Array.isArray(value) ? `${from}[${index}].` : `${from}.` }]
			: [],
	);

/** The meaning of a key in an object under a header. */
interface InnerKey {
	readonly meaning: HeaderMeaning | undefined;
	/** Whether it holds the type of an address or number. */
	readonly isType: boolean;
	/** Whether it marks the primary one of several. */
	readonly isPrimary: boolean;
	/** Whether it holds the country code of a phone number. */
	readonly isCountry: boolean;
	readonly isArea: boolean;
}

const VALUE = /^(?:value|val|full)$/;
/** Words for the format of a value, which do not change its meaning. */
const WRITTEN =
	/\b(?:raw|sanitized|formatted|formatting|free form|canonical form|canonical|international|national|normalized|original|e ?164|lower) ?/g;
const TYPE = /(?:^| )(?:type|label|kind|category|field|qualification)$/;
const PRIMARY = /^(?:is )?(?:primary|main|default|preferred|current)$/;
const COUNTRY =
	/^(?:phone )?(?:prefix|(?:country|dial|dialing|calling)(?: phone)?(?: code| prefix)?)$/;
const AREA = /^(?:phone )?area(?: phone)?(?: code| prefix)?$/;

/** @param meaningIn gives the meaning of a key in the object */
const innerKeys = (meaningIn: (key: string, words: string) => HeaderMeaning | undefined) =>
	cached((key): InnerKey => {
		const words = plainWords(key);
		return {
			meaning: meaningIn(key, words),
			isType: TYPE.test(words),
			isPrimary: PRIMARY.test(words),
			isCountry: COUNTRY.test(words),
			isArea: AREA.test(words),
		};
	});

const after = (header: string) => (key: string, words: string) =>
	meaningOf(VALUE.test(words) ? header : `${header} ${key}`);

/** Ranks the formatted spelling of a value before the others. */
const AS_WRITTEN = 0.5;

const withWriting = (header: string) => (key: string, words: string) => {
	const written = words.replace(WRITTEN, '').trim();
	const meaning = after(header)(written === words ? key : written, words);
	return written === words ? meaning : meaning && { ...meaning, rank: meaning.rank + AS_WRITTEN };
};

/** Reads a key after its header. "from" or "verified by" makes it somebody else's. */
const ownAfter = (header: string) => (key: string, words: string) =>
	saysSomebodyElse(key) ? undefined : withWriting(header)(key, words);

const KEYS = { email: innerKeys(ownAfter('email')), phone: innerKeys(ownAfter('phone')) } as const;

/** The roles to reach a person by. */
export type Reached = keyof typeof KEYS;

/** A type that is missing or says only "internet" ranks between work and private. */
const UNKNOWN_TYPE = 20;

/** A shared address ranks after a personal one. */
const NOBODYS = /\b(?:generic|shared|role)\b/;
const LAST = 100;

/** The rank by the type of an address or number; undefined if it is somebody else's. */
const typeRank = (role: Reached) =>
	cached((type): { readonly rank: number | undefined } | undefined => {
		if (saysSomebodyElse(type)) return undefined;
		if (NOBODYS.test(plainWords(type))) return { rank: LAST };
		const meaning = meaningOf(`${role} ${type}`);
		return { rank: meaning?.role === role && meaning.rank > 0 ? meaning.rank : undefined };
	});

export const isReached = (role: FieldRole | undefined): role is Reached =>
	role !== undefined && Object.hasOwn(KEYS, role);

export const TYPES = { email: typeRank('email'), phone: typeRank('phone') } as const;

/** A character that every address or number contains. */
const MARKS = { email: /@/, phone: /\d/ } as const;

/** The most entries that are read. */
const MAX_PLACES = 20;

/** The primary or only entry, work before private. Of equal ones, the first, with their number. */
function reachedAt(role: Reached, header: HeaderMeaning, found: FoundValue): readonly InnerValue[] {
	const all = entriesOf(found).flatMap((entry) => reachedIn(role, entry));
	all.sort((one, other) => one.meaning.rank - other.meaning.rank);
	const best = all[0]?.meaning.rank;
	const equal = all.filter(({ meaning: { rank } }) => rank === best);
	const more = new Set(equal.map(({ found: { value } }) => String(value).toLowerCase())).size - 1;
	return all.slice(0, MAX_PLACES).map((each, index) => ({
		meaning: { role, rank: header.rank + each.meaning.rank },
		found: index === 0 && more > 0 ? { ...each.found, more } : each.found,
	}));
}

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1;

function reachedIn(role: Reached, { entry, path }: Entry): readonly InnerValue[] {
	const values: Array<{ readonly rank: number; readonly text: string; readonly from: string }> = [];
	let rank: number | undefined;
	let isPrimary = false;
	let country = '';
	let area = '';
	for (const [key, value] of Object.entries(entry)) {
		const inner = KEYS[role](key);
		if ((inner.isPrimary && isTrue(value)) || isTrue(own(value, 'primary'))) isPrimary = true;
		else if (inner.isType && typeof value === 'string') {
			const typed = TYPES[role](value);
			if (typed === undefined) return NOTHING;
			rank = Math.min(rank ?? Infinity, typed.rank ?? Infinity);
		} else if (inner.isCountry) country = digitsIn(value).replace(/^(?=\d)/, '+');
		else if (inner.isArea) area = digitsIn(value);
		else if (inner.meaning?.role === role) {
			for (const text of textsOf(value)) {
				if (MARKS[role].test(text))
					values.push({ rank: inner.meaning.rank, text, from: path + key });
			}
		}
	}
	const typed = rank === undefined || rank === Infinity ? UNKNOWN_TYPE : rank;
	return values.map(({ rank: own, text, from }) => ({
		meaning: { role, rank: isPrimary ? 0 : own > AS_WRITTEN ? own : typed + own },
		found: {
			value: text.startsWith('+')
				? text
				: [country, area, text].filter((part) => part !== '').join(' '),
			from,
		},
	}));
}

const digitsIn = (value: unknown): string =>
	textsOf(value).find((text) => /^\+?\d{1,5}$/.test(text)) ?? '';

const textsOf = (value: unknown): string[] =>
	[value].flat().flatMap((each) => {
		if (typeof each === 'string') return [each];
		return typeof each === 'number' ? [String(each)] : [];
	});

/** A person has one name and one employer. Of several, only the marked one is read. */
function ofOne(
	found: FoundValue,
	read: (entry: Entry) => readonly InnerValue[],
): readonly InnerValue[] {
	const entries = entriesOf(found);
	const [one] =
		entries.length === 1
			? entries
			: entries.filter(({ entry }) =>
					Object.entries(entry).some(
						([key, value]) =>
							(PRIMARY.test(plainWords(key)) && isTrue(value)) || isTrue(own(value, 'primary')),
					),
				);
	return one === undefined ? NOTHING : read(one);
}

/** What is read of a company. Its address and phone belong to no particular person. */
const COMPANY_ROLES: ReadonlySet<FieldRole> = new Set<FieldRole>([
	'company',
	'industry',
	'employees',
	'revenue',
]);

const DESCRIBED = {
	company: innerKeys(after('company')),
	industry: innerKeys(after('industry')),
	employees: innerKeys(after('employees')),
	revenue: innerKeys(after('revenue')),
	last_interaction: innerKeys(after('last contact')),
} as const;

const isDescribed = (role: FieldRole): role is keyof typeof DESCRIBED =>
	Object.hasOwn(DESCRIBED, role);

/** Ranks after values in columns of their own. */
const OF_COMPANY = 100;

const ofDescribed =
	(header: HeaderMeaning, keys: (key: string) => InnerKey) =>
	({ entry, path }: Entry): readonly InnerValue[] => {
		const label = own(entry, 'label');
		// A choice: its label is what people read, and its value can be any number.
		if (typeof label === 'string' && meaningOf(label)?.role !== header.role) {
			return [{ meaning: header, found: { value: label, from: `${path}label` } }];
		}
		return Object.entries(entry).flatMap(([key, value]) => {
			const { meaning } = keys(key);
			const isOfHeader = meaning?.role === header.role;
			const isOfCompany = header.role === 'company' && COMPANY_ROLES.has(meaning?.role ?? 'name');
			if (meaning === undefined || !(isOfHeader || isOfCompany) || isObject(value)) return [];
			const rank = meaning.rank + (isOfHeader ? header.rank : OF_COMPANY);
			const scale = meaning.scale ?? (isOfHeader ? header.scale : undefined);
			const found = { value, from: path + key, ...(scale !== undefined && { scale }) };
			return [{ meaning: { ...meaning, rank }, found }];
		});
	};

const NAME_ROLES: ReadonlySet<FieldRole> = new Set<FieldRole>([
	'name',
	'firstName',
	'lastName',
	'salutation',
]);

const NAME_KEYS = innerKeys((key, words) => {
	const meaning = meaningOf(key);
	if (meaning !== undefined && NAME_ROLES.has(meaning.role)) return meaning;
	return withWriting('name')(key, words === 'text' ? 'value' : words);
});

const ofName =
	(header: HeaderMeaning, { from }: FoundValue) =>
	({ entry }: Entry): readonly InnerValue[] =>
		Object.entries(entry).flatMap(([key, value]) => {
			const { meaning } = NAME_KEYS(key);
			const name = textsOf(value).join(' ');
			if (meaning === undefined || !NAME_ROLES.has(meaning.role) || name === '') return [];
			const rank = header.rank + meaning.rank;
			return [{ meaning: { ...meaning, rank }, found: { value: name, from } }];
		});

/** Keys of the text in an XML element with attributes. */
const ELEMENT_TEXT = ['_', '#text', '$t', 'value'];

/** `[{part: "first", _: "Ann"}, {part: "last", _: "Lee"}]`, as in XML. */
const ofNameParts = (header: HeaderMeaning, found: FoundValue): readonly InnerValue[] =>
	entriesOf(found).flatMap(({ entry, path }): InnerValue[] => {
		const part = own(entry, 'part');
		const key = ELEMENT_TEXT.find((each) => typeof own(entry, each) === 'string');
		const meaning = typeof part === 'string' ? meaningOf(`${part} name`) : undefined;
		if (key === undefined || meaning === undefined || !NAME_ROLES.has(meaning.role)) return [];
		const rank = header.rank + meaning.rank;
		return [{ meaning: { ...meaning, rank }, found: { value: own(entry, key), from: path + key } }];
	});
