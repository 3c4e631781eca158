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

/** The state at the start and after a reset. */
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

/** Settings that can be changed while it runs. */
interface Settings {
	plan: Plan | Limits;
	meter: Meter;
	/** Changes to all results. */
	resultChanges: ResultChanges;
	/** Milliseconds by which every answer of the service is delayed. */
	latencyMs: number;
	/** Asynchronous batches accepted so far. */
	batches: number;
}

/** The whole state of a sandbox, shared by service and control. */
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
		/** Resets everything to the state at the start. */
		async reset(): Promise<void> {
			for (const part of Object.values(parts)) part.clear();
			parts.faults.setRandom(start.faults);
			Object.assign(state, settingsOf(start, now));
			await sender.clear();
		},
	};
	return state;
}

/** Sends an event, subject to event faults. */
export function sendEvent(
	{ faults, sender }: State,
	request: DeliveryRequest,
	{ event, data }: LeadEvent,
): void {
	const eventFaults = faults.events();
	if (eventFaults) eventFaults.send(sender, request, [event, data]);
	else void sender.send(request);
}

/** Scores a lead, stores it and sends its events to the subscribers. */
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
