/**
 * Salesforce record ids: 15 characters that tell apart cases, or 18 with a suffix that makes them
 * safe where cases are lost. The first three say what kind of record it is. Documented.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const FORM = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

function suffixOf(id: string): string {
	return [0, 5, 10]
		.map((start) =>
			[...id.slice(start, start + 5)].reduce(
				(sum, letter, place) => sum + (/[A-Z]/.test(letter) ? 2 ** place : 0),
				0,
			),
		)
		.map((index) => ALPHABET[index] ?? '')
		.join('');
}

export const recordId = (prefix: string, count: number): string => {
	const short = `${prefix}Sx00000${String(count).padStart(5, '0')}`;
	return `${short}${suffixOf(short)}`;
};

/** The 18 characters of an id, or nothing when it is none. */
export function fullId(id: string): string | undefined {
	if (!FORM.test(id)) return undefined;
	const short = id.slice(0, 15);
	const full = `${short}${suffixOf(short)}`;
	return id.length === 15 || id === full ? full : undefined;
}
