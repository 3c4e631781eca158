import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { cacheEntriesFor, cachedResponsesSchema, cacheReader } from '../scoring/responseCache';
import type { RunResult } from '../scoring/scheduler';
import type { HttpResponse, ApiRequest } from '../types';
import type { Access } from './httpRequests';

/**
 * Where n8n keeps what was paid for until the node has returned: in the execution's context of this
 * node, which lives through the tries of Retry On Fail, is saved with a failed execution, and is there
 * again when that is retried. It is one for all iterations of a loop, so what an earlier iteration left
 * is not believed, and it is emptied when the node returns, unless n8n will run it again.
 */

/** Its name in the context, beside what n8n itself may put there. */
const NAME = 'paid';

const memorySchema = z
	.object({
		/** Which of the node's runs in this execution the answers belong to: a loop runs it anew. */
		runIndex: z.number().int(),
		/** Times the node returned with an item that n8n takes for a failure of the whole node. */
		tries: z.number().int(),
		answers: cachedResponsesSchema,
		/** How many items each request was planned for: an answer is found only by the same request. */
		sizes: z.array(z.number().int().positive()).default([]),
	})
	.catch({ runIndex: -1, tries: 0, answers: {}, sizes: [] });

/** What of a run the next try needs. */
type Settled = Pick<RunResult<unknown>, 'cacheable' | 'sizes'>;

export interface ResponseCache {
	/** An answer that an earlier try of this execution has paid for. */
	readonly get: (request: ApiRequest) => HttpResponse | undefined;
	/** How many items each request of that try was planned for. */
	readonly sizes: readonly number[];
	/** Before the node throws. */
	readonly put: (settled: Settled) => void;
	/**
	 * Before the node returns.
	 * @param first the first item that it puts out
	 */
	readonly release: (settled: Settled, first: INodeExecutionData | undefined) => void;
}

/** n8n's own bounds for Max. Tries. */
const triesOf = (maxTries: number | undefined): number => Math.min(5, Math.max(2, maxTries ?? 3));

/**
 * Whether n8n's Retry On Fail may run the node again for it. That is so for any first item with an
 * `error`, which a raw result may have as well. n8n 2.41 does not count null and false; older n8n does.
 */
const looksFailed = (first: INodeExecutionData | undefined): boolean =>
	first?.json['error'] !== undefined;

/** @param access says which account the answers belong to; it goes into hashes alone */
export function responseCacheOf(node: IExecuteFunctions, { url, key }: Access): ResponseCache {
	const account = JSON.stringify([url, key]);
	const context: Record<string, unknown> = node.getContext('node');
	// The same through all tries.
	const { $thisRunIndex: runIndex } = node.getWorkflowDataProxy(0);
	const memory = memorySchema.parse(context[NAME]);
	const { tries, answers, sizes } =
		memory.runIndex === runIndex ? memory : { tries: 0, answers: {}, sizes: [] };
	const store = (settled: Settled, after: number) => {
		const more = cacheEntriesFor(account, settled.cacheable, new Date());
		// What was not come to this time is not forgotten.
		context[NAME] = {
			runIndex,
			tries: after,
			answers: { ...answers, ...more },
			sizes: settled.sizes,
		};
	};
	return {
		sizes,
		get: cacheReader(account, answers, new Date()),
		put: (settled) => store(settled, tries),
		release: (settled, first) => {
			const { retryOnFail, maxTries } = node.getNode();
			if (looksFailed(first) && retryOnFail === true && tries + 1 < triesOf(maxTries))
				store(settled, tries + 1);
			else delete context[NAME];
		},
	};
}
