import { setTimeout as pause } from 'node:timers/promises';

import { post } from './post';
import type { Answer, Message } from './post';

/** What became of one copy of an event. */
export interface Delivered {
	/** Our trigger's last word, `accepted` or `seen_before`; missing when it was given up. */
	readonly said?: string;
	/** Why it was sent again, each time. */
	readonly repeatedFor: readonly string[];
	/** When it was sent first, in milliseconds since 1970. */
	readonly sentAt: number;
}

const MOST_REPEATS = 300;
const PAUSE_MS = 200;

const TAKEN = new Set(['accepted', 'seen_before']);

/**
 * Whether the trigger has taken the event. The status alone does not tell: an n8n that is starting
 * answers 200 with a sentence of its own, and forgets the event (seen in 2.41).
 */
const isTaken = ({ status, said }: Answer): boolean => status === 200 && TAKEN.has(said);

const reasonOf = ({ status, said }: Answer): string =>
	status === 0 ? `no answer (${said})` : `${status} ${said}`.trim();

/** Sends until it is taken, as a careful sender does. */
export async function deliver(message: Message): Promise<Delivered> {
	const sentAt = Date.now();
	const repeatedFor: string[] = [];
	for (;;) {
		const answer = await post(message);
		if (isTaken(answer)) return { said: answer.said, repeatedFor, sentAt };
		repeatedFor.push(reasonOf(answer));
		if (repeatedFor.length > MOST_REPEATS) return { repeatedFor, sentAt };
		await pause(PAUSE_MS);
	}
}
