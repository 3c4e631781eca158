import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until there is something, or something is true. @returns what was found */
export async function until<T>(
	what: string,
	look: () => Promise<T | false | undefined> | T | false | undefined,
	timeoutMs = 30_000,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const found = await look();
		if (found !== undefined && found !== false) return found;
		if (Date.now() > deadline) throw new Error(`It took too long until ${what}.`);
		await sleep(25);
	}
}
