/** How many different texts are remembered: items made by a faulty step can have any number of keys. */
const MAX_REMEMBERED = 5000;

/** What is found out about a key or a label, once for all items that have it. */
export function remembered<Known>(findOut: (text: string) => Known): (text: string) => Known {
	const known = new Map<string, Known>();
	return (text) => {
		const present = known.get(text);
		if (present !== undefined) return present;
		const found = findOut(text);
		if (known.size >= MAX_REMEMBERED) known.clear();
		known.set(text, found);
		return found;
	};
}
