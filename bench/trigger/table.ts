import type { Column } from '../../scripts/terminal/table';
import { times } from '../figures';
import { eventsPerSecond, triggerCase } from './cases';
import type { TriggerFigures } from './cases';
import { TRIGGER_NAMES, TRIGGERS } from './triggers';

export const TRIGGER_COLUMNS: readonly Column[] = [
	{ title: 'Trigger', shrinksTo: 20 },
	{ title: 'Lazy acquire' },
	{ title: 'Events a second', align: 'right' },
	{ title: 'Against the plain one', align: 'right' },
	{ title: 'Events', align: 'right' },
	{ title: 'Runs', align: 'right' },
];

export function triggerRows(figures: TriggerFigures): string[][] {
	return [false, true].flatMap((lazy) => {
		const plain = triggerCase(figures, 'plain', lazy);
		return TRIGGER_NAMES.flatMap((name) => {
			const each = triggerCase(figures, name, lazy);
			if (!each) return [];
			const rate = eventsPerSecond(each);
			const events = each.samples.reduce((total, sample) => total + sample.events, 0);
			return [
				[
					TRIGGERS[name],
					lazy ? 'on' : 'off',
					rate.toFixed(1),
					plain ? times(rate / eventsPerSecond(plain)) : '',
					String(events),
					String(each.samples.length),
				],
			];
		});
	});
}
