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
 * What a message means to a batch that is waited for. Two laws: only the answer to this very request
 * ends the wait, and no result reaches a lead that is not certainly its own. A message that brings
 * nothing usable changes nothing: the wait goes on, and a better one may come until its end.
 */

/** A request whose results are waited for. */
export interface PendingBatch {
	/** Of the nonce in the address that only this request named. */
	readonly digest: string;
	/** What LeadsPredict called the batch when it took it. */
	readonly ids: BatchIds;
	/** The leads, in the order in which they were sent. */
	readonly rows: readonly LeadRow[];
}

export interface CallbackMessage {
	/** As it stood in the query. */
	readonly nonce: unknown;
	readonly contentType: unknown;
	/** As n8n parsed it. */
	readonly body: unknown;
}

/** What the sender is told while the wait goes on. */
export interface CallbackReply {
	/** 200: there is nothing to send again; 202: kept, but not all; else: this was no delivery. */
	readonly status: 200 | 202 | 400 | 401 | 409 | 415 | 422;
	/** Stable, for programs. */
	readonly code: string;
	/** A sentence without its period. */
	readonly reason: string;
}

/** Results that came in parts: the address that each names → the result. */
export type BatchParts = ReadonlyMap<string, unknown>;

export type CallbackResult =
	| { readonly resume: true; readonly outcomes: ReadonlyArray<Outcome<MatchedLead>> }
	| { readonly resume: false; readonly reply: CallbackReply; readonly parts: BatchParts };

export const NO_PARTS: BatchParts = new Map();

/** To whoever does not know the nonce. */
export const NOT_THIS_BATCH: CallbackReply = {
	status: 401,
	code: 'not_this_batch',
	reason: 'This address does not belong to the batch waited for',
};

/** What tells one result for an address from another; either may be missing or unusable. */
const contradict = (one: unknown, other: unknown): boolean =>
	(['id', 'score'] as const).some((name) => {
		const [first, second] = [one, other].map(
			(result) => leadResultSchema.shape[name].safeParse(own(result, name)).data,
		);
		return first !== undefined && second !== undefined && first !== second;
	});

/**
 * Adds results to those that came before. Only results that name their lead can come in parts, and
 * only for an address that was sent once: of two leads with one address nobody could say which
 * result is whose, or whether the second is the first come again. Two results for one address that
 * have different ids or scores are both dropped; otherwise the first that can be used stays.
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

/** Results for all leads: theirs, or why they help nobody. */
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
 * Decides about one message, without a look at any other but the parts of this batch that came.
 * @param parts what earlier messages brought of this batch
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

	// First, so that a stranger learns nothing. An earlier batch of this execution ends here, too.
	if (!isNonce(nonce, digest)) {
		return { resume: false, reply: NOT_THIS_BATCH, parts };
	}
	if (!saysJson(contentType)) {
		return wait(415, 'not_json', 'Results are accepted as application/json only');
	}
	if (!isObject(body)) return wait(400, 'no_results', 'The body must be one JSON object');

	const results = batchCallbackSchema.safeParse(body).data?.data.leads;
	if (results === undefined) {
		// Nothing links an event to a place in the request; the trigger is there for events.
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
	// What contradicts itself is dropped, or no later message could mend it.
	return 'outcomes' in whole
		? { resume: true, outcomes: whole.outcomes }
		: unusable(whole.problem, NO_PARTS);
}
