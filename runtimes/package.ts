import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from './isRunning.cjs';
import type { Progress } from './runtime';

export interface PackedPackage {
	/** The result of `npm pack`, which users install. */
	tarball: string;
	/** The same, unpacked, for the engine. */
	unpacked: string;
}

const REPOSITORY = resolve(__dirname, '..');
const SOURCES = [
	...['nodes', 'credentials', 'package.json', 'tsconfig.json', 'gulpfile.js'],
	...['README.md', 'LICENSE', 'CHANGELOG.md'],
];
const KEPT = 5;

let packed: Promise<PackedPackage> | undefined;

/**
 * Builds and packs our package as it is published. A package built earlier from the same sources, by
 * this or another process, is reused.
 */
export function packPackage(onProgress: Progress = () => {}): Promise<PackedPackage> {
	packed ??= pack(onProgress).catch((error: unknown) => {
		packed = undefined;
		throw error;
	});
	return packed;
}

async function pack(onProgress: Progress): Promise<PackedPackage> {
	// Outside the repository, because inside it the nodes would resolve the repository's n8n-workflow
	// instead of the engine's, and `instanceof` would fail for errors.
	const home = join(tmpdir(), `leadspredict-package-${userInfo().username}`);
	await mkdir(home, { recursive: true, mode: 0o700 });
	const place = join(home, await hashSources());
	if (!existsSync(place)) {
		const release = await buildTurn(home, onProgress);
		try {
			if (!existsSync(place)) await packInto(place, home, onProgress);
		} finally {
			await release();
		}
		await removeOld(home, place);
	}
	const tarball = (await readdir(place)).find((file) => file.endsWith('.tgz'));
	if (!tarball) throw new Error(`There is no package in ${place}; remove that folder.`);
	return { tarball: join(place, tarball), unpacked: join(place, 'package') };
}

async function packInto(place: string, home: string, onProgress: Progress): Promise<void> {
	const work = await mkdtemp(join(home, 'partial-'));
	try {
		onProgress('Building the package (about 10 seconds)');
		await run('npm', ['run', 'build'], REPOSITORY);
		await run('npm', ['pack', '--pack-destination', work], REPOSITORY);
		const [tarball] = await readdir(work);
		if (tarball === undefined) throw new Error('npm pack made no file.');
		await run('tar', ['-xzf', tarball], work); // Windows 10 and later have tar, too
		await rename(work, place);
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

/** One build at a time, because all use the same dist folder. */
async function buildTurn(home: string, onProgress: Progress): Promise<() => Promise<void>> {
	const lock = join(home, 'building');
	for (let announced = false; ; await sleep(200)) {
		try {
			await writeFile(lock, String(process.pid), { flag: 'wx' });
			return () => rm(lock, { force: true });
		} catch {
			const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
			if (owner > 0 && !isRunning(owner)) await rm(lock, { force: true });
			else if (!announced) onProgress('Waiting for another process that builds the package');
			announced = true;
		}
	}
}

async function hashSources(): Promise<string> {
	const hash = createHash('sha256').update(REPOSITORY);
	for (const source of SOURCES) {
		for (const file of await filesOf(join(REPOSITORY, source))) {
			hash.update(`\0${file}\0`).update(await readFile(file));
		}
	}
	return hash.digest('hex').slice(0, 16);
}

async function filesOf(path: string): Promise<string[]> {
	const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
	if (entries === null) return existsSync(path) ? [path] : [];
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

/** Keeps the newest few, because another process may use one of them. */
async function removeOld(home: string, current: string): Promise<void> {
	const places = (await readdir(home))
		.filter((name) => /^[0-9a-f]{16}$/.test(name))
		.map((name) => join(home, name));
	const aged = await Promise.all(
		places.map(async (path) => ({ path, age: Date.now() - (await stat(path)).mtimeMs })),
	);
	const old = aged.sort((a, b) => a.age - b.age).slice(KEPT);
	for (const { path } of old) {
		if (path !== current) await rm(path, { recursive: true, force: true });
	}
}

function run(command: string, args: string[], cwd: string): Promise<void> {
	return new Promise((done, fail) => {
		const child = spawn(command, args, {
			cwd,
			shell: process.platform === 'win32',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let output = '';
		const keep = (text: string) => (output += text);
		child.stdout.setEncoding('utf8').on('data', keep);
		child.stderr.setEncoding('utf8').on('data', keep);
		child.once('error', fail);
		child.once('close', (code) => {
			if (code === 0) done();
			else fail(new Error(`"${[command, ...args].join(' ')}" failed (code ${code}):\n${output}`));
		});
	});
}
