import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { PATHS } from '../nodes/LeadsPredict/contract';
import type { AnalyzeResponse, Lead, LeadResult, Summary } from '../nodes/LeadsPredict/contract';
import { resultsOf } from './answers';
import { accessOf, keyRefusal } from './keys';
import type { Keys } from './keys';
import type { Allowance } from './plan';
import { Refusal } from './refusal';
import { analyzeBodySchema, batchBodySchema, read, receive } from './requests';
import type { Received } from './requests';
import type { Script } from './script';
import { answerBy, answersItself, halfOf } from './scripted';
import { score } from './state';
import type { State } from './state';
import { detailsOf } from './store';
import type { KnownLead } from './store';

interface Posted {
	Body: Received | undefined;
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

const success = (data: { leads: LeadResult[]; summary: Summary }): AnalyzeResponse => ({
	status: 'success',
	data,
});

/** Documented names; `Retry-After` with a 429 is the sandbox's own choice. */
function tellAllowance(reply: FastifyReply, allowance: Allowance, now: Date): void {
	void reply.headers({
		'X-RateLimit-Limit': allowance.limit,
		'X-RateLimit-Remaining': allowance.remaining,
		'X-RateLimit-Reset': allowance.resetsAt,
	});
	if (allowance.allowed) return;
	const seconds = Math.ceil(allowance.resetsAt - now.getTime() / 1000);
	void reply.header('Retry-After', Math.max(1, seconds));
}

/**
 * The service itself, to be registered under `/v1`. Each request passes, in this order: the log,
 * a scripted answer, the key, the rate limit, its content.
 */
export function addService(app: FastifyInstance, state: State, keys: Keys): void {
	const scripted = new WeakMap<FastifyRequest, Script>();

	// Bodies are read by hand: a request's key and quota are looked at before its content.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
		done(null, receive(body.toString()));
	});
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		const other: Received = { ok: false, text: body.toString() };
		done(null, other);
	});

	app.addHook<Posted>('preHandler', (request, reply, done) => {
		state.log.add(
			{
				method: request.method,
				path: pathOf(request),
				keyAccepted: accessOf(request.headers.authorization, keys) !== 'unknown',
			},
			request.body ?? undefined,
		);
		const script = state.scripts.next();
		if (!script) return done();
		scripted.set(request, script);
		// Whoever answers here never calls `done`: that alone keeps the service from answering too.
		const play = (): void => (answersItself(script) ? answerBy(script, reply) : done());
		if (script.delayMs) setTimeout(play, script.delayMs).unref();
		else play();
	});

	app.addHook('preHandler', (request, reply, done) => {
		const access = accessOf(request.headers.authorization, keys);
		const refused = keyRefusal(access, request.method);
		const allowance = refused ? state.meter.look() : state.meter.spend();
		if (allowance && access !== 'unknown') tellAllowance(reply, allowance, state.now());
		if (refused) return done(refused);
		if (allowance && !allowance.allowed) return done(new Refusal(429, 'Rate limit exceeded'));
		done();
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const script = scripted.get(request);
		if (script?.headers) void reply.headers(script.headers);
		if (!script?.truncate || typeof payload !== 'string') return payload;
		void reply.header('content-length', Buffer.byteLength(payload));
		return halfOf(payload);
	});

	const scoreAll = (leads: readonly Lead[]): KnownLead[] => leads.map((lead) => score(state, lead));

	app.post<Posted>(PATHS.analyze, (request) => {
		const { leads, options } = read(analyzeBodySchema, request.body);
		return success(resultsOf(scoreAll(leads), options ?? {}, state.shape));
	});

	app.post<Posted>(PATHS.batch, (request) => {
		const { leads, async, webhook_url } = read(batchBodySchema, request.body);
		if (!async) return success(resultsOf(scoreAll(leads), {}, state.shape));
		if (webhook_url === undefined) {
			throw new Refusal(400, 'Missing required field: webhook_url', {
				field: 'webhook_url',
				reason: 'required',
			});
		}
		state.batches += 1;
		const batch_id = `batch_${String(state.batches).padStart(6, '0')}`;
		const results = resultsOf(scoreAll(leads), {}, state.shape);
		state.courier.send({
			kind: 'batch',
			name: batch_id,
			url: webhook_url,
			payload: { status: 'success', data: { batch_id, ...results } },
		});
		return { status: 'success', data: { batch_id } };
	});

	app.get<{ Params: { id: string } }>('/leads/:id', (request) => {
		const lead = state.store.byId(request.params.id);
		if (!lead) throw new Refusal(404, 'Lead not found', { field: 'id', reason: 'not_found' });
		return { status: 'success', data: detailsOf(lead) };
	});

	// Here and not for the whole server, so that unknown paths of the service ask for a key too.
	app.setNotFoundHandler((request) => {
		throw new Refusal(404, `There is nothing at ${request.method} ${pathOf(request)}`);
	});
}
