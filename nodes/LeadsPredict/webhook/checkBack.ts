import { askableLeadIdSchema, HOT_SCORE, instantOf } from '../contract';
import type { LeadDetails, LeadsPredictEvent } from '../contract';
import { readLeadDetails } from '../scoring/leadDetails';
import { leadRequest, sendRequest } from '../scoring/http';
import type { MakeRequest, Problem } from '../types';
import type { EventCheck, Rejection } from './verify';

/**
 * Asks LeadsPredict about the lead of an event before it starts the workflow. That shows whether
 * what an event says is true, not who sent it; no signature is documented that would.
 */

/**
 * Milliseconds for the one request. Decided: LeadsPredict does not say how long it waits for the
 * answer to an event; senders that say so wait 5 seconds or longer.
 */
export const CHECK_BACK_MS = 4_000;

/** `required`: without an answer the event is to be sent again. `ifPossible`: it passes, unverified. */
export type CheckBack = 'off' | 'ifPossible' | 'required';

export type Confirmation =
	| { readonly state: 'confirmed' }
	| { readonly state: 'denied'; readonly refusal: Rejection }
	/** There was no answer that could be used. */
	| { readonly state: 'notAsked'; readonly problem: Problem };

/** Milliseconds by which the time of an event and that of the same change in the history may differ. */
const SLACK = 5 * 60_000;

/**
 * Whether what LeadsPredict knows of a lead bears out an event. Decided: the event's score is the
 * current one, or by the history it was the lead's score at the time of the event, give or take five
 * minutes; it may have moved on since. (In the reference's own examples an event is half an hour
 * younger than the entry that set its score, so an entry of the same time is not asked for.) An
 * event without a score is borne out by a lead that is known.
 */
export function agrees(details: LeadDetails, { timestamp, data }: LeadsPredictEvent): boolean {
	const { score } = data;
	if (typeof score !== 'number' || score === details.score) return true;
	const at = instantOf(timestamp);
	if (at === undefined) return false;
	const scores = (details.history ?? [])
		.flatMap((entry) => {
			const from = instantOf(entry.timestamp);
			return typeof entry.score === 'number' && from !== undefined
				? [{ from, score: entry.score }]
				: [];
		})
		.sort((one, other) => one.from - other.from);
	return scores.some((entry, index) => {
		const until = scores[index + 1]?.from ?? Infinity;
		return entry.score === score && entry.from <= at + SLACK && until >= at - SLACK;
	});
}

/**
 * 409, because LeadsPredict itself may be behind its own events: senders that repeat what was not
 * answered with 2xx get another chance, while 400 would tell them that this message is hopeless.
 */
const unknownLead: Rejection = {
	status: 409,
	code: 'unknown_lead',
	reason: 'LeadsPredict knows no lead with the ID in this event',
	advice:
		'If this goes on for all events, check that the API key and the Base URL in the credential belong to the account that sends them. If not, somebody else is calling this URL: set a Webhook Token.',
};

const otherScore: Rejection = {
	status: 409,
	code: 'score_disagrees',
	reason:
		'The lead does not have the score of this event at LeadsPredict, and had another one then',
	advice:
		'If this goes on for all events, switch off Check Back With LeadsPredict and report it as an issue of n8n-nodes-leadspredict. If not, somebody else is calling this URL: set a Webhook Token.',
};

/** Documented: a lead is hot from this score on. So the event contradicts itself. */
const notHot: Rejection = {
	status: 409,
	code: 'score_disagrees',
	reason: `The event calls a lead hot, and has a score below ${HOT_SCORE}`,
	advice:
		'If LeadsPredict itself sends such events, switch off Check Back With LeadsPredict and report it as an issue of n8n-nodes-leadspredict. If not, somebody else is calling this URL: set a Webhook Token.',
};

/** Makes one request, or none for an event that cannot be true whatever the answer. Never throws. */
export async function confirm(
	event: LeadsPredictEvent,
	makeRequest: MakeRequest,
): Promise<Confirmation> {
	const id = askableLeadIdSchema.safeParse(event.data.lead_id);
	if (!id.success) return { state: 'denied', refusal: unknownLead };
	const { score } = event.data;
	if (event.event === 'lead.hot' && typeof score === 'number' && score < HOT_SCORE) {
		return { state: 'denied', refusal: notHot };
	}
	const sent = await sendRequest(makeRequest, leadRequest(id.data));
	if (!sent.ok) {
		return sent.problem.status === 404
			? { state: 'denied', refusal: unknownLead }
			: { state: 'notAsked', problem: sent.problem };
	}
	const read = readLeadDetails(id.data, sent.answer);
	if ('problem' in read) return { state: 'notAsked', problem: read.problem };
	return agrees(read.result.details, event)
		? { state: 'confirmed' }
		: { state: 'denied', refusal: otherScore };
}

/** The caller hears no more than that; what is wrong on our side is for the log. */
const notAsked = ({ message, advice }: Problem): Rejection => ({
	status: 503,
	code: 'check_back_failed',
	reason: 'LeadsPredict could not be asked about this event',
	advice: `${message}. ${advice}. The sender is asked to send this event again; to let such events pass as unverified set Check Back With LeadsPredict to If Possible.`,
});

/**
 * The last check of all, because it costs a request.
 * @param ask asks about the event; called at most once a call, and only when `wanted` says so
 */
export const notConfirmed = (
	wanted: CheckBack,
	ask: (event: LeadsPredictEvent) => Promise<Confirmation>,
): EventCheck => ({
	status: 409,
	code: 'not_confirmed',
	advice: '',
	reason: async ({ reading }) => {
		if (wanted === 'off' || !reading.ok) return undefined;
		const confirmation = await ask(reading.event);
		if (confirmation.state === 'denied') return confirmation.refusal;
		return confirmation.state === 'notAsked' && wanted === 'required'
			? notAsked(confirmation.problem)
			: undefined;
	},
});
