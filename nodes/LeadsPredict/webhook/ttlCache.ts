/**
 * Values in n8n's process, one for each key. A value is made on first use and dropped when it has not
 * been used for its time to live. Expired values are removed when another is made, so that those of
 * deleted workflows do not stay in memory.
 */
export class TtlCache<T> {
	private readonly held = new Map<string, { readonly value: T; used: number }>();

	/** @param mattersMs time to live of a value after its last use, in milliseconds */
	constructor(private readonly mattersMs: (value: T) => number) {}

	get size(): number {
		return this.held.size;
	}

	/** @param now milliseconds since 1970 */
	getOrCreate(key: string, now: number, make: () => T): T {
		const known = this.held.get(key);
		if (known !== undefined) {
			known.used = now;
			return known.value;
		}
		this.drop(now);
		const value = make();
		this.held.set(key, { value, used: now });
		return value;
	}

	private drop(now: number): void {
		for (const [key, { value, used }] of this.held) {
			if (now - used > this.mattersMs(value)) this.held.delete(key);
		}
	}
}
