import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { paidFor, paidSchema, recallFrom } from '../exchange/paid';
import type { Settled } from '../exchange/paid';
import type { HttpAnswer, Request } from '../exchange/send';
import type { Access } from './request';

/**
 * Where n8n keeps what was paid for until the node has returned: in the execution's context of this
 * node, which lives through the tries of Retry On Fail, is saved with a failed execution, and is there
 * again when that is retried. It is one for all iterations of a loop, so answers are found by the hash of
 * their request, and it is emptied whenever the node returns.
 */

/** Its name in the context, beside what n8n itself may put there. */
const NAME = 'paid';

const memorySchema = z
	.object({
		/** Times the node returned with an item that n8n takes for a failure of the whole node. */
		tries: z.number().int(),
		answers: paidSchema,
	})
	.catch({ tries: 0, answers: {} });

export interface Kept {
	/** An answer that an earlier try of this execution has paid for. */
	readonly recall: (request: Request) => HttpAnswer | undefined;
	/**
	 * Before the node throws.
	 * @returns whether a later try of the same request will find the answers
	 */
	readonly keep: (settled: readonly Settled[]) => boolean;
	/**
	 * Before the node returns.
	 * @param firstFailed whether the first item is an error: n8n's Retry On Fail then runs the node again
	 */
	readonly release: (settled: readonly Settled[], firstFailed: boolean) => void;
}

/** n8n's own bounds for Max. Tries. */
const mostTries = (maxTries: number | undefined): number => Math.min(5, Math.max(2, maxTries ?? 3));

/** For requests that are never the same again. */
export const keepsNothing: Kept = {
	recall: () => undefined,
	keep: () => false,
	release: () => undefined,
};

/** @param access says which account the answers belong to; it goes into hashes alone */
export function keptOf(node: IExecuteFunctions, { url, key }: Access): Kept {
	const account = JSON.stringify([url, key]);
	const context: Record<string, unknown> = node.getContext('node');
	const { tries, answers } = memorySchema.parse(context[NAME]);
	const now = new Date();
	const store = (settled: readonly Settled[], after: number) => {
		const more = paidFor(account, settled, now);
		// What was not come to this time is not forgotten.
		context[NAME] = { tries: after, answers: { ...answers, ...more } };
	};
	return {
		recall: recallFrom(account, answers, now),
		keep: (settled) => {
			store(settled, tries);
			return true;
		},
		release: (settled, firstFailed) => {
			const { retryOnFail, maxTries, type } = node.getNode();
			// For an agent n8n does not look at the first item.
			const looksAtItems = retryOnFail === true && !type.endsWith('Tool');
			if (firstFailed && looksAtItems && tries + 1 < mostTries(maxTries)) store(settled, tries + 1);
			else delete context[NAME];
		},
	};
}
