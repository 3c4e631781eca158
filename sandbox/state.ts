import type { Lead, LeadsPredictEvent, Plan } from '../nodes/LeadsPredict/contract';
import type { Shape } from './answers';
import { createCallbacks } from './callbacks';
import type { Callbacks } from './callbacks';
import { createCourier } from './deliver';
import type { Courier, CourierOptions, Parcel } from './deliver';
import { eventsFor } from './events';
import { createFaults } from './faults/faults';
import type { Faults } from './faults/faults';
import type { FaultMix } from './faults/mix';
import { createLedger } from './ledger';
import type { Ledger } from './ledger';
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
	readonly callbacks: Callbacks;
	readonly faults: Faults;
	readonly ledger: Ledger;
	/** What was in force at the start, to which a reset goes back. */
	readonly first: Start;
	plan: Plan | Limits;
	meter: Meter;
	shape: Shape;
	/** Milliseconds by which every answer of the service is held back. */
	latencyMs: number;
	/** Asynchronous batches taken so far. */
	batches: number;
}

/** What a sandbox starts with. */
export interface Start {
	readonly plan: Plan | Limits;
	readonly latencyMs: number;
	readonly faults: FaultMix | undefined;
}

export interface StateOptions extends Start {
	readonly now: () => Date;
	readonly courier: CourierOptions;
	readonly keepBodies: boolean;
}

export function createState({ now, courier: options, keepBodies, ...first }: StateOptions): State {
	const courier = createCourier(options);
	const state: State = {
		now,
		store: createStore(now),
		log: createLog(keepBodies),
		scripts: createScripts(),
		subscriptions: createSubscriptions(),
		courier,
		callbacks: createCallbacks(courier, now),
		faults: createFaults(),
		ledger: createLedger(),
		first,
		plan: first.plan,
		meter: createMeter(limitsOf(first.plan), now),
		shape: {},
		latencyMs: first.latencyMs,
		batches: 0,
	};
	state.faults.setMix(first.faults);
	return state;
}

export function setPlan(state: State, plan: Plan | Limits): void {
	state.plan = plan;
	state.meter = createMeter(limitsOf(plan), state.now);
}

/** Forgets everything; back to what was in force at the start. */
export async function resetState(state: State): Promise<void> {
	state.store.clear();
	state.log.clear();
	state.scripts.clear();
	state.subscriptions.clear();
	state.callbacks.clear();
	state.faults.clear();
	state.faults.setMix(state.first.faults);
	state.ledger.clear();
	state.shape = {};
	state.latencyMs = state.first.latencyMs;
	state.batches = 0;
	setPlan(state, state.first.plan);
	await state.courier.clear();
}

/** Hands an event to the courier, by way of the faults that events meet. */
export function sendEvent(state: State, parcel: Parcel, { event, data }: LeadsPredictEvent): void {
	const faults = state.faults.events();
	if (faults) faults.send(state.courier, parcel, [event, data]);
	else void state.courier.send(parcel);
}

/** Sends an event to everyone who subscribed to it. */
function announce(state: State, event: LeadsPredictEvent): void {
	for (const { url, events, headers } of state.subscriptions.all()) {
		if (!events.some((name) => name === event.event)) continue;
		sendEvent(state, { kind: 'event', name: event.event, url, headers, payload: event }, event);
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
