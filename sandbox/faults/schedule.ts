/** Which of the next requests an entry applies to. */
interface When {
	/** How many; default: 1, or unlimited with `every`. */
	readonly times?: number | undefined;
	readonly skip?: number | undefined;
	readonly every?: number | undefined;
}

export interface Schedule<T> {
	add(entry: T): void;
	/** The entry for the request that just arrived, if any. */
	next(concerns?: (entry: T) => boolean): T | undefined;
	/** Those that are not used up, in their order. */
	all(): T[];
	clear(): void;
}

/**
 * @param inLine whether each entry starts after the previous one is used up. Otherwise each request is
 * offered to the matching entries in order, until one applies; later entries do not count it.
 */
export function createSchedule<T extends When>({ inLine }: { inLine: boolean }): Schedule<T> {
	let standing: Array<{ readonly entry: T; seen: number; left: number }> = [];
	return {
		add(entry) {
			const left = entry.times ?? (entry.every === undefined ? 1 : Infinity);
			if (left > 0) standing.push({ entry, seen: 0, left });
		},
		next(concerns = () => true) {
			for (const one of inLine ? standing.slice(0, 1) : standing) {
				const { skip = 0, every = 1 } = one.entry;
				if (!concerns(one.entry)) continue;
				one.seen += 1;
				if (one.seen <= skip || (one.seen - skip) % every !== 0) continue;
				one.left -= 1;
				if (one.left === 0) standing = standing.filter((other) => other !== one);
				return one.entry;
			}
			return undefined;
		},
		all: () => standing.map(({ entry }) => entry),
		clear() {
			standing = [];
		},
	};
}
