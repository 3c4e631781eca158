import { createContacts } from './contacts';
import { createProperties } from './propertyDefinitions';
import { createRateLimit } from './rateLimit';
import { createTasks } from './tasks';

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

const settings = (): {
	partialUpsertByEmail: PartialUpsertByEmail;
	traceIdsIsolate: TraceIdsIsolate;
} => ({
	partialUpsertByEmail: 'refused',
	traceIdsIsolate: 'creates',
});

/** Everything one HubSpot account remembers. */
export type HubSpotState = ReturnType<typeof createHubSpotState>;

export function createHubSpotState(token: string, now: () => Date) {
	const properties = createProperties();
	const contacts = createContacts(properties, now);
	const state = {
		now,
		token,
		portalId: 12_345_678,
		properties,
		contacts,
		tasks: createTasks(now),
		rateLimit: createRateLimit(now),
		...settings(),
		/** Errors answered so far: each gets an id of its own. */
		errors: 0,
		clear(): void {
			contacts.clear();
			properties.clear();
			state.tasks.clear();
			state.rateLimit.clear();
			Object.assign(state, settings(), { errors: 0 });
		},
	};
	return state;
}

/** Looks like one of HubSpot's, and is the same in every run. */
export function nextCorrelationId(state: HubSpotState): string {
	state.errors += 1;
	return `00000000-0000-4000-8000-${String(state.errors).padStart(12, '0')}`;
}
