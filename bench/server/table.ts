import type { Column } from '../../scripts/terminal/table';
import { ALTERNATIVES } from '../engine/alternatives';
import { nodeMs, requestsOf, wallMs } from '../engine/cases';
import { count, duration, times } from '../figures';
import type { ServerCase, ServerFigures } from './cases';

export const SERVER_COLUMNS: readonly Column[] = [
	{ title: '' },
	{ title: 'How', shrinksTo: 20 },
	{ title: 'Latency', align: 'right' },
	{ title: 'Nodes', align: 'right' },
	{ title: 'Whole run', align: 'right' },
	{ title: 'Against automatic', align: 'right' },
	{ title: 'Requests', align: 'right' },
	{ title: 'Runs', align: 'right' },
];

export const serverRows = ({ cases }: ServerFigures): string[][] =>
	cases.map((each) => row(each, cases));

function row(each: ServerCase, cases: readonly ServerCase[]): string[] {
	const { letter, title } = ALTERNATIVES[each.alternative];
	const requests = requestsOf(each);
	const yardstick = cases.find(
		({ alternative, latencyMs }) => alternative === 'analyze' && latencyMs === each.latencyMs,
	);
	return [
		letter,
		title,
		`${each.latencyMs} ms`,
		duration(nodeMs(each)),
		duration(wallMs(each)),
		yardstick ? times(nodeMs(each) / nodeMs(yardstick)) : '',
		requests === undefined ? 'differ' : count(requests),
		String(each.samples.length),
	];
}
