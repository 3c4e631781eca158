import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

import type { FastifyReply } from 'fastify';

import { Refusal } from './refusal';
import type { Script } from './script';

/** First half of a text, then the end of the connection. */
export const halfOf = (text: string): Readable => {
	async function* half() {
		yield Buffer.from(text).subarray(0, Math.ceil(Buffer.byteLength(text) / 2));
		// Without a pause the connection may be gone before its first half is.
		await pause(20);
		throw new Error('The sandbox cut this answer off, as it was told to.');
	}
	return Readable.from(half());
};

/** Whether the script leaves nothing for the service to do. */
export const answersItself = ({ drop, status, body }: Script): boolean =>
	drop === true || status !== undefined || body !== undefined;

/** Answers, or cuts the connection, in place of the service. */
export function answerBy({ drop, status = 200, body }: Script, reply: FastifyReply): void {
	if (drop) {
		reply.hijack();
		reply.raw.destroy();
		return;
	}
	void reply.code(status);
	if (body === undefined && status >= 400) {
		void reply.send(new Refusal(status, `Answer ${status}, as the sandbox was told`).body);
		return;
	}
	const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
	const html = /^\s*</.test(text);
	void reply.type(html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8').send(text);
}
