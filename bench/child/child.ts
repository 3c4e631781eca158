import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { ensureRuntime, ENGINE } from '../../runtimes/runtime';
import { bundle } from '../bundle';
import type { Answer, Argument, Order, Reply, TaskName } from './protocol';

/** A process for measurements without n8n. */
export interface MeasuringProcess {
	ask<Name extends TaskName>(name: Name, argument: Argument<Name>): Promise<Answer<Name>>;
	close(): Promise<void>;
}

export async function startMeasuring(nodePath: string): Promise<MeasuringProcess> {
	const runtimeDir = await ensureRuntime(ENGINE);
	const program = await bundle({ measure: join(__dirname, 'main.ts') });
	const child = fork(join(program.folder, 'measure.js'), {
		execPath: nodePath,
		execArgv: [],
		env: { ...process.env, NODE_ENV: 'production', NODE_PATH: join(runtimeDir, 'node_modules') },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	const ended = once(child, 'exit');
	const gone = ended.then(() => {
		throw new Error('The measuring process ended unexpectedly.');
	});
	gone.catch(() => undefined); // the next request reports it
	return {
		async ask<Name extends TaskName>(name: Name, argument: Argument<Name>) {
			const order: Order<Name> = { name, argument };
			child.send(order);
			const [message]: unknown[] = await Promise.race([once(child, 'message'), gone]);
			const reply = message as Reply;
			if ('problem' in reply) throw new Error(reply.problem);
			return reply.answer as Answer<Name>;
		},
		async close() {
			if (child.connected) child.disconnect();
			await ended;
			await program.close();
		},
	};
}
