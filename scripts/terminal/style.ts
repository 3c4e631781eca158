/** Colours, or none: each function lays one over a text. */
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

/** Colours for a terminal alone, and not where NO_COLOR (no-color.org) asks for none. */
export function styleFor(
	stream: { readonly isTTY?: boolean },
	env: Readonly<Record<string, string | undefined>>,
): Style {
	const wanted = stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
	return wanted ? COLOURED : PLAIN;
}

/** The width to write in: the terminal's, within reason; 100 where there is none. */
export function widthFor(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
	if (!stream.isTTY || !stream.columns) return 100;
	return Math.min(120, Math.max(72, stream.columns));
}
