import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';

export interface Bundle {
	readonly folder: string;
	close(): Promise<void>;
}

/**
 * Our TypeScript files as plain JavaScript in a folder of their own. tsx would do, but it adds work
 * to every function that is made, which is not to be measured.
 * @param files name in the folder, without `.js` → source
 */
export async function bundle(files: Readonly<Record<string, string>>): Promise<Bundle> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'leadspredict-bench-')));
	const close = () => rm(folder, { recursive: true, force: true });
	try {
		await build({
			entryPoints: files,
			outdir: folder,
			bundle: true,
			packages: 'external',
			platform: 'node',
			format: 'cjs',
			target: 'node20',
			logLevel: 'silent',
		});
	} catch (error) {
		await close();
		throw error;
	}
	return { folder, close };
}
