/** Records by id, found by their keys, whose changes can be undone. */
export function createTable<T extends { readonly id: string }>(
	keysOf: (record: T) => readonly string[],
) {
	const records = new Map<string, T>();
	const idsByKey = new Map<string, Set<string>>();
	/** Undoes the changes of the current {@link atomically}, if any. */
	let undo: Array<() => void> | undefined;

	const set = (id: string, next: T | undefined): void => {
		const before = records.get(id);
		for (const key of before ? keysOf(before) : []) idsByKey.get(key)?.delete(id);
		for (const key of next ? keysOf(next) : []) {
			idsByKey.set(key, (idsByKey.get(key) ?? new Set()).add(id));
		}
		if (next) records.set(id, next);
		else records.delete(id);
	};
	const change = (id: string, next: T | undefined): void => {
		const before = records.get(id);
		undo?.push(() => set(id, before));
		set(id, next);
	};

	return {
		byId: (id: string): T | undefined => records.get(id),
		byKey: (key: string): T[] =>
			[...(idsByKey.get(key) ?? [])].flatMap((id) => records.get(id) ?? []),
		/** In the order in which they were created. */
		all: (): T[] => [...records.values()],
		put: (record: T): void => change(record.id, record),
		remove: (id: string): void => change(id, undefined),
		/** Undoes what the work did when it throws or its result has failed. */
		atomically<R>(work: () => R, hasFailed: (result: R) => boolean = () => false): R {
			const outer = undo;
			const steps: Array<() => void> = [];
			undo = steps;
			let isDone = false;
			try {
				const result = work();
				isDone = !hasFailed(result);
				return result;
			} finally {
				undo = outer;
				if (isDone) outer?.push(...steps);
				else for (const step of steps.reverse()) step();
			}
		},
		clear(): void {
			records.clear();
			idsByKey.clear();
		},
	};
}
