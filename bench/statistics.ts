/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)];
	if (upper === undefined) throw new Error('There is no median of nothing.');
	const lower = sorted[Math.ceil(middle) - 1] ?? upper;
	return (lower + upper) / 2;
}

/**
 * The list begun at another place in each round: whatever changes while a bench runs, such as a
 * machine that gets warm, then hits each entry alike.
 */
export function rotated<T>(list: readonly T[], round: number): T[] {
	const start = list.length === 0 ? 0 : round % list.length;
	return [...list.slice(start), ...list.slice(0, start)];
}
