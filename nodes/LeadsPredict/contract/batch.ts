import { z } from 'zod';

import { leadIdSchema } from './analyze';
import { leadSchema } from './lead';
import { MAX_LEADS_PER_REQUEST } from './limits';
import { extra } from './tolerant';

/** Body of `POST /leads/batch`. All three names are documented. The reference shows no options here. */
export const batchRequestSchema = z.object({
	leads: z.array(leadSchema).min(1).max(MAX_LEADS_PER_REQUEST),
	async: z.boolean().optional(),
	webhook_url: z.string().url().optional(),
});

export type BatchRequest = z.infer<typeof batchRequestSchema>;

/**
 * The IDs of a batch in its acknowledgement and its results. Decided: the ID is the first usable one of
 * `batch_id`, `job_id` and `id`; all are optional.
 */
const batchIdsSchema = z
	.object({
		batch_id: extra(leadIdSchema),
		job_id: extra(leadIdSchema),
		id: extra(leadIdSchema),
	})
	.passthrough();

/** Answer to an asynchronous batch. Decided: any success envelope acknowledges it. */
export const batchAcknowledgementSchema = z
	.object({ status: z.literal('success'), data: extra(batchIdsSchema) })
	.passthrough();

/**
 * The message to `webhook_url`. Decided: it holds `data.leads[]`, in the order of the request or with
 * echoed emails.
 */
export const batchCallbackSchema = z
	.object({ data: batchIdsSchema.extend({ leads: z.array(z.unknown()) }) })
	.passthrough();

const namedBatchSchema = z.object({ data: batchIdsSchema });

/** The IDs of a batch, as far as they are present. */
export interface BatchIds {
	readonly batch_id?: string;
	readonly job_id?: string;
	readonly id?: string;
}

/** The IDs of the batch in an acknowledgement or a message; none in any other body. */
export function batchIdsOf(body: unknown): BatchIds {
	const { batch_id, job_id, id } = namedBatchSchema.safeParse(body).data?.data ?? {};
	return {
		...(typeof batch_id === 'string' && { batch_id }),
		...(typeof job_id === 'string' && { job_id }),
		...(typeof id === 'string' && { id }),
	};
}

export const batchIdOf = ({ batch_id, job_id, id }: BatchIds): string | undefined =>
	batch_id ?? job_id ?? id;

/**
 * Whether the IDs name different batches. A plain `id` is not compared, because in a message it may be
 * the message's own.
 */
export const otherBatch = (one: BatchIds, other: BatchIds): boolean =>
	(['batch_id', 'job_id'] as const).some(
		(name) => one[name] !== undefined && other[name] !== undefined && one[name] !== other[name],
	);
