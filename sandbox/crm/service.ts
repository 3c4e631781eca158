import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { addFaults } from '../faults/apply';
import type { Answer } from '../faults/kinds';
import { createSchedule } from '../faults/schedule';
import { isJsonType, pathOf, readBodies } from '../http';
import type { Body } from '../http';
import { createCallLog, forEachCrm } from './calls';
import type { Crm } from './calls';

type Param = 'version' | 'type' | 'id' | 'field' | 'value' | 'locator' | 'name' | 'email' | 'vid';

/** A request to a CRM. */
export interface Call {
	Body: Body;
	Querystring: Readonly<Record<string, unknown>>;
	Params: Readonly<Record<Param, string>>;
}

/** What one CRM does, and how it refuses. */
export interface CrmService {
	readonly crm: Crm;
	readonly token: string;
	now(): Date;
	/** The answer to a script that names a status and no body. */
	errorBody(status: number): unknown;
	/** The answer to an error. */
	refusal(error: FastifyError | Error): {
		readonly status: number;
		readonly body: unknown;
		readonly headers?: Readonly<Record<string, string>>;
	};
	notFound(): Error;
	noToken(): Error;
	/** Whether it takes bodies of that content type, beside JSON. */
	accepts?(type: string): boolean;
	/** Whether it has answered a request for its size alone. */
	refuseTooLong?(request: FastifyRequest, reply: FastifyReply): boolean;
	/** @throws when there were too many requests with the token */
	limit?(reply: FastifyReply): void;
	/** Whether it takes bodies of that content type, beside JSON. */
	accepts?(type: string): boolean;
	/** Adds the routes that give tokens. */
	addLogin?(app: FastifyInstance): void;
	/** Adds the routes that need a token. */
	addRoutes(app: FastifyInstance): void;
}

/** What a test sees of the requests, and what it has scripted. */
export const createTestAccess = () => ({
	log: createCallLog(),
	/** The answers on demand that are not used up. */
	answers: forEachCrm(() => createSchedule<Answer>({ inLine: true })),
});

export type TestAccess = ReturnType<typeof createTestAccess>;

/** Everything that is the same for all CRMs: bodies, the log, answers on demand, tokens, errors. */
export function addService(
	app: FastifyInstance,
	service: CrmService,
	{ log, answers }: TestAccess,
): void {
	const { crm, token, errorBody } = service;
	const isTokenAccepted = ({ headers }: FastifyRequest): boolean =>
		/^(?:Bearer|OAuth|Zoho-oauthtoken)\s+(.*)$/i.exec(headers.authorization ?? '')?.[1] === token;

	app.addHook('onRequest', (request, reply, done) => {
		// Without a call of `done` the request ends here.
		if (!service.refuseTooLong?.(request, reply)) done();
	});
	// A form is text, whatever it looks like.
	readBodies(app, (type) => !/^application\/x-www-form-urlencoded\b/i.test(type));
	app.addHook<Call>('preHandler', async (request) => {
		const { method, query, body } = request;
		const path = pathOf(request);
		const route = request.routeOptions.url ?? path;
		log.add({ crm, method, path, route, query, tokenAccepted: isTokenAccepted(request) }, body);
	});
	addFaults(app, {
		faultOf() {
			const answer = answers[crm].next();
			return answer && { ...answer, kind: 'answer' };
		},
		errorBody,
		now: () => service.now().getTime(),
	});
	app.setErrorHandler((error: FastifyError | Error, _request, reply) => {
		const { status, body, headers = {} } = service.refusal(error);
		return reply.code(status).headers(headers).send(body);
	});
	app.setNotFoundHandler(() => {
		throw service.notFound();
	});

	service.addLogin?.(app);
	app.register(async (api) => {
		api.addHook<Call>('preHandler', async (request, reply) => {
			if (!isTokenAccepted(request)) throw service.noToken();
			service.limit?.(reply);
			const type = request.headers['content-type'] ?? '';
			if (request.body.kind === 'none' || isJsonType(type) || service.accepts?.(type)) return;
			throw Object.assign(new Error(`Unsupported media type ${type}`), { statusCode: 415 });
		});
		service.addRoutes(api);
	});
}
