/** Does something for each, a few at the same time. @returns the results in the order of the things */
export async function eachAtOnce<Thing, Result>(
	things: readonly Thing[],
	atOnce: number,
	work: (thing: Thing, index: number) => Promise<Result>,
): Promise<Result[]> {
	const results = new Map<number, Result>();
	const waiting = things.map((thing, index) => ({ thing, index })).reverse();
	const worker = async () => {
		for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
			results.set(next.index, await work(next.thing, next.index));
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
