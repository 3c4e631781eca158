import { sleep } from 'n8n-workflow';

import { TtlCache } from './ttlCache';

/**
 * Lines about what may happen to a trigger or a paused node a thousand times. A line says how often
 * it has happened since n8n was started (or since it was quiet for a month): the 1st time, the 10th,
 * the 100th and so on at once, and what is left a minute later. So the last line always has the
 * right number, and 1,000 forged events write four lines, not 1,000.
 */

/** Milliseconds. */
const PAUSE = 60_000;

interface Entry {
	times: number;
	/** The number in the last line. */
	said: number;
	waiting: boolean;
	/** Writes the line for a number; the latest, because reasons differ. */
	say: (times: number) => void;
}

const isPowerOfTen = (number: number): boolean => /^10*$/.test(String(number));

export class LogThrottle {
	private readonly entries = new Map<string, Entry>();

	/** @param pause resolves after that many milliseconds */
	constructor(private readonly pause: (ms: number) => Promise<unknown> = sleep) {}

	/**
	 * @param what is counted by itself; there must be few of them
	 * @param say writes the line. It is called later too: it must not hold on to the message
	 */
	add(what: string, say: (times: number) => void): void {
		const entry = this.entries.get(what) ?? { times: 0, said: 0, waiting: false, say };
		this.entries.set(what, entry);
		entry.times += 1;
		entry.say = say;
		if (isPowerOfTen(entry.times)) this.tell(entry);
		else if (!entry.waiting) void this.tellLater(entry);
	}

	private tell(entry: Entry): void {
		if (entry.said === entry.times) return;
		entry.said = entry.times;
		entry.say(entry.times);
	}

	private async tellLater(entry: Entry): Promise<void> {
		entry.waiting = true;
		await this.pause(PAUSE);
		entry.waiting = false;
		this.tell(entry);
	}
}

/** Thirty days. A node that has refused nothing for so long counts anew. */
const MATTERS_MS = 30 * 24 * 60 * PAUSE;

export const logThrottles = new TtlCache<LogThrottle>(() => MATTERS_MS);

/** @param node what tells this node from all others of this n8n */
export function logThrottleFor(node: string): LogThrottle {
	return logThrottles.getOrCreate(node, Date.now(), () => new LogThrottle());
}
