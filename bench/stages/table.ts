import type { Column } from '../../scripts/terminal/table';
import { duration, microseconds, share } from '../figures';
import { splitUp, STAGES } from './stages';
import type { StageFigures } from './stages';

export const STAGE_COLUMNS: readonly Column[] = [
	{ title: 'Stage' },
	{ title: 'What happens there', shrinksTo: 30 },
	{ title: 'Time', align: 'right' },
	{ title: 'Per lead', align: 'right' },
	{ title: 'Of the node', align: 'right' },
];

export function stageRows(figures: StageFigures): string[][] {
	const { stages, sum, whole, rest, oneLead } = splitUp(figures);
	const row = (name: string, what: string, ms: number): string[] => [
		name,
		what,
		duration(Math.max(0, ms)),
		microseconds(Math.max(0, ms) / figures.leads),
		share(ms, whole),
	];
	return [
		...stages.map(([stage, ms]) => row(stage, STAGES[stage], ms)),
		row('stages', 'all of these', sum),
		row('n8n', 'parameters, credential, request helper: the node less the stages', rest),
		row('node', "the whole node, as n8n's engine reports it", whole),
		row('one lead', 'the node with a single lead: paid once for each run', oneLead),
	];
}
