import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isRunning } from '../../runtimes/isRunning.cjs';

/**
 * Locks the folder, because two n8n servers in one folder destroy each other's data.
 * @returns a function that releases the folder
 * @throws Error with a sentence for the user while another process has the lock
 */
export function takeFolder(folder: string): () => void {
	mkdirSync(folder, { recursive: true });
	const file = join(folder, 'running.pid');
	const owner = ((): number => {
		try {
			return Number(readFileSync(file, 'utf8'));
		} catch {
			return 0;
		}
	})();
	if (owner > 0 && owner !== process.pid && isRunning(owner)) {
		throw new Error(
			`npm start is already running here (process ${owner}). End it there with Ctrl-C, or use the n8n that it shows.`,
		);
	}
	writeFileSync(file, String(process.pid));
	return () => rmSync(file, { force: true });
}
