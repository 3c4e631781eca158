/**
 * The older HubSpot APIs, which n8n's own HubSpot node (V2, as of n8n 2.41) still calls.
 *
 * Documented: paths, the forms of profiles and lists, `validationResults` in refusals, first and
 * last name, company and time of change as what a list shows unless the request names more. Seen in the
 * node's source: which of them it calls and with which parameters; that its *get* names the wanted
 * properties `properties`, which this API does not know and therefore ignores.
 * Decided: a list shows at most 100 contacts, whatever the request says; the list of recently changed
 * ones goes on from a `vidOffset` alone, as the node does.
 */
import { z } from 'zod';

import { contentOf } from '../../http';
import type { Body } from '../../http';
import { countOf, listOf, textOf } from '../../json';
import type { Contact } from './contacts';
import { checkValues } from './propertyValues';
import type { InvalidValue, PropertyValues } from './propertyValues';
import { HubSpotRefusal } from './refusal';
import type { HubSpotState } from './state';

type Query = Readonly<Record<string, unknown>>;

/** A refusal of the older kind. */
export class LegacyRefusal extends HubSpotRefusal {
	constructor(
		status: number,
		message: string,
		readonly validationResults?: readonly InvalidValue[],
	) {
		super(status, 'VALIDATION_ERROR', message);
	}

	override bodyWith(correlationId: string): Record<string, unknown> {
		return {
			...(this.validationResults && { validationResults: this.validationResults }),
			status: 'error',
			message: this.message,
			correlationId,
			requestId: correlationId.replaceAll('-', ''),
		};
	}
}

const bodySchema = z.object({
	properties: z.array(
		z.object({
			property: z.string(),
			/** This API takes numbers and booleans as well. */
			value: z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish(),
		}),
	),
});

function valuesOf(body: Body): PropertyValues {
	const { success, data } = bodySchema.safeParse(contentOf(body));
	if (!success) throw new LegacyRefusal(400, 'Invalid input JSON');
	return Object.fromEntries(
		data.properties.flatMap(({ property, value }) =>
			typeof value === 'string' ? [[property, value]] : [],
		),
	);
}

export function createOrUpdate(
	state: HubSpotState,
	email: string,
	body: Body,
): { vid: number; isNew: boolean } {
	const { values, problems } = checkValues(state.properties, { email, ...valuesOf(body) });
	if (problems.length > 0) {
		throw new LegacyRefusal(400, 'Property values were not valid', problems);
	}
	const known = state.contacts.byUnique('email', email);
	const contact = known ? state.contacts.update(known, values) : state.contacts.create(values);
	return { vid: Number(contact.id), isNew: known === undefined };
}

/** Dates and times are milliseconds here. */
function legacyValue(state: HubSpotState, name: string, value: string): string {
	const type = state.properties.find(name)?.type;
	return type === 'date' || type === 'datetime' ? String(Date.parse(value)) : value;
}

function shownProperties(
	state: HubSpotState,
	contact: Contact,
	names: readonly string[],
	withHistory: boolean,
) {
	const timestamp = contact.updatedAt.getTime();
	return Object.fromEntries(
		names.flatMap((name) => {
			const held = contact.properties[name];
			if (held === undefined) return [];
			const value = legacyValue(state, name, held);
			const version = {
				value,
				'source-type': 'API',
				'source-id': null,
				'source-label': null,
				timestamp,
				selected: false,
			};
			return [[name, withHistory ? { value, versions: [version] } : { value }]];
		}),
	);
}

function identityProfiles({ id, createdAt, properties: { email } }: Contact) {
	const timestamp = createdAt.getTime();
	const guid = `00000000-0000-4000-9000-${id.padStart(12, '0')}`;
	return [
		{
			vid: Number(id),
			'saved-at-timestamp': timestamp,
			'deleted-changed-timestamp': 0,
			identities: [
				...(email === undefined
					? []
					: [{ type: 'EMAIL', value: email, timestamp, 'is-primary': true }]),
				{ type: 'LEAD_GUID', value: guid, timestamp },
			],
		},
	];
}

const common = (state: HubSpotState, contact: Contact) => ({
	vid: Number(contact.id),
	'canonical-vid': Number(contact.id),
	'merged-vids': [],
	'portal-id': state.portalId,
	'is-contact': true,
	'form-submissions': [],
	'identity-profiles': identityProfiles(contact),
	'merge-audits': [],
});

const wantsHistory = (query: Query, byDefault: boolean): boolean => {
	const mode = textOf(query['propertyMode']);
	return mode === undefined ? byDefault : mode !== 'value_only';
};

export function profile(state: HubSpotState, vid: string, query: Query) {
	const contact = state.contacts.byId(vid);
	if (!contact) throw new LegacyRefusal(404, 'contact does not exist');
	const requested = listOf(query['property']);
	const names = requested.length > 0 ? requested : Object.keys(contact.properties);
	return {
		...common(state, contact),
		properties: shownProperties(state, contact, names, wantsHistory(query, true)),
		'list-memberships': [],
	};
}

const LISTED = ['firstname', 'lastname', 'company', 'lastmodifieddate'];
const MAX_LISTED = 100;

/** @param byChange whether the contacts that were changed last come first */
export function listContacts(state: HubSpotState, query: Query, byChange: boolean) {
	const contacts = state.contacts.all();
	if (byChange) {
		const change = ({ updatedAt }: Contact): number => updatedAt.getTime();
		contacts.sort((a, b) => change(b) - change(a) || Number(b.id) - Number(a.id));
	}
	const count = countOf(query['count'], { fallback: 20, min: 1, max: MAX_LISTED });
	const offset = textOf(query['vidOffset']);
	const start = contacts.findIndex(({ id }) => id === offset) + 1;
	const page = contacts.slice(start, start + count);
	const names = [...LISTED, ...listOf(query['property'])];
	return {
		contacts: page.map((contact) => ({
			addedAt: contact.createdAt.getTime(),
			...common(state, contact),
			properties: shownProperties(state, contact, names, wantsHistory(query, false)),
		})),
		'has-more': start + count < contacts.length,
		'vid-offset': Number(page.at(-1)?.id ?? 0),
		'time-offset': page.at(-1)?.updatedAt.getTime() ?? 0,
	};
}

export function removeContact(state: HubSpotState, vid: string) {
	if (!state.contacts.remove(vid)) throw new LegacyRefusal(404, 'contact does not exist');
	return { vid: Number(vid), deleted: true, reason: 'OK' };
}
