/**
 * What lives in n8n's process for each of many: values that are made when they are first asked for,
 * and dropped once they have not been asked for longer than they matter. It is looked for them when
 * another is made, so that what is gone from n8n does not stay in its memory.
 */
export class TtlCache<T> {
	private readonly held = new Map<string, { readonly value: T; used: number }>();

	/** @param mattersMs how long a value matters after it was last asked for, in milliseconds */
	constructor(private readonly mattersMs: (value: T) => number) {}

	/** How many are held. */
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
