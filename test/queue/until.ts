import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something to come true. */
export async function until(
	what: string,
	isTrue: () => boolean | Promise<boolean>,
	timeoutMs = 30_000,
): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await isTrue())) {
		if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain until ${what}.`);
		await sleep(20);
	}
}
