import type { Style } from '../scripts/terminal/style';
import { renderTable } from '../scripts/terminal/table';
import type { Column } from '../scripts/terminal/table';
import type { Verdict } from './aims';
import { AT_ONCE_COLUMNS, atOnceRows } from './atOnce/table';
import { LEADS_PER_REQUEST } from './atOnce/cases';
import type { AtOnceFigures } from './atOnce/cases';
import { engineColumns, engineRows, heapSentence } from './engine/table';
import type { EngineFigures } from './engine/cases';
import { count, mebibytes } from './figures';
import type { Machine, Setting } from './machine';
import type { RoomFigures } from './rooms/cases';
import { ROOM_COLUMNS, roomRows } from './rooms/table';
import type { TriggerFigures } from './trigger/cases';
import { CONNECTIONS } from './trigger/sender';
import { TRIGGER_COLUMNS, triggerRows } from './trigger/table';

/** What the bench prints. Pure: lines in, no terminal. */

export interface Layout {
	readonly width: number;
	readonly style: Style;
}

const NO_FIGURES =
	'These are no figures to quote: everything ran once and small, only to show that it runs.';

const BUSY_LOAD = 1;

export function machineLines(
	machine: Machine,
	settings: readonly Setting[],
	n8n: string,
	quick: boolean,
): string[] {
	const engines = settings.map(({ engine, node }) => `${engine} under Node.js ${node}`);
	return [
		`Machine             ${machine.cpu}, ${machine.cores} cores, ${mebibytes(machine.memory)}`,
		`Load at the start   ${machine.load.toFixed(2)}`,
		`n8n                 ${n8n}`,
		`Expression engines  ${engines.join(', ')}`,
		...(quick ? [NO_FIGURES] : busyLines(machine.load)),
	];
}

const busyLines = (load: number): string[] =>
	load > BUSY_LOAD
		? [
				`Other programs keep this machine busy (load ${load.toFixed(2)}): do not quote these figures.`,
			]
		: [];

export const quickReminder = (quick: boolean): string[] => (quick ? ['', NO_FIGURES] : []);

function section(
	title: string,
	columns: readonly Column[],
	rows: ReadonlyArray<readonly string[]>,
	{ width, style }: Layout,
): string[] {
	return ['', style.bold(title), '', ...renderTable(columns, rows, width, { title: style.bold })];
}

export function engineLines(figures: EngineFigures, layout: Layout): string[] {
	const { engine, node } = figures;
	const where = `(expressions: ${engine}, Node.js ${node})`;
	const heap = heapSentence(figures);
	return [
		...section(
			`Part one: many leads through n8n's engine ${where}`,
			engineColumns('score'),
			engineRows(figures, 'score'),
			layout,
		),
		...(heap === undefined ? [] : ['', heap]),
		...section(
			`Part one: scores made ready for HubSpot ${where}`,
			engineColumns('prepare'),
			engineRows(figures, 'prepare'),
			layout,
		),
	];
}

export function triggerLines(figures: TriggerFigures, layout: Layout): string[] {
	const title = `Part two: events into a whole n8n over ${CONNECTIONS} connections (Node.js ${figures.node})`;
	return section(title, TRIGGER_COLUMNS, triggerRows(figures), layout);
}

export function roomLines(figures: RoomFigures, layout: Layout): string[] {
	const { engine, node, leads, size } = figures;
	const title = `Part three: where the time of ${count(leads)} leads goes, ${count(size)} a request (expressions: ${engine}, Node.js ${node})`;
	return section(title, ROOM_COLUMNS, roomRows(figures), layout);
}

export function atOnceLines(figures: AtOnceFigures, layout: Layout): string[] {
	const { node, leads, latencyMs } = figures;
	const title = `Part four: ${count(leads)} leads, ${LEADS_PER_REQUEST} a request, from a service that waits ${latencyMs} ms (Node.js ${node})`;
	return section(title, AT_ONCE_COLUMNS, atOnceRows(figures), layout);
}

const AIM_COLUMNS: readonly Column[] = [
	{ title: 'Aim', shrinksTo: 40 },
	{ title: 'Where' },
	{ title: 'Figure', align: 'right' },
	{ title: 'Verdict' },
];

const VERDICT_COLUMN = 3;

export function aimLines(verdicts: readonly Verdict[], { width, style }: Layout): string[] {
	if (verdicts.length === 0) return [];
	const rows = verdicts.map(({ aim, where, figure, state }) => [aim, where, figure, state]);
	return [
		'',
		style.bold('Aims'),
		'',
		...renderTable(AIM_COLUMNS, rows, width, {
			title: style.bold,
			cell: (text, row, column) =>
				column === VERDICT_COLUMN && verdicts[row]?.state === 'missed' ? style.red(text) : text,
		}),
	];
}
