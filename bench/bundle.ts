import { build } from 'esbuild';

import { temporaryFolder } from '../runtimes/temporaryFolder';

export interface Bundle {
	readonly folder: string;
	close(): Promise<void>;
}

/**
 * Bundles our TypeScript files as plain JavaScript into a separate folder. tsx would add work to every
 * function, which would distort the measurement.
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
