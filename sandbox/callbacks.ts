import { setTimeout as pause } from 'node:timers/promises';

import { z } from 'zod';

import { DELIVERY_POLICIES } from './deliveryPolicy';
import { sentResults } from './faults/corruptResults';
import type { ResultChanges } from './faults/corruptResults';
import { milliseconds } from './faults/kinds';
import { createStore } from './store';
import type { KnownLead } from './store';
import { assertMessage } from './validate';
import type { WebhookSender } from './webhookSender';

/** The kinds of messages to a `webhook_url`. */
export const MESSAGES = {
	whole: 'the results of the batch',
	firstHalf: 'the results of the first half of its leads, rounded up',
	secondHalf: 'the others',
	foreign: 'the same number of results of leads that nobody sent, under another batch_id',
	earlier: 'the results of the previous batch; not sent if there is none',
	oversized: 'the results of the batch, with 17 MiB of padding',
} as const;

export type Message = keyof typeof MESSAGES;

const ALL = Object.keys(MESSAGES) as [Message, ...Message[]];

/** How the sandbox calls back for an asynchronous batch. LeadsPredict documents none of it. */
export const callbackPlanSchema = z
	.object({
		/** Default: `usual`. */
		policy: z.enum(DELIVERY_POLICIES).optional(),
		/** Delay before each repeat. Default for a careful sender: eight repeats within half a minute. */
		retryDelaysMs: z.array(milliseconds).max(20).optional(),
		/** Sent one after the other. Default: `["whole"]`; `[]` never calls back. */
		messages: z.array(z.enum(ALL)).max(20).optional(),
		/** Sends all of them at the same time. */
		atOnce: z.boolean().optional(),
		/** Before the first one. */
		delayMs: milliseconds.optional(),
		/** Delay between the end of one message and the next. */
		gapMs: milliseconds.optional(),
		/** Whether each result echoes its lead's email. */
		echo: z.boolean().optional(),
		/** Whether a message has the `batch_id` of the acknowledgement; default: true. */
		batchId: z.boolean().optional(),
		/** Delays the acknowledgement, so that callbacks overtake it. */
		acknowledgeAfterMs: milliseconds.optional(),
	})
	.strict();

export type CallbackPlan = z.infer<typeof callbackPlanSchema>;

/** An accepted batch, from which callbacks are made. */
interface Batch {
	readonly id: string;
	readonly known: readonly KnownLead[];
}

export interface BatchTaken extends Batch {
	/** Where the callbacks go. */
	readonly url: string;
}

const CAREFUL_DELAYS_MS = [100, 300, 900, 2_700, 5_000, 5_000, 5_000, 10_000];

/** One MiB more than n8n accepts by default. */
const NOTHING_BYTES = 17 * 1024 * 1024;

/** Made-up leads that nobody sent. */
const strangers = (count: number, now: Date): KnownLead[] => {
	const { score } = createStore(() => now);
	return Array.from(
		{ length: count },
		(_, n) => score({ email: `stranger-${n + 1}@elsewhere.example` }).after,
	);
};

export function createCallbacks(sender: WebhookSender, now: () => Date) {
	let plan: CallbackPlan = {};
	let before: Batch | undefined;

	/** The batch that a message is about. */
	const subjectOf = (message: Message, batch: Batch, earlier: Batch | undefined) => {
		const middle = Math.ceil(batch.known.length / 2);
		switch (message) {
			case 'whole':
			case 'oversized':
				return batch;
			case 'firstHalf':
				return { ...batch, known: batch.known.slice(0, middle) };
			case 'secondHalf':
				return { ...batch, known: batch.known.slice(middle) };
			case 'foreign':
				return { id: 'batch_foreign', known: strangers(batch.known.length, now()) };
			case 'earlier':
				return earlier;
		}
	};

	const payloadOf = (message: Message, { id, known }: Batch, changes: ResultChanges) => {
		const { echo, batchId = true } = plan;
		const { data } = sentResults(known, {}, { ...changes, ...(echo && { echo }) });
		const payload = { status: 'success', data: { ...(batchId && { batch_id: id }), ...data } };
		assertMessage('batch', payload);
		return message === 'oversized' ? { ...payload, nothing: ' '.repeat(NOTHING_BYTES) } : payload;
	};

	return {
		/**
		 * Sends what the plan says about a batch.
		 * @param onReached called with the leads of each message that has reached its receiver
		 */
		send(
			batch: BatchTaken,
			changes: ResultChanges,
			onReached: (leads: readonly KnownLead[]) => void,
		): void {
			const { policy = 'usual', messages = ['whole'], atOnce, delayMs = 0, gapMs = 0 } = plan;
			const retryDelaysMs =
				plan.retryDelaysMs ?? (policy === 'careful' ? CAREFUL_DELAYS_MS : undefined);
			const earlier = before;
			before = batch;
			let previous: Promise<unknown> | undefined;
			for (const message of messages) {
				const about = subjectOf(message, batch, earlier);
				if (!about) continue;
				const sent = sender.send({
					kind: 'batch',
					name: batch.id,
					url: batch.url,
					payload: payloadOf(message, about, changes),
					policy,
					...(retryDelaysMs && { retryDelaysMs }),
					...(message !== 'whole' && { fault: message }),
					...(previous ? { after: previous } : { delayMs }),
				});
				void sent.then((reached) => {
					if (reached && about.id === batch.id) onReached(about.known);
				});
				if (!atOnce)
					previous = gapMs > 0 ? sent.then(() => pause(gapMs, undefined, { ref: false })) : sent;
			}
		},
		setPlan(next: CallbackPlan): void {
			plan = next;
		},
		plan: (): CallbackPlan => plan,
		/** Forgets the earlier batch, and goes back to one callback for each batch. */
		clear(): void {
			plan = {};
			before = undefined;
		},
	};
}
