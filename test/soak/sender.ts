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
	/** Whether n8n broke off a call of it, or answered one with an error of its own. */
	readonly brokenOff: boolean;
}

/** Longer than n8n takes to start on a busy machine. */
const PATIENCE_MS = 300_000;
const PAUSE_MS = 200;

const TAKEN = new Set(['accepted', 'seen_before']);

/**
 * Whether the trigger has taken the event. The status alone does not tell: an n8n that is starting
 * answers 200 with a sentence of its own, and forgets the event (seen in 2.41).
 */
const isTaken = ({ status, said }: Answer): boolean => status === 200 && TAKEN.has(said);

const reasonOf = ({ status, said }: Answer): string =>
	status === 0 ? `no answer (${said})` : `${status} ${said}`.trim();

/** Where nobody listens nothing began; any other end of a connection, and an error, may come after that. */
const mayHaveBegun = ({ status, said }: Answer): boolean =>
	(status === 0 && said !== 'ECONNREFUSED') || (status >= 500 && said !== 'repeat_undecided');

/** Through which all calls go, so that they can be held back for a moment. */
export interface Gate {
	call(message: Message): Promise<Answer>;
	/** Lets no further call through. Resolves when all that were made have their answers. */
	shut(): Promise<void>;
	open(): void;
}

export function createGate(): Gate {
	const underWay = new Set<Promise<unknown>>();
	let opened: Promise<void> = Promise.resolve();
	let open = (): void => undefined;
	return {
		async call(message) {
			await opened;
			const answer = post(message).finally(() => underWay.delete(answer));
			underWay.add(answer);
			return await answer;
		},
		async shut() {
			opened = new Promise((resolve) => (open = resolve));
			await Promise.all(underWay);
		},
		open: () => open(),
	};
}

/** Sends until it is taken, as a careful sender does. */
export async function deliver(message: Message, gate: Gate): Promise<Delivered> {
	const sentAt = Date.now();
	const repeatedFor: string[] = [];
	let brokenOff = false;
	for (;;) {
		const answer = await gate.call(message);
		if (isTaken(answer)) return { said: answer.said, repeatedFor, sentAt, brokenOff };
		brokenOff ||= mayHaveBegun(answer);
		repeatedFor.push(reasonOf(answer));
		if (Date.now() - sentAt > PATIENCE_MS) return { repeatedFor, sentAt, brokenOff };
		await pause(PAUSE_MS);
	}
}
