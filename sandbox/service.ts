import { setTimeout as pause } from 'node:timers/promises';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { sameAddress } from './api';
import type { AnalyzeOptions, Lead } from './api';
import { addFaults, reset } from './faults/apply';
import { sentResults } from './faults/corruptResults';
import { needsResults } from './faults/kinds';
import { refusalOfLeads } from './faults/refusedLeads';
import { contentOf, isJsonType, pathOf, readBodies } from './http';
import type { Body } from './http';
import { isObject } from './json';
import { accessOf, keyRefusal } from './keys';
import type { Keys } from './keys';
import type { Allowance } from './plan';
import { Refusal } from './refusal';
import { contextOf, digestOf } from './requestContext';
import { score } from './state';
import type { State } from './state';
import { detailsOf } from './store';
import type { KnownLead } from './store';
import { assertAnswer, readAnalyze, readBatch } from './validate';

interface Posted {
	Body: Body;
}

const success = (data: unknown) => ({ status: 'success', data });

const addressesOf = (known: readonly KnownLead[]): string[] =>
	known.map(({ lead }) => sameAddress(lead.email));

/** Whether the answer to a request would hold results. An asynchronous batch's does not. */
function hasResults(request: FastifyRequest<Posted>): boolean {
	const { endpoint } = contextOf(request);
	if (endpoint === 'analyze') return true;
	const batch = endpoint === 'batch' ? contentOf(request.body) : undefined;
	return isObject(batch) && batch['async'] !== true;
}

/** Documented names; `Retry-After` with a 429 is decided here. */
function sendAllowance(reply: FastifyReply, allowance: Allowance, now: Date): void {
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
 * The service, registered under `/v1`. Each request passes, in this order: the log, a scripted answer
 * or a fault that replaces the service's work, the key, the rate limit, its content, a fault of the
 * answer.
 */
export function addService(app: FastifyInstance, state: State, keys: Keys): void {
	const { faults, ledger, callbacks } = state;
	const access = ({ headers }: FastifyRequest) => accessOf(headers.authorization, keys);
	const log = (request: FastifyRequest, body: Body): void =>
		state.log.add(
			{
				method: request.method,
				path: pathOf(request),
				keyAccepted: access(request) !== 'unknown',
			},
			body,
		);

	// A request's key and quota are checked before its content.
	readBodies(app, isJsonType, (request, body, text) => {
		contextOf(request).digest = digestOf(request.method, pathOf(request), text, contentOf(body));
	});

	app.addHook('onRequest', (request, reply, done) => {
		// Clients correct clock differences by this header, so it must be the sandbox's clock.
		void reply.header('Date', state.now().toUTCString());
		const context = contextOf(request);
		context.meter = state.meter;
		const close = ledger.open();
		reply.raw.once('close', () => {
			close(context, reply.raw.writableFinished ? reply.raw.statusCode : 'cut');
		});
		context.fault = faults.scheduledFor(context.endpoint);
		if (context.fault?.kind !== 'resetBefore') return done();
		// A scheduled fault does not depend on the content, so the body is not read.
		context.met = context.fault.kind;
		log(request, { kind: 'none' });
		reset(request, reply);
	});

	app.addHook<Posted>('preHandler', (request, _reply, done) => {
		log(request, request.body);
		const context = contextOf(request);
		context.fault =
			faults.answerFor() ?? context.fault ?? faults.drawnFor(context.digest, hasResults(request));
		done();
	});

	addFaults(app, {
		faultOf: (request) => contextOf(request).fault,
		onMet(request, { kind }, isLost) {
			const context = contextOf(request);
			if (kind !== 'answer') context.met = kind;
			if (isLost) context.answered = [];
		},
		errorBody: (status, message = `Answer ${status}, as scripted`) =>
			new Refusal(status, message).body,
		now: () => state.now().getTime(),
		allowance: () => state.meter.look(),
		latencyMs: () => state.latencyMs,
	});

	app.addHook('preHandler', (request, reply, done) => {
		const refused = keyRefusal(access(request), request.method);
		const { meter = state.meter } = contextOf(request);
		const allowance = refused ? meter.look() : meter.spend();
		if (allowance && access(request) !== 'unknown') sendAllowance(reply, allowance, state.now());
		if (refused) return done(refused);
		if (allowance && !allowance.allowed) return done(new Refusal(429, 'Rate limit exceeded'));
		contextOf(request).counted = true;
		done();
	});

	app.addHook('preSerialization', async (request, reply, payload: unknown) => {
		const { endpoint, fault } = contextOf(request);
		// Results that a fault has changed usually violate the document.
		const isCorrupt = fault && fault.kind !== 'answer' && needsResults(fault.kind);
		if (!isCorrupt) assertAnswer(endpoint, reply.statusCode, payload);
		return payload;
	});

	/** Scores the leads of a request, unless one of them is refused. */
	const scoreAll = (request: FastifyRequest, leads: readonly Lead[]): KnownLead[] => {
		const context = contextOf(request);
		const refused = faults.refused();
		const refusal = refused && refusalOfLeads(refused, leads);
		if (refusal) {
			context.met = 'badRecord';
			throw refusal;
		}
		const known = leads.map((lead) => score(state, lead));
		context.scored = addressesOf(known);
		return known;
	};

	/** The results of a request, possibly changed by a fault. */
	const answer = (request: FastifyRequest, leads: readonly Lead[], options: AnalyzeOptions) => {
		const context = contextOf(request);
		const { fault } = context;
		const known = scoreAll(request, leads);
		const sent = sentResults(known, options, state.resultChanges, fault);
		if (sent.isFaulty && fault && fault.kind !== 'answer') context.met = fault.kind;
		context.answered = addressesOf(sent.answered);
		return success(sent.data);
	};

	app.post<Posted>('/leads/analyze', (request) => {
		const { leads, options = {} } = readAnalyze(request.body);
		return answer(request, leads, options);
	});

	app.post<Posted>('/leads/batch', async (request) => {
		const { leads, async, webhook_url } = readBatch(request.body);
		// The document requires `webhook_url` for an asynchronous batch.
		if (!async || webhook_url === undefined) return answer(request, leads, {});
		const known = scoreAll(request, leads);
		state.batches += 1;
		const batch_id = `batch_${String(state.batches).padStart(6, '0')}`;
		callbacks.send({ id: batch_id, known, url: webhook_url }, state.resultChanges, (reached) =>
			ledger.answeredByCallback(addressesOf(reached)),
		);
		const { acknowledgeAfterMs } = callbacks.plan();
		if (acknowledgeAfterMs) await pause(acknowledgeAfterMs, undefined, { ref: false });
		return success({ batch_id });
	});

	app.get<{ Params: { id: string } }>('/leads/:id', (request) => {
		const lead = state.store.byId(request.params.id);
		if (!lead) throw new Refusal(404, 'Lead not found', { field: 'id', reason: 'not_found' });
		return success(detailsOf(lead));
	});

	// Set here instead of for the whole server, so that unknown paths of the service require a key, too.
	app.setNotFoundHandler((request) => {
		throw new Refusal(404, `There is nothing at ${request.method} ${pathOf(request)}`);
	});
}
