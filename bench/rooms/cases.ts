import type { ExpressionEngine } from '../machine';
import { median } from '../statistics';
import { ROOM_NAMES } from './rooms';
import type { Room, RoomTimes } from './rooms';

/** Where our own time goes, beside what the whole node takes in n8n's engine. */
export interface RoomFigures {
	readonly engine: ExpressionEngine;
	/** Version of Node.js. */
	readonly node: string;
	readonly leads: number;
	readonly size: number;
	readonly walks: readonly RoomTimes[];
	/** Milliseconds that n8n reports for the node, with the same leads. */
	readonly nodeMs: readonly number[];
	/** The same with one lead: what is paid once for each run. */
	readonly oneLeadMs: readonly number[];
}

/** Medians of each room and of the whole; what is left is n8n's, and what joins the rooms. */
export function splitUp({ walks, nodeMs, oneLeadMs }: RoomFigures) {
	const rooms = ROOM_NAMES.map((room): [Room, number] => [
		room,
		median(walks.map((times) => times[room])),
	]);
	const sum = rooms.reduce((total, [, ms]) => total + ms, 0);
	const whole = median(nodeMs);
	return { rooms, sum, whole, rest: whole - sum, oneLead: median(oneLeadMs) };
}
