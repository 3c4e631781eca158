import { z } from 'zod';

import { leadIdSchema } from './analyze';
import { leadSchema } from './lead';
import { MAX_LEADS_PER_REQUEST } from './limits';
import { extra } from './tolerant';

/** Body of `POST /leads/batch`. All three names are documented; the reference shows no options here. */
export const batchRequestSchema = z.object({
	leads: z.array(leadSchema).min(1).max(MAX_LEADS_PER_REQUEST),
	async: z.boolean().optional(),
	webhook_url: z.string().url().optional(),
});

export type BatchRequest = z.infer<typeof batchRequestSchema>;

/**
 * What names a batch, in its acknowledgement and in its results. Decided: a job's id is read from
 * `batch_id`, `job_id` or `id`, whichever comes first and can be one; none need be there.
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
 * What arrives at `webhook_url`. Decided: one message with `data.leads[]`, in the order of the
 * request or with an echo.
 */
export const batchCallbackSchema = z
	.object({ data: batchIdsSchema.extend({ leads: z.array(z.unknown()) }) })
	.passthrough();

const namedBatchSchema = z.object({ data: batchIdsSchema });

/** What a batch may be called, each where there is such a name. */
export interface BatchIds {
	readonly batch_id?: string;
	readonly job_id?: string;
	readonly id?: string;
}

/** What an acknowledgement or a message calls its batch; nothing when it is neither. */
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
 * Whether two name different batches. A plain `id` is not compared: in a message it may well be the
 * message's own.
 */
export const otherBatch = (one: BatchIds, other: BatchIds): boolean =>
	(['batch_id', 'job_id'] as const).some(
		(name) => one[name] !== undefined && other[name] !== undefined && one[name] !== other[name],
	);
