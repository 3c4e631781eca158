/**
 * Where Salesforce's REST API is, for any version of it.
 *
 * Documented: the paths and what they answer; an upsert answers with a body from version 46 on; an
 * external id that several records have is a 300 with their addresses; `updateOnly=true` keeps an
 * upsert from creating; the address of a request has at most 16,384 bytes (414), together with the
 * headers as well (431), and a longer query may travel in a composite request; the active assignment
 * rule runs on leads that are created or updated, unless `Sforce-Auto-Assign` is FALSE in any
 * case. Seen: the page that comes with a 414 or 431 is no JSON.
 * Decided: any JWT of three parts, any refresh token and any code get the access token; the
 * subrequests of a composite request are queries, sObject Collections and new records, as nothing
 * else here needs to be sent in one; an assignment rule by its id is the active one.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { statusOf } from '../../http';
import type { Body } from '../../http';
import { countOf, listOf } from '../../json';
import type { JsonObject } from '../../json';
import type { Call, CrmService } from '../service';
import {
	createCollection,
	NO_ID_IN_BODY,
	recordOf,
	updateCollection,
	upsertCollection,
	upsertRecord,
} from './collections';
import { runComposite } from './composite';
import type { Headers, Result, Subrequest } from './composite';
import { describe, summary } from './describe';
import type { SObjectDefinition } from './fields';
import { fullId, recordId } from './ids';
import { externalIdField, objectOf } from './records';
import type { SaveOptions, SalesforceRecord } from './records';
import { badRequest, errorBodyFor, noSuchColumn, notFound, SalesforceRefusal } from './refusal';
import { attributesOf, runQuery } from './soql';
import type { Cursor, SalesforceState } from './state';
import { createCustomField, queryTooling } from './tooling';

const VERSION = /^v\d{2,3}\.\d$/;
const MAX_BYTES = 16_384;
const DEFAULT_BATCH = 2000;
const MIN_BATCH = 200;
const ORGANIZATION_ID = '00DSx0000000001MAA';

const jsonOf = (body: Body): unknown => {
	if (body.kind === 'json') return body.json;
	throw badRequest('JSON_PARSER_ERROR', 'The HTTP entity body is required');
};

const saveOptions = (headers: Headers): SaveOptions => ({
	allowSave: /allowSave\s*=\s*true/i.test(String(headers['sforce-duplicate-rule-header'] ?? '')),
	autoAssign: !/^\s*false\s*$/i.test(String(headers['sforce-auto-assign'] ?? '')),
});

/** Refuses what is longer than Salesforce's servers take. @returns whether it did */
function refuseTooLong({ raw }: FastifyRequest, reply: FastifyReply): boolean {
	const address = Buffer.byteLength(raw.url ?? '');
	const headers = raw.rawHeaders.map((text) => Buffer.byteLength(text) + 2);
	if (headers.reduce((sum, length) => sum + length, address) <= MAX_BYTES) return false;
	const [status, reason] =
		address > MAX_BYTES ? [414, 'URI Too Long'] : [431, 'Request Header Fields Too Large'];
	void reply
		.code(status)
		.type('text/html;charset=iso-8859-1')
		.send(`<h1>Bad Message ${status}</h1><pre>reason: ${reason}</pre>`);
	return true;
}

function queryAnswer(cursor: Cursor, id: string, start: number, version: string) {
	const end = start + cursor.size;
	const done = end >= cursor.rows.length;
	return {
		totalSize: cursor.totalSize,
		done,
		...(!done && { nextRecordsUrl: `/services/data/${version}/query/${id}-${end}` }),
		records: cursor.rows.slice(start, end),
	};
}

/** @param soql as it was sent, if it was */
function query(state: SalesforceState, soql: unknown, version: string, headers: Headers) {
	if (typeof soql !== 'string') throw badRequest('MALFORMED_QUERY', 'SOQL query is missing');
	const options = String(headers['sforce-query-options'] ?? '');
	const wanted = Number(/batchSize\s*=\s*(\d+)/i.exec(options)?.[1] ?? DEFAULT_BATCH);
	const { maxBatch, ...found } = runQuery(state.records, soql, { now: state.now(), version });
	const size = countOf(wanted, { fallback: MIN_BATCH, min: MIN_BATCH, max: maxBatch });
	const cursor: Cursor = { ...found, size };
	const id = recordId('01g', state.cursors.size + 1);
	if (cursor.rows.length > size) state.cursors.set(id, cursor);
	return queryAnswer(cursor, id, 0, version);
}

function addQueries(app: FastifyInstance, state: SalesforceState): void {
	for (const path of ['/query', '/queryAll']) {
		app.get<Call>(path, (request) =>
			query(state, request.query['q'], request.params.version, request.headers),
		);
	}
	app.get<Call>('/query/:locator', ({ params }) => {
		const [id = '', start = ''] = params.locator.split('-');
		const cursor = state.cursors.get(id);
		if (cursor && /^\d+$/.test(start)) {
			return queryAnswer(cursor, id, Number(start), params.version);
		}
		throw badRequest('INVALID_QUERY_LOCATOR', 'invalid query locator');
	});
}

const retrieval = z.object({ ids: z.array(z.string()).max(2000), fields: z.array(z.string()) });

function addCollections(app: FastifyInstance, { records }: SalesforceState): void {
	const path = '/composite/sobjects';
	app.post<Call>(path, ({ body, headers }) =>
		createCollection(records, jsonOf(body), saveOptions(headers)),
	);
	app.patch<Call>(path, ({ body, headers }) =>
		updateCollection(records, jsonOf(body), saveOptions(headers)),
	);
	app.patch<Call>(`${path}/:type/:field`, ({ params: { type, field }, body, headers }) =>
		upsertCollection(records, type, field, jsonOf(body), saveOptions(headers)),
	);
	app.post<Call>(`${path}/:type`, ({ params: { type, version }, body }) => {
		const object = records.object(type);
		const { success, data } = retrieval.safeParse(jsonOf(body));
		if (!success) throw badRequest('JSON_PARSER_ERROR', 'ids and fields are required');
		return data.ids.map((id) => {
			const record = records.byId(object, id);
			return record ? shown(record, version, data.fields) : null;
		});
	});
}

/** A record as it is, or only its named fields. @throws SalesforceRefusal (400) */
function shown(record: SalesforceRecord, version: string, names: readonly string[]) {
	const { object, values } = record;
	const wanted = names.map((name) => {
		const field = object.fields.get(name.toLowerCase());
		if (!field) throw noSuchColumn(name, object.name);
		return field;
	});
	const fields = wanted.length > 0 ? wanted : [...object.fields.values()];
	return {
		attributes: attributesOf(record, version),
		...Object.fromEntries(fields.map(({ name }) => [name, values[name] ?? null])),
	};
}

const baseOf = (version: string): string => `/services/data/${version}`;

const saved = (id: string, created?: boolean) => ({
	id,
	success: true,
	errors: [],
	...(created !== undefined && { created }),
});

/** The body of a request whose address names the record. @throws SalesforceRefusal (400) */
function withoutId(body: Body): JsonObject {
	const json = objectOf(jsonOf(body));
	if ('Id' in json || 'id' in json) throw badRequest('INVALID_FIELD', NO_ID_IN_BODY);
	return json;
}

function addRows(app: FastifyInstance, { records }: SalesforceState): void {
	app.get<Call>('/sobjects', ({ params }) => ({
		encoding: 'UTF-8',
		maxBatchSize: 200,
		sobjects: records.objects().map((object) => summary(object, baseOf(params.version))),
	}));
	app.get<Call>('/sobjects/:type', ({ params }) => ({
		objectDescribe: summary(records.object(params.type), baseOf(params.version)),
		recentItems: [],
	}));
	app.get<Call>('/sobjects/:type/describe', ({ params }) =>
		describe(records.object(params.type), baseOf(params.version)),
	);

	app.post<Call>('/sobjects/:type', ({ params, body, headers }, reply) => {
		const object = records.object(params.type);
		const fields = records.fieldsOf(object, objectOf(jsonOf(body)));
		const { id } = records.create(object, fields, saveOptions(headers));
		return reply.code(201).send(saved(id));
	});

	const found = (object: SObjectDefinition, id: string): SalesforceRecord => {
		// Seen: what is no id is taken for the name of a field.
		if (fullId(id) === undefined) {
			throw notFound(`Provided external ID field does not exist or is not accessible: ${id}`);
		}
		if (records.wasDeleted(id)) {
			throw new SalesforceRefusal(404, 'ENTITY_IS_DELETED', 'entity is deleted');
		}
		const record = records.byId(object, id);
		if (!record) throw notFound();
		return record;
	};

	const one = '/sobjects/:type/:id';
	app.get<Call>(one, ({ params: { type, id, version }, query: { fields } }) =>
		shown(found(records.object(type), id), version, listOf(fields)),
	);
	app.patch<Call>(one, ({ params, body, headers }, reply) => {
		const object = records.object(params.type);
		const json = withoutId(body);
		const record = found(object, params.id);
		records.update(record, records.fieldsOf(object, json), saveOptions(headers));
		return reply.code(204).send();
	});
	app.delete<Call>(one, ({ params }, reply) => {
		records.remove(found(records.object(params.type), params.id));
		return reply.code(204).send();
	});

	const several = (reply: FastifyReply, version: string, all: readonly SalesforceRecord[]) =>
		reply.code(300).send(all.map((record) => attributesOf(record, version).url));

	const byExternalId = '/sobjects/:type/:field/:value';
	app.get<Call>(byExternalId, ({ params, query: { fields } }, reply) => {
		const object = records.object(params.type);
		const field = externalIdField(object, params.field);
		const matches = records.byField(object, field, params.value);
		if (matches.length > 1) return several(reply, params.version, matches);
		const [record] = matches;
		if (!record) throw notFound();
		return shown(record, params.version, listOf(fields));
	});
	app.patch<Call>(byExternalId, ({ params, query: { updateOnly }, body, headers }, reply) => {
		const { type, field: name, value, version } = params;
		const object = records.object(type);
		const options = saveOptions(headers);
		if (name.toLowerCase() === 'id') {
			const json = objectOf(jsonOf(body));
			const record = recordOf(records, object, value);
			records.update(record, records.fieldsOf(object, json), options);
			return reply.send(saved(record.id, false));
		}
		const field = externalIdField(object, name);
		const json = withoutId(body);
		if (Object.keys(json).some((key) => key.toLowerCase() === field.name.toLowerCase())) {
			const message = `The external ID field ${field.name} should not be specified in the sobject data.`;
			throw badRequest('INVALID_FIELD', message);
		}
		const matches = records.byField(object, field, value);
		if (matches.length > 1) return several(reply, version, matches);
		if (matches.length === 0 && updateOnly === 'true') throw notFound();
		const fields = records.fieldsOf(object, json);
		const { record, created } = upsertRecord(records, object, field.name, value, fields, options);
		if (!created && Number.parseInt(version.slice(1), 10) < 46) return reply.code(204).send();
		return reply.code(created ? 201 : 200).send(saved(record.id, created));
	});
}

/** What may stand in a composite request here: queries, sObject Collections and new records. */
function subrequest(state: SalesforceState, sent: Subrequest): Result {
	const [isRecord, of = ''] = /^\/sobjects\/(\w+)$/.exec(sent.path) ?? [];
	if (isRecord === undefined || sent.method !== 'POST') {
		return { body: queryOrCollection(state, sent), httpStatusCode: 200 };
	}
	const object = state.records.object(of);
	const fields = state.records.fieldsOf(object, objectOf(sent.body));
	const { id } = state.records.create(object, fields, saveOptions(sent.headers));
	return { body: saved(id), httpStatusCode: 201 };
}

function queryOrCollection(state: SalesforceState, sent: Subrequest): unknown {
	const { method, path, version, headers, body, allOrNone } = sent;
	const { records } = state;
	if (method === 'GET' && /^\/query(?:All)?$/.test(path)) {
		return query(state, sent.query.get('q'), version, headers);
	}
	const [isCollection, type, field] = /^\/composite\/sobjects(?:\/(\w+)\/(\w+))?$/.exec(path) ?? [];
	const collection = allOrNone ? { ...objectOf(body), allOrNone } : body;
	const options = saveOptions(headers);
	if (isCollection && method === 'PATCH') {
		return type !== undefined && field !== undefined
			? upsertCollection(records, type, field, collection, options)
			: updateCollection(records, collection, options);
	}
	if (isCollection && method === 'POST' && type === undefined) {
		return createCollection(records, collection, options);
	}
	throw notFound();
}

const createdField = (state: SalesforceState, body: unknown) => ({
	...saved(createCustomField(state, body)),
	warnings: [],
	infos: [],
});

/** What may stand in a composite request to the Tooling API here. */
function toolingSubrequest(state: SalesforceState, sent: Subrequest): Result {
	const { method, path, version, body } = sent;
	if (method === 'GET' && path === '/tooling/query') {
		return { body: queryTooling(state, sent.query.get('q'), version), httpStatusCode: 200 };
	}
	if (method === 'POST' && path === '/tooling/sobjects/CustomField') {
		return { body: createdField(state, body), httpStatusCode: 201 };
	}
	throw notFound();
}

function addTooling(app: FastifyInstance, state: SalesforceState): void {
	app.get<Call>('/tooling/query', ({ query: { q }, params }) =>
		queryTooling(state, q, params.version),
	);
	app.post<Call>('/tooling/sobjects/CustomField', ({ body }, reply) =>
		reply.code(201).send(createdField(state, jsonOf(body))),
	);
	app.post<Call>('/tooling/composite', ({ body }) => {
		if (objectOf(jsonOf(body))['allOrNone'] === true) {
			throw badRequest('INVALID_INPUT', 'allOrNone is not supported for custom fields here');
		}
		return runComposite(state.records, jsonOf(body), (sent) => toolingSubrequest(state, sent));
	});
}

function addRoutes(app: FastifyInstance, state: SalesforceState): void {
	app.register(
		async (api) => {
			// Before any answer on demand is held back.
			api.addHook('onRequest', async (_, reply) => {
				reply.raw.once('close', state.usage.begin());
				void reply.header('sforce-limit-info', state.usage.info());
			});
			api.addHook<Call>('preHandler', async ({ params }) => {
				if (!VERSION.test(params.version)) throw notFound();
			});
			addTooling(api, state);
			addQueries(api, state);
			addCollections(api, state);
			addRows(api, state);
			api.post<Call>('/composite', ({ body }) =>
				runComposite(state.records, jsonOf(body), (sent) => subrequest(state, sent)),
			);
			api.get<Call>('/', ({ params }) => ({
				sobjects: `${baseOf(params.version)}/sobjects`,
				query: `${baseOf(params.version)}/query`,
				composite: `${baseOf(params.version)}/composite`,
				identity: `${state.instanceUrl}/services/oauth2/userinfo`,
			}));
		},
		{ prefix: '/data/:version' },
	);
	// Documented: whichever host is called, the addresses are those of the token's own organization,
	// with `{version}` in place of the API's version.
	app.get('/oauth2/userinfo', () => {
		const rest = `${state.instanceUrl}/services/data/v{version}/`;
		return {
			sub: `${state.instanceUrl}/id/${ORGANIZATION_ID}/${state.userId()}`,
			user_id: state.userId(),
			organization_id: ORGANIZATION_ID,
			preferred_username: 'integration@example.com',
			name: 'Integration User',
			email: 'integration@example.com',
			urls: { rest, sobjects: `${rest}sobjects/`, query: `${rest}query/` },
		};
	});
}

/** For each grant type the field of the form that holds what the token is given for. */
const GRANTS: Readonly<Record<string, string>> = {
	'urn:ietf:params:oauth:grant-type:jwt-bearer': 'assertion',
	refresh_token: 'refresh_token',
	authorization_code: 'code',
	client_credentials: 'grant_type',
};

function addLogin(app: FastifyInstance, state: SalesforceState): void {
	app.post<Call>('/oauth2/token', ({ body }, reply) => {
		const form = new URLSearchParams(body.kind === 'text' ? body.text : '');
		const refuse = (error: string, description: string) =>
			reply.code(400).send({ error, error_description: description });
		const field = GRANTS[form.get('grant_type') ?? ''];
		if (field === undefined) return refuse('unsupported_grant_type', 'grant type not supported');
		const grant = form.get(field) ?? '';
		const isJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(grant);
		if (grant === '' || (field === 'assertion' && !isJwt)) {
			return refuse('invalid_grant', 'invalid assertion');
		}
		return {
			access_token: state.token,
			instance_url: state.instanceUrl,
			id: `${state.instanceUrl}/id/${ORGANIZATION_ID}/${state.userId()}`,
			token_type: 'Bearer',
			scope: 'api refresh_token',
			issued_at: String(state.now().getTime()),
			...(field === 'code' && { refresh_token: 'sandbox-refresh-token' }),
		};
	});
}

/** Salesforce, to be registered under `/services`. */
export const salesforceService = (state: SalesforceState): CrmService => ({
	crm: 'salesforce',
	token: state.token,
	now: state.now,
	errorBody: errorBodyFor,
	refusal(error) {
		if (error instanceof SalesforceRefusal) return error;
		const status = statusOf(error);
		const errorCode = status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : 'UNKNOWN_EXCEPTION';
		const message = status < 500 ? error.message : 'An unexpected error occurred';
		return new SalesforceRefusal(status, errorCode, message);
	},
	notFound,
	noToken: () => new SalesforceRefusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
	refuseTooLong,
	addLogin: (app) => addLogin(app, state),
	addRoutes: (app) => addRoutes(app, state),
});
