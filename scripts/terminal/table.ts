import { fit, pad, printable, widthOf } from './text';
import type { Align } from './text';

export interface Column {
	readonly title: string;
	readonly align?: Align;
	/** Min width to which the column is cut when the table is too wide; other columns are never cut. */
	readonly shrinksTo?: number;
}

export interface Styling {
	/** Colors a cell that already has its final width. */
	readonly cell?: (text: string, row: number, column: number) => string;
	readonly title?: (text: string) => string;
	/** A separate line below the row, in its final form. */
	readonly below?: (row: number) => string | undefined;
}

const GAP = '  ';

/** Shrinks the widest shrinkable column step by step until all fit. */
function widths(columns: readonly Column[], cells: readonly string[][], room: number): number[] {
	const result = columns.map(({ title }, index) =>
		Math.max(widthOf(title), ...cells.map((row) => widthOf(row[index] ?? ''))),
	);
	const total = () =>
		result.reduce((sum, width) => sum + width, 0) + GAP.length * (columns.length - 1);
	while (total() > room) {
		let widest: number | undefined;
		columns.forEach(({ shrinksTo }, index) => {
			const width = result[index] ?? 0;
			if (shrinksTo === undefined || width <= shrinksTo) return;
			if (widest === undefined || width > (result[widest] ?? 0)) widest = index;
		});
		if (widest === undefined) break;
		result[widest] = (result[widest] ?? 0) - 1;
	}
	return result;
}

/** Lines of a table of at most `room` characters, as far as its columns can shrink. */
export function renderTable(
	columns: readonly Column[],
	rows: ReadonlyArray<readonly string[]>,
	room: number,
	{ cell = (text) => text, title = (text) => text, below }: Styling = {},
): string[] {
	const cells = rows.map((row) => row.map(printable));
	const size = widths(columns, cells, room);
	const line = (texts: readonly string[], style: (text: string, column: number) => string) =>
		columns
			.map(({ align }, index) => {
				const width = size[index] ?? 0;
				return style(pad(fit(texts[index] ?? '', width), width, align), index);
			})
			.join(GAP)
			.trimEnd();

	const head = line(
		columns.map((column) => column.title),
		(text) => title(text),
	);
	const rule = size.map((width) => '─'.repeat(width)).join(GAP);
	const body = cells.flatMap((row, index) => {
		const main = line(row, (text, column) => cell(text, index, column));
		const more = below?.(index);
		return more === undefined ? [main] : [main, more];
	});
	return [head, rule, ...body];
}
