/** The rooms a lead walks through, in their order, and what happens there. */
export const ROOMS = {
	read: 'which fields an item holds (recognise)',
	validate: 'values converted and checked (validate)',
	chunk: 'rows cut into requests (chunk)',
	request: 'request, answer, the sandbox between them (send)',
	match: 'results checked and put to their leads (match)',
	settle: 'one outcome for each item (settle)',
	items: 'outcomes to items (toItems)',
} as const;

export type Room = keyof typeof ROOMS;

export const ROOM_NAMES = Object.keys(ROOMS) as Room[];

/** Milliseconds spent in each room. */
export type RoomTimes = Readonly<Record<Room, number>>;
