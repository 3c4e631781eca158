import { createEventFaults, eventMixSchema } from './events';
import type { EventFaults, EventMix } from './events';
import type { Fault } from './kinds';
import { createMix, faultMixSchema } from './mix';
import type { FaultMix, Mix } from './mix';
import { createFaultOrders } from './orders';
import type { FaultOrders } from './orders';
import { refusedLeadsSchema } from './refusedLeads';
import type { RefusedLeads } from './refusedLeads';
import type { Visit } from '../visit';

/** All faults that are in force. */
export interface Faults {
	readonly orders: FaultOrders;
	/** What was drawn for a request for which none was ordered. */
	drawn(visit: Visit, hasResults: boolean): Fault | undefined;
	/** Replaces the mix, and with it what it knows of earlier requests; `undefined` ends it. */
	setMix(mix: FaultMix | undefined): void;
	mix(): FaultMix | undefined;
	/** The same for events. */
	setEvents(mix: EventMix | undefined): void;
	events(): EventFaults | undefined;
	setRefused(leads: RefusedLeads | undefined): void;
	refused(): RefusedLeads | undefined;
	/** None is in force any more. */
	clear(): void;
}

export function createFaults(): Faults {
	const orders = createFaultOrders();
	let mix: Mix | undefined;
	let events: EventFaults | undefined;
	let refused: RefusedLeads | undefined;
	return {
		orders,
		drawn: ({ digest }, hasResults) => mix?.next(digest, hasResults),
		setMix(settings) {
			mix = settings && createMix(faultMixSchema.parse(settings));
		},
		mix: () => mix?.settings,
		setEvents(settings) {
			events?.release();
			events = settings && createEventFaults(eventMixSchema.parse(settings));
		},
		events: () => events,
		setRefused(leads) {
			refused = leads && refusedLeadsSchema.parse(leads);
		},
		refused: () => refused,
		clear() {
			orders.clear();
			mix = undefined;
			events?.release();
			events = undefined;
			refused = undefined;
		},
	};
}
