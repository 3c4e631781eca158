import { askableLeadIdSchema, HOT_SCORE, instantOf } from '../contract';
import type { LeadDetails, LeadsPredictEvent } from '../contract';
import { readLeadDetails } from '../scoring/leadDetails';
import { leadRequest, sendRequest } from '../scoring/http';
import type { MakeRequest, Problem } from '../types';
import type { EventCheck, Rejection } from './verify';

/**
 * Requests the lead of an event from LeadsPredict before the event starts the workflow. That shows
 * whether the event is true, not who sent it: no signature is documented.
 */

/**
 * Timeout of the request in milliseconds. Decided: LeadsPredict does not document how long it waits for
 * the response to an event. Senders that document it wait 5 seconds or longer.
 */
export const CHECK_BACK_MS = 4_000;

/**
 * Without an answer, `required` refuses the event so that it is sent again; `ifPossible` passes it,
 * unverified.
 */
export type CheckBack = 'off' | 'ifPossible' | 'required';

export type Confirmation =
	| { readonly state: 'confirmed' }
	| { readonly state: 'denied'; readonly refusal: Rejection }
	/** There was no usable answer. */
	| { readonly state: 'notAsked'; readonly problem: Problem };

/** Max milliseconds between the time of an event and of the same change in the history. */
const SLACK = 5 * 60_000;

/**
 * Whether a lead's details confirm an event. Decided: the event's score must be the current score, or
 * the lead's score in the history at the time of the event, within five minutes. (An entry at exactly
 * that time is not required: in the reference's examples an event is half an hour later than the entry
 * that set its score.) An event without a score is confirmed if the lead exists.
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
 * 409, because LeadsPredict's data may lag behind its events. Senders retry after a status other than
 * 2xx, while 400 would tell them that a retry is useless.
 */
const unknownLead: Rejection = {
	status: 409,
	code: 'unknown_lead',
	reason: 'LeadsPredict has no lead with the ID in this event',
	advice:
		'If this happens for all events, check that the API key and the Base URL in the credential belong to the account that sends them. If not, somebody else is calling this URL: set a Webhook Token.',
};

const otherScore: Rejection = {
	status: 409,
	code: 'score_disagrees',
	reason:
		'The lead does not have the score of this event at LeadsPredict, and had another one then',
	advice:
		'If this happens for all events, switch off Check Back With LeadsPredict and report it as an issue of n8n-nodes-leadspredict. If not, somebody else is calling this URL: set a Webhook Token.',
};

/** Documented: a lead is hot from this score on, so the event contradicts itself. */
const notHot: Rejection = {
	status: 409,
	code: 'score_disagrees',
	reason: `The event calls a lead hot, and has a score below ${HOT_SCORE}`,
	advice:
		'If LeadsPredict itself sends such events, switch off Check Back With LeadsPredict and report it as an issue of n8n-nodes-leadspredict. If not, somebody else is calling this URL: set a Webhook Token.',
};

/** Makes one request, or none for an event that cannot be true. Never throws. */
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

/** The response gives no details. The cause goes to the log. */
const notAsked = ({ message, advice }: Problem): Rejection => ({
	status: 503,
	code: 'check_back_failed',
	reason: 'LeadsPredict could not be asked about this event',
	advice: `${message}. ${advice}. The sender is asked to send this event again; to let such events pass as unverified set Check Back With LeadsPredict to If Possible.`,
});

/**
 * The last check of all, because it costs a request.
 * @param ask confirms the event; called at most once per webhook call, and only if `wanted` requires it
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
