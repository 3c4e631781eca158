/**
 * Cuts rows into requests, in order. Invariant: all chunks joined are the rows, and there are exactly
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

/**
 * Cuts rows into parts of these sizes, in order, until rows or sizes run out. Invariant: all parts
 * joined are the first rows.
 */
export function bySizes<T>(rows: readonly T[], sizes: readonly number[]): T[][] {
	const parts: T[][] = [];
	let start = 0;
	for (const size of sizes) {
		if (start < rows.length) parts.push(rows.slice(start, start + size));
		start += size;
	}
	return parts;
}
