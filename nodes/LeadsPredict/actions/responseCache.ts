import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { cacheEntriesFor, cachedResponsesSchema, cacheReader } from '../scoring/responseCache';
import type { RunResult } from '../scoring/scheduler';
import type { HttpResponse, ApiRequest } from '../types';
import type { Access } from './httpRequests';

/**
 * Stores paid answers in this node's context of the execution until the node returns. The context
 * survives the tries of Retry On Fail, is saved with a failed execution, and is restored when the
 * execution is retried. All iterations of a loop share it, so answers of an earlier iteration are
 * ignored. It is emptied when the node returns, unless n8n will run the node again.
 */

/** The key in the context, which n8n may use as well. */
const NAME = 'paid';

const memorySchema = z
	.object({
		/** The run of the node that the answers belong to: in a loop, each iteration is a run. */
		runIndex: z.number().int(),
		/** How often the node returned an item that n8n takes for a failure of the whole node. */
		tries: z.number().int(),
		answers: cachedResponsesSchema,
		/**
		 * How many items each request held, so that the next try plans the same requests and finds their
		 * answers.
		 */
		sizes: z.array(z.number().int().positive()).default([]),
	})
	.catch({ runIndex: -1, tries: 0, answers: {}, sizes: [] });

/** The part of a run's result that the next try needs. */
type Settled = Pick<RunResult<unknown>, 'cacheable' | 'sizes'>;

export interface ResponseCache {
	/** The paid answer of an earlier try of this execution. */
	readonly get: (request: ApiRequest) => HttpResponse | undefined;
	/** How many items each request of that try held. */
	readonly sizes: readonly number[];
	/** Call before the node throws. */
	readonly put: (settled: Settled) => void;
	/**
	 * Call before the node returns.
	 * @param first the first output item
	 */
	readonly release: (settled: Settled, first: INodeExecutionData | undefined) => void;
}

/** n8n's own bounds for Max. Tries. */
const triesOf = (maxTries: number | undefined): number => Math.min(5, Math.max(2, maxTries ?? 3));

/**
 * Whether n8n's Retry On Fail may run the node again because of this item. It does so for any first
 * item with an `error`, which a raw result may have as well. n8n 2.41 ignores null and false; older
 * versions do not.
 */
const looksFailed = (first: INodeExecutionData | undefined): boolean =>
	first?.json['error'] !== undefined;

/** @param access identifies the account that the answers belong to; only hashes contain it */
export function responseCacheOf(node: IExecuteFunctions, { url, key }: Access): ResponseCache {
	const account = JSON.stringify([url, key]);
	const context: Record<string, unknown> = node.getContext('node');
	// The same in every try.
	const { $thisRunIndex: runIndex } = node.getWorkflowDataProxy(0);
	const memory = memorySchema.parse(context[NAME]);
	const { tries, answers, sizes } =
		memory.runIndex === runIndex ? memory : { tries: 0, answers: {}, sizes: [] };
	const store = (settled: Settled, after: number) => {
		const more = cacheEntriesFor(account, settled.cacheable, new Date());
		// Answers that this try did not reach stay in the cache.
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
