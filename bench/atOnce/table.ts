import type { Column } from '../../scripts/terminal/table';
import { count, duration, times } from '../figures';
import { timeOf } from './cases';
import type { AtOnceFigures } from './cases';

export const AT_ONCE_COLUMNS: readonly Column[] = [
	{ title: 'Requests at once', align: 'right' },
	{ title: 'Node', align: 'right' },
	{ title: 'As fast as one', align: 'right' },
	{ title: 'Requests', align: 'right' },
	{ title: 'Runs', align: 'right' },
];

export function atOnceRows({ cases }: AtOnceFigures): string[][] {
	const [one] = cases;
	return cases.map((each) => [
		count(each.atOnce),
		duration(timeOf(each)),
		one === undefined ? '' : times(timeOf(one) / timeOf(each)),
		[...new Set(each.requests)].map(count).join(', '),
		count(each.nodeMs.length),
	]);
}
