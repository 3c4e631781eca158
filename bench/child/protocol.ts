import type { Service } from '../engine/workflows';
import type { RoomTimes } from '../rooms/rooms';

/** What a measuring process may be asked, one thing at a time. Times are milliseconds. */
export interface Tasks {
	/** All leads, in requests of `size`, one after another. */
	loop: {
		argument: { service: Service; leads: number; size: number };
		answer: { ms: number; scored: number };
	};
	rooms: {
		argument: { service: Service; leads: number; size: number };
		answer: RoomTimes;
	};
}

export type TaskName = keyof Tasks;

export interface Order<Name extends TaskName = TaskName> {
	readonly name: Name;
	readonly argument: Tasks[Name]['argument'];
}

export type Reply = { readonly answer: unknown } | { readonly problem: string };
