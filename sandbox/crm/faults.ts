/**
 * Answers on demand: what a CRM cannot be asked to do, such as refusing for its rate limit.
 * Scripts are those of the LeadsPredict sandbox (`script.ts`); only the body of an error without
 * one is the CRM's own.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { createScripts } from '../script';
import type { Script, Scripts } from '../script';
import { answersItself, halfOf } from '../scripted';

/** What a CRM answers when a script names an error status and no body. */
export type ErrorBody = (status: number) => unknown;

function answerBy(
	{ drop, status = 200, body }: Script,
	reply: FastifyReply,
	errorBody: ErrorBody,
): void {
	if (drop) {
		reply.hijack();
		reply.raw.destroy();
		return;
	}
	const content = body === undefined && status >= 400 ? errorBody(status) : body;
	const text = typeof content === 'string' ? content : JSON.stringify(content ?? '');
	const html = /^\s*</.test(text);
	void reply
		.code(status)
		.type(html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
		.send(content === undefined ? '' : text);
}

/** Lets scripts answer the requests of one CRM. */
export function addFaults(app: FastifyInstance, scripts: Scripts, errorBody: ErrorBody): void {
	const scripted = new WeakMap<FastifyRequest, Script>();

	app.addHook('preHandler', (request, reply, done) => {
		const script = scripts.next();
		if (!script) return done();
		scripted.set(request, script);
		const play = (): void => (answersItself(script) ? answerBy(script, reply, errorBody) : done());
		if (script.delayMs) setTimeout(play, script.delayMs).unref();
		else play();
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const script = scripted.get(request);
		if (script?.headers) void reply.headers(script.headers);
		if (!script?.truncate || typeof payload !== 'string') return payload;
		void reply.header('content-length', Buffer.byteLength(payload));
		return halfOf(payload);
	});
}

export { createScripts };
export type { Script, Scripts };
