/** What must be closed when a command ends, or is stopped: other processes, and their folders. */

interface Closable {
	close(): Promise<void>;
}

const open = new Set<Closable>();

/** Opens something for the time of `use`. */
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
