import { z } from 'zod';

import { EVENT_NAMES, leadSchema } from '../nodes/LeadsPredict/contract';
import type { EventName, Lead, Plan } from '../nodes/LeadsPredict/contract';
import { shapeSchema } from './answers';
import type { Shape } from './answers';
import type { Delivery, Parcel } from './deliver';
import { eventOf } from './events';
import { createFaultControl } from './faults/control';
import type { FaultControl } from './faults/control';
import type { LoggedRequest } from './log';
import { limitsSchema, planNameSchema } from './plan';
import type { Limits } from './plan';
import { Refusal } from './refusal';
import { scriptSchema } from './script';
import type { Script } from './script';
import { resetState, score, sendEvent, setPlan } from './state';
import type { State } from './state';
import { timestampOf } from './store';
import type { KnownLead } from './store';
import { subscriptionSchema, webAddress } from './subscriptions';
import type { Subscription, SubscriptionRequest } from './subscriptions';

export const planSchema = z.union([planNameSchema, limitsSchema]);

/** Fields of a lead to change; its address is what it is known by and stays. */
export const changeSchema = leadSchema.omit({ email: true }).partial().strict();

export type LeadChange = z.infer<typeof changeSchema>;

/**
 * An event to send by hand. With `payload` that is sent as it is, whatever it is; else an event is
 * made in the documented form, `data` laid over what is known of the lead.
 */
export const sendEventSchema = z
	.object({
		event: z.enum(EVENT_NAMES),
		/** Need not be a known lead's: an event about an unknown one can be sent as well. */
		lead_id: z.string().min(1).optional(),
		timestamp: z.string().optional(),
		data: z.record(z.unknown()).optional(),
		payload: z.unknown(),
		/** Laid over the headers of the subscription, for a forged or a wrong token. */
		headers: z.record(z.string()).optional(),
		/** Sends to this address alone, with no subscription's headers. */
		url: webAddress.optional(),
	})
	.strict();

export type SendEventRequest = z.infer<typeof sendEventSchema>;

export interface SentEvent {
	/** What was sent. */
	readonly payload: unknown;
	/** To how many addresses. */
	readonly sentTo: number;
}

/** What a test or a person can do to the sandbox that LeadsPredict itself does not offer. */
export interface SandboxControl extends FaultControl {
	/** Forgets everything, the ledger too; back to the plan, latency and mix of faults of the start. */
	reset(): Promise<void>;
	/** All leads in the order in which they first came. */
	leads(): KnownLead[];
	/**
	 * Changes a lead's fields and scores it anew, which raises events.
	 * @param lead id or email
	 * @throws Refusal (404) when no such lead is known
	 */
	changeLead(lead: string, change: LeadChange): KnownLead;
	subscribe(subscription: SubscriptionRequest): Subscription;
	/** @returns whether there was such a subscription */
	unsubscribe(id: string): boolean;
	subscriptions(): Subscription[];
	sendEvent(event: SendEventRequest): SentEvent;
	/** Starts new windows. */
	setPlan(plan: Plan | Limits): void;
	plan(): Plan | Limits;
	/** Replaces the shape as a whole: `{}` is the documented one. */
	setShape(shape: Shape): void;
	answerNext(script: Script): void;
	/** The last 1,000 requests to the service, oldest first. */
	requests(): LoggedRequest[];
	/** How many requests there were since the start or the last reset. */
	requestCount(): number;
	/** The last 10,000 deliveries of events and batches, oldest first. */
	deliveries(): Delivery[];
	/** Resolves when every delivery has arrived or been given up. */
	settled(): Promise<void>;
}

function madeEvent(state: State, { event, lead_id, timestamp, data }: SendEventRequest) {
	const known = lead_id === undefined ? undefined : state.store.byId(lead_id);
	const previous = known?.history.at(-2)?.score ?? undefined;
	const base = known
		? eventOf(event, known, previous)
		: { event, timestamp: '', data: { lead_id: lead_id ?? 'lead_unknown' } };
	return {
		...base,
		timestamp: timestamp ?? timestampOf(state.now()),
		data: { ...base.data, ...data },
	};
}

function recipients(state: State, event: EventName, url: string | undefined) {
	if (url !== undefined) return [{ url, headers: {} }];
	return state.subscriptions.all().filter(({ events }) => events.includes(event));
}

export function createControl(state: State): SandboxControl {
	const known = (lead: string): KnownLead => {
		const found = state.store.byId(lead) ?? state.store.byEmail(lead);
		if (!found) throw new Refusal(404, `No lead is known as ${lead}`);
		return found;
	};

	return {
		...createFaultControl(state),
		reset: () => resetState(state),
		leads: () => state.store.all(),
		changeLead(lead, change) {
			const changed: Lead = { ...known(lead).lead, ...change };
			return score(state, changed);
		},
		subscribe: (subscription) => state.subscriptions.add(subscriptionSchema.parse(subscription)),
		unsubscribe: (id) => state.subscriptions.remove(id),
		subscriptions: () => state.subscriptions.all(),
		sendEvent(request) {
			const { event, url, headers } = sendEventSchema.parse(request);
			const made = request.payload === undefined ? madeEvent(state, request) : undefined;
			const payload = made ?? request.payload;
			const to = recipients(state, event, url);
			for (const recipient of to) {
				const parcel: Parcel = {
					kind: 'event',
					name: event,
					url: recipient.url,
					headers: { ...recipient.headers, ...headers },
					payload,
				};
				// What is forged by hand already meets no faults on top.
				if (made && url === undefined && headers === undefined) sendEvent(state, parcel, made);
				else void state.courier.send(parcel);
			}
			return { payload, sentTo: to.length };
		},
		setPlan: (plan) => setPlan(state, plan),
		plan: () => state.plan,
		setShape(shape) {
			state.shape = shapeSchema.parse(shape);
		},
		answerNext: (script) => state.scripts.add(scriptSchema.parse(script)),
		requests: () => state.log.all(),
		requestCount: () => state.log.count(),
		deliveries: () => state.courier.all(),
		settled: () => state.courier.settled(),
	};
}
