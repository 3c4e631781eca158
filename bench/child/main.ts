// A measuring process. It runs under the same Node.js as the engine it is compared with, and resolves
// n8n's copies of axios and zod.

import { timeStages } from '../stages/walk';
import { timeLoop } from './loop';
import type { Order, Reply, Tasks } from './protocol';

const tasks: Tasks = { loop: timeLoop, stages: timeStages };

async function answer({ name, argument }: Order): Promise<void> {
	let reply: Reply;
	try {
		const task = tasks[name] as (argument: unknown) => Promise<unknown>;
		reply = { answer: await task(argument) };
	} catch (error) {
		reply = { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
	}
	process.send?.(reply);
}

process.on('message', (order: Order) => void answer(order));
process.on('disconnect', () => process.exit());
