/** The last word is the family name, as far as one line can tell. */
export function splitName(name: string | null | undefined): { first: string; last: string } {
	const words = (name ?? '').trim().split(/\s+/);
	const last = words.pop() ?? '';
	return { first: words.join(' '), last };
}
