import type { Lead, LeadEvent, Limits, Plan } from './api';
import { createCallbacks } from './callbacks';
import { eventsFor } from './events';
import type { ResultChanges } from './faults/corruptResults';
import { createFaults } from './faults/faults';
import type { RandomFaultSettings } from './faults/random';
import { createLedger } from './ledger';
import { createLog } from './log';
import { createMeter, limitsOf } from './plan';
import type { Meter } from './plan';
import { createStore } from './store';
import type { KnownLead } from './store';
import { createSubscriptions } from './subscriptions';
import { assertMessage } from './validate';
import { createWebhookSender } from './webhookSender';
import type { DeliveryRequest, WebhookSenderOptions } from './webhookSender';

/** What a sandbox starts with, and goes back to with a reset. */
interface Start {
	readonly plan: Plan | Limits;
	readonly latencyMs: number;
	readonly faults: RandomFaultSettings | undefined;
}

export interface StateOptions extends Start {
	readonly now: () => Date;
	readonly sender: WebhookSenderOptions;
	readonly keepBodies: boolean;
}

/** What can be changed while it runs, beside what the parts remember. */
interface Settings {
	plan: Plan | Limits;
	meter: Meter;
	/** How all results come. */
	resultChanges: ResultChanges;
	/** Milliseconds by which every answer of the service is held back. */
	latencyMs: number;
	/** Asynchronous batches taken so far. */
	batches: number;
}

/** Everything one sandbox remembers; service and control work on the same. */
export type State = ReturnType<typeof createState>;

const settingsOf = ({ plan, latencyMs }: Start, now: () => Date): Settings => ({
	plan,
	meter: createMeter(limitsOf(plan), now),
	resultChanges: {},
	latencyMs,
	batches: 0,
});

export function createState({ now, sender: options, keepBodies, ...start }: StateOptions) {
	const sender = createWebhookSender(options);
	const parts = {
		store: createStore(now),
		log: createLog({ keepBodies }),
		subscriptions: createSubscriptions(),
		callbacks: createCallbacks(sender, now),
		faults: createFaults(),
		ledger: createLedger(),
	};
	parts.faults.setRandom(start.faults);
	const state = {
		now,
		sender,
		...parts,
		...settingsOf(start, now),
		/** Forgets everything; back to what was in force at the start. */
		async reset(): Promise<void> {
			for (const part of Object.values(parts)) part.clear();
			parts.faults.setRandom(start.faults);
			Object.assign(state, settingsOf(start, now));
			await sender.clear();
		},
	};
	return state;
}

/** Sends an event, by way of the faults that events meet. */
export function sendEvent(
	{ faults, sender }: State,
	request: DeliveryRequest,
	{ event, data }: LeadEvent,
): void {
	const eventFaults = faults.events();
	if (eventFaults) eventFaults.send(sender, request, [event, data]);
	else void sender.send(request);
}

/** Scores a lead, remembers it and announces what happened to it to whoever subscribed. */
export function score(state: State, lead: Lead): KnownLead {
	const scoring = state.store.score(lead);
	const subscriptions = state.subscriptions.all();
	for (const event of subscriptions.length > 0 ? eventsFor(scoring) : []) {
		assertMessage('event', event);
		for (const { url, events, headers } of subscriptions) {
			if (!events.includes(event.event)) continue;
			sendEvent(state, { kind: 'event', name: event.event, url, headers, payload: event }, event);
		}
	}
	return scoring.after;
}
