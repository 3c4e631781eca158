/**
 * The contacts of one account.
 *
 * Documented: the email is unique among contacts, and so is every property made with unique
 * values; a record that was merged into another keeps its number alive. Decided: numbers count up
 * from 101, the email is compared without regard to case, and so is any other unique text.
 */
import { createTable } from '../table';
import type { Properties } from './propertyDefinitions';
import { checkValues, valuesNotValid } from './propertyValues';
import type { PropertyValues } from './propertyValues';
import { HubSpotRefusal, invalid } from './refusal';

export interface Contact {
	readonly id: string;
	/** Only those that have a value. */
	readonly properties: PropertyValues;
	readonly createdAt: Date;
	readonly updatedAt: Date;
}

export type Contacts = ReturnType<typeof createContacts>;

const FIRST_ID = 101;
const COMPUTED = ['hs_object_id', 'createdate', 'lastmodifieddate'];

const keyOf = (name: string, value: string): string => `${name} ${value.trim().toLowerCase()}`;

function withComputed(
	id: string,
	values: PropertyValues,
	createdAt: Date,
	updatedAt: Date,
): Contact {
	const held = Object.entries(values).filter(
		([name, value]) => value !== '' && name !== 'hs_email_domain',
	);
	const domain = values['email']?.split('@').at(-1);
	const properties = {
		...Object.fromEntries(held),
		...(domain !== undefined && domain !== '' && { hs_email_domain: domain }),
		hs_object_id: id,
		createdate: createdAt.toISOString(),
		lastmodifieddate: updatedAt.toISOString(),
	};
	return { id, properties, createdAt, updatedAt };
}

export function createContacts(properties: Properties, now: () => Date) {
	const uniqueIn = (values: PropertyValues): Array<[string, string]> =>
		Object.entries(values).filter(
			([name]) => !COMPUTED.includes(name) && properties.find(name)?.hasUniqueValue === true,
		);
	const table = createTable<Contact>((contact) =>
		uniqueIn(contact.properties).map(([name, value]) => keyOf(name, value)),
	);
	const merged = new Map<string, string>();
	let nextId = FIRST_ID;

	const refuseTaken = (values: PropertyValues, own?: string): void => {
		for (const [name, value] of uniqueIn(values)) {
			const [holder] = table.byKey(keyOf(name, value));
			if (!holder || holder.id === own) continue;
			const what =
				name === 'email'
					? 'Contact already exists'
					: `Another contact has this value of ${name} already`;
			throw new HubSpotRefusal(409, 'CONFLICT', `${what}. Existing ID: ${holder.id}`, {
				context: { existingId: [holder.id] },
			});
		}
	};

	return {
		byId: table.byId,
		/** @throws HubSpotRefusal (400) when the property's values are not unique */
		byUnique(idProperty: string, value: string): Contact | undefined {
			if (idProperty === 'hs_object_id') return table.byId(value);
			if (properties.find(idProperty)?.hasUniqueValue)
				return table.byKey(keyOf(idProperty, value))[0];
			// Seen word for word; `0-1` is HubSpot's number for contacts.
			throw invalid(`Unable to perform update/upsert by non-unique 0-1 property ${idProperty}`);
		},
		/** The id of the contact into which one was merged. */
		mergedInto: (id: string): string | undefined => merged.get(id),
		/** In the order in which they were created. */
		all: table.all,
		/** @throws HubSpotRefusal (409) when another contact has one of the unique values */
		create(values: PropertyValues): Contact {
			refuseTaken(values);
			const id = String(nextId);
			nextId += 1;
			const time = now();
			const contact = withComputed(id, values, time, time);
			table.put(contact);
			return contact;
		},
		/** Empty values clear. @throws HubSpotRefusal (409) as above */
		update({ id, properties: before, createdAt }: Contact, values: PropertyValues): Contact {
			refuseTaken(values, id);
			const next = withComputed(id, { ...before, ...values }, createdAt, now());
			table.put(next);
			return next;
		},
		/** @returns whether there was one */
		remove(id: string): boolean {
			const isKnown = table.byId(id) !== undefined;
			table.remove(id);
			return isKnown;
		},
		merge(id: string, into: string): void {
			table.remove(id);
			merged.set(id, into);
		},
		atomically: table.atomically,
		clear(): void {
			table.clear();
			merged.clear();
			nextId = FIRST_ID;
		},
	};
}

/** @throws HubSpotRefusal (400) with every value that is not taken */
export function acceptedValues(properties: Properties, input: PropertyValues): PropertyValues {
	const { values, problems } = checkValues(properties, input);
	if (problems.length > 0) throw valuesNotValid(problems);
	return values;
}

const ALWAYS_SHOWN = ['createdate', 'hs_object_id', 'lastmodifieddate'];
/** Documented as what comes when no properties are requested. */
const DEFAULT_SHOWN = [...ALWAYS_SHOWN, 'email', 'firstname', 'lastname'];

/** A contact as the newer API shows it: what was requested, null where there is no value. */
export function shownContact(contact: Contact, requested: readonly string[], known: Properties) {
	const names =
		requested.length === 0 ? DEFAULT_SHOWN : [...new Set([...requested, ...ALWAYS_SHOWN])];
	return {
		id: contact.id,
		properties: Object.fromEntries(
			names
				// Documented: a property that does not exist is left out of the answer, not refused.
				.filter((name) => known.find(name) !== undefined)
				.map((name) => [name, contact.properties[name] ?? null]),
		),
		createdAt: contact.createdAt.toISOString(),
		updatedAt: contact.updatedAt.toISOString(),
		archived: false,
	};
}
