/**
 * Text for a terminal. Values come from files and services, so control characters, which can control a
 * terminal, and line breaks are removed before printing.
 */
export const printable = (text: string): string =>
	text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Characters of double width: East Asian ones and emoji. */
const WIDE =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u;
const WITHOUT_WIDTH = /\p{Mark}/u;

const characterWidth = (character: string): number =>
	WITHOUT_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;

/** The width of a text in columns. */
export const widthOf = (text: string): number =>
	[...text].reduce((width, character) => width + characterWidth(character), 0);

/** Cuts a text to a width and marks the cut with an ellipsis. */
export function fit(text: string, width: number): string {
	if (widthOf(text) <= width) return text;
	let cut = '';
	let used = 0;
	for (const character of text) {
		used += characterWidth(character);
		if (used > width - 1) break;
		cut += character;
	}
	return width < 1 ? '' : `${cut.trimEnd()}…`;
}

export type Align = 'left' | 'right';

export function pad(text: string, width: number, align: Align = 'left'): string {
	const gap = ' '.repeat(Math.max(0, width - widthOf(text)));
	return align === 'left' ? text + gap : gap + text;
}

/** Breaks a text at spaces; a word longer than a line gets its own line. */
export function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else {
			lines.push(word);
		}
	}
	return lines;
}
