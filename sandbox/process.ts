import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import axios from 'axios';

import type { Limits } from './api';

/** The first message of a forked sandbox. */
export interface Whereabouts {
	readonly baseUrl: string;
	readonly controlUrl: string;
	readonly apiKey: string;
}

/** A sandbox in its own process, with its own event loop and memory. */
export interface SandboxProcess extends Whereabouts {
	/** Resets the sandbox with new windows of this plan. */
	reset(plan: Limits): Promise<void>;
	/** Requests to the service since the last reset. */
	requestCount(): Promise<number>;
	close(): Promise<void>;
}

/**
 * Starts the sandbox in a separate process, on its fast path, for measurements.
 * @param options of the command line, besides port and fast path: `['--latency', '150']`
 */
export async function startSandboxProcess(
	options: readonly string[] = [],
): Promise<SandboxProcess> {
	const tsx = pathToFileURL(require.resolve('tsx')).href;
	const child = fork(join(__dirname, 'main.ts'), ['--port', '0', '--fast', ...options], {
		execArgv: ['--import', tsx],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	const ended = once(child, 'exit');
	const early = ended.then(() => {
		throw new Error('The sandbox ended while starting.');
	});
	const [message]: unknown[] = await Promise.race([once(child, 'message'), early]);
	early.catch(() => undefined); // from here on its end is expected
	const where = message as Whereabouts;
	const control = axios.create({ baseURL: where.controlUrl, proxy: false });
	return {
		...where,
		async reset(plan) {
			await control.post('/reset');
			await control.put('/plan', plan);
		},
		async requestCount() {
			const { data } = await control.get<{ count: number }>('/requests/count');
			return data.count;
		},
		async close() {
			if (child.connected) child.disconnect();
			await ended;
		},
	};
}
