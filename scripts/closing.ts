import { constants } from 'node:os';

/** Closes processes and folders when a command ends or is stopped. */

interface Closable {
	close(): Promise<void>;
}

const open = new Set<Closable>();

/** Opens a resource for the duration of `use`. */
export async function during<Opened extends Closable, Result>(
	opening: Promise<Opened>,
	use: (opened: Opened) => Promise<Result>,
): Promise<Result> {
	const opened = await opening;
	open.add(opened);
	try {
		return await use(opened);
	} finally {
		open.delete(opened);
		await opened.close();
	}
}

export async function closeAll(): Promise<void> {
	await Promise.allSettled([...open].map((each) => each.close()));
}

/** Max milliseconds for closing before a stopped command ends anyway. */
const PATIENCE_MS = 10_000;

/**
 * Runs a command until it ends or is stopped. If stopped, it closes open resources first.
 * @param progress is stopped before anything else is printed
 */
export async function runToEnd(
	main: () => Promise<void>,
	progress: { stop(): void },
): Promise<void> {
	let stopped: number | undefined;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			stopped = 128 + constants.signals[signal];
			progress.stop();
			console.error(`Stopped (${signal}).`);
			const end = () => process.exit(stopped);
			setTimeout(end, PATIENCE_MS).unref();
			void closeAll().then(end);
		});
	}
	try {
		await main();
	} catch (error) {
		progress.stop();
		if (stopped !== undefined) return;
		console.error(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	}
}
