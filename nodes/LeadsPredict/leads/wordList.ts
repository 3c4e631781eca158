/** Splits words and phrases at the commas. */
export const wordList = (...texts: readonly string[]): readonly string[] =>
	texts.flatMap((text) => text.split(',')).map((entry) => entry.trim());
