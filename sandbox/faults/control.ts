import { z } from 'zod';

import type { CallbackPlan } from '../callbacks';
import type { LedgerBody, LedgerLead, LedgerTotals } from '../ledger';
import type { State } from '../state';
import type { EventMix } from './events';
import type { FaultMix } from './mix';
import type { FaultOrder } from './orders';
import type { RefusedLeads } from './refusedLeads';

/** Milliseconds, at most a minute. */
export const latencySchema = z.number().int().nonnegative().max(60_000);

/** All faults in force. */
export interface FaultsInForce {
	/** Ordered and not used up, in their order. */
	readonly orders: readonly FaultOrder[];
	readonly mix?: FaultMix;
	readonly events?: EventMix;
	readonly refused?: RefusedLeads;
}

/** The part of the control API that makes things go wrong, and tells what really happened. */
export interface FaultControl {
	/** Orders a fault for some of the next requests. @throws ZodError */
	fault(order: FaultOrder): void;
	/** Draws faults for all requests from now on; `undefined` ends it. */
	setFaultMix(mix: FaultMix | undefined): void;
	/** The same for events. */
	setEventFaults(mix: EventMix | undefined): void;
	/** Refuses every request that holds such a lead; `{}` means those at `refused.example`. */
	refuseLeads(leads: RefusedLeads | undefined): void;
	faults(): FaultsInForce;
	/** Ends all of the above. */
	clearFaults(): void;
	/** Replaces the plan as a whole: `{}` calls back once. */
	setCallbacks(plan: CallbackPlan): void;
	callbacks(): CallbackPlan;
	/** @param ms by which every answer of the service is held back, at most 60,000 */
	setLatency(ms: number): void;
	ledger(): LedgerTotals;
	/** Every lead that was scored, at most 100,000. */
	ledgerLeads(): LedgerLead[];
	/** Every request that came, by its content, at most 100,000. */
	ledgerBodies(): LedgerBody[];
}

export function createFaultControl(state: State): FaultControl {
	const { faults, ledger, callbacks } = state;
	return {
		fault: (order) => faults.orders.add(order),
		setFaultMix: (mix) => faults.setMix(mix),
		setEventFaults: (mix) => faults.setEvents(mix),
		refuseLeads: (leads) => faults.setRefused(leads),
		faults() {
			const mix = faults.mix();
			const events = faults.events()?.settings;
			const refused = faults.refused();
			return {
				orders: faults.orders.all(),
				...(mix && { mix }),
				...(events && { events }),
				...(refused && { refused }),
			};
		},
		clearFaults: () => faults.clear(),
		setCallbacks: (plan) => callbacks.setPlan(plan),
		callbacks: () => callbacks.plan(),
		setLatency(ms) {
			state.latencyMs = latencySchema.parse(ms);
		},
		ledger: () => ledger.totals(),
		ledgerLeads: () => ledger.leads(),
		ledgerBodies: () => ledger.bodies(),
	};
}
