import { z } from 'zod';

import {
	analyzeRequestSchema,
	batchRequestSchema,
	leadSchema,
	MAX_LEADS_PER_REQUEST,
} from '../nodes/LeadsPredict/contract';
import { Refusal, refusalOf } from './refusal';
import { webAddress } from './subscriptions';

/** Decided: a lead's fields that the reference does not name are ignored, not refused. */
const lenientLead = leadSchema.strip();

const leads = z.array(lenientLead).min(1).max(MAX_LEADS_PER_REQUEST);

export const analyzeBodySchema = analyzeRequestSchema.extend({ leads });

export const batchBodySchema = batchRequestSchema.extend({
	leads,
	webhook_url: webAddress.optional(),
});

/** What a request carried: JSON, or text that is none or was not announced as JSON. */
export type Received =
	| { readonly ok: true; readonly json: unknown }
	| { readonly ok: false; readonly text: string };

export function receive(text: string): Received {
	try {
		const json: unknown = JSON.parse(text);
		return { ok: true, json };
	} catch {
		return { ok: false, text };
	}
}

/** @throws Refusal (400) in the documented words */
export function read<S extends z.ZodTypeAny>(schema: S, body: Received | undefined): z.output<S> {
	if (!body?.ok)
		throw new Refusal(400, 'The request body must be valid JSON, sent as application/json');
	const parsed = schema.safeParse(body.json);
	if (!parsed.success) throw refusalOf(parsed.error);
	const value: z.output<S> = parsed.data;
	return value;
}
