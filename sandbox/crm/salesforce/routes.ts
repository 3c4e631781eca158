/**
 * Where Salesforce's REST API is, for any version of it.
 *
 * Documented: the paths and what they answer; an upsert answers with a body from version 46 on; an
 * external id that several records have is a 300 with their addresses; `updateOnly=true` keeps an
 * upsert from creating; the address of a request has at most 16,384 bytes (414), together with the
 * headers as well (431), and a longer query may travel in a composite request; the active assignment
 * rule runs on leads that are created or updated, unless `Sforce-Auto-Assign` is FALSE in whatever
 * case. Seen: the page that comes with a 414 or 431 is no JSON.
 * Decided: any JWT of three parts, any refresh token and any code are worth the access token; the
 * subrequests of a composite request are queries and sObject Collections, as nothing else here needs
 * to be sent in one; an assignment rule by its id is the active one.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { countOf, listOf, textOf } from '../json';
import type { Body } from '../json';
import {
	createCollection,
	NO_ID_IN_BODY,
	recordOf,
	updateCollection,
	upsertCollection,
	upsertRecord,
} from './collections';
import { runComposite } from './composite';
import type { Headers, Subrequest } from './composite';
import { describe, summary } from './describe';
import type { SObjectDefinition } from './fields';
import { fullId, recordId } from './ids';
import { externalIdField, objectOf } from './records';
import type { SaveOptions, SalesforceRecord } from './records';
import { noSuchColumn, notFound, RecordRefusal, SalesforceRefusal } from './refusal';
import { recordAttributes, runQuery } from './soql';
import type { Cursor, SalesforceState } from './state';

type Query = Readonly<Record<string, unknown>>;
interface Call {
	Body: Body;
	Querystring: Query;
	Params: {
		version: string;
		type: string;
		id: string;
		field: string;
		value: string;
		locator: string;
	};
}

const VERSION = /^v\d{2,3}\.\d$/;
const MAX_BYTES = 16_384;
const DEFAULT_BATCH = 2000;
const MIN_BATCH = 200;

const jsonOf = (body: Body): unknown => {
	if (body.kind === 'json') return body.json;
	throw new SalesforceRefusal(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required');
};

const saveOptions = (headers: Headers): SaveOptions => ({
	allowSave: /allowSave\s*=\s*true/i.test(String(headers['sforce-duplicate-rule-header'] ?? '')),
	autoAssign: !/^\s*false\s*$/i.test(String(headers['sforce-auto-assign'] ?? '')),
});

/** What goes wrong with the one record a request is about is what goes wrong with the request. */
function alone<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw error instanceof RecordRefusal ? error.asRefusal : error;
	}
}

/** Refuses what is longer than Salesforce's servers take. @returns whether it did */
export function refuseTooLong(request: FastifyRequest, reply: FastifyReply): boolean {
	const address = Buffer.byteLength(request.raw.url ?? '');
	const all = request.raw.rawHeaders.reduce(
		(sum, text) => sum + Buffer.byteLength(text) + 2,
		address,
	);
	if (all <= MAX_BYTES) return false;
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

/** @param options what the header `Sforce-Query-Options` says */
function query(state: SalesforceState, soql: string | undefined, version: string, options = '') {
	if (soql === undefined) {
		throw new SalesforceRefusal(400, 'MALFORMED_QUERY', 'SOQL query is missing');
	}
	const asked = Number(/batchSize\s*=\s*(\d+)/i.exec(options)?.[1] ?? DEFAULT_BATCH);
	const { rows, totalSize, maxBatch } = runQuery(state.records, soql, {
		now: state.now(),
		version,
	});
	const cursor: Cursor = {
		rows,
		totalSize,
		size: countOf(asked, { fallback: MIN_BATCH, min: MIN_BATCH, max: maxBatch }),
	};
	const id = recordId('01g', state.cursors.size + 1);
	if (rows.length > cursor.size) state.cursors.set(id, cursor);
	return queryAnswer(cursor, id, 0, version);
}

function addQueries(app: FastifyInstance, state: SalesforceState): void {
	for (const path of ['/query', '/queryAll']) {
		app.get<Call>(path, (request) =>
			query(
				state,
				textOf(request.query['q']),
				request.params.version,
				String(request.headers['sforce-query-options'] ?? ''),
			),
		);
	}

	app.get<Call>('/query/:locator', (request) => {
		const [id = '', start = ''] = request.params.locator.split('-');
		const cursor = state.cursors.get(id);
		if (!cursor || !/^\d+$/.test(start)) {
			throw new SalesforceRefusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
		}
		return queryAnswer(cursor, id, Number(start), request.params.version);
	});
}

function addCollections(app: FastifyInstance, state: SalesforceState): void {
	const { records } = state;
	app.post<Call>('/composite/sobjects', (request) =>
		createCollection(records, jsonOf(request.body), saveOptions(request.headers)),
	);
	app.patch<Call>('/composite/sobjects', (request) =>
		updateCollection(records, jsonOf(request.body), saveOptions(request.headers)),
	);
	app.patch<Call>('/composite/sobjects/:type/:field', (request) =>
		upsertCollection(
			records,
			request.params.type,
			request.params.field,
			jsonOf(request.body),
			saveOptions(request.headers),
		),
	);

	const retrieval = z.object({ ids: z.array(z.string()).max(2000), fields: z.array(z.string()) });
	app.post<Call>('/composite/sobjects/:type', (request) => {
		const object = records.object(request.params.type);
		const parsed = retrieval.safeParse(jsonOf(request.body));
		if (!parsed.success) {
			throw new SalesforceRefusal(400, 'JSON_PARSER_ERROR', 'ids and fields are required');
		}
		const { ids, fields } = parsed.data;
		return ids.map((id) => {
			const record = records.byId(object, id);
			return record ? shown(record, request.params.version, fields) : null;
		});
	});
}

/** A record as it is, or only its named fields. @throws SalesforceRefusal (400) */
function shown(record: SalesforceRecord, version: string, names: readonly string[]) {
	const fields =
		names.length === 0
			? [...record.object.fields.values()]
			: names.map((name) => {
					const field = record.object.fields.get(name.toLowerCase());
					if (!field) throw noSuchColumn(name, record.object.name);
					return field;
				});
	return {
		attributes: recordAttributes(record, version),
		...Object.fromEntries(fields.map(({ name }) => [name, record.values[name] ?? null])),
	};
}

function addRows(app: FastifyInstance, state: SalesforceState): void {
	const { records } = state;
	const baseOf = (version: string): string => `/services/data/${version}`;

	app.get<Call>('/sobjects', (request) => ({
		encoding: 'UTF-8',
		maxBatchSize: 200,
		sobjects: records.objects().map((object) => summary(object, baseOf(request.params.version))),
	}));
	app.get<Call>('/sobjects/:type', (request) => ({
		objectDescribe: summary(records.object(request.params.type), baseOf(request.params.version)),
		recentItems: [],
	}));
	app.get<Call>('/sobjects/:type/describe', (request) =>
		describe(records.object(request.params.type), baseOf(request.params.version)),
	);

	app.post<Call>('/sobjects/:type', (request, reply) => {
		const object = records.object(request.params.type);
		const fields = records.fieldsOf(object, objectOf(jsonOf(request.body)));
		const { id } = alone(() => records.create(object, fields, saveOptions(request.headers)));
		return reply.code(201).send({ id, success: true, errors: [] });
	});

	const found = (object: SObjectDefinition, id: string): SalesforceRecord => {
		// Seen: what is no id is taken for the name of a field.
		if (fullId(id) === undefined) {
			throw notFound(`Provided external ID field does not exist or is not accessible: ${id}`);
		}
		if (records.wasDeleted(id))
			throw new SalesforceRefusal(404, 'ENTITY_IS_DELETED', 'entity is deleted');
		const record = records.byId(object, id);
		if (!record) throw notFound();
		return record;
	};

	app.get<Call>('/sobjects/:type/:id', (request) =>
		shown(
			found(records.object(request.params.type), request.params.id),
			request.params.version,
			listOf(request.query['fields']),
		),
	);
	app.patch<Call>('/sobjects/:type/:id', (request, reply) => {
		const object = records.object(request.params.type);
		const json = objectOf(jsonOf(request.body));
		if ('Id' in json || 'id' in json) {
			throw new SalesforceRefusal(400, 'INVALID_FIELD', NO_ID_IN_BODY);
		}
		const record = found(object, request.params.id);
		const fields = records.fieldsOf(object, json);
		alone(() => records.update(record, fields, saveOptions(request.headers)));
		return reply.code(204).send();
	});
	app.delete<Call>('/sobjects/:type/:id', (request, reply) => {
		records.remove(found(records.object(request.params.type), request.params.id));
		return reply.code(204).send();
	});

	const several = (reply: FastifyReply, version: string, all: readonly SalesforceRecord[]) =>
		reply.code(300).send(all.map((record) => recordAttributes(record, version).url));

	app.get<Call>('/sobjects/:type/:field/:value', (request, reply) => {
		const { type, field, value, version } = request.params;
		const object = records.object(type);
		const matches = records.byField(object, externalIdField(object, field), value);
		if (matches.length > 1) return several(reply, version, matches);
		const [record] = matches;
		if (!record) throw notFound();
		return shown(record, version, listOf(request.query['fields']));
	});

	app.patch<Call>('/sobjects/:type/:field/:value', (request, reply) => {
		const { type, field: name, value, version } = request.params;
		const object = records.object(type);
		const json = objectOf(jsonOf(request.body));
		if (name.toLowerCase() === 'id') {
			const record = alone(() => recordOf(records, object, value));
			alone(() =>
				records.update(record, records.fieldsOf(object, json), saveOptions(request.headers)),
			);
			return reply.code(200).send({ id: record.id, success: true, errors: [], created: false });
		}
		const field = externalIdField(object, name);
		if ('Id' in json || 'id' in json) {
			throw new SalesforceRefusal(400, 'INVALID_FIELD', NO_ID_IN_BODY);
		}
		if (Object.keys(json).some((key) => key.toLowerCase() === field.name.toLowerCase())) {
			throw new SalesforceRefusal(
				400,
				'INVALID_FIELD',
				`The external ID field ${field.name} should not be specified in the sobject data.`,
			);
		}
		const matches = records.byField(object, field, value);
		if (matches.length > 1) return several(reply, version, matches);
		if (matches.length === 0 && textOf(request.query['updateOnly']) === 'true') throw notFound();
		const fields = records.fieldsOf(object, json);
		const { record, created } = alone(() =>
			upsertRecord(records, object, field.name, value, fields, saveOptions(request.headers)),
		);
		if (!created && Number.parseInt(version.slice(1), 10) < 46) return reply.code(204).send();
		return reply
			.code(created ? 201 : 200)
			.send({ id: record.id, success: true, errors: [], created });
	});
}

/** What may stand in a composite request here: queries and sObject Collections. */
function subrequest(state: SalesforceState, sent: Subrequest): unknown {
	const { method, path, version, headers, body, allOrNone } = sent;
	const { records } = state;
	if (method === 'GET' && /^\/query(?:All)?$/.test(path)) {
		const options = textOf(headers['sforce-query-options']) ?? '';
		return query(state, sent.query.get('q') ?? undefined, version, options);
	}
	const collection = allOrNone ? { ...objectOf(body), allOrNone } : body;
	const [, type, field] = /^\/composite\/sobjects(?:\/(\w+)\/(\w+))?$/.exec(path) ?? [];
	if (method === 'PATCH' && type !== undefined && field !== undefined) {
		return upsertCollection(records, type, field, collection, saveOptions(headers));
	}
	if (path === '/composite/sobjects' && method === 'PATCH') {
		return updateCollection(records, collection, saveOptions(headers));
	}
	if (path === '/composite/sobjects' && method === 'POST') {
		return createCollection(records, collection, saveOptions(headers));
	}
	throw notFound();
}

/** What needs an access token, to be registered under `/services`. */
export function addSalesforce(app: FastifyInstance, state: SalesforceState): void {
	app.register(
		async (api) => {
			api.addHook<Call>('preHandler', async (request) => {
				if (!VERSION.test(request.params.version)) throw notFound();
			});
			addQueries(api, state);
			addCollections(api, state);
			addRows(api, state);
			api.post<Call>('/composite', (request) =>
				runComposite(state.records, jsonOf(request.body), (sent) => subrequest(state, sent)),
			);
			api.get<Call>('/', (request) => {
				const base = `/services/data/${request.params.version}`;
				return {
					sobjects: `${base}/sobjects`,
					query: `${base}/query`,
					composite: `${base}/composite`,
					identity: `${state.instanceUrl}/services/oauth2/userinfo`,
				};
			});
		},
		{ prefix: '/data/:version' },
	);
	// Documented: whichever host is asked, the addresses are those of the token's own organization,
	// with `{version}` standing where the version of the API goes.
	app.get('/oauth2/userinfo', () => {
		const rest = `${state.instanceUrl}/services/data/v{version}/`;
		return {
			sub: `${state.instanceUrl}/id/00DSx0000000001MAA/${state.userId()}`,
			user_id: state.userId(),
			organization_id: '00DSx0000000001MAA',
			preferred_username: 'integration@example.com',
			name: 'Integration User',
			email: 'integration@example.com',
			urls: { rest, sobjects: `${rest}sobjects/`, query: `${rest}query/` },
		};
	});
}

/** Where access tokens come from, to be registered under `/services`. */
export function addSalesforceLogin(app: FastifyInstance, state: SalesforceState): void {
	app.post<{ Body: Body }>('/oauth2/token', (request, reply) => {
		const form = new URLSearchParams(request.body.kind === 'text' ? request.body.text : '');
		const refuse = (error: string, description: string) =>
			reply.code(400).send({ error, error_description: description });
		const needed: Readonly<Record<string, string>> = {
			'urn:ietf:params:oauth:grant-type:jwt-bearer': 'assertion',
			refresh_token: 'refresh_token',
			authorization_code: 'code',
			client_credentials: 'grant_type',
		};
		const field = needed[form.get('grant_type') ?? ''];
		if (field === undefined) return refuse('unsupported_grant_type', 'grant type not supported');
		const worth = form.get(field) ?? '';
		const isJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(worth);
		if (worth === '' || (field === 'assertion' && !isJwt)) {
			return refuse('invalid_grant', 'invalid assertion');
		}
		return {
			access_token: state.token,
			instance_url: state.instanceUrl,
			id: `${state.instanceUrl}/id/00DSx0000000001MAA/${state.userId()}`,
			token_type: 'Bearer',
			scope: 'api refresh_token',
			issued_at: String(state.now().getTime()),
			...(field === 'code' && { refresh_token: 'sandbox-refresh-token' }),
		};
	});
}
