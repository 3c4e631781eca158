import { setTimeout as pause } from 'node:timers/promises';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { accessOf } from '../keys';
import type { Keys } from '../keys';
import { halfOf } from '../scripted';
import type { State } from '../state';
import { pathOf, visitOf } from '../visit';
import type { Fault } from './kinds';
import { isPaid, replacementFor } from './replace';
import type { Replacement } from './replace';

/** Ends the connection the hard way: whoever is at the other end gets ECONNRESET. */
function reset(request: FastifyRequest, reply: FastifyReply): void {
	reply.hijack();
	request.raw.socket.resetAndDestroy();
}

/** Half of an answer, in one of the ways in which half an answer comes. */
function cut(payload: string, how: 'announced' | 'chunked' | 'unnoticed', reply: FastifyReply) {
	const whole = Buffer.from(payload);
	if (how === 'unnoticed') return whole.subarray(0, Math.ceil(whole.length / 2));
	if (how === 'announced') void reply.header('content-length', whole.length);
	return halfOf(payload);
}

/** Sends something else; what the service said about its limit does not pass a proxy's error page. */
function put({ status, headers, text }: Replacement, reply: FastifyReply): string {
	for (const name of Object.keys(reply.getHeaders())) {
		if (/^(?:x-ratelimit-|retry-after$|content-length$)/.test(name)) reply.removeHeader(name);
	}
	void reply.code(status).headers(headers);
	return text;
}

export interface FaultHooks {
	/** Goes on with a request, or not, as what it is to meet leaves something to do. */
	meet(request: FastifyRequest, reply: FastifyReply, hasResults: boolean, goOn: () => void): void;
}

/**
 * Makes the service's requests meet their faults, and writes all of them into the ledger. To be
 * called before the service's own hooks are added.
 */
export function addFaults(app: FastifyInstance, state: State, keys: Keys): FaultHooks {
	const now = (): number => state.now().getTime();

	app.addHook('onRequest', (request, reply, done) => {
		// Readers correct a clock that differs from theirs by this header: it must be ours, too.
		void reply.header('Date', state.now().toUTCString());
		const visit = visitOf(request);
		const close = state.ledger.open();
		reply.raw.once('close', () => {
			close(visit, reply.raw.writableFinished ? reply.raw.statusCode : 'cut');
		});
		visit.fault = state.faults.orders.next(visit.endpoint);
		if (visit.fault?.kind !== 'resetBefore') return done();
		// An order needs no content to be decided, so the body is not even read.
		visit.met = visit.fault.kind;
		state.log.add(
			{
				method: request.method,
				path: pathOf(request),
				keyAccepted: accessOf(request.headers.authorization, keys) !== 'unknown',
			},
			undefined,
		);
		reset(request, reply);
	});

	/** What is done to the answer of a service that did its work. */
	const change = (fault: Fault, request: FastifyRequest, reply: FastifyReply, payload: string) => {
		const visit = visitOf(request);
		const instead = replacementFor(fault, now(), undefined);
		if (instead) {
			visit.met = fault.kind;
			visit.told = [];
			return put(instead, reply);
		}
		if (fault.kind === 'truncated') {
			visit.met = fault.kind;
			visit.told = [];
			return cut(payload, fault.how ?? 'announced', reply);
		}
		return payload;
	};

	app.addHook('onSend', async (request, reply, payload) => {
		const visit = visitOf(request);
		const { fault } = visit;
		if (state.latencyMs > 0) await pause(state.latencyMs, undefined, { ref: false });
		if (!fault || typeof payload !== 'string') return payload;
		if (fault.kind === 'slow') {
			visit.met = fault.kind;
			await pause(fault.delayMs ?? 1000, undefined, { ref: false });
		}
		if (fault.kind === 'resetAfter') {
			visit.met = fault.kind;
			visit.told = [];
			reset(request, reply);
			return await new Promise<never>(() => undefined);
		}
		return isPaid(fault) ? change(fault, request, reply, payload) : payload;
	});

	return {
		meet(request, reply, hasResults, goOn) {
			const visit = visitOf(request);
			visit.fault ??= state.faults.drawn(visit, hasResults);
			const { fault } = visit;
			if (!fault || isPaid(fault)) return goOn();
			visit.met = fault.kind;
			if (fault.kind === 'resetBefore') return reset(request, reply);
			const instead = replacementFor(fault, now(), state.meter.look());
			if (instead) void reply.send(put(instead, reply));
		},
	};
}
