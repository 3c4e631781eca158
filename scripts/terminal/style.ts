/** Functions that color a text, or leave it plain. */
export interface Style {
	readonly bold: (text: string) => string;
	readonly dim: (text: string) => string;
	readonly red: (text: string) => string;
	readonly yellow: (text: string) => string;
	readonly blue: (text: string) => string;
}

const plain = (text: string): string => text;
const code = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

export const PLAIN: Style = { bold: plain, dim: plain, red: plain, yellow: plain, blue: plain };

const COLOURED: Style = {
	bold: code(1, 22),
	dim: code(2, 22),
	red: code(31, 39),
	yellow: code(33, 39),
	blue: code(34, 39),
};

/** Colors only for a terminal, and not if NO_COLOR is set (no-color.org). */
export function styleFor(
	stream: { readonly isTTY?: boolean },
	env: Readonly<Record<string, string | undefined>>,
): Style {
	const wanted = stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
	return wanted ? COLOURED : PLAIN;
}

/** The width of the output: the terminal's within bounds; default: 100. */
export function widthFor(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
	if (!stream.isTTY || !stream.columns) return 100;
	return Math.min(120, Math.max(72, stream.columns));
}
