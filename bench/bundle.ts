import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';

export interface Bundle {
	readonly folder: string;
	readonly file: string;
	close(): Promise<void>;
}

/**
 * One of our TypeScript files as plain JavaScript in a folder of its own. tsx would do, but it adds
 * work to every function that is made, which is not to be measured.
 */
export async function bundle(source: string, name: string): Promise<Bundle> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'leadspredict-bench-')));
	const file = join(folder, name);
	const close = () => rm(folder, { recursive: true, force: true });
	try {
		await build({
			entryPoints: [source],
			outfile: file,
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
	return { folder, file, close };
}
