// Runs `npm ci` for this repository when necessary.

import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { lock, npm } from '../runtimes/install.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

const LOCK = join(ROOT, 'package-lock.json');
/** npm writes this file last, so it marks a complete installation, even one made by hand. */
const NPM_STAMP = join(ROOT, 'node_modules', '.package-lock.json');
const OUR_STAMP = join(ROOT, 'node_modules', '.leadspredict-lock-hash');

/** Not the folder of the runtimes, which several clones may share. */
const OURS = join(ROOT, '.runtimes');
const PROJECT = {
	title: 'this project',
	folder: join(OURS, 'npm-ci'),
	log: join(OURS, 'npm-ci.log'),
};

const lockHash = async () =>
	createHash('sha256')
		.update(await readFile(LOCK))
		.digest('hex');
const changedAt = async (file) => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;

export async function dependenciesAreInstalled() {
	const installed = await changedAt(NPM_STAMP);
	if (installed === 0) return false;
	if (installed >= (await changedAt(LOCK))) return true;
	const stamp = await readFile(OUR_STAMP, 'utf8').catch(() => '');
	return stamp === (await lockHash());
}

export async function installDependencies() {
	await mkdir(OURS, { recursive: true });
	// Two concurrent `npm ci` in one folder would delete each other's files.
	const unlock = await lock(PROJECT, () => {});
	try {
		if (await dependenciesAreInstalled()) return;
		await writeFile(PROJECT.log, '');
		// With NODE_ENV "production" npm omits development dependencies unless --include=dev is set.
		await npm(['ci', '--include=dev', '--no-audit', '--no-fund'], ROOT, PROJECT);
		await writeFile(OUR_STAMP, await lockHash());
	} finally {
		await unlock();
	}
}
