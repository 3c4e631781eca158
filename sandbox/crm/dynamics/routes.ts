import type { FastifyInstance } from 'fastify';

import { statusOf } from '../../http';
import type { Call, CrmService } from '../service';
import { runBatch } from './batch';
import { carryOut } from './operations';
import { badRequest, DynamicsRefusal, errorBodyFor, noResource } from './refusal';
import type { DynamicsState } from './state';

/**
 * The Web API of Dataverse for one organization: the tables leads and contacts, their definitions, and
 * batches. Tokens come from Microsoft's login, which is not here.
 */

const VERSION = /^v9\.\d$/;

/** A longer address is only possible in a batch (documented). */
const MAX_ADDRESS = 32_768;

const IS_BATCH = /^multipart\/mixed\b/i;

function addRoutes(app: FastifyInstance, state: DynamicsState): void {
	app.all<Call>('/:version/*', async (request, reply) => {
		const { body, headers, method, params, url } = request;
		if (!VERSION.test(params.version)) throw noResource(params.version);
		if (url.length > MAX_ADDRESS) throw badRequest('The address is too long.');
		const [, target = ''] = /^\/api\/data\/[^/]+\/(.*)$/s.exec(url) ?? [];
		const prefer = String(headers['prefer'] ?? '');
		if (decodeURIComponent(target) === '$batch') {
			if (method !== 'POST') throw new DynamicsRefusal(405, '', 'A batch is a POST.');
			const contentType = headers['content-type'] ?? '';
			const text = body.kind === 'text' ? body.text : '';
			const answer = runBatch(state, text, { contentType, prefer });
			return await reply
				.code(answer.status)
				.header('OData-Version', '4.0')
				.type(answer.type)
				.send(answer.text);
		}
		if (IS_BATCH.test(headers['content-type'] ?? ''))
			throw badRequest('Only a batch is multipart.');
		const json = body.kind === 'json' ? body.json : undefined;
		const sent = { method, target, headers: { ...request.headers, prefer }, json };
		const {
			status,
			headers: answered,
			body: content,
		} = carryOut(state, {
			...sent,
			headers: Object.fromEntries(
				Object.entries(sent.headers).map(([name, value]) => [name, String(value ?? '')]),
			),
		});
		return await reply.code(status).headers(answered).send(content);
	});
}

/** Dynamics 365, to be registered under `/api/data`. */
export const dynamicsService = (state: DynamicsState): CrmService => ({
	crm: 'dynamics',
	token: state.token,
	now: state.now,
	errorBody: errorBodyFor,
	refusal(error) {
		if (error instanceof DynamicsRefusal) return error;
		const status = statusOf(error);
		const message = status < 500 ? error.message : 'An unexpected error occurred.';
		return new DynamicsRefusal(status, status < 500 ? '' : '0x80040216', message);
	},
	notFound: () => noResource('data'),
	noToken: () => new DynamicsRefusal(401, '', 'HTTP Error 401 - Unauthorized: Access is denied'),
	limit: () => state.usage.take(),
	accepts: (type) => IS_BATCH.test(type),
	addRoutes: (app) => addRoutes(app, state),
});
