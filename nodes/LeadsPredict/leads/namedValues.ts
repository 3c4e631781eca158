import { isObject, own } from '../json';
import { plainWords } from './headers/plainWords';
import { cached } from './cached';
import { isAbsent } from './values/value';
import { wordList } from './wordList';

/** A value with its name, as in forms and custom fields: `{label, value}`, `{id, text}`. */
export interface NamedValue {
	readonly label: string | undefined;
	readonly value: unknown;
	/** The key of the value. */
	readonly key: string;
}

/** Keys of the value, the most certain first. */
const VALUES = wordList('value, values, answer, answers, response, val, content');
/** A name next to a value, or a value next to a name. */
const TEXT = 'text';
/** Keys of the name, those for people first. */
const LABELS = wordList(
	'question, label, title, text, name, field, attribute, property, column, header, key, slug, ref, id, type, kind, system',
);
/** From this index on, the keys are for programs: a number or a code there is not a name. */
const MADE = LABELS.indexOf('key');
const CODE = /^[\da-f-]+$|\d{3}/i;
/** Words that add nothing to such a key: "field_name", "string value". */
const AROUND = new Set(
	wordList(
		'field, custom, question, answer, attribute, property, display, string, text, form, input, raw',
	),
);

/** The meaning of a key of an entry. A lower number is more certain. */
interface EntryKey {
	readonly label?: number;
	readonly value?: number;
}

const NO_ENTRY_KEY: EntryKey = {};

const entryKey = cached((key): EntryKey => {
	const words = plainWords(key).split(' ');
	const others = (word: string) => words.filter((each) => each !== word);
	const isAround = (word: string) => others(word).every((other) => AROUND.has(other));
	if (key.toLowerCase() === TEXT) return { label: LABELS.indexOf(TEXT), value: VALUES.length };
	const value = VALUES.findIndex((word) => words.includes(word) && isAround(word));
	if (value >= 0) return { value };
	const label = LABELS.indexOf(words[words.length - 1] ?? '');
	return label >= 0 && isAround(LABELS[label] ?? '') ? { label } : NO_ENTRY_KEY;
});

/** JSON that a program wrote for itself, next to a readable text. */
const MADE_BY_PROGRAM = /^\s*[{[]/;

const isUsable = (value: unknown): boolean =>
	!isAbsent(value) && !(typeof value === 'string' && MADE_BY_PROGRAM.test(value));

/** A question or a column can be an object with a title. */
const textIn = (label: unknown): string | undefined => {
	const text = isObject(label) ? (own(label, 'title') ?? own(label, 'label')) : label;
	return typeof text === 'string' ? text : undefined;
};

/** An entry's name and value; undefined if it has no value. */
export function namedValue(entry: object, depth = MAX_DEPTH): NamedValue | undefined {
	const best = { label: Infinity, value: Infinity };
	let label: string | undefined;
	let valueKey: string | undefined;
	const keys = Object.keys(entry);
	for (const key of keys) {
		const rank = entryKey(key).value;
		if (rank === undefined || rank >= best.value || !isUsable(own(entry, key))) continue;
		best.value = rank;
		valueKey = key;
	}
	if (valueKey === undefined) return undefined;
	for (const key of keys) {
		const rank = key === valueKey ? undefined : entryKey(key).label;
		if (rank === undefined || rank >= best.label) continue;
		const text = textIn(own(entry, key));
		if (text === undefined || (rank >= MADE && CODE.test(text))) continue;
		best.label = rank;
		label = text;
	}
	return { label, value: unwrapped(own(entry, valueKey), depth), key: valueKey };
}

/** For lists in lists and choices in choices. */
const MAX_DEPTH = 3;

/** The value in a list of one, or in a choice with a name. */
function unwrapped(value: unknown, depth = MAX_DEPTH): unknown {
	// A ticked checkbox is not a value of any field.
	if (typeof value === 'boolean') return undefined;
	if (depth === 0 || typeof value !== 'object' || value === null) return value;
	if (!Array.isArray(value)) return namedValue(value, depth - 1)?.value ?? value;
	const values = value
		.map((each: unknown) => unwrapped(each, depth - 1))
		.filter((each) => each !== undefined);
	return values.length === 1 ? values[0] : values;
}

/** A list of named values as one object, with the path of each. */
export interface NamedValues {
	readonly values: object;
	readonly paths: ReadonlyMap<string, string>;
}

/** Several values with one name become a list, so that none of them is read as the only one. */
export function namedValues(list: readonly unknown[], path: string): NamedValues | undefined {
	const values = new Map<string, Set<unknown>>();
	const paths = new Map<string, string>();
	list.forEach((entry, index) => {
		const { label, value, key } = (isObject(entry) ? namedValue(entry) : undefined) ?? {};
		if (label === undefined || isAbsent(value)) return;
		const present = values.get(label);
		if (present !== undefined) present.add(value);
		else {
			values.set(label, new Set([value]));
			paths.set(label, `${path}[${index}].${key}`);
		}
	});
	if (values.size === 0) return undefined;
	const entries = [...values].map(([label, said]) => [
		label,
		said.size === 1 ? [...said][0] : [...said],
	]);
	return { values: Object.fromEntries(entries), paths };
}
