import { LEAD_FIELDS } from '../../contract';
import { isObject } from '../../json';
import { addCandidate } from '../candidates';
import type { Candidates } from '../candidates';
import { namedValue } from '../namedValues';
import { cached } from '../cached';
import { holdsObjects, innerValues, isReached, TYPES } from '../valueObjects';
import type { Reached } from '../valueObjects';
import { meaningOf } from './labels';
import type { HeaderMeaning } from './labels';
import type { ReadObjectName } from './objectNames';
import { canBePersons, isNameInAddress } from '../names';
import type { FoundValue } from '../recognizedItem';
import { wordList } from '../wordList';
import { plainWords, squash } from './plainWords';
import { askedFor, isQuestion } from './questions';

/** The meaning of a header, determined once for all items that have it. */
interface Header {
	/** Its meaning as the header of a table. */
	readonly column: HeaderMeaning | undefined;
	readonly isQuestion: boolean;
	readonly squashed: string;
	/** Whether it is a LeadsPredict field in the table that the row came from. */
	readonly isOurs: boolean;
	readonly pair: Pair | undefined;
	/** Whether it names a person but no field of theirs: "Attendee", "Contact". */
	readonly isPerson: boolean;
	readonly isContact: boolean;
	readonly isNumber: boolean;
	readonly isCompanyName: boolean;
}

/** One of two columns: "Email 2 - Label" holds the kind of the address in "Email 2 - Value". */
interface Pair {
	/** The name that both columns share. */
	readonly of: string;
	readonly isType: boolean;
	readonly role: Reached;
	readonly rank: number;
}

const TYPE_OF = /^(.+) (?:type|label|kind|category)$/;
const VALUE_OF = /^(.+) value$/;

function pairOf(label: string): Pair | undefined {
	const words = plainWords(label);
	const type = TYPE_OF.exec(words)?.[1];
	const of = type ?? VALUE_OF.exec(words)?.[1] ?? words;
	const meaning = meaningOf(of);
	if (meaning === undefined || !isReached(meaning.role)) return undefined;
	return { of, isType: type !== undefined, role: meaning.role, rank: meaning.rank };
}

/** The meaning of a value whose kind is in another column; undefined if the kind is somebody else's. */
function pairedMeaning(pair: Pair, type: string): HeaderMeaning | undefined {
	const { role } = pair;
	const typed = TYPES[role](type);
	return typed && { role, rank: typed.rank ?? pair.rank };
}

export interface Columns {
	readonly candidates: Candidates;
	/** Whether any header is a question, or the source has questions as headers. */
	readonly asks: boolean;
	/** Unconverted values under headers that begin with "LeadsPredict". */
	readonly leadspredictFields: Readonly<Record<string, unknown>> | undefined;
	/** Squashed header → header, for the headers that identify tables. */
	readonly marks: ReadonlyMap<string, string>;
	/** Objects, and lists of them, whose keys are not headers. */
	readonly nested: readonly NestedObject[];
}

/** An object, or a list of them, in a record. */
export interface NestedObject {
	readonly name: string;
	readonly value: object;
	/** Its path. */
	readonly from: string;
}

/**
 * @param holder the object whose keys are headers
 * @param asks whether the headers are certain to be questions
 * @param from prefix that makes a path of a header: "" or "data."
 * @param after prefix of the keys to read; the rest of such a key is its header
 */
export type ReadColumns = (
	holder: object,
	options: { readonly asks: boolean; readonly from: string; readonly after?: string },
) => Columns;

const OWN_NAMES = new Set<string>(LEAD_FIELDS.map(({ name }) => name));

/** Sets an own key. `__proto__` can be a header too. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
	Object.defineProperty(target, key, {
		value,
		enumerable: true,
		writable: true,
		configurable: true,
	});
}

/** Ranks before every other header. */
const BEST = -2000;

/** Many things have these names, so that a longer header such as "contact_name" is more certain. */
const BARE = new Set<string>(['name', 'company', 'revenue']);

/** The API's own field name ranks before a header with the same meaning. */
const exactly = (label: string, meaning: HeaderMeaning | undefined): HeaderMeaning | undefined =>
	meaning !== undefined && meaning.role === label && OWN_NAMES.has(label) && !BARE.has(label)
		? { ...meaning, rank: BEST }
		: meaning;

/** Headers that hold either the name of a contact or their phone number. */
const CONTACT = /^(?:contact|contacto|contatto|contato|kontakt)$/;

function headerOf(label: string, readObjectName: ReadObjectName): Header {
	const squashed = squash(label);
	return {
		column: exactly(label, meaningOf(label)),
		isQuestion: isQuestion(label),
		squashed,
		isOurs: squashed.startsWith('leadspredict') && squashed !== 'leadspredict',
		pair: pairOf(label),
		isPerson: readObjectName(label).kind === 'person',
		isContact: CONTACT.test(squashed),
		isNumber: squashed === 'number',
		isCompanyName: squashed === 'companyname',
	};
}

/** Keys that only a login account of a service has. */
const TENANT = new Set(wordList('subdomain, slug, plan, token, apikey'));

const isTenant = (value: object): boolean =>
	Object.keys(value).some((key) => TENANT.has(squash(key)));

/** The meaning of an account that is an object: a company. */
const COMPANY: HeaderMeaning = { role: 'company', rank: 20 };

/** The name of the company with an ID, which can be the seller's, does not rank before "company". */
const OF_A_COMPANY_ID: HeaderMeaning = { role: 'company', rank: 0 };

/** Parts of a name, if both are present. */
const HALVES: ReadonlyMap<string, HeaderMeaning> = new Map([
	['first', { role: 'firstName', rank: 100 }],
	['last', { role: 'lastName', rank: 100 }],
]);

const NO_MARKS: ReadonlyMap<string, string> = new Map();
const NOTHING_NESTED: readonly NestedObject[] = [];

const addFound = (
	candidates: Candidates,
	meaning: HeaderMeaning,
	value: unknown,
	from: string,
): void =>
	addCandidate(candidates, meaning, {
		value,
		from,
		...(meaning.scale !== undefined && { scale: meaning.scale }),
	});

/** A phone number with a country code or at least ten digits. An ID is a number or shorter. */
const NUMBER = /^(?:\+(?=(?:\D*\d){8,15}\D*$)|(?=(?:\D*\d){10,12}\D*$))[\d ()./-]+$/;

/** A "number" can be an ID of ten digits, but no ID begins with a plus sign. */
const isNumberOf = ({ isContact, isNumber }: Header, value: string): boolean =>
	(isContact || (isNumber && value.startsWith('+'))) && NUMBER.test(value);

/** Ranks after phone numbers under a phone header. */
const AS_CONTACT: HeaderMeaning = { role: 'phone', rank: 2000 };

/** Ranks after names under a name header. */
const AS_PERSON = 2000;

/** "Contact" can hold anything, such as a channel, so a name counts only if the address contains it. */
function addPerson(candidates: Candidates, name: FoundValue | undefined): void {
	const isNamed = NAME_ROLES.some((role) => candidates.has(role));
	if (name === undefined || isNamed || !isNameInAddress(name, candidates.get('email')?.[0].found))
		return;
	addCandidate(candidates, { role: 'name', rank: AS_PERSON }, name);
}

const NAME_ROLES = ['name', 'firstName', 'lastName'] as const;

/** Reads flat rows and forms. The items of one run mostly share their headers. */
export function columnReader(
	marks: ReadonlySet<string>,
	readObjectName: ReadObjectName,
): ReadColumns {
	const headerFor = cached((label) => headerOf(label, readObjectName));
	// Most headers are never read as questions.
	const questionFor = cached((label) => exactly(label, askedFor(label)));
	/** @returns whether the object was read as a value of its header or of the label in it */
	const addObject = (
		candidates: Candidates,
		{ name, value, from }: NestedObject,
		meaning: HeaderMeaning | undefined,
	): boolean => {
		const { kind, meaning: named } = readObjectName(name);
		if (kind === 'person') return false;
		if (kind === 'company' && named === undefined && isTenant(value)) return false;
		const header = meaning ?? (kind === 'company' ? (named ?? COMPANY) : named);
		const inner = header === undefined ? [] : innerValues(header, { value, from });
		for (const each of inner) addCandidate(candidates, each.meaning, each.found);
		if (inner.length > 0) return true;
		const entry = isObject(value) ? namedValue(value) : undefined;
		const said = entry?.label === undefined ? meaning : questionFor(entry.label);
		if (entry?.value !== undefined && said !== undefined) {
			addFound(candidates, said, entry.value, `${from}.${entry.key}`);
		} else if (meaning !== undefined) addFound(candidates, meaning, value, from);
		return said !== undefined || meaning !== undefined;
	};
	return (holder, options) => {
		const candidates: Candidates = new Map();
		let ours: Record<string, unknown> | undefined;
		let found: Map<string, string> | undefined;
		let nested: NestedObject[] | undefined;
		const { after = '' } = options;
		const keys = Object.keys(holder);
		const labels =
			after === ''
				? keys
				: keys.filter((key) => key.startsWith(after)).map((key) => key.slice(after.length));
		let { asks } = options;
		const halves = labels.includes('first') && labels.includes('last') ? HALVES : undefined;
		let types: Map<string, string> | undefined;
		let persons: FoundValue[] | undefined;
		for (const label of labels) {
			const { isQuestion: isAsked, pair } = headerFor(label);
			asks ||= isAsked;
			const type: unknown = pair?.isType === true ? Reflect.get(holder, after + label) : undefined;
			if (pair !== undefined && typeof type === 'string') (types ??= new Map()).set(pair.of, type);
		}
		for (const label of labels) {
			const header = headerFor(label);
			const isAsked = options.asks || header.isQuestion;
			const { pair } = header;
			const type = pair?.isType === false ? types?.get(pair.of) : undefined;
			const column =
				header.isCompanyName && labels.some((each) => headerFor(each).squashed === 'companyid')
					? OF_A_COMPANY_ID
					: header.column;
			const alone = isAsked ? questionFor(label) : (column ?? halves?.get(label));
			const meaning = pair === undefined || type === undefined ? alone : pairedMeaning(pair, type);
			const value: unknown = Reflect.get(holder, after + label);
			const from = options.from + after + label;
			if (holdsObjects(value)) {
				const object = { name: label, value, from };
				if (!addObject(candidates, object, meaning)) (nested ??= []).push(object);
			} else if (meaning !== undefined) addFound(candidates, meaning, value, from);
			else if (header.isPerson && typeof value === 'string' && canBePersons(value)) {
				(persons ??= []).push({ value, from });
			} else if (typeof value === 'string' && isNumberOf(header, value)) {
				addFound(candidates, AS_CONTACT, value, from);
			}
			if (header.isOurs) setOwn((ours ??= {}), label, value);
			if (marks.has(header.squashed)) (found ??= new Map()).set(header.squashed, label);
		}
		if (persons?.length === 1) addPerson(candidates, persons[0]);
		return {
			candidates,
			asks,
			leadspredictFields: ours,
			marks: found ?? NO_MARKS,
			nested: nested ?? NOTHING_NESTED,
		};
	};
}
