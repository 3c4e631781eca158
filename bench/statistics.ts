/** The middle value; of an even number the mean of the two in the middle. */
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
 * The list in another order in each round: it begins elsewhere and goes on in other steps, so that
 * neither what changes while a bench runs nor what an entry leaves behind, such as garbage, hits
 * the same entry every time.
 */
export function inTurns<T>(list: readonly T[], round: number): T[] {
	const { length } = list;
	const steps = list.map((_, index) => index + 1).filter((step) => isCoprime(step, length));
	const step = steps[round % steps.length] ?? 1;
	return list.flatMap((_, index) => list.slice((round + index * step) % length).slice(0, 1));
}
