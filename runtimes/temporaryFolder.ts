import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
	readonly path: string;
	remove(): Promise<void>;
}

/**
 * Creates a folder. It is removed when this process exits at the latest, even during startup of its
 * owner.
 */
export function temporaryFolder(name: string): TemporaryFolder {
	// Resolved, because n8n refuses files behind symbolic links, and macOS's temporary folder is one.
	const path = realpathSync(mkdtempSync(join(tmpdir(), `leadspredict-${name}-`)));
	const options = { recursive: true, force: true, maxRetries: 5 };
	const removeOnExit = () => rmSync(path, options);
	process.once('exit', removeOnExit);
	return {
		path,
		async remove() {
			process.off('exit', removeOnExit);
			await rm(path, options);
		},
	};
}
