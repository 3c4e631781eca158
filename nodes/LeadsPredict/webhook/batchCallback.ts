import {
	batchCallbackSchema,
	batchIdsOf,
	eventSchema,
	leadResultSchema,
	otherBatch,
	sameAddress,
	saysJson,
} from '../contract';
import type { BatchIds } from '../contract';
import { failed } from '../types';
import type { Outcome, Problem, LeadRow } from '../types';
import { isObject, own } from '../json';
import { echoOf, matchResults, wrongCount } from '../scoring/matchResults';
import type { MatchedLead } from '../scoring/matchResults';
import { isNonce } from './nonce';
import { problem } from '../problems/problem';
import { batchFailed } from '../problems/response';

/**
 * Decides what a message means for a paused batch. Two invariants: only the answer to this request ends
 * the wait, and no result is assigned to a lead that may not be its own. After an unusable message the
 * wait continues, and a usable one may follow.
 */

/** A request whose results have not arrived. */
export interface PendingBatch {
	/** Digest of the nonce in the callback URL, which only this request contained. */
	readonly digest: string;
	/** The batch's IDs in LeadsPredict's acknowledgement. */
	readonly ids: BatchIds;
	/** The leads, in the order in which they were sent. */
	readonly rows: readonly LeadRow[];
}

export interface CallbackMessage {
	/** From the query, unchecked. */
	readonly nonce: unknown;
	readonly contentType: unknown;
	/** As n8n parsed it. */
	readonly body: unknown;
}

/** The response to the sender while the wait continues. */
export interface CallbackReply {
	/** 200: nothing to send again; 202: stored, but results are missing; others: not a delivery. */
	readonly status: 200 | 202 | 400 | 401 | 409 | 415 | 422;
	/** Stable, for programs. */
	readonly code: string;
	/** A sentence without its final period. */
	readonly reason: string;
}

/** Results of earlier partial messages, by email address. */
export type BatchParts = ReadonlyMap<string, unknown>;

export type CallbackResult =
	| { readonly resume: true; readonly outcomes: ReadonlyArray<Outcome<MatchedLead>> }
	| { readonly resume: false; readonly reply: CallbackReply; readonly parts: BatchParts };

export const NO_PARTS: BatchParts = new Map();

/** The response to a caller without the nonce. */
export const NOT_THIS_BATCH: CallbackReply = {
	status: 401,
	code: 'not_this_batch',
	reason: 'This address does not belong to the batch waited for',
};

/** Whether two results for one address differ in ID or score; either may be missing or unusable. */
const contradict = (one: unknown, other: unknown): boolean =>
	(['id', 'score'] as const).some((name) => {
		const [first, second] = [one, other].map(
			(result) => leadResultSchema.shape[name].safeParse(own(result, name)).data,
		);
		return first !== undefined && second !== undefined && first !== second;
	});

/**
 * Adds results to earlier ones. Only results with an email can arrive in parts, and only for an address
 * that was sent once: for two leads with one address it is unknown which result is whose, or whether
 * the second is a repeat. Two results for one address with different IDs or scores are both dropped;
 * otherwise the first usable one stays.
 */
function gather(
	rows: readonly LeadRow[],
	results: readonly unknown[],
	before: BatchParts,
): { readonly parts: BatchParts; readonly problem?: Problem } {
	const times = new Map<string, number>();
	for (const { lead } of rows) {
		const address = sameAddress(lead.email);
		times.set(address, (times.get(address) ?? 0) + 1);
	}
	const parts = new Map(before);
	for (const result of results) {
		const echo = echoOf(result);
		const address = echo === undefined ? undefined : sameAddress(echo);
		const sent = address === undefined ? undefined : times.get(address);
		if (address !== undefined && sent === undefined) {
			return { parts: before, problem: problem('email_not_sent', { email: address }) };
		}
		if (address === undefined || sent !== 1) {
			return { parts: before, problem: wrongCount(rows, results) };
		}
		const earlier = parts.get(address);
		if (contradict(earlier, result)) {
			const others = new Map(before);
			others.delete(address);
			return { parts: others, problem: problem('contradicting_results', { email: address }) };
		}
		if (!leadResultSchema.safeParse(earlier).success) parts.set(address, result);
	}
	return { parts };
}

/** Matches results for all leads, or states why that is impossible. */
function matchAll(
	rows: readonly LeadRow[],
	leads: readonly unknown[],
): { readonly outcomes: ReadonlyArray<Outcome<MatchedLead>> } | { readonly problem: Problem } {
	const body = { status: 'success', data: { leads } };
	const outcomes = matchResults(rows, { status: 200, headers: {}, body, rateLimit: {} });
	const [first] = outcomes;
	return first !== undefined && !first.ok && outcomes.every(({ ok }) => !ok)
		? { problem: first.problem }
		: { outcomes };
}

/**
 * Decides about one message. It considers no other messages, except earlier parts of this batch.
 * @param parts results from earlier messages for this batch
 */
export function readCallback(
	awaited: PendingBatch,
	message: CallbackMessage,
	parts: BatchParts,
): CallbackResult {
	const { rows, digest, ids } = awaited;
	const wait = (
		status: CallbackReply['status'],
		code: string,
		reason: string,
		kept = parts,
	): CallbackResult => ({
		resume: false,
		reply: { status, code, reason },
		parts: kept,
	});
	const { nonce, contentType, body } = message;

	// First, so that an unknown caller learns nothing. Results of an earlier batch of this execution are
	// refused here, too.
	if (!isNonce(nonce, digest)) {
		return { resume: false, reply: NOT_THIS_BATCH, parts };
	}
	if (!saysJson(contentType)) {
		return wait(415, 'not_json', 'Results are accepted as application/json only');
	}
	if (!isObject(body)) return wait(400, 'no_results', 'The body must be one JSON object');

	const results = batchCallbackSchema.safeParse(body).data?.data.leads;
	if (results === undefined) {
		// Nothing links an event to a lead of the request. Events belong to the trigger.
		if (eventSchema.safeParse(body).success) {
			return wait(200, 'event', 'An event about a lead is not the answer to a batch');
		}
		if (Reflect.get(body, 'status') !== 'error') {
			return wait(400, 'no_results', 'There is no list of results under data.leads');
		}
	}
	if (otherBatch(ids, batchIdsOf(body))) {
		return wait(409, 'other_batch', 'The results are those of another batch');
	}
	if (results === undefined) {
		const failure = batchFailed(body);
		return { resume: true, outcomes: rows.map(({ item }) => failed(item, failure)) };
	}

	const unusable = ({ message: why }: Problem, kept = parts) =>
		wait(422, 'unusable_results', why, kept);
	if (results.length === rows.length) {
		const whole = matchAll(rows, results);
		if ('outcomes' in whole) return { resume: true, outcomes: whole.outcomes };
		return unusable(whole.problem);
	}
	if (results.length === 0 || results.length > rows.length) {
		return unusable(wrongCount(rows, results));
	}
	const gathered = gather(rows, results, parts);
	if (gathered.problem !== undefined) return unusable(gathered.problem, gathered.parts);
	if (gathered.parts.size < rows.length) {
		const here = `${gathered.parts.size} of ${rows.length} results are here`;
		return wait(202, 'incomplete', `${here}, kept until the others come`, gathered.parts);
	}
	const whole = matchAll(rows, [...gathered.parts.values()]);
	// Contradicting results are dropped, so that a later message can replace them.
	return 'outcomes' in whole
		? { resume: true, outcomes: whole.outcomes }
		: unusable(whole.problem, NO_PARTS);
}
