import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { isCarriedOut } from './kinds';
import type { CUTS, RequestFault } from './kinds';
import { replacementFor } from './replacement';
import type { ErrorSource, Replacement } from './replacement';

/** A service whose requests meet faults. */
export interface FaultySource extends ErrorSource {
	/** The fault of the request that just came; called once for each. */
	faultOf(request: FastifyRequest): RequestFault | undefined;
	/**
	 * Called when a request has met its fault.
	 * @param isLost whether the answer that the service would have given does not arrive
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

/** First half of a text, then the end of the connection. */
function halfThenEnd(half: Buffer): Readable {
	async function* parts() {
		yield half;
		// Without a pause the connection may be gone before its first half is.
		await pause(20);
		throw new Error('The sandbox cut this answer off, as scripted.');
	}
	return Readable.from(parts());
}

/** Half of an answer, in one of the ways in which half an answer comes. */
function cut(payload: string, how: (typeof CUTS)[number], reply: FastifyReply) {
	const whole = Buffer.from(payload);
	const half = whole.subarray(0, Math.ceil(whole.length / 2));
	if (how === 'unnoticed') return half;
	if (how === 'announced') void reply.header('content-length', whole.length);
	return halfThenEnd(half);
}

/** Sends something else; a proxy's error page has no headers of the service's limit. */
function replace({ status, headers, text }: Replacement, reply: FastifyReply): string {
	for (const name of Object.keys(reply.getHeaders())) {
		if (/^(?:x-ratelimit-|retry-after$|content-length$)/.test(name)) reply.removeHeader(name);
	}
	void reply.code(status).headers(headers);
	return text;
}

const wait = async (ms: number): Promise<void> => await pause(ms, undefined, { ref: false });

/**
 * The one place where requests meet their faults, of whatever kind and however they were chosen. To
 * be called after the hook that logs requests and before those of the service.
 */
export function addFaults(app: FastifyInstance, source: FaultySource): void {
	const met = new WeakMap<FastifyRequest, RequestFault>();

	app.addHook('preHandler', (request, reply, done) => {
		const fault = source.faultOf(request);
		if (!fault) return done();
		met.set(request, fault);
		// Without a call of `done` the service does not answer, too.
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
