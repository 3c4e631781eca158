import { z } from 'zod';

import { WAIT_FORMS } from './wait';

/** Every fault by its name, and what it is. */
export const FAULTS = {
	rateLimited: '429 {header?, waitMs?}: not counted, nothing scored',
	serverError: '500 in the documented words {paid?}',
	badGateway: '502 with the page of a proxy {paid?}',
	unavailable: '503 {retryAfter?, paid?}',
	gatewayTimeout: '504 with the page of a proxy {paid?}: the work was done unless told otherwise',
	resetBefore: 'the connection is reset before anything is done: not counted, nothing scored',
	resetAfter:
		'the connection is reset after the work was done: counted and scored, the answer lost',
	slow: 'the work is done, the answer held back {delayMs?}',
	truncated: 'the work is done, half of the answer sent {how?}',
	html: '200 with a page instead of an answer {paid?}',
	empty: '200 with nothing {paid?}: the work was done unless told otherwise',
	oneTooFew: 'the last result is missing',
	oneTooMany: 'a result more, of nobody who was sent',
	reordered: 'results with their emails, last lead first: nothing is wrong with it',
	duplicateIds: 'one id for two leads with different emails',
	nullScores: 'every third result, the first included, has no score',
} as const;

export type FaultKind = keyof typeof FAULTS;

/** Faults of a list of results: they cannot meet a request that gets none. */
const OF_RESULTS: ReadonlySet<FaultKind> = new Set([
	'oneTooFew',
	'oneTooMany',
	'reordered',
	'duplicateIds',
	'nullScores',
]);

export const needsResults = (kind: FaultKind): boolean => OF_RESULTS.has(kind);

/** How half an answer comes. */
export const CUTS = [
	/** The whole length is announced, then the connection ends. */
	'announced',
	/** No length is announced (chunks), then the connection ends without the last chunk. */
	'chunked',
	/** The length of the half is announced: to HTTP all is well, and the JSON breaks off. */
	'unnoticed',
] as const;

const milliseconds = z.number().int().nonnegative().max(600_000);
const paid = z.boolean().optional();

const plain = <K extends FaultKind>(kind: K) => z.object({ kind: z.literal(kind) }).strict();

export const faultSchema = z.discriminatedUnion('kind', [
	plain('rateLimited').extend({
		/** In which form the answer says when to come again; `retryAfterSeconds` unless told. */
		header: z.enum(WAIT_FORMS).optional(),
		/** What it says, in milliseconds from now; 1,000 unless told. */
		waitMs: milliseconds.optional(),
	}),
	// `paid`: whether the service does its work, and counts it, before the answer is replaced.
	plain('serverError').extend({ paid }),
	plain('badGateway').extend({ paid }),
	plain('unavailable').extend({
		/** Seconds in `Retry-After`; without it there is no such header. */
		retryAfter: z.number().int().nonnegative().max(86_400).optional(),
		paid,
	}),
	plain('gatewayTimeout').extend({ paid }),
	plain('resetBefore'),
	plain('resetAfter'),
	plain('slow').extend({
		/** 1,000 unless told. */
		delayMs: milliseconds.optional(),
	}),
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

const [firstKind, ...otherKinds] = Object.keys(FAULTS) as [FaultKind, ...FaultKind[]];

export const kindSchema = z.enum([firstKind, ...otherKinds]);

/** A fault, or its name when there is nothing else to say about it. */
export const namedFaultSchema = z.preprocess(
	(value) => (typeof value === 'string' ? { kind: value } : value),
	faultSchema,
);
