import type { Column } from '../../scripts/terminal/table';
import { count, duration, mebibytes, microseconds, times } from '../figures';
import { ALTERNATIVES, YARDSTICK } from './alternatives';
import { caseOf, nodeMs, perLead, requestsOf, wallMs } from './cases';
import type { Case, EngineFigures } from './cases';

export const ENGINE_COLUMNS: readonly Column[] = [
	{ title: '' },
	{ title: 'How', shrinksTo: 20 },
	{ title: 'Leads', align: 'right' },
	{ title: 'Nodes', align: 'right' },
	{ title: 'Whole run', align: 'right' },
	{ title: 'Per lead', align: 'right' },
	{ title: 'Against c', align: 'right' },
	{ title: 'Requests', align: 'right' },
	{ title: 'Runs', align: 'right' },
	{ title: 'Memory', align: 'right' },
];

/** A row for each case, in the order in which they were measured. */
export const engineRows = (figures: EngineFigures): string[][] =>
	figures.cases.map((each) => row(each, figures));

function row(each: Case, figures: EngineFigures): string[] {
	const { letter, title } = ALTERNATIVES[each.alternative];
	const requests = requestsOf(each);
	// By the lead, so that an alternative that was tried on fewer leads can be compared as well.
	const yardstick = caseOf(figures, YARDSTICK, each.leads) ?? largestYardstick(figures);
	return [
		letter,
		title,
		count(each.leads),
		duration(nodeMs(each)),
		duration(wallMs(each)),
		microseconds(perLead(each)),
		yardstick ? times(perLead(each) / perLead(yardstick)) : '',
		requests === undefined ? 'differ' : count(requests),
		String(each.samples.length),
		each.memory ? mebibytes(each.memory.rss) : '',
	];
}

const largestYardstick = ({ cases }: EngineFigures): Case | undefined =>
	cases.filter(({ alternative }) => alternative === YARDSTICK).at(-1);

/** What the peak of the heap was, against its limit, in the largest of our own runs. */
export function heapSentence({ cases }: EngineFigures): string | undefined {
	const { leads, memory } =
		cases.filter((each) => each.memory !== undefined && each.alternative === YARDSTICK).at(-1) ??
		{};
	if (!memory || leads === undefined) return undefined;
	return `${count(leads)} leads by Analyze used at most ${mebibytes(memory.heapUsed)} of the heap, whose limit is Node.js's default of ${mebibytes(memory.heapLimit)}.`;
}
