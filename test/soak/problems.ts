import { printable } from '../../scripts/terminal/text';

/** What a judge has found: a sentence for each kind of thing that must not be, with a few examples. */
export type Problems = readonly string[];

const MAX_EXAMPLES = 3;

const whole = (value: number): string => value.toLocaleString('en-US');

/** @param found what of this kind was found */
export function none(kind: string, found: readonly string[]): Problems {
	if (found.length === 0) return [];
	const examples = found.slice(0, MAX_EXAMPLES).join('; ');
	const more = found.length > MAX_EXAMPLES ? '; …' : '';
	return [`${kind}: ${whole(found.length)}: ${examples}${more}`];
}

export const exactly = (what: string, found: number | undefined, wanted: number): Problems =>
	found === wanted ? [] : [`${what}: ${found ?? 'no number'} instead of ${wanted}`];

/** Counts equal texts, the most frequent first. */
export function countEqual(texts: Iterable<string>): Array<[text: string, times: number]> {
	const times = new Map<string, number>();
	for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
	return [...times].sort(([a, left], [b, right]) => right - left || a.localeCompare(b));
}

/** Writes what was counted beside the names of the tests: figures for people, which nothing depends on. */
export const print = (
	title: string,
	figures: ReadonlyArray<readonly [times: number | string, what: string]>,
): void => {
	const lines = figures.map(([times, what]) => {
		const number = typeof times === 'number' ? whole(times) : times;
		// What services and n8n say may hold signs that a terminal would obey.
		return `${number.padStart(10)}  ${printable(what)}`;
	});
	process.stderr.write(`\n${[title, ...lines].join('\n')}\n`);
};
