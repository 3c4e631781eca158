import { sleep } from 'n8n-workflow';

import { TtlCache } from './ttlCache';

/**
 * Limits log lines about what may happen to a trigger or a paused node a thousand times. A line states
 * how often it has happened since n8n started (or since a month without it). The 1st, 10th, 100th time
 * and so on are logged at once, the latest count a minute later. So the last line always has the right
 * number, and 1,000 forged events write four lines.
 */

/** Milliseconds. */
const PAUSE = 60_000;

interface Entry {
	times: number;
	/** The number in the last line. */
	said: number;
	waiting: boolean;
	/** Writes the line for a number; the latest callback, because reasons differ. */
	say: (times: number) => void;
}

const isPowerOfTen = (number: number): boolean => /^10*$/.test(String(number));

export class LogThrottle {
	private readonly entries = new Map<string, Entry>();

	/** @param pause resolves after that many milliseconds */
	constructor(private readonly pause: (ms: number) => Promise<unknown> = sleep) {}

	/**
	 * @param what has its own count, so there must be few of them
	 * @param say writes the line. It may be called later, so it must not hold a reference to the message
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

/** Thirty days. After so long without a refusal, a node's count restarts. */
const MATTERS_MS = 30 * 24 * 60 * PAUSE;

export const logThrottles = new TtlCache<LogThrottle>(() => MATTERS_MS);

/** @param node identifies the node within this n8n */
export function logThrottleFor(node: string): LogThrottle {
	return logThrottles.getOrCreate(node, Date.now(), () => new LogThrottle());
}
