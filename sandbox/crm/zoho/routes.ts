import type { FastifyInstance, FastifyReply } from 'fastify';

import { statusOf } from '../../http';
import type { Call, CrmService } from '../service';
import { runCoql } from './coql';
import { MODULES } from './fields';
import type { Field, Module } from './fields';
import type { EntryResult, ZohoRecord } from './records';
import { badRequest, errorBodyFor, notFound, zohoError, ZohoRefusal } from './refusal';
import type { ZohoState } from './state';

/**
 * Zoho CRM's routes.
 *
 * Documented: the requests, the header `Authorization: Zoho-oauthtoken …` (n8n sends `Bearer …`, as
 * the token's type says), and the statuses 200, 201, 202, 207 and 400 of writes. Decided: 207 when a
 * part of the records failed, 400 when all did.
 */
const jsonOf = ({ body }: { readonly body: Call['Body'] }): unknown => {
	if (body.kind === 'json') return body.json;
	throw badRequest('INVALID_DATA', 'body', { expected_data_type: 'jsonobject' });
};

function moduleOf(name: unknown): Module {
	// Seen in n8n's node for Zoho CRM: it writes `/leads`.
	const module = MODULES.find((each) => each.toLowerCase() === String(name).toLowerCase());
	if (module !== undefined) return module;
	throw badRequest('INVALID_MODULE', 'The module name given seems to be invalid', {
		resource_path_index: 0,
	});
}

function answer(reply: FastifyReply, results: readonly EntryResult[], success: number) {
	const failures = results.filter(({ status }) => status === 'error').length;
	return reply
		.code(failures === 0 ? success : failures === results.length ? 400 : 207)
		.send({ data: results });
}

/** As a request for records shows one: what the record has no value for as null. */
const shown = (state: ZohoState, record: ZohoRecord, names?: readonly string[]) => ({
	...Object.fromEntries(
		[...state.fields.of(record.module).keys()]
			.filter((name) => names === undefined || names.includes(name))
			.map((name) => [name, record.values[name] ?? null]),
	),
	id: record.id,
	...(names === undefined && {
		Owner: { name: 'Sales', id: '5725767000000411001', email: 'sales@example.com' },
		...(record.module === 'Leads' && { $converted: record.isConverted }),
	}),
	$approved: true,
	$editable: true,
});

const JSON_TYPES: Partial<Record<Field['data_type'], string>> = {
	currency: 'double',
	double: 'double',
	integer: 'integer',
	ownerlookup: 'jsonobject',
};

const shownField = (field: Field) => ({
	...field,
	json_type: JSON_TYPES[field.data_type] ?? 'string',
	display_label: field.field_label,
	visible: true,
	field_read_only: field.read_only,
	operation_type: {
		web_update: !field.read_only,
		api_create: !field.read_only,
		web_create: !field.read_only,
		api_update: !field.read_only,
	},
});

function addRoutes(app: FastifyInstance, state: ZohoState): void {
	const { records, fields } = state;
	app.post<Call>('/coql', (request, reply) => {
		const query: unknown = Object(jsonOf(request))['select_query'];
		if (typeof query !== 'string') {
			throw badRequest('MANDATORY_NOT_FOUND', 'required field not found', {
				api_name: 'select_query',
				json_path: '$.select_query',
			});
		}
		const found = runCoql(query, fields, records);
		return found === undefined ? reply.code(204).send() : found;
	});
	app.get<Call>('/settings/fields', ({ query }) => ({
		fields: [...fields.of(moduleOf(query['module'])).values()].map(shownField),
	}));
	app.post<Call>('/settings/fields', (request, reply) => {
		const module = request.query['module'];
		if (module === undefined) {
			throw badRequest('REQUIRED_PARAM_MISSING', 'mandatory param missing', {
				param_name: 'module',
			});
		}
		if (!state.mayCustomize) {
			const details = { permissions: ['Crm_Implied_Customize_Fields'] };
			throw new ZohoRefusal(403, zohoError('NO_PERMISSION', 'permission denied', details));
		}
		const ids = fields.create(moduleOf(module), jsonOf(request));
		const created = ids.map((id) => ({
			...{ code: 'SUCCESS', details: { id }, message: 'field created', status: 'success' },
		}));
		return reply.code(201).send({ fields: created });
	});
	app.get<Call>('/settings/modules', () => ({
		modules: ['Leads', 'Contacts'].map((api_name, index) => ({
			...{ api_name, module_name: api_name, generated_type: 'default', api_supported: true },
			id: `572576700000000217${index}`,
		})),
	}));
	app.get<Call>('/:type', ({ params, query }, reply) => {
		const module = moduleOf(params.type);
		const names = query['fields'] === undefined ? undefined : String(query['fields']).split(',');
		const perPage = Math.min(Number(query['per_page'] ?? 200), 200);
		const from = (Number(query['page'] ?? 1) - 1) * perPage;
		// Documented: without `converted` only leads that were not converted.
		const all = records.all(module).filter(({ isConverted }) => !isConverted);
		const page = all.slice(from, from + perPage);
		if (page.length === 0) return reply.code(204).send();
		return {
			data: page.map((record) => shown(state, record, names)),
			info: {
				per_page: perPage,
				count: page.length,
				page: from / perPage + 1,
				more_records: all.length > from + perPage,
			},
		};
	});
	app.get<Call>('/:type/:id', ({ params }, reply) => {
		const module = moduleOf(params.type);
		const record = records.byId(params.id);
		return record?.module === module ? { data: [shown(state, record)] } : reply.code(204).send();
	});
	app.post<Call>('/:type', (request, reply) =>
		answer(reply, records.insertAll(moduleOf(request.params.type), jsonOf(request)), 201),
	);
	app.put<Call>('/:type', (request, reply) =>
		answer(reply, records.updateAll(moduleOf(request.params.type), jsonOf(request)), 200),
	);
	app.post<Call>('/:type/upsert', (request, reply) =>
		answer(reply, records.upsertAll(moduleOf(request.params.type), jsonOf(request)), 200),
	);
}

/** Zoho CRM, to be registered under `/crm/v8` and, for n8n's own node, `/crm/v2`. */
export const zohoService = (state: ZohoState): CrmService => ({
	crm: 'zoho',
	token: state.token,
	now: state.now,
	errorBody: errorBodyFor,
	refusal(error) {
		if (error instanceof ZohoRefusal) return error;
		const status = statusOf(error);
		return status < 500
			? new ZohoRefusal(status, zohoError('INVALID_DATA', error.message))
			: new ZohoRefusal(500, errorBodyFor(500));
	},
	notFound,
	noToken: () => new ZohoRefusal(401, errorBodyFor(401)),
	// Seen: Zoho's own client names no content type.
	accepts: (type) => type === '',
	addRoutes: (app) => addRoutes(app, state),
});
