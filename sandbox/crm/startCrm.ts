/**
 * A stand-in for HubSpot and Salesforce: the parts of their APIs that bodies prepared by the CRM
 * operations use, and those that n8n's own HubSpot and Salesforce nodes use.
 *
 * It is neither of them. Each file says at its top what their public documents say, what was seen
 * in recorded answers or in n8n's source, and what was decided where both are silent: always the
 * stricter reading, so that what passes here has a good chance to pass there.
 */
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

import fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { addFaults } from '../faults/apply';
import { createSchedule } from '../faults/schedule';
import { createCallLog } from './calls';
import type { CallLog, Crm } from './calls';
import { createCrmControl } from './control';
import type { Answers, CrmControl } from './control';
import { LegacyRefusal } from './hubspot/legacy';
import {
	errorBodyFor as hubspotErrorBody,
	HubSpotRefusal,
	invalid,
	NOT_FOUND,
} from './hubspot/refusal';
import { addHubSpot } from './hubspot/routes';
import { createHubSpotState, nextCorrelationId } from './hubspot/state';
import type { HubSpotState } from './hubspot/state';
import { isObject, readBody } from './json';
import type { Body } from './json';
import {
	errorBodyFor as salesforceErrorBody,
	notFound,
	RecordRefusal,
	SalesforceRefusal,
} from './salesforce/refusal';
import { addSalesforce, addSalesforceLogin, refuseTooLong } from './salesforce/routes';
import { createSalesforceState } from './salesforce/state';
import type { SalesforceState } from './salesforce/state';

export type { Crm, LoggedCall } from './calls';
export type { CrmControl, KnownContact, KnownRecord, RecordsControl } from './control';

export interface CrmOptions {
	/** 0, the default, takes any free port. */
	readonly port?: number;
	/** With a certificate it speaks HTTPS, and nothing else. */
	readonly https?: { readonly key: string | Buffer; readonly cert: string | Buffer };
	readonly hubspotToken?: string;
	readonly salesforceToken?: string;
	/** What the token endpoint calls the org's address, when it is reached under another name. */
	readonly salesforceInstanceUrl?: string;
	/** The clock behind every timestamp. */
	readonly now?: () => Date;
}

export interface CrmStandIn {
	/** In place of `https://api.hubapi.com`. */
	readonly hubspotUrl: string;
	/** In place of `https://example.my.salesforce.com`; the same server. */
	readonly salesforceUrl: string;
	readonly tokens: { readonly hubspot: string; readonly salesforce: string };
	readonly control: CrmControl;
	close(): Promise<void>;
}

const HOST = '127.0.0.1';
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
/** More than Salesforce takes, so that it is Salesforce that refuses. */
const MAX_HEADER_BYTES = 512 * 1024;
const BACKLOG = 65_535;
const MAX_PARAM_LENGTH = 64 * 1024;

interface Call {
	Body: Body | undefined;
	Querystring: Readonly<Record<string, unknown>>;
}

const isTokenOf =
	({ token }: { readonly token: string }) =>
	({ headers }: FastifyRequest): boolean =>
		/^(?:Bearer|OAuth)\s+(.*)$/i.exec(headers.authorization ?? '')?.[1] === token;

/** What both are started with. */
interface Common {
	readonly log: CallLog;
	readonly answers: Answers;
}

/** Everything that is the same for both: bodies, the log, answers on demand. */
function addCommon(
	app: FastifyInstance,
	{ log, answers }: Common,
	crm: Crm,
	state: HubSpotState | SalesforceState,
	errorBody: (status: number) => unknown,
): void {
	const isTokenAccepted = isTokenOf(state);
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, readBody(body.toString()));
	});
	// A form is text, whatever it looks like.
	app.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		(_request, body, done) => {
			const form: Body = { kind: 'text', text: body.toString() };
			done(null, form);
		},
	);
	app.addHook<Call>('preValidation', async (request) => {
		request.body ??= { kind: 'none' };
	});
	app.addHook<Call>('preHandler', async (request) => {
		const [path = ''] = request.url.split('?', 1);
		log.add(
			{
				crm,
				method: request.method,
				path,
				route: request.routeOptions.url ?? path,
				query: isObject(request.query) ? request.query : {},
				tokenAccepted: isTokenAccepted(request),
			},
			request.body ?? { kind: 'none' },
		);
	});
	addFaults(app, {
		faultOf() {
			const answer = answers[crm].next();
			return answer && { ...answer, kind: 'answer' };
		},
		errorBody,
		now: () => state.now().getTime(),
	});
}

/** A body must say that it is JSON, as both CRMs want it. */
function requireJson(request: FastifyRequest): void {
	const type = request.headers['content-type'] ?? '';
	const { body } = request;
	const isEmpty = isObject(body) && body['kind'] === 'none';
	if (isEmpty || /^application\/json\b/i.test(type)) return;
	throw Object.assign(new Error(`Unsupported media type ${type}`), { statusCode: 415 });
}

function addHubSpotService(app: FastifyInstance, state: HubSpotState, common: Common): void {
	const isTokenAccepted = isTokenOf(state);
	const refuse = (refusal: HubSpotRefusal | LegacyRefusal, reply: FastifyReply) =>
		reply.code(refusal.status).send(refusal.bodyWith(nextCorrelationId(state)));

	addCommon(app, common, 'hubspot', state, (status) =>
		hubspotErrorBody(status, nextCorrelationId(state)),
	);

	app.setErrorHandler((error: FastifyError | Error, _request, reply) => {
		if (error instanceof HubSpotRefusal || error instanceof LegacyRefusal) {
			return refuse(error, reply);
		}
		const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
		const refusal =
			status < 500
				? new HubSpotRefusal(status, 'VALIDATION_ERROR', error.message)
				: new HubSpotRefusal(500, 'INTERNAL_ERROR', 'internal error');
		return refuse(refusal, reply);
	});
	app.setNotFoundHandler(() => {
		throw new HubSpotRefusal(404, 'OBJECT_NOT_FOUND', NOT_FOUND);
	});

	// n8n's OAuth2 credential fetches and renews its token here, without one.
	app.post<{ Body: Body }>('/oauth/v1/token', (request) => {
		const form = new URLSearchParams(request.body.kind === 'text' ? request.body.text : '');
		if (!['refresh_token', 'authorization_code'].includes(form.get('grant_type') ?? '')) {
			throw invalid('missing or invalid grant_type');
		}
		return {
			access_token: state.token,
			refresh_token: 'sandbox-refresh-token',
			expires_in: 1800,
			token_type: 'bearer',
		};
	});
	app.register(async (api) => {
		api.addHook('preHandler', async (request) => {
			// Seen: keys in the query (`hapikey`) are not taken any more.
			if (!isTokenAccepted(request)) {
				throw new HubSpotRefusal(
					401,
					'INVALID_AUTHENTICATION',
					'Authentication credentials not found. This API supports OAuth 2.0 authentication',
				);
			}
			requireJson(request);
		});
		addHubSpot(api, state);
	});
}

function addSalesforceService(app: FastifyInstance, state: SalesforceState, common: Common): void {
	const isTokenAccepted = isTokenOf(state);

	app.addHook('onRequest', (request, reply, done) => {
		// Whoever answers here never calls `done`.
		if (!refuseTooLong(request, reply)) done();
	});
	addCommon(app, common, 'salesforce', state, salesforceErrorBody);

	app.setErrorHandler((error: FastifyError | Error, _request, reply) => {
		if (error instanceof SalesforceRefusal) return reply.code(error.status).send(error.body);
		if (error instanceof RecordRefusal) {
			const refusal = error.asRefusal;
			return reply.code(refusal.status).send(refusal.body);
		}
		const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
		const code = status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : 'UNKNOWN_EXCEPTION';
		const message = status < 500 ? error.message : 'An unexpected error occurred';
		return reply.code(status).send([{ message, errorCode: code }]);
	});
	app.setNotFoundHandler(() => {
		throw notFound();
	});

	addSalesforceLogin(app, state);
	app.register(async (api) => {
		api.addHook('preHandler', async (request) => {
			if (!isTokenAccepted(request)) {
				throw new SalesforceRefusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
			}
			requireJson(request);
		});
		addSalesforce(api, state);
	});
}

/**
 * Starts a stand-in for HubSpot and Salesforce on this machine's loopback address.
 * @throws when the port is taken (`code` is `EADDRINUSE`)
 */
export async function startCrm(options: CrmOptions = {}): Promise<CrmStandIn> {
	const now = options.now ?? (() => new Date());
	const hubspot = createHubSpotState(options.hubspotToken ?? 'sandbox-hubspot-token', now);
	const salesforce = createSalesforceState(
		options.salesforceToken ?? 'sandbox-salesforce-token',
		now,
	);
	const common: Common = {
		log: createCallLog(),
		answers: {
			hubspot: createSchedule({ inLine: true }),
			salesforce: createSchedule({ inLine: true }),
		},
	};
	const { https } = options;

	const app = fastify({
		bodyLimit: BODY_LIMIT_BYTES,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
		serverFactory: (handler) =>
			https
				? createSecureServer({ ...https, maxHeaderSize: MAX_HEADER_BYTES }, handler)
				: createServer({ maxHeaderSize: MAX_HEADER_BYTES }, handler),
	});
	await app.register(async (service) => addHubSpotService(service, hubspot, common));
	await app.register(async (service) => addSalesforceService(service, salesforce, common), {
		prefix: '/services',
	});
	await app.listen({ host: HOST, port: options.port ?? 0, backlog: BACKLOG });

	const address = app.server.address();
	const port = isObject(address) ? address['port'] : undefined;
	const origin = `${https ? 'https' : 'http'}://${HOST}:${port}`;
	salesforce.instanceUrl = options.salesforceInstanceUrl ?? origin;

	return {
		hubspotUrl: origin,
		salesforceUrl: origin,
		tokens: { hubspot: hubspot.token, salesforce: salesforce.token },
		control: createCrmControl(hubspot, salesforce, common.log, common.answers),
		close: async () => await app.close(),
	};
}
