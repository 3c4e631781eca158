import { build } from 'esbuild';

import { temporaryFolder } from '../runtimes/temporaryFolder';

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
	const { path: folder, remove: close } = temporaryFolder('bench');
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
