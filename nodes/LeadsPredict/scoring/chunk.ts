/**
 * Cuts rows into requests, in order. Law: all chunks joined are the rows, and there are exactly
 * ceil(rows / size) of them.
 * @param size whole number of at least 1
 */
export function chunk<T>(rows: readonly T[], size: number): T[][] {
	const chunks: T[][] = [];
	for (let start = 0; start < rows.length; start += size) {
		chunks.push(rows.slice(start, start + size));
	}
	return chunks;
}
