/** At most this many texts are cached: a faulty step can give its items any number of keys. */
const MAX_TEXTS = 5000;

/** Reads each text once per run, such as a header that all items share. */
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
