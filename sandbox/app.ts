import { setTimeout as pause } from 'node:timers/promises';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { PATHS, sameAddress } from '../nodes/LeadsPredict/contract';
import type { AnalyzeOptions, Lead } from '../nodes/LeadsPredict/contract';
import { resultsOf } from './answers';
import { addFaults } from './faults/hooks';
import { refusalOfLeads } from './faults/refusedLeads';
import { spoil } from './faults/spoil';
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
import { digestOf, pathOf, visitOf } from './visit';

interface Posted {
	Body: Received | undefined;
}

const success = (data: unknown) => ({ status: 'success', data });

const addressesOf = (known: readonly KnownLead[]): string[] =>
	known.map(({ lead }) => sameAddress(lead.email));

/** Whether a request's answer would hold results; that of an asynchronous batch holds none. */
function hasResults(request: FastifyRequest<Posted>): boolean {
	const { endpoint } = visitOf(request);
	if (endpoint === 'analyze') return true;
	const batch = endpoint === 'batch' && request.body?.ok ? request.body.json : undefined;
	return typeof batch === 'object' && batch !== null && Reflect.get(batch, 'async') !== true;
}

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
 * a scripted answer, a fault that leaves nothing to do, the key, the rate limit, its content, a
 * fault of the answer.
 */
export function addService(app: FastifyInstance, state: State, keys: Keys): void {
	const scripted = new WeakMap<FastifyRequest, Script>();

	// Bodies are read by hand: a request's key and quota are looked at before its content.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
		const text = body.toString();
		const received = receive(text);
		const json = received.ok ? received.json : undefined;
		visitOf(request).digest = digestOf(request.method, pathOf(request), text, json);
		done(null, received);
	});
	app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
		const other: Received = { ok: false, text: body.toString() };
		visitOf(request).digest = digestOf(request.method, pathOf(request), other.text);
		done(null, other);
	});

	const faults = addFaults(app, state, keys);

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
		if (!script) return faults.meet(request, reply, hasResults(request), done);
		// A script wins over a fault that was ordered for the same request.
		visitOf(request).fault = undefined;
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
		visitOf(request).counted = true;
		done();
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const script = scripted.get(request);
		if (script?.headers) void reply.headers(script.headers);
		if (!script?.truncate || typeof payload !== 'string') return payload;
		void reply.header('content-length', Buffer.byteLength(payload));
		return halfOf(payload);
	});

	/** Scores the leads of a request, unless one of them is to be refused. */
	const scoreAll = (request: FastifyRequest, leads: readonly Lead[]): KnownLead[] => {
		const visit = visitOf(request);
		const refusing = state.faults.refused();
		const refusal = refusing && refusalOfLeads(refusing, leads);
		if (refusal) {
			visit.met = 'badRecord';
			throw refusal;
		}
		const known = leads.map((lead) => score(state, lead));
		visit.scored = addressesOf(known);
		return known;
	};

	/** The results of a request, as they are or as a fault makes them. */
	const answer = (request: FastifyRequest, leads: readonly Lead[], options: AnalyzeOptions) => {
		const visit = visitOf(request);
		const known = scoreAll(request, leads);
		const { shape } = state;
		const wrong = shape.dropLast || shape.sameId || (shape.reverse && !shape.echo);
		const spoilt = visit.fault && spoil(visit.fault.kind, known, options, shape);
		if (spoilt) visit.met = visit.fault?.kind;
		visit.told = wrong ? [] : addressesOf(spoilt?.told ?? known);
		return success(spoilt?.data ?? resultsOf(known, options, shape));
	};

	app.post<Posted>(PATHS.analyze, (request) => {
		const { leads, options } = read(analyzeBodySchema, request.body);
		return answer(request, leads, options ?? {});
	});

	app.post<Posted>(PATHS.batch, async (request) => {
		const { leads, async, webhook_url } = read(batchBodySchema, request.body);
		if (!async) return answer(request, leads, {});
		if (webhook_url === undefined) {
			throw new Refusal(400, 'Missing required field: webhook_url', {
				field: 'webhook_url',
				reason: 'required',
			});
		}
		const known = scoreAll(request, leads);
		state.batches += 1;
		const batch_id = `batch_${String(state.batches).padStart(6, '0')}`;
		state.callbacks.send({ id: batch_id, known, url: webhook_url }, state.shape, (told) =>
			state.ledger.told(addressesOf(told)),
		);
		const { acknowledgeAfterMs } = state.callbacks.plan();
		if (acknowledgeAfterMs) await pause(acknowledgeAfterMs, undefined, { ref: false });
		return success({ batch_id });
	});

	app.get<{ Params: { id: string } }>('/leads/:id', (request) => {
		const lead = state.store.byId(request.params.id);
		if (!lead) throw new Refusal(404, 'Lead not found', { field: 'id', reason: 'not_found' });
		return success(detailsOf(lead));
	});

	// Here and not for the whole server, so that unknown paths of the service ask for a key too.
	app.setNotFoundHandler((request) => {
		throw new Refusal(404, `There is nothing at ${request.method} ${pathOf(request)}`);
	});
}
