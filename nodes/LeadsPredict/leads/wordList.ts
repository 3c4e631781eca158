/** Words and phrases written as running text, separated by commas. */
export const wordList = (...texts: readonly string[]): readonly string[] =>
	texts.flatMap((text) => text.split(',')).map((entry) => entry.trim());
