/**
 * Where HubSpot's APIs are.
 *
 * Documented: the paths. The dated versions and `v3` are names of the same thing; only those below
 * exist. Decided: what is not about contacts and only fills lists in n8n's editor (companies,
 * owners, deals) is empty.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import type { Body } from '../json';
import { countOf, isObject, listOf, textOf } from '../json';
import {
	createContactsInBatch,
	readContacts,
	updateContactsInBatch,
	upsertContacts,
} from './batch';
import type { BatchAnswer } from './batch';
import { acceptedValues, shownContact } from './contacts';
import type { Contact } from './contacts';
import {
	allContacts,
	createOrUpdate,
	LegacyRefusal,
	profile,
	recentContacts,
	removeContact,
} from './legacy';
import { definitionOf, groupCreateSchema, shownDefinition } from './propertyDefinitions';
import { stringsOf } from './propertyValues';
import { HubSpotRefusal, invalid, NOT_FOUND } from './refusal';
import type { BatchError } from './refusal';
import { searchContacts } from './search';
import type { HubSpotState } from './state';

export const VERSIONS = ['2026-03', '2026-09'] as const;

const OBJECTS = [
	'/crm/v3/objects/contacts',
	...VERSIONS.map((version) => `/crm/objects/${version}/contacts`),
];
const PROPERTIES = [
	'/crm/v3/properties/contacts',
	...VERSIONS.map((version) => `/crm/properties/${version}/contacts`),
];

type Query = Readonly<Record<string, unknown>>;
interface Call {
	Body: Body;
	Querystring: Query;
}

/** @throws HubSpotRefusal (400) */
function jsonOf(body: Body): unknown {
	if (body.kind === 'json') return body.json;
	throw invalid('Invalid input JSON on line 1, column 1: Cannot deserialize value');
}

const notFound = (message = NOT_FOUND): HubSpotRefusal =>
	new HubSpotRefusal(404, 'OBJECT_NOT_FOUND', message);

function propertiesOf(body: Body): Readonly<Record<string, string>> {
	const json = jsonOf(body);
	return stringsOf(isObject(json) ? json['properties'] : undefined);
}

function addObjects(app: FastifyInstance, state: HubSpotState, base: string): void {
	const batches: ReadonlyArray<[string, (state: HubSpotState, body: unknown) => BatchAnswer]> = [
		['read', readContacts],
		['create', createContactsInBatch],
		['update', updateContactsInBatch],
		['upsert', upsertContacts],
	];
	for (const [name, work] of batches) {
		app.post<Call>(`${base}/batch/${name}`, (request, reply) => {
			const { status, body } = work(state, jsonOf(request.body));
			return reply.code(status).send(body);
		});
	}

	app.post<Call>(`${base}/search`, (request) => searchContacts(state, jsonOf(request.body)));

	app.get<Call>(base, (request) => {
		const limit = countOf(request.query['limit'], { fallback: 10, min: 1, max: 100 });
		const all = state.contacts.all();
		const after = textOf(request.query['after']);
		const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after);
		if (start === -1) throw invalid(`The paging cursor ${after} is not valid`);
		const next = all[start + limit];
		return {
			results: all
				.slice(start, start + limit)
				.map((contact) =>
					shownContact(contact, listOf(request.query['properties']), state.properties),
				),
			...(next && { paging: { next: { after: next.id } } }),
		};
	});

	app.post<Call>(base, (request, reply) => {
		const values = acceptedValues(state.properties, propertiesOf(request.body));
		const contact = state.contacts.create(values);
		return reply.code(201).send(shownContact(contact, Object.keys(values), state.properties));
	});

	const found = (id: string, query: Query): Contact => {
		const by = textOf(query['idProperty']);
		const contact = by === undefined ? state.contacts.byId(id) : state.contacts.byUnique(by, id);
		if (!contact) throw notFound();
		return contact;
	};

	app.get<Call & { Params: { id: string } }>(`${base}/:id`, (request) =>
		shownContact(
			found(request.params.id, request.query),
			listOf(request.query['properties']),
			state.properties,
		),
	);

	app.patch<Call & { Params: { id: string } }>(`${base}/:id`, (request) => {
		const contact = found(request.params.id, request.query);
		const values = acceptedValues(state.properties, propertiesOf(request.body));
		const updated = state.contacts.update(contact, values);
		return shownContact(updated, Object.keys(values), state.properties);
	});

	app.delete<{ Params: { id: string } }>(`${base}/:id`, (request, reply) => {
		state.contacts.remove(request.params.id);
		return reply.code(204).send();
	});
}

const inputs = z.object({ inputs: z.array(z.unknown()).min(1).max(100) }).strict();

function addProperties(app: FastifyInstance, state: HubSpotState, base: string): void {
	app.get(`${base}/groups`, () => ({ results: state.properties.groups() }));

	app.post<Call>(`${base}/groups`, (request, reply) => {
		const parsed = groupCreateSchema.safeParse(jsonOf(request.body));
		if (!parsed.success) throw invalid(`Invalid group: ${parsed.error.issues[0]?.message}`);
		const { name, label, displayOrder = -1 } = parsed.data;
		const group = { name, label, displayOrder };
		state.properties.addGroup(group);
		return reply.code(201).send({ ...group, archived: false });
	});

	app.get(base, () => ({ results: state.properties.all().map(shownDefinition) }));

	app.post<Call>(base, (request, reply) => {
		const definition = definitionOf(jsonOf(request.body));
		state.properties.add(definition);
		return reply.code(201).send(shownDefinition(definition));
	});

	app.get<{ Params: { name: string } }>(`${base}/:name`, (request) => {
		const definition = state.properties.find(request.params.name);
		if (!definition) throw notFound(`Property ${request.params.name} does not exist`);
		return shownDefinition(definition);
	});

	// What is there already is an error of its own among the others; a body that is wrong is not.
	app.post<Call>(`${base}/batch/create`, (request, reply) => {
		const parsed = inputs.safeParse(jsonOf(request.body));
		if (!parsed.success) throw invalid('A batch has from 1 to 100 inputs');
		const definitions = parsed.data.inputs.map(definitionOf);
		const groups = new Set(state.properties.groups().map(({ name }) => name));
		const homeless = definitions.find(({ groupName }) => !groups.has(groupName));
		if (homeless) throw invalid(`Property group ${homeless.groupName} does not exist`);
		const errors: BatchError[] = [];
		const results = definitions.flatMap((definition) => {
			try {
				state.properties.add(definition);
				return [shownDefinition(definition)];
			} catch (error) {
				if (!(error instanceof HubSpotRefusal) || error.status !== 409) throw error;
				errors.push(error.inBatch({ name: [definition.name] }));
				return [];
			}
		});
		const time = state.now().toISOString();
		return reply.code(errors.length > 0 ? 207 : 201).send({
			status: 'COMPLETE',
			results,
			...(errors.length > 0 && { errors, numErrors: errors.length }),
			startedAt: time,
			completedAt: time,
		});
	});
}

function addLegacy(app: FastifyInstance, state: HubSpotState): void {
	const jsonOrRefusal = (body: Body): unknown => {
		if (body.kind === 'json') return body.json;
		throw new LegacyRefusal(400, 'Invalid input JSON');
	};
	app.post<Call & { Params: { email: string } }>(
		'/contacts/v1/contact/createOrUpdate/email/:email',
		(request) => createOrUpdate(state, request.params.email, jsonOrRefusal(request.body)),
	);
	app.get<Call & { Params: { vid: string } }>('/contacts/v1/contact/vid/:vid/profile', (request) =>
		profile(state, request.params.vid, request.query),
	);
	app.delete<{ Params: { vid: string } }>('/contacts/v1/contact/vid/:vid', (request) =>
		removeContact(state, request.params.vid),
	);
	app.get<Call>('/contacts/v1/lists/all/contacts/all', (request) =>
		allContacts(state, request.query),
	);
	app.get<Call>('/contacts/v1/lists/recently_updated/contacts/recent', (request) =>
		recentContacts(state, request.query),
	);
	for (const version of ['v1', 'v2']) {
		app.get(`/properties/${version}/contacts/properties`, () =>
			state.properties.all().map(shownDefinition),
		);
	}
	app.get('/companies/v2/companies/paged', () => ({ companies: [], 'has-more': false, offset: 0 }));
	app.get('/deals/v1/deal/paged', () => ({ deals: [], hasMore: false, offset: 0 }));
	app.put('/crm-associations/v1/associations/create-batch', (_request, reply) =>
		reply.code(204).send(),
	);
}

/** All of HubSpot, token and log aside. */
export function addHubSpot(app: FastifyInstance, state: HubSpotState): void {
	for (const base of OBJECTS) addObjects(app, state, base);
	for (const base of PROPERTIES) addProperties(app, state, base);
	addLegacy(app, state);
	app.get('/crm/v3/owners', () => ({ results: [] }));
	app.get('/account-info/v3/details', () => ({
		portalId: state.portalId,
		accountType: 'STANDARD',
		timeZone: 'UTC',
		companyCurrency: 'USD',
		additionalCurrencies: [],
		utcOffset: '+00:00',
		utcOffsetMilliseconds: 0,
		uiDomain: 'app.hubspot.com',
		dataHostingLocation: 'na1',
	}));
}
