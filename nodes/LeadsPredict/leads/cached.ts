/** How many different texts are cached: items made by a faulty step can have any number of keys. */
const MAX_TEXTS = 5000;

/** Finds out once for a run what a text means, such as a header that all its items share. */
export function cached<Meaning>(read: (text: string) => Meaning): (text: string) => Meaning {
	const known = new Map<string, { readonly meaning: Meaning }>();
	return (text) => {
		const before = known.get(text);
		if (before !== undefined) return before.meaning;
		const meaning = read(text);
		if (known.size < MAX_TEXTS) known.set(text, { meaning });
		return meaning;
	};
}
