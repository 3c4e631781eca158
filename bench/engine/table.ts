import type { Column } from '../../scripts/terminal/table';
import { count, duration, mebibytes, microseconds, times } from '../figures';
import { ALTERNATIVES, YARDSTICKS } from './alternatives';
import type { AlternativeName, Task } from './alternatives';
import { caseOf, nodeMs, perLead, requestsOf, wallMs } from './cases';
import type { Case, EngineFigures } from './cases';

export const engineColumns = (task: Task): Column[] => [
	{ title: '' },
	{ title: 'How', shrinksTo: 20 },
	{ title: 'Leads', align: 'right' },
	{ title: 'Nodes', align: 'right' },
	{ title: 'Whole run', align: 'right' },
	{ title: 'Per lead', align: 'right' },
	{ title: `Against ${ALTERNATIVES[YARDSTICKS[task]].letter}`, align: 'right' },
	{ title: 'Requests', align: 'right' },
	{ title: 'Runs', align: 'right' },
	{ title: 'Memory', align: 'right' },
];

/** A row for each case of a task, in the order in which they were measured. */
export const engineRows = (figures: EngineFigures, task: Task): string[][] =>
	figures.cases
		.filter(({ alternative }) => ALTERNATIVES[alternative].task === task)
		.map((each) => row(each, figures));

function row(each: Case, figures: EngineFigures): string[] {
	const { letter, title, task } = ALTERNATIVES[each.alternative];
	const requests = requestsOf(each);
	// Per lead, so that an alternative measured with fewer leads can be compared.
	const name = YARDSTICKS[task];
	const yardstick = caseOf(figures, name, each.leads) ?? largestOf(figures, name);
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

const largestOf = ({ cases }: EngineFigures, name: AlternativeName): Case | undefined =>
	cases.filter(({ alternative }) => alternative === name).at(-1);

/** The heap's peak and limit in the largest run of our node. */
export function heapSentence({ cases }: EngineFigures): string | undefined {
	const { leads, memory } =
		cases
			.filter((each) => each.memory !== undefined && each.alternative === YARDSTICKS.score)
			.at(-1) ?? {};
	if (!memory || leads === undefined) return undefined;
	return `${count(leads)} leads by Analyze used at most ${mebibytes(memory.heapUsed)} of the heap, whose limit is Node.js's default of ${mebibytes(memory.heapLimit)}.`;
}
