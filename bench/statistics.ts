/** The middle value, or the mean of the two middle values. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)];
	if (upper === undefined) throw new Error('There is no median of nothing.');
	const lower = sorted[Math.ceil(middle) - 1] ?? upper;
	return (lower + upper) / 2;
}

const isCoprime = (a: number, b: number): boolean => (b === 0 ? a === 1 : isCoprime(b, a % b));

/**
 * The list in another order in each round, with another start and step, so that neither changes during
 * the bench nor leftovers of an entry, such as garbage, always affect the same entry.
 */
export function inTurns<T>(list: readonly T[], round: number): T[] {
	const { length } = list;
	const steps = list.map((_, index) => index + 1).filter((step) => isCoprime(step, length));
	const step = steps[round % steps.length] ?? 1;
	return list.flatMap((_, index) => list.slice((round + index * step) % length).slice(0, 1));
}
