// A browser for the browser tests: the one that is there, or Debian's.

import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

import { runtimesFolder } from '../runtimes/install.mjs';
import found from './findChromium.cjs';

const { canRun, onPath } = found;

export const { findChromium } = found;

/** Installs it where that needs no question: as root on a Debian. */
export async function installChromium() {
	const advice = 'Install Chromium or Chrome, or set CHROME_PATH to its executable.';
	const aptGet = onPath('apt-get').find(canRun);
	if (!aptGet || process.getuid?.() !== 0) throw new Error(`no Chromium here. ${advice}`);

	const log = join(runtimesFolder(), 'chromium.log');
	mkdirSync(runtimesFolder(), { recursive: true });
	const output = openSync(log, 'w');
	try {
		await run(aptGet, ['update'], output);
		await run(aptGet, ['install', '-y', '--no-install-recommends', 'chromium'], output);
	} finally {
		closeSync(output);
	}
	if (!findChromium()) {
		throw new Error(`apt-get could not install Chromium (its output: ${log}). ${advice}`);
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
