import { own } from '../json';
import { saysNothing } from './values/value';

/** Whether a value says nothing; names have other words for that than anything else. */
export type IsNothing = (value: unknown) => boolean;

/**
 * Where a value stands in an item, as one text: keys joined by dots, a list as `[]`. Only such named
 * places are ever read: whoever searches an item for "a key like email" finds the seller's.
 *
 * - `properties.email.value`
 * - `emails[].email`: the first entry that holds something
 * - `email[primary].value`: the entry whose `primary` is true, else as above
 * - `emails[category~work].email`: an entry of this category, else as above; of several such wishes,
 *   joined by commas, the first counts most
 * - `identities[type=EMAIL].value`: only entries of this type
 * - `"a.key.with.dots"` in double quotes
 */
export interface JsonPath {
	readonly path: string;
	readonly read: (record: unknown) => PathValue | undefined;
}

export interface PathValue {
	readonly value: unknown;
	/** How many further values of equal rank stand in the same list. */
	readonly more: number;
}

interface Key {
	readonly key: string;
}

interface List {
	readonly where: ReadonlyArray<readonly [key: string, value: string]>;
	/** The first counts most. */
	readonly prefer: ReadonlyArray<readonly [key: string, value: string | true]>;
}

type Step = Key | List;

const TOKEN = /"([^"]+)"|([^.[\]"]+)|\[([^\]]*)\]/g;

function listStep(filter: string): List {
	const parts = filter.split(',').filter((part) => part !== '');
	return {
		where: parts.flatMap((part) => {
			const [key, value] = part.split('=');
			return key !== undefined && value !== undefined ? [[key, value] as const] : [];
		}),
		prefer: parts
			.filter((part) => !part.includes('='))
			.map((part) => {
				const [key = '', value] = part.split('~');
				return [key, value ?? true] as const;
			}),
	};
}

const stepsOf = (path: string): Step[] =>
	[...path.matchAll(TOKEN)].map(([, quoted, key, filter]) =>
		filter === undefined ? { key: quoted ?? key ?? '' } : listStep(filter),
	);

/** The keys of a place, whatever lists it leads through. */
export const keysOfPath = (path: string): string[] =>
	[...path.matchAll(TOKEN)].flatMap(([, quoted, key]) => quoted ?? key ?? []);

const keysOf = (steps: readonly Step[]): string[] | undefined =>
	steps.every((step): step is Key => 'key' in step) ? steps.map(({ key }) => key) : undefined;

/** Follows keys alone. */
export function valueAt(record: unknown, keys: readonly string[]): unknown {
	let value = record;
	for (const key of keys) value = own(value, key);
	return value;
}

interface Candidate {
	readonly value: unknown;
	/** Which wish it fulfils, of those that a list has; the lowest is wanted most. */
	readonly wish: number;
}

const NO_WISH = Infinity;

function collect(
	value: unknown,
	steps: readonly Step[],
	wish: number,
	found: Candidate[],
	isNothing: IsNothing,
): void {
	const [step, ...rest] = steps;
	if (step === undefined) {
		if (!isNothing(value)) found.push({ value, wish });
	} else if ('key' in step) collect(own(value, step.key), rest, wish, found, isNothing);
	else if (Array.isArray(value)) {
		for (const entry of value) {
			if (!step.where.every(([key, wanted]) => own(entry, key) === wanted)) continue;
			const fulfils = step.prefer.findIndex(([key, wanted]) => own(entry, key) === wanted);
			collect(entry, rest, fulfils < 0 ? wish : Math.min(wish, fulfils), found, isNothing);
		}
	}
}

/**
 * Compiles a place once; tables do it when they are loaded.
 * @param isNothing which values are passed over
 */
export function jsonPath(path: string, isNothing: IsNothing = saysNothing): JsonPath {
	const steps = stepsOf(path);
	const keys = keysOf(steps);
	if (keys !== undefined) {
		return {
			path,
			read: (record) => {
				const value = valueAt(record, keys);
				return isNothing(value) ? undefined : { value, more: 0 };
			},
		};
	}
	return {
		path,
		read: (record) => {
			const found: Candidate[] = [];
			collect(record, steps, NO_WISH, found, isNothing);
			const best = found.reduce((least, { wish }) => Math.min(least, wish), NO_WISH);
			const [first, ...others] = found.filter(({ wish }) => wish === best);
			if (first === undefined) return undefined;
			const more = new Set(others.map(({ value }) => value).filter((each) => each !== first.value));
			return { value: first.value, more: more.size };
		},
	};
}

/**
 * What tells two places apart, for a sentence: of `properties.mobilephone.value` beside
 * `properties.phone.value` it is "mobilephone".
 */
export function distinguishingKey(path: string, usual: string): string {
	const beside = keysOfPath(usual);
	return keysOfPath(path).find((word, index) => word !== beside[index]) ?? path;
}
