// A measuring process: runs under the same Node.js as the engine it is compared with, and finds
// n8n's own copies of axios and zod.

import { timeRooms } from '../rooms/walk';
import { timeLoop } from './loop';
import type { Order, Reply, TaskName, Tasks } from './protocol';

type Answers = {
	[Name in TaskName]: (argument: Tasks[Name]['argument']) => Promise<Tasks[Name]['answer']>;
};

const answers: Answers = { loop: timeLoop, rooms: timeRooms };

async function answer({ name, argument }: Order): Promise<void> {
	let reply: Reply;
	try {
		const task = answers[name] as (argument: unknown) => Promise<unknown>;
		reply = { answer: await task(argument) };
	} catch (error) {
		reply = { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
	}
	process.send?.(reply);
}

process.on('message', (order: Order) => void answer(order));
process.on('disconnect', () => process.exit());
