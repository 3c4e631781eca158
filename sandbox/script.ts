import { z } from 'zod';

const count = z.number().int().nonnegative();

/**
 * How the next requests to the service are answered instead of by the service itself.
 * With neither `status` nor `body` the service does its work, and the rest is done to its answer.
 */
export const scriptSchema = z
	.object({
		/** How many requests are answered so; 1 unless told. */
		times: count.optional(),
		/** How many requests are answered as usual before that. */
		skip: count.optional(),
		/** 200 unless told. 400 and more without a body sends the documented error body. */
		status: z.number().int().min(200).max(599).optional(),
		headers: z.record(z.string()).optional(),
		/** Text is sent as it is, any other value as JSON. */
		body: z.unknown(),
		/** The whole length is announced, half of it sent, then the connection is cut. */
		truncate: z.boolean().optional(),
		/** The connection is cut without an answer; the request is not carried out. */
		drop: z.boolean().optional(),
		/** Milliseconds before anything is done, at most a minute. */
		delayMs: count.max(60_000).optional(),
	})
	.strict();

export type Script = z.infer<typeof scriptSchema>;

export interface Scripts {
	/** Scripts wait in line: each begins when the one before has been used up. */
	add(script: Script): void;
	/** The script for the request that just came, if there is one. */
	next(): Script | undefined;
	clear(): void;
}

export function createScripts(): Scripts {
	let queue: Array<{ script: Script; skip: number; times: number }> = [];
	return {
		add(script) {
			const times = script.times ?? 1;
			if (times > 0) queue.push({ script, skip: script.skip ?? 0, times });
		},
		next() {
			const [head] = queue;
			if (!head) return undefined;
			if (head.skip > 0) {
				head.skip -= 1;
				return undefined;
			}
			head.times -= 1;
			if (head.times === 0) queue.shift();
			return head.script;
		},
		clear() {
			queue = [];
		},
	};
}
