import type { Lead, LeadsPredictEvent, Plan } from '../nodes/LeadsPredict/contract';
import type { Shape } from './answers';
import { createCourier } from './deliver';
import type { Courier, CourierOptions } from './deliver';
import { eventsFor } from './events';
import { createLog } from './log';
import type { RequestLog } from './log';
import { createMeter, limitsOf } from './plan';
import type { Limits, Meter } from './plan';
import { createScripts } from './script';
import type { Scripts } from './script';
import { createStore } from './store';
import type { KnownLead, LeadStore } from './store';
import { createSubscriptions } from './subscriptions';
import type { Subscriptions } from './subscriptions';

/** Everything one sandbox remembers; service and control work on the same. */
export interface State {
	readonly now: () => Date;
	readonly store: LeadStore;
	readonly log: RequestLog;
	readonly scripts: Scripts;
	readonly subscriptions: Subscriptions;
	readonly courier: Courier;
	/** The plan at the start, to which a reset goes back. */
	readonly firstPlan: Plan | Limits;
	plan: Plan | Limits;
	meter: Meter;
	shape: Shape;
	/** Asynchronous batches taken so far. */
	batches: number;
}

export interface StateOptions {
	readonly plan: Plan | Limits;
	readonly now: () => Date;
	readonly courier: CourierOptions;
	readonly keepBodies: boolean;
}

export function createState({ plan, now, courier, keepBodies }: StateOptions): State {
	return {
		now,
		store: createStore(now),
		log: createLog(keepBodies),
		scripts: createScripts(),
		subscriptions: createSubscriptions(),
		courier: createCourier(courier),
		firstPlan: plan,
		plan,
		meter: createMeter(limitsOf(plan), now),
		shape: {},
		batches: 0,
	};
}

/** Sends an event to everyone who subscribed to it. */
function announce(state: State, event: LeadsPredictEvent): void {
	for (const { url, events, headers } of state.subscriptions.all()) {
		if (!events.some((name) => name === event.event)) continue;
		state.courier.send({ kind: 'event', name: event.event, url, headers, payload: event });
	}
}

/** Scores a lead, remembers it and announces what happened to it. */
export function score(state: State, lead: Lead): KnownLead {
	const scoring = state.store.score(lead);
	if (state.subscriptions.all().length > 0) {
		for (const event of eventsFor(scoring)) announce(state, event);
	}
	return scoring.after;
}
