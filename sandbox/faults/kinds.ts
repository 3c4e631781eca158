import { z } from 'zod';

import { ENDPOINTS } from '../api';
import { WAIT_FORMS } from './wait';

/** Every fault by name, with its description. */
export const FAULTS = {
	rateLimited: '429 {header?, waitMs?}: not counted, nothing scored',
	serverError: '500 with the documented error body {paid?}',
	badGateway: '502 with the page of a proxy {paid?}',
	unavailable: '503 {retryAfter?, paid?}',
	gatewayTimeout: '504 with the page of a proxy {paid?}: the work is done unless `paid` is false',
	resetBefore: 'the connection is reset before anything is done: not counted, nothing scored',
	resetAfter:
		'the connection is reset after the work was done: counted and scored, the answer lost',
	slow: 'the work is done, the answer is delayed {delayMs?}',
	truncated: 'the work is done, half of the answer is sent {how?}',
	html: '200 with a page instead of an answer {paid?}',
	empty: '200 with an empty body {paid?}: the work is done unless `paid` is false',
	oneTooFew: 'the last result is missing',
	oneTooMany: 'one more result, of a lead that nobody sent',
	reordered: 'results with their emails, last lead first: all results are right',
	duplicateIds: 'one ID for two leads with different emails',
	nullScores: 'every third result, the first included, has no score',
} as const;

export type FaultKind = keyof typeof FAULTS;

/** How an answer is cut in half. */
export const CUTS = [
	/** The whole length is announced, then the connection ends. */
	'announced',
	/** No length is announced (chunks), then the connection ends without the last chunk. */
	'chunked',
	/** The length of the half is announced: the HTTP message is complete, but its JSON breaks off. */
	'unnoticed',
] as const;

export const milliseconds = z.number().int().nonnegative().max(600_000);
/** Whether the service does its work, and counts it, before the answer is replaced. */
const paid = z.boolean().optional();

const plain = <K extends FaultKind>(kind: K) => z.object({ kind: z.literal(kind) }).strict();

export const faultSchema = z.discriminatedUnion('kind', [
	plain('rateLimited').extend({
		/** How the answer states when to retry; default: `retryAfterSeconds`. */
		header: z.enum(WAIT_FORMS).optional(),
		/** The time it states, in milliseconds from now; default: 1,000. */
		waitMs: milliseconds.optional(),
	}),
	plain('serverError').extend({ paid }),
	plain('badGateway').extend({ paid }),
	plain('unavailable').extend({
		/** Seconds in `Retry-After`; if missing, the header is omitted. */
		retryAfter: z.number().int().nonnegative().max(86_400).optional(),
		paid,
	}),
	plain('gatewayTimeout').extend({ paid }),
	plain('resetBefore'),
	plain('resetAfter'),
	/** Default: 1,000. */
	plain('slow').extend({ delayMs: milliseconds.optional() }),
	plain('truncated').extend({ how: z.enum(CUTS).optional() }),
	plain('html').extend({ paid }),
	plain('empty').extend({ paid }),
	plain('oneTooFew'),
	plain('oneTooMany'),
	plain('reordered'),
	plain('duplicateIds'),
	plain('nullScores'),
]);

export type Fault = z.infer<typeof faultSchema>;

/** Which of the next requests meet a fault. */
const when = {
	/** How many; default: 1, or unlimited with `every`. */
	times: z.number().int().nonnegative().optional(),
	/** How many requests pass first. */
	skip: z.number().int().nonnegative().optional(),
};

/**
 * A scripted answer. Without `status`, `body` and `drop` the service does its work, and the other
 * settings change its answer.
 */
export const answerSchema = z
	.object({
		...when,
		/** Default: 200. 400 and more without a body sends the service's own error body. */
		status: z.number().int().min(200).max(599).optional(),
		headers: z.record(z.string()).optional(),
		/** Text is sent unchanged, any other value as JSON. */
		body: z.unknown(),
		/** The whole length is announced, half of it sent, then the connection is cut. */
		truncate: z.boolean().optional(),
		/** The connection is cut without an answer; the request is not carried out. */
		drop: z.boolean().optional(),
		/** Milliseconds before the request is handled, at most a minute. */
		delayMs: z.number().int().nonnegative().max(60_000).optional(),
	})
	.strict();

export type Answer = z.infer<typeof answerSchema>;

/** The fault of one request. */
export type RequestFault = Fault | (Answer & { readonly kind: 'answer' });

/**
 * Whether the service does its work before the fault, so that the request counts and its leads are
 * scored. `paid` sets it. Default (decided): an error occurs before the work, a gateway timeout and an
 * empty answer after it.
 */
export function isCarriedOut(fault: RequestFault): boolean {
	switch (fault.kind) {
		case 'answer':
			return !fault.drop && fault.status === undefined && fault.body === undefined;
		case 'rateLimited':
		case 'resetBefore':
			return false;
		case 'serverError':
		case 'badGateway':
		case 'unavailable':
		case 'html':
			return fault.paid ?? false;
		case 'gatewayTimeout':
		case 'empty':
			return fault.paid ?? true;
		default:
			return true;
	}
}

/** Whether a fault changes results, so that it applies only to requests that return results. */
export const needsResults = (kind: FaultKind): boolean =>
	['oneTooFew', 'oneTooMany', 'reordered', 'duplicateIds', 'nullScores'].includes(kind);

const [firstKind, ...otherKinds] = Object.keys(FAULTS) as [FaultKind, ...FaultKind[]];

export const kindSchema = z.enum([firstKind, ...otherKinds]);

export const scheduledFaultSchema = z
	.object({
		/** A fault, or only its name. */
		fault: z
			.custom<FaultKind | Fault>()
			.transform((value) => (typeof value === 'string' ? { kind: value } : value))
			.pipe(faultSchema),
		...when,
		/** Only every k-th request meets it: 3 means the third, the sixth and so on. */
		every: z.number().int().min(1).optional(),
		/** Only requests to this endpoint count; default: all. */
		endpoint: z.enum(ENDPOINTS).optional(),
	})
	.strict();

export type ScheduledFault = z.infer<typeof scheduledFaultSchema>;
