import { answerSchema } from '../faults/kinds';
import type { Answer } from '../faults/kinds';
import type { Schedule } from '../faults/schedule';
import type { CallLog, Crm, LoggedCall } from './calls';
import type { Contact } from './hubspot/contacts';
import { definitionOf } from './hubspot/propertyDefinitions';
import type { PropertyCreate, PropertyDefinition } from './hubspot/propertyDefinitions';
import { checkValues } from './hubspot/propertyValues';
import type { PropertyValues } from './hubspot/propertyValues';
import { clearHubSpotState } from './hubspot/state';
import type { HubSpotState, PartialUpsertByEmail } from './hubspot/state';
import { customField, customFieldSchema } from './salesforce/fields';
import type { CustomField } from './salesforce/fields';
import type { DuplicateRule, SalesforceRecord } from './salesforce/records';
import { clearSalesforceState } from './salesforce/state';
import type { SalesforceState } from './salesforce/state';
import type { FieldValue } from './salesforce/values';

/** The answers on demand that are not used up. */
export type Answers = Readonly<Record<Crm, Schedule<Answer>>>;

/** A contact as tests look at it. */
export interface KnownContact {
	readonly id: string;
	readonly properties: PropertyValues;
}

export interface ContactsControl {
	all(): KnownContact[];
	/** By record id or email. */
	get(idOrEmail: string): KnownContact | undefined;
	/**
	 * Creates a contact, or changes the one of that email: also in what only HubSpot writes, such as
	 * `notes_last_contacted`.
	 */
	put(properties: PropertyValues): KnownContact;
	remove(id: string): void;
	/** As when someone merges two contacts: the first is gone, its id leads to the second. */
	merge(id: string, into: string): void;
}

/** A record as tests look at it: every field, empty ones as null. */
export type KnownRecord = Readonly<Record<string, FieldValue>> & { readonly Id: string };

export interface RecordsControl {
	all(): KnownRecord[];
	get(id: string): KnownRecord | undefined;
	/**
	 * Creates a record, or changes the one of that id: also in what only Salesforce writes, such as
	 * `LastActivityDate`.
	 */
	put(fields: Readonly<Record<string, FieldValue>>): KnownRecord;
	remove(id: string): void;
}

export type SalesforceType = 'Lead' | 'Contact' | 'Account';

/** What a test can do to the CRMs that they themselves do not offer. */
export interface CrmControl {
	/** Both as after the start: no records, no definitions of one's own, no answers on demand, no log. */
	reset(): void;

	/** HubSpot's contacts. */
	readonly contacts: ContactsControl;
	/** Creates a property of contacts, in a group that is made when it is missing. */
	defineProperty(property: PropertyCreate): void;
	properties(): PropertyDefinition[];
	/** What an upsert by email does to a contact it does not describe in full; `refused` unless told. */
	setPartialUpsertByEmail(outcome: PartialUpsertByEmail): void;

	readonly leads: RecordsControl;
	readonly salesforceContacts: RecordsControl;
	readonly accounts: RecordsControl;
	defineField(type: SalesforceType, field: CustomField): void;
	/** Field-level security, for a field made by `defineField`. */
	setFieldVisible(type: SalesforceType, field: string, visible: boolean): void;
	/** As when someone converts a lead: it cannot be changed any more. */
	convertLead(id: string): void;
	setDuplicateRule(rule: DuplicateRule | undefined): void;

	/** Answers wait in line, for each CRM its own. */
	answerNext(crm: Crm, answer: Answer): void;
	/** The last 10,000 requests, oldest first. */
	requests(crm?: Crm): LoggedCall[];
	/** How many of each kind there were: `{'PATCH /services/data/:version/composite/sobjects': 5}`. */
	requestCounts(crm?: Crm): Record<string, number>;
}

const knownContact = ({ id, properties }: Contact): KnownContact => ({ id, properties });

function contactsControl({ contacts, properties }: HubSpotState): ContactsControl {
	const find = (idOrEmail: string): Contact | undefined =>
		contacts.byId(idOrEmail) ?? contacts.byUnique('email', idOrEmail);
	return {
		all: () => contacts.all().map(knownContact),
		get(idOrEmail) {
			const found = find(idOrEmail);
			return found && knownContact(found);
		},
		put(input) {
			const { values, problems } = checkValues(properties, input, { asSystem: true });
			if (problems.length > 0) throw new Error(JSON.stringify(problems));
			const email = values['email'];
			const known = email === undefined ? undefined : find(email);
			return knownContact(known ? contacts.update(known, values) : contacts.create(values));
		},
		remove: (id) => void contacts.remove(id),
		merge: (id, into) => contacts.merge(id, into),
	};
}

const knownRecord = ({ id, values }: SalesforceRecord): KnownRecord => ({ ...values, Id: id });

function recordsControl({ records }: SalesforceState, type: SalesforceType): RecordsControl {
	const object = () => records.object(type);
	const asSystem = { asSystem: true } as const;
	return {
		all: () => records.all(object()).map(knownRecord),
		get(id) {
			const found = records.byId(object(), id);
			return found && knownRecord(found);
		},
		put({ Id: id, ...json }) {
			const fields = records.fieldsOf(object(), json);
			if (id === undefined) return knownRecord(records.create(object(), fields, asSystem));
			const found = records.byId(object(), String(id));
			if (!found) throw new Error(`There is no ${type} ${id}`);
			return knownRecord(records.update(found, fields, asSystem));
		},
		remove(id) {
			const found = records.byId(object(), id);
			if (found) records.remove(found);
		},
	};
}

export function createCrmControl(
	hubspot: HubSpotState,
	salesforce: SalesforceState,
	log: CallLog,
	answers: Answers,
): CrmControl {
	const leads = recordsControl(salesforce, 'Lead');
	return {
		reset() {
			clearHubSpotState(hubspot);
			clearSalesforceState(salesforce);
			log.clear();
			for (const schedule of Object.values(answers)) schedule.clear();
		},
		contacts: contactsControl(hubspot),
		defineProperty(property) {
			const definition = definitionOf(property);
			const { groupName } = definition;
			if (!hubspot.properties.groups().some(({ name }) => name === groupName)) {
				hubspot.properties.addGroup({ name: groupName, label: groupName, displayOrder: -1 });
			}
			hubspot.properties.add(definition);
		},
		properties: () => hubspot.properties.all(),
		setPartialUpsertByEmail(outcome) {
			hubspot.partialUpsertByEmail = outcome;
		},
		leads,
		salesforceContacts: recordsControl(salesforce, 'Contact'),
		accounts: recordsControl(salesforce, 'Account'),
		defineField(type, input) {
			const { visible = true } = customFieldSchema.parse(input);
			const field = customField(input);
			const { fields, hidden } = salesforce.records.object(type);
			(visible ? fields : hidden).set(field.name.toLowerCase(), field);
		},
		setFieldVisible(type, name, visible) {
			const { fields, hidden } = salesforce.records.object(type);
			const [from, to] = visible ? [hidden, fields] : [fields, hidden];
			const key = name.toLowerCase();
			const field = from.get(key);
			if (!field?.custom) return;
			from.delete(key);
			to.set(key, field);
		},
		convertLead(id) {
			leads.put({ Id: id, IsConverted: true, Status: 'Closed - Converted' });
		},
		setDuplicateRule: (rule) => salesforce.records.setDuplicateRule(rule),
		answerNext: (crm, answer) => answers[crm].add(answerSchema.parse(answer)),
		requests: (crm) => log.all(crm),
		requestCounts: (crm) => log.counts(crm),
	};
}
