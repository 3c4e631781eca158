import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { isCarriedOut } from './kinds';
import type { CUTS, RequestFault } from './kinds';
import { replacementFor } from './replacement';
import type { ErrorSource, Replacement } from './replacement';

/** A service whose requests meet faults. */
export interface FaultySource extends ErrorSource {
	/** The fault of the request that just arrived; called once per request. */
	faultOf(request: FastifyRequest): RequestFault | undefined;
	/**
	 * Called after a request has met its fault.
	 * @param isLost whether the service's own answer does not arrive
	 */
	onMet?(request: FastifyRequest, fault: RequestFault, isLost: boolean): void;
	/** The delay of every answer. */
	latencyMs?(): number;
}

/** Resets the connection: the client gets ECONNRESET. */
export function reset(request: FastifyRequest, reply: FastifyReply): void {
	reply.hijack();
	request.raw.socket.resetAndDestroy();
}

/** Sends the first half of a text, then ends the connection. */
function halfThenEnd(half: Buffer): Readable {
	async function* parts() {
		yield half;
		// Without a pause the connection may end before the first half is sent.
		await pause(20);
		throw new Error('The sandbox cut this answer off, as scripted.');
	}
	return Readable.from(parts());
}

/** Sends half of an answer, in one of the forms that occur. */
function cut(payload: string, how: (typeof CUTS)[number], reply: FastifyReply) {
	const whole = Buffer.from(payload);
	const half = whole.subarray(0, Math.ceil(whole.length / 2));
	if (how === 'unnoticed') return half;
	if (how === 'announced') void reply.header('content-length', whole.length);
	return halfThenEnd(half);
}

/** Sends a replacement. A proxy's error page lacks the service's rate limit headers. */
function replace({ status, headers, text }: Replacement, reply: FastifyReply): string {
	for (const name of Object.keys(reply.getHeaders())) {
		if (/^(?:x-ratelimit-|retry-after$|content-length$)/.test(name)) reply.removeHeader(name);
	}
	void reply.code(status).headers(headers);
	return text;
}

const wait = async (ms: number): Promise<void> => await pause(ms, undefined, { ref: false });

/**
 * Applies all faults to requests. Call it after the hook that logs requests and before the service's
 * hooks.
 */
export function addFaults(app: FastifyInstance, source: FaultySource): void {
	const met = new WeakMap<FastifyRequest, RequestFault>();

	app.addHook('preHandler', (request, reply, done) => {
		const fault = source.faultOf(request);
		if (!fault) return done();
		met.set(request, fault);
		// Without calling `done`, the service does not answer as well.
		const meet = (): void => {
			if (isCarriedOut(fault)) return done();
			source.onMet?.(request, fault, true);
			if (fault.kind === 'resetBefore') return reset(request, reply);
			if (fault.kind === 'answer' && fault.drop) {
				reply.hijack();
				reply.raw.destroy();
				return;
			}
			const replacement = replacementFor(fault, source);
			if (replacement) void reply.send(replace(replacement, reply));
		};
		if (fault.kind === 'answer' && fault.delayMs) setTimeout(meet, fault.delayMs).unref();
		else meet();
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const latencyMs = source.latencyMs?.() ?? 0;
		if (latencyMs > 0) await wait(latencyMs);
		const fault = met.get(request);
		if (fault?.kind === 'answer') {
			void reply.headers(fault.headers ?? {});
			return fault.truncate && typeof payload === 'string'
				? cut(payload, 'announced', reply)
				: payload;
		}
		if (!fault || typeof payload !== 'string' || !isCarriedOut(fault)) return payload;
		switch (fault.kind) {
			case 'slow':
				source.onMet?.(request, fault, false);
				await wait(fault.delayMs ?? 1000);
				return payload;
			case 'resetAfter':
				source.onMet?.(request, fault, true);
				reset(request, reply);
				return await new Promise<never>(() => undefined);
			case 'truncated':
				source.onMet?.(request, fault, true);
				return cut(payload, fault.how ?? 'announced', reply);
			default: {
				const replacement = replacementFor(fault, source);
				if (!replacement) return payload;
				source.onMet?.(request, fault, true);
				return replace(replacement, reply);
			}
		}
	});
}
