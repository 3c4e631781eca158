import { execFile } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { promisify } from 'node:util';

import { ensureServerNode } from '../runtimes/runtime';
import type { Progress } from '../runtimes/runtime';

export type ExpressionEngine = 'legacy' | 'vm';

/** n8n's engine under one Node.js. */
export interface Setting {
	readonly engine: ExpressionEngine;
	readonly nodePath: string;
	/** `v20.20.2` */
	readonly node: string;
}

export interface Machine {
	readonly cpu: string;
	readonly cores: number;
	readonly memory: number;
	/** The load average of the last minute. */
	readonly load: number;
}

export function describeMachine(): Machine {
	const [first] = cpus();
	return {
		cpu: first?.model.trim() ?? 'unknown',
		cores: cpus().length,
		memory: totalmem(),
		load: loadavg()[0] ?? 0,
	};
}

export async function versionOf(nodePath: string): Promise<string> {
	if (nodePath === process.execPath) return process.version;
	const { stdout } = await promisify(execFile)(nodePath, ['--version']);
	return stdout.trim();
}

/**
 * The settings available on this machine: n8n's old expression engine under the current Node.js, and
 * the server's engine, which needs a newer Node.js.
 * @returns also why the second one is missing, if it is
 */
export async function findSettings(
	onProgress: Progress,
): Promise<{ settings: Setting[]; missing?: string }> {
	const own: Setting = { engine: 'legacy', nodePath: process.execPath, node: process.version };
	try {
		const nodePath = await ensureServerNode(onProgress);
		return { settings: [own, { engine: 'vm', nodePath, node: await versionOf(nodePath) }] };
	} catch (error) {
		return { settings: [own], missing: error instanceof Error ? error.message : String(error) };
	}
}
