/** What a trial found, for people and for machines. */

/** Something that must hold, and whether it did. */
export interface Claim {
	readonly claim: string;
	readonly holds: boolean;
	/** What was counted; when it does not hold, an example as well. */
	readonly found: string;
}

/** A table, in the words and order in which it is printed. */
export interface Table {
	readonly columns: ReadonlyArray<{ readonly title: string; readonly align?: 'left' | 'right' }>;
	readonly rows: ReadonlyArray<readonly string[]>;
	/** The column that is cut where the terminal is narrow. */
	readonly shrinks?: number;
}

export interface Findings {
	readonly title: string;
	/** What was counted that need not be anything in particular. */
	readonly figures: ReadonlyArray<readonly [label: string, text: string]>;
	readonly tables: readonly Table[];
	readonly claims: readonly Claim[];
	/** The same as plain numbers, for machines. */
	readonly data: unknown;
}

/** How many examples a claim that does not hold names. */
const EXAMPLES = 3;

/** A claim that nothing of a kind was found. */
export function none(claim: string, found: readonly string[]): Claim {
	const examples = found.slice(0, EXAMPLES).join('; ');
	const more = found.length > EXAMPLES ? '; …' : '';
	return {
		claim,
		holds: found.length === 0,
		found: found.length === 0 ? '0' : `${whole(found.length)}: ${examples}${more}`,
	};
}

/** A claim that a number is the one that it must be. */
export const exactly = (claim: string, found: number, wanted: number): Claim => ({
	claim,
	holds: found === wanted,
	found: found === wanted ? whole(found) : `${whole(found)} instead of ${whole(wanted)}`,
});

export const whole = (value: number): string => value.toLocaleString('en-US');

/** Counts equal texts, the most frequent first. */
export function tally(texts: Iterable<string>): Array<[text: string, times: number]> {
	const times = new Map<string, number>();
	for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
	return [...times].sort(([a, left], [b, right]) => right - left || a.localeCompare(b));
}
