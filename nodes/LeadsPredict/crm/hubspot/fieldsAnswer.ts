import { z } from 'zod';

import type { FieldsRequest } from '../crmRequest';
import { readReply, theirWords } from '../httpReply';
import type { CrmError } from '../httpReply';
import { failed } from '../result';
import type { PartResult } from '../result';
import { errorSchema } from './errors';

/**
 * HubSpot's answers to requests that create a group or properties: a group comes back as it is,
 * properties as a batch of `{results[], errors[]}` (documented). Seen: a property that exists is an
 * error of its own in a batch, of the category OBJECT_ALREADY_EXISTS; a group that exists is a 409.
 */

const createdSchema = z.object({ name: z.string() });

const batchSchema = z.object({
	results: z.array(createdSchema.nullable().catch(null)).catch([]),
	errors: z.array(errorSchema).catch([]),
});

const EXISTS = new Set(['ALREADY_EXISTS', 'OBJECT_ALREADY_EXISTS', 'CONFLICT', '409']);

const bodySchema = errorSchema.extend({ message: z.string() });

function refusalIn(body: unknown): CrmError | undefined {
	const { data } = bodySchema.safeParse(body);
	return (
		data && {
			reason: `HubSpot refused the request: ${theirWords(data.message)}`,
			...(data.category !== undefined && { code: data.category }),
			...(data.category === 'RATE_LIMITS' && { retryable: true }),
		}
	);
}

const UNSAID = failed({ reason: 'HubSpot did not say what became of it' });

export function readHubspotFields(
	{ creates }: FieldsRequest,
	answers: readonly unknown[],
): PartResult[] {
	const reply = readReply(answers, refusalIn);
	if (!reply.ok) {
		const { refusal } = reply;
		// Of several it is not said which one exists.
		const isThere = creates.length === 1 && EXISTS.has(refusal.code ?? '');
		return creates.map(() => (isThere ? { result: 'exists' } : failed(refusal)));
	}
	const single = createdSchema.safeParse(reply.body).data;
	const { results, errors } = batchSchema.safeParse(reply.body).data ?? { results: [], errors: [] };
	const created = new Set([...results, single ?? null].map((each) => each?.name));
	return creates.map(({ name }) => {
		if (created.has(name)) return { result: 'created' };
		const error = errors.find(({ context }) => Object.values(context).flat().includes(name));
		if (error === undefined) return UNSAID;
		if (EXISTS.has(error.category ?? '')) return { result: 'exists' };
		return failed({
			reason: theirWords(error.message),
			...(error.category !== undefined && { code: error.category }),
		});
	});
}
