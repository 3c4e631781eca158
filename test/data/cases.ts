/** Cases as running text: separated by bars, what is given and what is expected by an arrow. */

const split = (text: string, separator: string): string[] =>
	text.split(separator).map((part) => part.trim());

export const list = (text: string): string[] => split(text, '|');

/** `given → expected` */
export const pairs = (text: string): Array<[string, string]> =>
	list(text).map((entry) => {
		const [given = '', expected = ''] = split(entry, '→');
		return [given, expected];
	});

/** `given → number`, or several numbers */
export const numbers = <Row extends [string, ...number[]] = [string, number]>(text: string) =>
	list(text).map((entry) => {
		const [given, ...expected] = split(entry, '→');
		return [given, ...expected.map(Number)] as Row;
	});

/** What is given, with the same expected for all of it. */
export const all =
	<T>(expected: T) =>
	(text: string): Array<[string, T]> =>
		list(text).map((given) => [given, expected]);
