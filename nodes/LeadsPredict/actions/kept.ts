import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { paidFor, paidSchema, recallFrom } from '../exchange/paid';
import type { Settled } from '../exchange/paid';
import type { HttpAnswer, Request } from '../exchange/send';
import { CREDENTIAL } from './request';

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
	/** Before the node throws. */
	readonly keep: (settled: readonly Settled[]) => void;
	/**
	 * Before the node returns.
	 * @param firstFailed whether the first item is an error: n8n's Retry On Fail then runs the node again
	 */
	readonly release: (settled: readonly Settled[], firstFailed: boolean) => void;
}

/** n8n's own bounds for Max. Tries. */
const mostTries = (maxTries: number | undefined): number => Math.min(5, Math.max(2, maxTries ?? 3));

/** Which account the answers belong to, without any secret. */
async function accountOf(node: IExecuteFunctions): Promise<string> {
	const { baseUrl } = await node.getCredentials<{ baseUrl?: string }>(CREDENTIAL);
	const { id, name } = node.getNode().credentials?.[CREDENTIAL] ?? {};
	return JSON.stringify([id ?? name ?? '', baseUrl ?? '']);
}

export async function keptOf(node: IExecuteFunctions): Promise<Kept> {
	const account = await accountOf(node);
	const context: Record<string, unknown> = node.getContext('node');
	const { tries, answers } = memorySchema.parse(context[NAME]);
	const store = (settled: readonly Settled[], after: number) => {
		context[NAME] = { tries: after, answers: paidFor(account, settled) };
	};
	return {
		recall: recallFrom(account, answers),
		keep: (settled) => store(settled, tries),
		release: (settled, firstFailed) => {
			const { retryOnFail, maxTries } = node.getNode();
			const runsAgain = firstFailed && retryOnFail === true && tries + 1 < mostTries(maxTries);
			if (runsAgain) store(settled, tries + 1);
			else delete context[NAME];
		},
	};
}
