import type { Style } from '../terminal/style';
import { renderTable } from '../terminal/table';
import { printable, wrap } from '../terminal/text';
import type { Claim, Findings, Table } from './findings';

/** What the soak prints. Pure: lines in, no terminal. */

export interface Layout {
	readonly width: number;
	readonly style: Style;
}

const LABEL_WIDTH = 20;
const NARROWEST = 30;

const labelled = (label: string, text: string, { width }: Layout): string[] =>
	wrap(printable(text), width - LABEL_WIDTH).map(
		(line, index) => `${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}`,
	);

const tableLines = ({ columns, rows, shrinks }: Table, { width, style }: Layout): string[] =>
	rows.length === 0
		? []
		: [
				'',
				...renderTable(
					columns.map((column, index) =>
						index === shrinks ? { ...column, shrinksTo: NARROWEST } : column,
					),
					rows,
					width,
					{ title: style.bold },
				),
			];

const verdict = ({ holds }: Claim): string => (holds ? 'holds' : 'FAILS');

function claimLines(claims: readonly Claim[], { width, style }: Layout): string[] {
	if (claims.length === 0) return [];
	const INDENT = 7;
	return [
		'',
		...claims.flatMap((claim) => {
			const mark = claim.holds ? style.bold(verdict(claim)) : style.red(verdict(claim));
			return wrap(`${claim.claim}: ${printable(claim.found)}`, width - INDENT).map((line, index) =>
				index === 0 ? `${mark}  ${line}` : `${' '.repeat(INDENT)}${line}`,
			);
		}),
	];
}

export const findingLines = (
	{ title, figures, tables, claims }: Findings,
	layout: Layout,
): string[] => [
	'',
	layout.style.bold(title),
	...(figures.length > 0 ? [''] : []),
	...figures.flatMap(([label, text]) => labelled(label, text, layout)),
	...tables.flatMap((table) => tableLines(table, layout)),
	...claimLines(claims, layout),
];

/** The last lines: whether everything holds, and if not, what does not. */
export function closingLines(all: readonly Findings[], { width, style }: Layout): string[] {
	const claims = all.flatMap((findings) => findings.claims.map((claim) => ({ findings, claim })));
	const failing = claims.filter(({ claim }) => !claim.holds);
	const total = claims.length.toLocaleString('en-US');
	if (claims.length === 0) return ['', style.red('Nothing was tried.')];
	if (failing.length === 0) return ['', style.bold(`All of ${total} claims hold.`)];
	return [
		'',
		style.red(`${failing.length.toLocaleString('en-US')} of ${total} claims do not hold:`),
		...failing.flatMap(({ findings, claim }) =>
			wrap(`${findings.title}: ${claim.claim}: ${printable(claim.found)}`, width - 4).map(
				(line, index) => `${index === 0 ? '  - ' : '    '}${line}`,
			),
		),
	];
}

export const allHold = (all: readonly Findings[]): boolean =>
	all.length > 0 && all.every(({ claims }) => claims.every(({ holds }) => holds));
