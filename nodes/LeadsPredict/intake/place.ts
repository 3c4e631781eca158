import { saysNothing } from './values/value';

/**
 * Where a value stands in an item, as one text: keys joined by dots, a list as `[]`. Only such named
 * places are ever read: whoever searches an item for "a key like email" finds the seller's.
 *
 * - `properties.email.value`
 * - `emails[].email`: the first entry that holds something
 * - `email[primary].value`: the entry whose `primary` is true, else as above
 * - `identities[type=EMAIL].value`: only entries of this type
 * - `"a.key.with.dots"` in double quotes
 */
export interface Place {
	readonly path: string;
	readonly read: (record: unknown) => Read | undefined;
}

export interface Read {
	readonly value: unknown;
	/** How many further values of equal rank stand in the same list. */
	readonly more: number;
}

interface Key {
	readonly key: string;
}

interface List {
	readonly where: ReadonlyArray<readonly [key: string, value: string]>;
	readonly prefer: string | undefined;
}

type Step = Key | List;

/** Whether it has keys of its own to look at; a list has none. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The item's own value under a key; whatever a key is called, nothing inherited is read. */
export const own = (holder: unknown, key: string): unknown =>
	typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
		? Reflect.get(holder, key)
		: undefined;

const TOKEN = /"([^"]+)"|([^.[\]"]+)|\[([^\]]*)\]/g;

function listStep(filter: string): List {
	const parts = filter.split(',').filter((part) => part !== '');
	return {
		where: parts.flatMap((part) => {
			const [key, value] = part.split('=');
			return key !== undefined && value !== undefined ? [[key, value] as const] : [];
		}),
		prefer: parts.find((part) => !part.includes('=')),
	};
}

const stepsOf = (path: string): Step[] =>
	[...path.matchAll(TOKEN)].map(([, quoted, key, filter]) =>
		filter === undefined ? { key: quoted ?? key ?? '' } : listStep(filter),
	);

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
	readonly preferred: boolean;
}

function collect(
	value: unknown,
	steps: readonly Step[],
	preferred: boolean,
	found: Candidate[],
): void {
	const [step, ...rest] = steps;
	if (step === undefined) {
		if (!saysNothing(value)) found.push({ value, preferred });
	} else if ('key' in step) collect(own(value, step.key), rest, preferred, found);
	else if (Array.isArray(value)) {
		for (const entry of value) {
			if (!step.where.every(([key, wanted]) => own(entry, key) === wanted)) continue;
			const isPreferred = step.prefer !== undefined && own(entry, step.prefer) === true;
			collect(entry, rest, preferred || isPreferred, found);
		}
	}
}

/** Compiles a place once; tables do it when they are loaded. */
export function place(path: string): Place {
	const steps = stepsOf(path);
	const keys = keysOf(steps);
	if (keys !== undefined) {
		return {
			path,
			read: (record) => {
				const value = valueAt(record, keys);
				return saysNothing(value) ? undefined : { value, more: 0 };
			},
		};
	}
	return {
		path,
		read: (record) => {
			const found: Candidate[] = [];
			collect(record, steps, false, found);
			const preferred = found.find((candidate) => candidate.preferred);
			if (preferred !== undefined) return { value: preferred.value, more: 0 };
			const [first] = found;
			if (first === undefined) return undefined;
			const others = new Set(found.map(({ value }) => value)).size - 1;
			return { value: first.value, more: others };
		},
	};
}

/**
 * What tells two places apart, for a sentence: of `properties.mobilephone.value` beside
 * `properties.phone.value` it is "mobilephone".
 */
export function distinguishing(path: string, usual: string): string {
	const words = (text: string) =>
		[...text.matchAll(TOKEN)].flatMap(([, quoted, key]) => quoted ?? key ?? []);
	const beside = words(usual);
	const own = words(path);
	return own.find((word, index) => word !== beside[index]) ?? path;
}
