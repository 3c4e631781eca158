import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';

/** Seconds for n8n to shut down. */
export const GRACE_SECONDS = 5;
/** Long enough for a busy machine, and short enough to notice a hang. */
const BOOT_TIMEOUT_MS = 300_000;

export interface N8nCommand {
	/** The folder of an installed n8n. */
	runtimeDir: string;
	/** The Node.js to run it with. */
	nodePath: string;
	env: Record<string, string>;
	/** Default: `start`, the whole n8n. */
	command?: 'start' | 'webhook' | 'worker';
}

/** An n8n process with its task runner. Both end with this process, even if it is killed. */
export class N8nProcess {
	log = '';
	readonly pid: number;
	private readonly child: ChildProcess;
	private readonly gone: Promise<void>;
	private ended: string | undefined;

	constructor({ runtimeDir, nodePath, env, command = 'start' }: N8nCommand) {
		const bin = join(runtimeDir, 'node_modules', 'n8n', 'bin', 'n8n');
		this.child = fork(bin, [command], {
			execPath: nodePath,
			execArgv: ['--require', join(__dirname, 'stopWithParent.cjs')],
			env,
			// A separate process group, so that n8n's task runner ends with it and this process passes on a
			// Ctrl-C in the right order.
			detached: process.platform !== 'win32',
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		});
		this.pid = this.child.pid ?? 0;
		const keep = (text: string) => (this.log += text);
		this.child.stdout?.setEncoding('utf8').on('data', keep);
		this.child.stderr?.setEncoding('utf8').on('data', keep);
		this.gone = new Promise((resolve) => {
			this.child.once('error', (error) => {
				this.ended = error.message;
				resolve();
			});
			this.child.once('exit', (code, signal) => {
				this.ended = signal ?? `code ${code}`;
				resolve();
			});
		});
		// Registered first, because n8n's folder is removed after it has ended.
		process.prependOnceListener('exit', this.killGroup);
	}

	/** Waits until every URL answers with JSON. */
	async untilReady(...urls: readonly string[]): Promise<void> {
		const deadline = Date.now() + BOOT_TIMEOUT_MS;
		while (Date.now() < deadline) {
			if (this.ended !== undefined) throw new Error(`n8n ended while starting (${this.ended}).`);
			if ((await Promise.all(urls.map(answersJson))).every(Boolean)) return;
			await sleep(100);
		}
		throw new Error(`n8n was not ready after ${BOOT_TIMEOUT_MS / 1000} seconds.`);
	}

	async stop(): Promise<void> {
		if (this.ended === undefined) {
			this.child.kill('SIGTERM');
			await Promise.race([this.gone, sleep((GRACE_SECONDS + 2) * 1000, undefined, { ref: false })]);
		}
		await this.kill();
	}

	/** Kills it at once, with all work in progress. */
	async kill(): Promise<void> {
		this.killGroup();
		await this.gone;
		process.off('exit', this.killGroup);
	}

	lastWords(): string {
		return this.log.trimEnd().split('\n').slice(-20).join('\n');
	}

	private readonly killGroup = () => {
		try {
			if (process.platform === 'win32') this.child.kill('SIGKILL');
			else process.kill(-this.pid, 'SIGKILL');
		} catch {
			// No process is left, as expected.
		}
	};
}

async function answersJson(url: string): Promise<boolean> {
	try {
		const { status, data } = await axios.get<unknown>(url, { proxy: false, timeout: 2_000 });
		return status === 200 && typeof data === 'object';
	} catch {
		return false;
	}
}
