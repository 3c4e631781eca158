// `npm ci` for this repository, when it is due.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

const LOCK = join(ROOT, 'package-lock.json');
/** npm writes this file last, so it stands for a complete installation, also one made by hand. */
const NPM_STAMP = join(ROOT, 'node_modules', '.package-lock.json');
const OUR_STAMP = join(ROOT, 'node_modules', '.leadspredict-lock-hash');

/** Not the folder of the runtimes, which several clones may share. */
const OURS = join(ROOT, '.runtimes');
const LOG = join(OURS, 'npm-ci.log');
const TURN = join(OURS, 'npm-ci.pid');

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
	await takeTurn();
	try {
		if (!(await dependenciesAreInstalled())) await install();
	} finally {
		await rm(TURN, { force: true });
	}
}

async function install() {
	const output = openSync(LOG, 'w');
	try {
		// Without --include=dev npm would leave out all we need where NODE_ENV is "production".
		const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund'], output);
		if (code !== 0) throw new Error(`${lastWords(LOG)}The whole output is in ${LOG}.`);
	} finally {
		closeSync(output);
	}
	await writeFile(OUR_STAMP, await lockHash());
}

/** Two `npm ci` in one folder would take each other's files away. */
async function takeTurn() {
	for (;;) {
		try {
			await writeFile(TURN, String(process.pid), { flag: 'wx' });
			return;
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		const owner = Number(await readFile(TURN, 'utf8').catch(() => ''));
		if (owner > 0 && !isRunning(owner)) await rm(TURN, { force: true });
		else await sleep(500);
	}
}

function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

async function npm(args, output) {
	const { npm_execpath: cli } = process.env;
	const underNpm = cli !== undefined && /npm-cli\.c?js$/.test(cli);
	const child = spawn(
		underNpm ? process.execPath : 'npm',
		[...(underNpm ? [cli] : []), ...args],
		// npm is a script on Windows, which only a shell can start.
		{
			cwd: ROOT,
			stdio: ['ignore', output, output],
			shell: !underNpm && process.platform === 'win32',
		},
	);
	const stop = () => child.kill();
	process.once('exit', stop);
	try {
		return await new Promise((done, fail) => {
			child.once('error', (error) => fail(new Error(`npm could not be started: ${error.message}`)));
			child.once('close', done);
		});
	} finally {
		process.off('exit', stop);
	}
}

/** The end of npm's error output, for people. */
function lastWords(log) {
	const errors = readFileSync(log, 'utf8')
		.split('\n')
		.filter((line) => /^npm (error|ERR!)/.test(line) && !line.includes('A complete log'));
	return ['npm ci failed.', ...errors.slice(0, 8), ''].join('\n');
}
