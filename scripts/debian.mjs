// Installs Debian packages where that needs no confirmation: as root on Debian.

import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

import { runtimesFolder } from '../runtimes/install.mjs';
import found from '../runtimes/onPath.cjs';

const { canRun, onPath } = found;

let lastTurn = Promise.resolve();
let updated;

/**
 * Makes sure that `find` succeeds, with apt-get if necessary.
 * @param {{ title: string, packageName: string, find: () => string | undefined, advice: string }}
 * wanted `advice` tells how to install it by hand
 */
export async function installFromDebian({ title, packageName, find, advice }) {
	const aptGet = onPath('apt-get').find(canRun);
	if (!aptGet || process.getuid?.() !== 0) throw new Error(`no ${title} here. ${advice}`);

	const log = join(runtimesFolder(), `${packageName}.log`);
	mkdirSync(runtimesFolder(), { recursive: true });
	// One at a time: apt-get refuses to run concurrently.
	const turn = lastTurn.then(async () => {
		const output = openSync(log, 'w');
		try {
			await (updated ??= run(aptGet, ['update'], output));
			await run(aptGet, ['install', '-y', '--no-install-recommends', packageName], output);
		} finally {
			closeSync(output);
		}
	});
	lastTurn = turn.catch(() => {});
	await turn;
	if (!find()) {
		throw new Error(`apt-get could not install ${title} (its output: ${log}). ${advice}`);
	}
}

async function run(command, args, output) {
	const child = spawn(command, args, {
		stdio: ['ignore', output, output],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	});
	const stop = () => child.kill();
	process.once('exit', stop);
	await new Promise((done, fail) => child.once('error', fail).once('close', done));
	process.off('exit', stop);
}
