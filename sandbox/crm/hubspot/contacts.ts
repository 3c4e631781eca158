/**
 * The contacts of one account.
 *
 * Documented: the email is unique among contacts, and so is every property made with unique
 * values; a record that was merged into another keeps its number alive. Decided: numbers count up
 * from 101, the email is compared without regard to case, and so is any other unique text.
 */
import type { Properties } from './propertyDefinitions';
import { checkValues, valuesNotValid } from './propertyValues';
import type { CheckResult, PropertyValues } from './propertyValues';
import { HubSpotRefusal, invalid } from './refusal';

export interface Contact {
	readonly id: string;
	/** Only those that have a value. */
	readonly properties: PropertyValues;
	readonly createdAt: Date;
	readonly updatedAt: Date;
}

export interface Contacts {
	byId(id: string): Contact | undefined;
	/** @throws HubSpotRefusal (400) when the property's values are not unique */
	byUnique(idProperty: string, value: string): Contact | undefined;
	/** The contact into which one of that id was merged. */
	mergedInto(id: string): string | undefined;
	/** In the order in which they were created. */
	all(): Contact[];
	/** @throws HubSpotRefusal (409) when another contact has one of the unique values */
	create(values: PropertyValues): Contact;
	/** Empty values clear. @throws HubSpotRefusal (409) as above */
	update(contact: Contact, values: PropertyValues): Contact;
	remove(id: string): boolean;
	merge(id: string, into: string): void;
	/** Does all of it or, when it throws, nothing. */
	atomically<T>(work: () => T): T;
	clear(): void;
}

const FIRST_ID = 101;
const keyOf = (value: string): string => value.trim().toLowerCase();
const isComputed = (name: string): boolean =>
	['hs_object_id', 'createdate', 'lastmodifieddate'].includes(name);

export function createContacts(properties: Properties, now: () => Date): Contacts {
	const contacts = new Map<string, Contact>();
	const merged = new Map<string, string>();
	/** property → value → id */
	const unique = new Map<string, Map<string, string>>();
	let nextId = FIRST_ID;
	/** Steps back, while something is done atomically. */
	let undo: Array<() => void> | undefined;

	const uniqueNames = (values: PropertyValues): string[] =>
		Object.keys(values).filter(
			(name) => !isComputed(name) && properties.find(name)?.hasUniqueValue === true,
		);

	const index = (contact: Contact, present: boolean): void => {
		for (const name of uniqueNames(contact.properties)) {
			const of = unique.get(name) ?? new Map<string, string>();
			unique.set(name, of);
			const key = keyOf(contact.properties[name] ?? '');
			if (present) of.set(key, contact.id);
			else of.delete(key);
		}
	};

	const place = (id: string, next: Contact | undefined): void => {
		const before = contacts.get(id);
		if (before) index(before, false);
		if (next) {
			index(next, true);
			contacts.set(id, next);
		} else {
			contacts.delete(id);
		}
		undo?.push(() => {
			if (next) index(next, false);
			if (before) {
				index(before, true);
				contacts.set(id, before);
			} else {
				contacts.delete(id);
			}
		});
	};

	const refuseTaken = (values: PropertyValues, own: string | undefined): void => {
		for (const name of uniqueNames(values)) {
			const holder = unique.get(name)?.get(keyOf(values[name] ?? ''));
			if (holder === undefined || holder === own) continue;
			throw new HubSpotRefusal(
				409,
				'CONFLICT',
				name === 'email'
					? `Contact already exists. Existing ID: ${holder}`
					: `Another contact has this value of ${name} already. Existing ID: ${holder}`,
				{ context: { existingId: [holder] } },
			);
		}
	};

	const withComputed = (
		id: string,
		values: PropertyValues,
		createdAt: Date,
		updatedAt: Date,
	): PropertyValues => {
		const kept = Object.entries(values).filter(
			([name, value]) => value !== '' && name !== 'hs_email_domain',
		);
		const domain = values['email']?.split('@').at(-1);
		return {
			...Object.fromEntries(kept),
			...(domain !== undefined && domain !== '' && { hs_email_domain: domain }),
			hs_object_id: id,
			createdate: createdAt.toISOString(),
			lastmodifieddate: updatedAt.toISOString(),
		};
	};

	const store: Contacts = {
		byId: (id) => contacts.get(id),
		byUnique(idProperty, value) {
			if (idProperty === 'hs_object_id') return contacts.get(value);
			const definition = properties.find(idProperty);
			if (!definition?.hasUniqueValue) {
				// Seen word for word; `0-1` is HubSpot's number for contacts.
				throw invalid(`Unable to perform update/upsert by non-unique 0-1 property ${idProperty}`);
			}
			const id = unique.get(idProperty)?.get(keyOf(value));
			return id === undefined ? undefined : contacts.get(id);
		},
		mergedInto: (id) => merged.get(id),
		all: () => [...contacts.values()],
		create(values) {
			refuseTaken(values, undefined);
			const id = String(nextId);
			nextId += 1;
			const time = now();
			const contact: Contact = {
				id,
				properties: withComputed(id, values, time, time),
				createdAt: time,
				updatedAt: time,
			};
			place(id, contact);
			return contact;
		},
		update(contact, values) {
			refuseTaken(values, contact.id);
			const updatedAt = now();
			const next: Contact = {
				...contact,
				properties: withComputed(
					contact.id,
					{ ...contact.properties, ...values },
					contact.createdAt,
					updatedAt,
				),
				updatedAt,
			};
			place(contact.id, next);
			return next;
		},
		remove(id) {
			if (!contacts.has(id)) return false;
			place(id, undefined);
			return true;
		},
		merge(id, into) {
			place(id, undefined);
			merged.set(id, into);
		},
		atomically(work) {
			const steps: Array<() => void> = [];
			undo = steps;
			try {
				return work();
			} catch (error) {
				for (const step of steps.reverse()) step();
				throw error;
			} finally {
				undo = undefined;
			}
		},
		clear() {
			contacts.clear();
			merged.clear();
			unique.clear();
			nextId = FIRST_ID;
		},
	};
	return store;
}

/** @throws HubSpotRefusal (400) with every value that is not taken */
export function acceptedValues(properties: Properties, input: PropertyValues): PropertyValues {
	const { values, problems }: CheckResult = checkValues(properties, input);
	if (problems.length > 0) throw valuesNotValid(problems);
	return values;
}

/** Documented as what comes when no properties are asked for. */
export const DEFAULT_SHOWN = [
	'createdate',
	'email',
	'firstname',
	'hs_object_id',
	'lastmodifieddate',
	'lastname',
];

const ALWAYS_SHOWN = ['createdate', 'hs_object_id', 'lastmodifieddate'];

/** A contact as the newer API shows it: what was asked for, null where there is no value. */
export function shownContact(contact: Contact, asked: readonly string[], known: Properties) {
	const names = asked.length === 0 ? DEFAULT_SHOWN : [...new Set([...asked, ...ALWAYS_SHOWN])];
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
