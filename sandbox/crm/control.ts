import { answerSchema } from '../faults/kinds';
import type { Answer } from '../faults/kinds';
import type { Crm, LoggedCall } from './calls';
import { dynamicsControl } from './dynamics/control';
import type { DynamicsState } from './dynamics/state';
import type { Contact } from './hubspot/contacts';
import { definitionOf } from './hubspot/propertyDefinitions';
import type { PropertyCreate, PropertyDefinition } from './hubspot/propertyDefinitions';
import { checkValues } from './hubspot/propertyValues';
import type { PropertyValues } from './hubspot/propertyValues';
import type { Task } from './hubspot/tasks';
import type { HubSpotState, PartialUpsertByEmail, TraceIdsIsolate } from './hubspot/state';
import { customField, customFieldSchema } from './salesforce/fields';
import type { CustomField } from './salesforce/fields';
import type { Right } from './salesforce/permissions';
import type { DuplicateRule, SalesforceRecord } from './salesforce/records';
import type { SalesforceState } from './salesforce/state';
import type { FieldValue } from './salesforce/values';
import type { TestAccess } from './service';
import { zohoControl } from './zoho/control';
import type { ZohoState } from './zoho/state';

/** A contact as tests look at it. */
export interface KnownContact {
	readonly id: string;
	readonly properties: PropertyValues;
}

/** A record as tests look at it: every field, empty ones as null. */
export type KnownRecord = Readonly<Record<string, FieldValue>> & { readonly Id: string };

export type SalesforceType = 'Lead' | 'Contact' | 'Account' | 'Task';

const knownContact = ({ id, properties }: Contact): KnownContact => ({ id, properties });

function contactsControl({ contacts, properties }: HubSpotState) {
	const find = (idOrEmail: string): Contact | undefined =>
		contacts.byId(idOrEmail) ?? contacts.byUnique('email', idOrEmail);
	return {
		all: (): KnownContact[] => contacts.all().map(knownContact),
		/** By record id or email. */
		get(idOrEmail: string): KnownContact | undefined {
			const found = find(idOrEmail);
			return found && knownContact(found);
		},
		/**
		 * Creates a contact, or changes the one of that email: also in what only HubSpot writes, such as
		 * `notes_last_contacted`.
		 */
		put(input: PropertyValues): KnownContact {
			const { values, problems } = checkValues(properties, input, { asSystem: true });
			if (problems.length > 0) throw new Error(JSON.stringify(problems));
			const email = values['email'];
			const known = email === undefined ? undefined : find(email);
			return knownContact(known ? contacts.update(known, values) : contacts.create(values));
		},
		remove: (id: string): void => void contacts.remove(id),
		/** As when someone merges two contacts: the first is gone, its id leads to the second. */
		merge: (id: string, into: string): void => contacts.merge(id, into),
	};
}

const knownRecord = ({ id, values }: SalesforceRecord): KnownRecord => ({ ...values, Id: id });

function recordsControl({ records }: SalesforceState, type: SalesforceType) {
	const object = () => records.object(type);
	const asSystem = { asSystem: true } as const;
	return {
		all: (): KnownRecord[] => records.all(object()).map(knownRecord),
		get(id: string): KnownRecord | undefined {
			const found = records.byId(object(), id);
			return found && knownRecord(found);
		},
		/**
		 * Creates a record, or changes the one of that id: also in what only Salesforce writes, such as
		 * `LastActivityDate`.
		 */
		put({ Id: id, ...json }: Readonly<Record<string, FieldValue>>): KnownRecord {
			const fields = records.fieldsOf(object(), json);
			if (id === undefined) return knownRecord(records.create(object(), fields, asSystem));
			const found = records.byId(object(), String(id));
			if (!found) throw new Error(`There is no ${type} ${id}`);
			return knownRecord(records.update(found, fields, asSystem));
		},
		remove(id: string): void {
			const found = records.byId(object(), id);
			if (found) records.remove(found);
		},
	};
}

export type RecordsControl = ReturnType<typeof recordsControl>;
/** What each stand-in remembers. */
export interface CrmStates {
	readonly hubspot: HubSpotState;
	readonly salesforce: SalesforceState;
	readonly zoho: ZohoState;
	readonly dynamics: DynamicsState;
}

export type CrmControl = ReturnType<typeof createCrmControl>;

/** What a test can do to the CRMs that they themselves do not offer. */
export function createCrmControl(
	{ hubspot, salesforce, zoho, dynamics }: CrmStates,
	{ log, answers }: TestAccess,
) {
	const leads = recordsControl(salesforce, 'Lead');
	return {
		/** All as after the start: no records, no definitions of a test, no answers on demand, no log. */
		reset(): void {
			const schedules = Object.values(answers);
			for (const part of [hubspot, salesforce, zoho, dynamics, log, ...schedules]) part.clear();
		},
		/** HubSpot's contacts. */
		contacts: contactsControl(hubspot),
		/** Creates a property of contacts, in a group that is made when it is missing. */
		defineProperty(property: PropertyCreate): void {
			const definition = definitionOf(property);
			const { groupName } = definition;
			if (!hubspot.properties.hasGroup(groupName)) {
				hubspot.properties.addGroup({ name: groupName, label: groupName, displayOrder: -1 });
			}
			hubspot.properties.add(definition);
		},
		properties: (): PropertyDefinition[] => hubspot.properties.all(),
		/** HubSpot's tasks, and the contacts that each is associated with. */
		hubspotTasks: {
			all: (): Task[] => hubspot.tasks.all(),
			remove: (id: string): void => hubspot.tasks.remove(id),
			/** As people change a task, e.g. complete it. */
			change: (id: string, values: PropertyValues): void => hubspot.tasks.update(id, values),
		},
		/** Creates a property of tasks, in a group that is made when it is missing. */
		defineTaskProperty(property: PropertyCreate): void {
			const definition = definitionOf(property);
			const { groupName } = definition;
			const { properties } = hubspot.tasks;
			if (!properties.hasGroup(groupName)) {
				properties.addGroup({ name: groupName, label: groupName, displayOrder: -1 });
			}
			properties.add(definition);
		},
		/** What an upsert by email does to a contact it does not describe in full; `refused` by default. */
		setPartialUpsertByEmail(outcome: PartialUpsertByEmail): void {
			hubspot.partialUpsertByEmail = outcome;
		},
		/** For which batches trace ids keep a fault to its own input; `creates` by default. */
		setTraceIdsIsolate(batches: TraceIdsIsolate): void {
			hubspot.traceIdsIsolate = batches;
		},
		/** How many requests HubSpot carries out in 10 seconds; 100 by default. */
		setHubspotRateLimit: (requests: number): void => hubspot.rateLimit.setMax(requests),
		leads,
		salesforceContacts: recordsControl(salesforce, 'Contact'),
		salesforceTasks: recordsControl(salesforce, 'Task'),
		accounts: recordsControl(salesforce, 'Account'),
		defineField(type: SalesforceType, input: CustomField): void {
			const { visible = true } = customFieldSchema.parse(input);
			const field = customField(input);
			const { fields, hidden } = salesforce.records.object(type);
			(visible ? fields : hidden).set(field.name.toLowerCase(), field);
		},
		/** Field-level security, for a field made by `defineField`. */
		setFieldVisible(type: SalesforceType, name: string, visible: boolean): void {
			const { fields, hidden } = salesforce.records.object(type);
			const [from, to] = visible ? [hidden, fields] : [fields, hidden];
			const key = name.toLowerCase();
			const field = from.get(key);
			if (!field?.custom) return;
			from.delete(key);
			to.set(key, field);
		},
		/** The ID of the user of Salesforce's API. */
		salesforceUserId: (): string => salesforce.userId(),
		/** What the user of Salesforce's API may do beside writing records; everything by default. */
		setRight(right: Right, isGranted: boolean): void {
			if (isGranted) salesforce.rights.add(right);
			else salesforce.rights.delete(right);
		},
		/** How many requests Salesforce's organization has in 24 hours; 100,000 by default. */
		setDailyRequests: (max: number): void => salesforce.usage.setDaily(max),
		/** As when someone converts a lead: it cannot be changed any more. */
		convertLead(id: string): void {
			leads.put({ Id: id, IsConverted: true, Status: 'Closed - Converted' });
		},
		/** As while another transaction of Salesforce holds the record. */
		setLocked: (id: string, isLocked: boolean): void => salesforce.records.setLocked(id, isLocked),
		setDuplicateRule: (rule: DuplicateRule | undefined): void =>
			salesforce.records.setDuplicateRule(rule),
		zoho: zohoControl(zoho),
		dynamics: dynamicsControl(dynamics),
		/** Answers wait in line, for each CRM its own. */
		answerNext: (crm: Crm, answer: Answer): void => answers[crm].add(answerSchema.parse(answer)),
		/** Calls the listener before each request to a CRM is carried out. */
		onRequest: (listener: () => void): void => log.onRequest(listener),
		/** The last 10,000 requests, oldest first. */
		requests: (crm?: Crm): LoggedCall[] => log.all(crm),
		/** How many of each kind there were: `{'PATCH /services/data/:version/composite/sobjects': 5}`. */
		requestCounts: (crm?: Crm): Record<string, number> => log.counts(crm),
	};
}
