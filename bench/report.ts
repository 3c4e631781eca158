import type { Style } from '../scripts/terminal/style';
import { renderTable } from '../scripts/terminal/table';
import type { Column } from '../scripts/terminal/table';
import { engineColumns, engineRows, heapSentence } from './engine/table';
import type { EngineFigures } from './engine/cases';
import { count, mebibytes } from './figures';
import type { Machine, Setting } from './machine';
import type { ServerFigures } from './server/cases';
import { SERVER_COLUMNS, serverRows } from './server/table';
import type { StageFigures } from './stages/stages';
import { STAGE_COLUMNS, stageRows } from './stages/table';
import type { TriggerFigures } from './trigger/cases';
import { CONNECTIONS } from './trigger/sender';
import { TRIGGER_COLUMNS, triggerRows } from './trigger/table';

/** The bench's output as lines. Pure. */

export interface Layout {
	readonly width: number;
	readonly style: Style;
}

const NO_FIGURES =
	'Do not quote these figures: everything ran once with few leads, only to show that the bench works.';

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
			`Part one: scores prepared for HubSpot ${where}`,
			engineColumns('prepare'),
			engineRows(figures, 'prepare'),
			layout,
		),
	];
}

export function triggerLines(figures: TriggerFigures, layout: Layout): string[] {
	const title = `Part two: events in an n8n server over ${CONNECTIONS} connections (Node.js ${figures.node})`;
	return section(title, TRIGGER_COLUMNS, triggerRows(figures), layout);
}

export function stageLines(figures: StageFigures, layout: Layout): string[] {
	const { engine, node, leads, size } = figures;
	const title = `Part three: time by stage for ${count(leads)} leads, ${count(size)} per request (expressions: ${engine}, Node.js ${node})`;
	return section(title, STAGE_COLUMNS, stageRows(figures), layout);
}

export function serverLines(figures: ServerFigures, layout: Layout): string[] {
	const title = `Part four: ${count(figures.leads)} leads in an n8n server with its task runner (Node.js ${figures.node})`;
	return section(title, SERVER_COLUMNS, serverRows(figures), layout);
}
