import { own } from '../json';
import type { JsonPaths } from './source';
import { saysNothing } from './values/value';

/**
 * The path of a value in an item: keys joined by dots, a list as `[]`. Only named paths are read,
 * because a search for any key like "email" finds the seller's address too.
 *
 * - `properties.email.value`
 * - `emails[].email`: the first entry that is not empty
 * - `email[primary].value`: the entry whose `primary` is true, otherwise as above
 * - `emails[category~work].email`: an entry of this category, otherwise as above; of several preferences,
 *   joined by commas, the first counts most
 * - `identities[type=EMAIL].value`: only entries of this type
 * - `"a.key.with.dots"` in double quotes
 */
export interface JsonPath {
	readonly path: string;
	/** `more` counts the further values of equal rank in the same list. */
	readonly read: (
		record: unknown,
	) => { readonly value: unknown; readonly more: number } | undefined;
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

/** The keys of a path, without its lists. No path means the record itself. */
export const keysOfPath = (path: string | undefined): string[] =>
	[...(path ?? '').matchAll(TOKEN)].flatMap(([, quoted, key]) => quoted ?? key ?? []);

const keysOf = (steps: readonly Step[]): string[] | undefined =>
	steps.every((step): step is Key => 'key' in step) ? steps.map(({ key }) => key) : undefined;

/** Follows keys only, no lists. */
export function valueAt(record: unknown, keys: readonly string[]): unknown {
	let value = record;
	for (const key of keys) value = own(value, key);
	return value;
}

/** Whether a value counts as empty. Names have their own words for that. */
type IsNothing = (value: unknown) => boolean;

interface Match {
	readonly value: unknown;
	/** The index of the preference that it meets. The lowest counts most. */
	readonly preference: number;
}

const NOT_PREFERRED = Infinity;

function collect(
	value: unknown,
	steps: readonly Step[],
	preference: number,
	found: Match[],
	isNothing: IsNothing,
): void {
	const [step, ...rest] = steps;
	if (step === undefined) {
		if (!isNothing(value)) found.push({ value, preference });
	} else if ('key' in step) collect(own(value, step.key), rest, preference, found, isNothing);
	else if (Array.isArray(value)) {
		for (const entry of value) {
			if (!step.where.every(([key, wanted]) => own(entry, key) === wanted)) continue;
			const index = step.prefer.findIndex(([key, wanted]) => own(entry, key) === wanted);
			const best = index < 0 ? preference : Math.min(preference, index);
			collect(entry, rest, best, found, isNothing);
		}
	}
}

/**
 * Compiles a path, once for a run.
 * @param isNothing which values count as empty
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
			const found: Match[] = [];
			collect(record, steps, NOT_PREFERRED, found, isNothing);
			const best = found.reduce(
				(least, { preference }) => Math.min(least, preference),
				NOT_PREFERRED,
			);
			const [first, ...others] = found.filter(({ preference }) => preference === best);
			if (first === undefined) return undefined;
			const more = new Set(others.map(({ value }) => value).filter((each) => each !== first.value));
			return { value: first.value, more: more.size };
		},
	};
}

/**
 * The key in which a path differs from the usual one, for messages: "mobilephone" for
 * `properties.mobilephone.value` and `properties.phone.value`.
 */
export function distinguishingKey(path: string, usual: string): string {
	const beside = keysOfPath(usual);
	return keysOfPath(path).find((word, index) => word !== beside[index]) ?? path;
}

/** One, several or no paths of a table as a list. */
export const pathsOf = (paths: JsonPaths | undefined): readonly string[] =>
	typeof paths === 'string' ? [paths] : (paths ?? []);

/** The first value that any of these paths holds. */
export function firstValue(paths: readonly JsonPath[], record: unknown): unknown {
	for (const { read } of paths) {
		const found = read(record);
		if (found !== undefined) return found.value;
	}
	return undefined;
}
