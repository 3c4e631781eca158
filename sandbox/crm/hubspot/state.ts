import { createContacts } from './contacts';
import type { Contacts } from './contacts';
import { createProperties } from './propertyDefinitions';
import type { Properties } from './propertyDefinitions';

/**
 * What an upsert by email does to a contact that exists when it leaves out properties the contact
 * has. HubSpot's guide says that partial upserts by email are not supported and not what happens.
 */
export type PartialUpsertByEmail = 'refused' | 'written';

/**
 * For which batches a trace id on every input keeps a fault to its own input. HubSpot documents it for
 * creating alone; its description of updates and upserts has trace ids and errors of single inputs,
 * too, and does not say which faults these are.
 */
export type TraceIdsIsolate = 'creates' | 'allWrites';

/** Everything one HubSpot account remembers. */
export interface HubSpotState {
	readonly now: () => Date;
	readonly token: string;
	readonly portalId: number;
	readonly properties: Properties;
	readonly contacts: Contacts;
	partialUpsertByEmail: PartialUpsertByEmail;
	traceIdsIsolate: TraceIdsIsolate;
	/** Errors answered so far: each gets an id of its own. */
	errors: number;
}

export function createHubSpotState(token: string, now: () => Date): HubSpotState {
	const properties = createProperties();
	return {
		now,
		token,
		portalId: 12_345_678,
		properties,
		contacts: createContacts(properties, now),
		partialUpsertByEmail: 'refused',
		traceIdsIsolate: 'creates',
		errors: 0,
	};
}

export function clearHubSpotState(state: HubSpotState): void {
	state.contacts.clear();
	state.properties.clear();
	state.partialUpsertByEmail = 'refused';
	state.traceIdsIsolate = 'creates';
	state.errors = 0;
}

/** Looks like one of HubSpot's, and is the same in every run. */
export function nextCorrelationId(state: HubSpotState): string {
	state.errors += 1;
	return `00000000-0000-4000-8000-${String(state.errors).padStart(12, '0')}`;
}
