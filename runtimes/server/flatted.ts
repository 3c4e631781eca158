/**
 * Reads the format of the npm package flatted, in which n8n hands out the data of executions: a
 * list of values in which every string inside an object or a list is the place of its value.
 */
export function parseFlatted(text: string): unknown {
	const values = JSON.parse(text) as unknown[];
	const known = new Map<number, object>();

	const read = (place: number): unknown => {
		const value = values[place];
		if (typeof value !== 'object' || value === null) return value;
		const seen = known.get(place);
		if (seen) return seen;
		const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		known.set(place, copy); // before its parts, which may refer back to it
		for (const [key, part] of Object.entries(value)) {
			Reflect.set(copy, key, typeof part === 'string' ? read(Number(part)) : part);
		}
		return copy;
	};
	return read(0);
}
