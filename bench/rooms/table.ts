import type { Column } from '../../scripts/terminal/table';
import { duration, microseconds, share } from '../figures';
import { splitUp } from './cases';
import type { RoomFigures } from './cases';
import { ROOMS } from './rooms';

export const ROOM_COLUMNS: readonly Column[] = [
	{ title: 'Room' },
	{ title: 'What happens there', shrinksTo: 30 },
	{ title: 'Time', align: 'right' },
	{ title: 'Per lead', align: 'right' },
	{ title: 'Of the node', align: 'right' },
];

export function roomRows(figures: RoomFigures): string[][] {
	const { rooms, sum, whole, rest, oneLead } = splitUp(figures);
	const row = (name: string, what: string, ms: number): string[] => [
		name,
		what,
		duration(Math.max(0, ms)),
		microseconds(Math.max(0, ms) / figures.leads),
		share(ms, whole),
	];
	return [
		...rooms.map(([room, ms]) => row(room, ROOMS[room], ms)),
		row('rooms', 'all of these', sum),
		row('n8n', 'parameters, credential, request helper: the node less the rooms', rest),
		row('node', "the whole node, as n8n's engine reports it", whole),
		row('one lead', 'the node with a single lead: paid once for each run', oneLead),
	];
}
