/**
 * Where HubSpot's APIs are.
 *
 * Documented: the paths. The dated versions and `v3` are names of the same thing; only those below
 * exist. Decided: what is not about contacts and only fills lists in n8n's editor (companies,
 * owners, deals) is empty.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { statusOf } from '../../http';
import type { Body } from '../../http';
import { countOf, isObject, listOf, textOf } from '../../json';
import type { Call, CrmService } from '../service';
import {
	batchAnswer,
	createContactsInBatch,
	readContacts,
	updateContactsInBatch,
	upsertContacts,
} from './batch';
import { acceptedValues, shownContact } from './contacts';
import type { Contact } from './contacts';
import { createOrUpdate, listContacts, profile, removeContact } from './legacy';
import { definitionOf, groupCreateSchema, shownDefinition } from './propertyDefinitions';
import { stringsOf } from './propertyValues';
import type { PropertyValues } from './propertyValues';
import { errorBodyFor, HubSpotRefusal, invalid, notFound, RateLimitRefusal } from './refusal';
import type { BatchError } from './refusal';
import { searchContacts } from './search';
import { nextCorrelationId } from './state';
import type { HubSpotState } from './state';
import { createTasksInBatch, shownTask } from './tasks';

const VERSIONS = ['2026-03', '2026-09'];

const OBJECTS = [
	'/crm/v3/objects/contacts',
	...VERSIONS.map((version) => `/crm/objects/${version}/contacts`),
];
const propertiesOf = (object: string): string[] => [
	`/crm/v3/properties/${object}`,
	...VERSIONS.map((version) => `/crm/properties/${version}/${object}`),
];
const TASKS = [
	'/crm/v3/objects/tasks',
	...VERSIONS.map((version) => `/crm/objects/${version}/tasks`),
];

/** @throws HubSpotRefusal (400) */
function jsonOf(body: Body): unknown {
	if (body.kind === 'json') return body.json;
	throw invalid('Invalid input JSON on line 1, column 1: Cannot deserialize value');
}

const BATCHES = {
	read: readContacts,
	create: createContactsInBatch,
	update: updateContactsInBatch,
	upsert: upsertContacts,
};

function addObjects(app: FastifyInstance, state: HubSpotState, base: string): void {
	const { contacts, properties } = state;
	const shown = (contact: Contact, names: readonly string[]) =>
		shownContact(contact, names, properties);
	const valuesOf = (body: Body): PropertyValues => {
		const json = jsonOf(body);
		return acceptedValues(properties, stringsOf(isObject(json) ? json['properties'] : undefined));
	};

	for (const [name, work] of Object.entries(BATCHES)) {
		app.post<Call>(`${base}/batch/${name}`, (request, reply) => {
			const { status, body } = work(state, jsonOf(request.body));
			return reply.code(status).send(body);
		});
	}
	app.post<Call>(`${base}/search`, ({ body }) => searchContacts(state, jsonOf(body)));

	app.get<Call>(base, ({ query }) => {
		const limit = countOf(query['limit'], { fallback: 10, min: 1, max: 100 });
		const all = contacts.all();
		const after = textOf(query['after']);
		const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after);
		if (start === -1) throw invalid(`The paging cursor ${after} is not valid`);
		const page = all.slice(start, start + limit);
		const next = all[start + limit];
		return {
			results: page.map((contact) => shown(contact, listOf(query['properties']))),
			...(next && { paging: { next: { after: next.id } } }),
		};
	});
	app.post<Call>(base, ({ body }, reply) => {
		const values = valuesOf(body);
		return reply.code(201).send(shown(contacts.create(values), Object.keys(values)));
	});

	const one = `${base}/:id`;
	const contactOf = (id: string, idProperty: unknown): Contact => {
		const by = textOf(idProperty);
		const contact = by === undefined ? contacts.byId(id) : contacts.byUnique(by, id);
		if (contact) return contact;
		throw notFound();
	};
	app.get<Call>(one, ({ params, query }) =>
		shown(contactOf(params.id, query['idProperty']), listOf(query['properties'])),
	);
	app.patch<Call>(one, ({ params, query, body }) => {
		const contact = contactOf(params.id, query['idProperty']);
		const values = valuesOf(body);
		return shown(contacts.update(contact, values), Object.keys(values));
	});
	app.delete<Call>(one, ({ params }, reply) => {
		contacts.remove(params.id);
		return reply.code(204).send();
	});
}

function addTasks(app: FastifyInstance, state: HubSpotState, base: string): void {
	app.post<Call>(`${base}/batch/create`, ({ body }, reply) => {
		const answer = createTasksInBatch(state, jsonOf(body));
		return reply.code(answer.status).send(answer.body);
	});
	app.get<Call>(base, ({ query }) => {
		const shown = state.tasks.all().map((task) => shownTask(task, listOf(query['properties'])));
		return { results: shown.slice(0, countOf(query['limit'], { fallback: 10, min: 1, max: 100 })) };
	});
	app.delete<Call>(`${base}/:id`, ({ params }, reply) => {
		state.tasks.remove(params.id);
		return reply.code(204).send();
	});
}

const inputs = z.object({ inputs: z.array(z.unknown()).min(1).max(100) }).strict();

function addProperties(
	app: FastifyInstance,
	{ properties, now }: Pick<HubSpotState, 'properties' | 'now'>,
	base: string,
): void {
	app.get(`${base}/groups`, () => ({ results: properties.groups() }));
	app.post<Call>(`${base}/groups`, ({ body }, reply) => {
		const { success, data, error } = groupCreateSchema.safeParse(jsonOf(body));
		if (!success) throw invalid(`Invalid group: ${error.issues[0]?.message}`);
		properties.addGroup(data);
		return reply.code(201).send({ ...data, archived: false });
	});

	app.get(base, () => ({ results: properties.all().map(shownDefinition) }));
	app.post<Call>(base, ({ body }, reply) => {
		const definition = definitionOf(jsonOf(body));
		properties.add(definition);
		return reply.code(201).send(shownDefinition(definition));
	});
	app.get<Call>(`${base}/:name`, ({ params: { name } }) => {
		const definition = properties.find(name);
		if (!definition) throw notFound(`Property ${name} does not exist`);
		return shownDefinition(definition);
	});

	// A property that exists is an error of its own among the others; a wrong body is not.
	app.post<Call>(`${base}/batch/create`, ({ body }, reply) => {
		const { success, data } = inputs.safeParse(jsonOf(body));
		if (!success) throw invalid('A batch has from 1 to 100 inputs');
		const definitions = data.inputs.map(definitionOf);
		const ungrouped = definitions.find(({ groupName }) => !properties.hasGroup(groupName));
		if (ungrouped) throw invalid(`Property group ${ungrouped.groupName} does not exist`);
		const errors: BatchError[] = [];
		const results = definitions.flatMap((definition) => {
			try {
				properties.add(definition);
				return [shownDefinition(definition)];
			} catch (error) {
				if (!(error instanceof HubSpotRefusal) || error.status !== 409) throw error;
				errors.push(error.inBatch({ name: [definition.name] }));
				return [];
			}
		});
		const answer = batchAnswer(now(), results, errors, 201);
		return reply.code(answer.status).send(answer.body);
	});
}

function addLegacy(app: FastifyInstance, state: HubSpotState): void {
	app.post<Call>('/contacts/v1/contact/createOrUpdate/email/:email', ({ params, body }) =>
		createOrUpdate(state, params.email, body),
	);
	app.get<Call>('/contacts/v1/contact/vid/:vid/profile', ({ params, query }) =>
		profile(state, params.vid, query),
	);
	app.delete<Call>('/contacts/v1/contact/vid/:vid', ({ params }) =>
		removeContact(state, params.vid),
	);
	app.get<Call>('/contacts/v1/lists/all/contacts/all', ({ query }) =>
		listContacts(state, query, false),
	);
	app.get<Call>('/contacts/v1/lists/recently_updated/contacts/recent', ({ query }) =>
		listContacts(state, query, true),
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

/** n8n's OAuth2 credential requests and renews its token here, without one. */
function addLogin(app: FastifyInstance, { token }: HubSpotState): void {
	app.post<Call>('/oauth/v1/token', ({ body }) => {
		const form = new URLSearchParams(body.kind === 'text' ? body.text : '');
		if (!['refresh_token', 'authorization_code'].includes(form.get('grant_type') ?? '')) {
			throw invalid('missing or invalid grant_type');
		}
		return {
			access_token: token,
			refresh_token: 'sandbox-refresh-token',
			expires_in: 1800,
			token_type: 'bearer',
		};
	});
}

function addRoutes(app: FastifyInstance, state: HubSpotState): void {
	for (const base of OBJECTS) addObjects(app, state, base);
	for (const base of propertiesOf('contacts')) addProperties(app, state, base);
	const { now, tasks } = state;
	for (const base of propertiesOf('tasks')) {
		addProperties(app, { now, properties: tasks.properties }, base);
	}
	for (const base of TASKS) addTasks(app, state, base);
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

export const hubspotService = (state: HubSpotState): CrmService => ({
	crm: 'hubspot',
	token: state.token,
	now: state.now,
	errorBody: (status) => errorBodyFor(status, nextCorrelationId(state)),
	refusal(error) {
		const status = statusOf(error);
		const refusal =
			error instanceof HubSpotRefusal
				? error
				: status < 500
					? new HubSpotRefusal(status, 'VALIDATION_ERROR', error.message)
					: new HubSpotRefusal(500, 'INTERNAL_ERROR', 'internal error');
		return { status: refusal.status, body: refusal.bodyWith(nextCorrelationId(state)) };
	},
	notFound,
	// Seen: keys in the query (`hapikey`) are not accepted any more.
	noToken: () =>
		new HubSpotRefusal(
			401,
			'INVALID_AUTHENTICATION',
			'Authentication credentials not found. This API supports OAuth 2.0 authentication',
		),
	limit(reply) {
		const isTaken = state.rateLimit.take();
		void reply.headers(state.rateLimit.headers());
		if (!isTaken) throw new RateLimitRefusal();
	},
	addLogin: (app) => addLogin(app, state),
	addRoutes: (app) => addRoutes(app, state),
});
