import { z } from 'zod';

import { EVENT_NAMES, eventSchema, instantOf, saysJson, type LeadsPredictEvent } from '../contract';
import { count } from '../format';
import { holdsToken, presentedTokens, property, type PresentedTokens } from './token';

/**
 * The statuses that a caller may get: 200 if a retry would change nothing, 503 and 500 if the sender
 * should retry, 409 if LeadsPredict does not confirm the event.
 */
export type RejectionStatus = 200 | 400 | 401 | 409 | 415 | 500 | 503;

/** One reason not to start the workflow. */
export interface EventCheck {
	readonly status: RejectionStatus;
	/** Stable, for programs. */
	readonly code: string;
	/** What the owner of the workflow can do. Only for the log. */
	readonly advice: string;
	/**
	 * @returns a sentence without its final period when the call is refused, or a refusal of another kind
	 */
	readonly reason: (call: WebhookCall) => Objection | Promise<Objection>;
}

export type Objection = string | Rejection | undefined;

export interface Rejection {
	readonly status: RejectionStatus;
	readonly code: string;
	/** Sent to the caller. A sentence without its final period. */
	readonly reason: string;
	/** Only for the log. */
	readonly advice: string;
}

export type Verdict =
	| { readonly accepted: true; readonly event: LeadsPredictEvent }
	| { readonly accepted: false; readonly refusal: Rejection };

type Reading =
	| { readonly ok: true; readonly event: LeadsPredictEvent }
	| { readonly ok: false; readonly wrong: string };

/** A webhook call, prepared for the checks. */
export interface WebhookCall {
	readonly contentType: unknown;
	readonly tokens: PresentedTokens;
	readonly reading: Reading;
}

/**
 * The credential's token; `unreadable` when n8n could not read the credential, or when the token is an
 * expression without a value.
 */
export type TokenSetting =
	| { readonly state: 'set'; readonly token: string }
	| { readonly state: 'unset' }
	/** `advice` says what the owner of the workflow can do. */
	| { readonly state: 'unreadable'; readonly advice: string };

const WITHOUT_VALUE: TokenSetting = {
	state: 'unreadable',
	advice:
		'The Webhook Token in the LeadsPredict credential is an expression without a value, so no event is accepted. Correct its expression (a variable or secret that does not exist has no value), or clear the field to ask for no token.',
};

const webhookTokenSchema = z.union([z.string(), z.number().finite().transform(String)]);

/**
 * Reads the token setting. Only an empty or missing field means that no token is required. Seen in n8n
 * 2.41: a field that was never filled in is `''`, even if the credential was saved before the field
 * existed; an expression with an unknown variable is not a text. (An expression that evaluates to `''`
 * looks like an empty field.)
 * @param credential as n8n returns it
 */
export function tokenIn(credential: object): TokenSetting {
	if (!Object.hasOwn(credential, 'webhookToken')) return { state: 'unset' };
	const value = property(credential, 'webhookToken');
	if (value === '') return { state: 'unset' };
	const token = webhookTokenSchema.safeParse(value).data?.trim() ?? '';
	return token === '' ? WITHOUT_VALUE : { state: 'set', token };
}

/** The required form of each field, in words, where the contract is strict. */
const EXPECTED: Readonly<Record<string, string>> = {
	event: 'must be the name of an event',
	timestamp: 'must be a date and time like 2025-11-08T16:00:00Z',
	data: 'must be an object',
	'data.lead_id': 'must be the ID of a lead',
	'data.score': 'must be a number',
	'data.previous_score': 'must be a number',
};

const at = (body: unknown, path: ReadonlyArray<string | number>): unknown =>
	path.reduce<unknown>((holder, key) => property(holder, String(key)), body);

function readEvent(body: unknown): Reading {
	if (body === undefined || body === null || body === '') {
		return { ok: false, wrong: 'the body is empty' };
	}
	if (typeof body !== 'object' || Array.isArray(body)) {
		return { ok: false, wrong: 'the body must be one JSON object' };
	}
	const parsed = eventSchema.safeParse(body);
	if (parsed.success) return { ok: true, event: parsed.data };
	const path = parsed.error.issues[0]?.path ?? [];
	const field = path.join('.');
	const missing = at(body, path) === undefined;
	const fault = missing ? 'is missing' : (EXPECTED[field] ?? 'is not what an event has there');
	return { ok: false, wrong: `"${field}" ${fault}` };
}

/** @param body parsed by n8n: any JSON value, or undefined */
export function readCall(headers: unknown, query: unknown, body: unknown): WebhookCall {
	return {
		contentType: at(headers, ['content-type']),
		tokens: presentedTokens(headers, query),
		reading: readEvent(body),
	};
}

const aboutEvent =
	(reason: (event: LeadsPredictEvent) => string | undefined): ((call: WebhookCall) => Objection) =>
	({ reading }) =>
		reading.ok ? reason(reading.event) : undefined;

export const notJson: EventCheck = {
	status: 415,
	code: 'not_json',
	advice: 'Set the header Content-Type: application/json in the program that sends the event.',
	reason: ({ contentType }) =>
		saysJson(contentType) ? undefined : 'Events are accepted as application/json only',
};

export const notAnEvent: EventCheck = {
	status: 400,
	code: 'not_an_event',
	advice:
		'Only messages with event, timestamp and data.lead_id can start this workflow. Check what is sent to this URL.',
	reason: ({ reading }) =>
		reading.ok ? undefined : `This is not a LeadsPredict event: ${reading.wrong}`,
};

/** Refuses every call while it is unknown whether a token is required. */
export const tokenUnknown = (setting: TokenSetting): EventCheck => ({
	status: 503,
	code: 'credential_unavailable',
	advice: setting.state === 'unreadable' ? setting.advice : '',
	reason: () =>
		setting.state === 'unreadable'
			? 'The credential of this trigger cannot be read now'
			: undefined,
});

export const wrongToken = (setting: TokenSetting): EventCheck => ({
	status: 401,
	code: 'wrong_token',
	advice:
		'Add ?token= and the Webhook Token of the credential to the end of the URL that events are sent to. If the URL has a token, compare the two. If they agree, somebody else is calling this URL.',
	reason: ({ tokens }) => {
		if (setting.state !== 'set') return undefined;
		if (tokens.unclear) return 'The webhook token was given more than once in one place';
		if (tokens.candidates.length === 0) return 'The webhook token is missing';
		return holdsToken(tokens, setting.token) ? undefined : 'The webhook token is wrong';
	},
});

const MINUTE_MS = 60_000;

/** @param minutes 0 lets an event of any age pass @param now milliseconds since 1970 */
export const tooOld = (minutes: number, now: number): EventCheck => ({
	status: 400,
	code: 'too_old',
	advice:
		'Raise Max Age under Options if such events should start the workflow. A sender may repeat an event hours later with its first time.',
	reason: aboutEvent(({ timestamp }) => {
		if (minutes === 0) return undefined;
		const at = instantOf(timestamp);
		if (at === undefined) return 'The time of the event cannot be read';
		const age = Math.floor((now - at) / MINUTE_MS);
		return age >= minutes
			? `The event is ${count(age, 'minute')} old, and Max Age is ${count(minutes, 'minute')}`
			: undefined;
	}),
});

/** Decided: server clocks differ by seconds, so a time further ahead is wrong or made up. */
const MAX_MINUTES_AHEAD = 5;

/** Refuses an event dated ahead, which would pass the maximum age until its time has passed. */
export const aheadOfTime = (minutes: number, now: number): EventCheck => ({
	status: 400,
	code: 'ahead_of_time',
	advice:
		'Check the clock of the machine that n8n runs on, or remove Max Age from Options to accept events of any time.',
	reason: aboutEvent(({ timestamp }) => {
		const ahead = Math.floor(((instantOf(timestamp) ?? now) - now) / MINUTE_MS);
		return minutes > 0 && ahead >= MAX_MINUTES_AHEAD
			? `The time of the event is ${count(ahead, 'minute')} ahead of the clock here`
			: undefined;
	}),
});

/** Selects every documented event. */
export const ALL_EVENTS = '*';

/** @param chosen names of events, or {@link ALL_EVENTS}; an undocumented event never matches */
export const notSubscribed = (chosen: readonly string[]): EventCheck => ({
	status: 200,
	code: 'not_subscribed',
	advice:
		'Choose the event under Events if it should start the workflow. Only events that LeadsPredict documents can be chosen.',
	reason: aboutEvent(({ event }) => {
		// The reason is logged, and the log must not contain text that a sender made up.
		if (!EVENT_NAMES.some((name) => name === event)) return 'No such event is documented';
		return chosen.includes(ALL_EVENTS) || chosen.includes(event)
			? undefined
			: `This workflow does not listen for the event "${event}"`;
	}),
});

const isThreshold = (minimum: number) => minimum > 0;

/** @param minimum 0 lets every event pass, even one without a score */
export const scoreTooLow = (minimum: number): EventCheck => ({
	status: 200,
	code: 'below_minimum_score',
	advice: 'Lower Minimum Score, or set it to 0, if such events should start the workflow.',
	reason: aboutEvent(({ data: { score } }) => {
		if (!isThreshold(minimum)) return undefined;
		if (typeof score !== 'number') return `The event has no score to compare with ${minimum}`;
		return score < minimum ? `The score ${score} is below ${minimum}` : undefined;
	}),
});

/**
 * Passes an event only when the score rises to the minimum or above it from below. A missing previous
 * score counts as below, because the lead is new (decided: LeadsPredict does not say when it is
 * omitted).
 */
export const notCrossed = (minimum: number, asked: boolean): EventCheck => ({
	status: 200,
	code: 'threshold_not_crossed',
	advice:
		'Switch off Only When Threshold Is Crossed if every event above the minimum should start the workflow.',
	reason: aboutEvent(({ data: { previous_score: before } }) =>
		asked && isThreshold(minimum) && typeof before === 'number' && before >= minimum
			? `The score was ${before} before, which is not below ${minimum}`
			: undefined,
	),
});

const refusalOf = ({ status, code, advice }: EventCheck, reason: string): Rejection => ({
	status,
	code,
	advice,
	reason,
});

/**
 * Runs the checks in order; the first refusal decides, and later checks do not run. A call without an
 * event is always refused.
 */
export async function verifyEvent(
	call: WebhookCall,
	checks: readonly EventCheck[],
): Promise<Verdict> {
	for (const check of checks) {
		const objection = await check.reason(call);
		if (objection === undefined) continue;
		const refusal = typeof objection === 'string' ? refusalOf(check, objection) : objection;
		return { accepted: false, refusal };
	}
	return call.reading.ok
		? { accepted: true, event: call.reading.event }
		: { accepted: false, refusal: refusalOf(notAnEvent, call.reading.wrong) };
}

/** For a failure of this package or of n8n: 500 makes the sender retry. */
export const brokenTrigger: Rejection = {
	status: 500,
	code: 'trigger_failed',
	reason: 'The trigger failed to check this event',
	advice: 'Look for an expression in the settings of the trigger that fails for an incoming event.',
};

/** The response body. Errors have LeadsPredict's documented form. */
export const answerTo = ({ status, code, reason }: Rejection) =>
	status === 200
		? { status: 'ignored', code, message: reason }
		: { status: 'error', error: { code, message: reason } };
