import type { FastifyError } from 'fastify';

import type { Limits, Plan } from './api';
import { addControl, controlIndex, createControl } from './control';
import type { SandboxControl } from './control';
import type { RandomFaultSettings } from './faults/random';
import { isLoopback, sendPage } from './html';
import { createServer, listen, statusOf } from './http';
import { keysFor } from './keys';
import type { Keys } from './keys';
import { sandboxPage } from './page';
import { Refusal } from './refusal';
import { addService } from './service';
import { createState } from './state';

export type { SandboxControl } from './control';
export type { Keys } from './keys';
export type { LedgerBody, LedgerLead, LedgerTotals } from './ledger';

export interface SandboxOptions {
	/** Default: 0, any free port. */
	readonly port?: number;
	/** The key with all permissions; two keys with fewer are derived from it. */
	readonly apiKey?: string;
	/** Starter by default. */
	readonly plan?: Plan | Limits;
	/** The clock behind timestamps, deadlines and rate limit windows. */
	readonly now?: () => Date;
	/** Milliseconds before each repeat of a delivery that failed. */
	readonly retryDelaysMs?: readonly number[];
	/** Max milliseconds per delivery attempt. */
	readonly deliveryTimeoutMs?: number;
	/** Milliseconds by which every answer of the service is delayed, like network latency. */
	readonly latencyMs?: number;
	/** Faults from the start. */
	readonly faults?: RandomFaultSettings;
	/** Stores no request bodies, which only people and tests read. Everything else is the same. */
	readonly fast?: boolean;
}

export interface Sandbox {
	/** The Base URL for the credential: `http://127.0.0.1:4010/v1`. */
	readonly baseUrl: string;
	/** The control API: `http://127.0.0.1:4010/control`. */
	readonly controlUrl: string;
	/** A page for people: `http://127.0.0.1:4010/`. */
	readonly pageUrl: string;
	readonly apiKey: string;
	readonly keys: Keys;
	readonly control: SandboxControl;
	/** Closes the server, its connections and the deliveries in progress. */
	close(): Promise<void>;
}

/** Any error in the documented error body. Details of a bug in the sandbox are not sent. */
function refusalFor(error: FastifyError | Error): Refusal {
	if (error instanceof Refusal) return error;
	const status = statusOf(error);
	return status < 500
		? new Refusal(status, error.message)
		: new Refusal(500, 'The sandbox has an internal error');
}

/**
 * Starts the sandbox, a local stand-in for LeadsPredict, on the loopback address.
 * @throws when the port is taken (`code` is `EADDRINUSE`)
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const keys = keysFor(options.apiKey ?? 'sandbox-key');
	const state = createState({
		plan: options.plan ?? 'starter',
		now: options.now ?? (() => new Date()),
		sender: {
			retryDelaysMs: options.retryDelaysMs ?? [100, 300, 900],
			timeoutMs: options.deliveryTimeoutMs ?? 10_000,
		},
		latencyMs: options.latencyMs ?? 0,
		faults: options.faults,
		keepBodies: options.fast !== true,
	});
	const control = createControl(state);

	const app = createServer({
		// The first line of a request may contain an absolute URL (RFC 9112, 3.2.2).
		rewriteUrl: ({ url = '/' }) => url.replace(/^http:\/\/[^/]*/i, ''),
		// A URL that cannot be decoded never reaches the error handler below.
		frameworkErrors: (error, _request, reply) => {
			const { status, body } = refusalFor(error);
			reply.hijack();
			reply.raw.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
			reply.raw.end(JSON.stringify(body));
		},
	});
	app.setErrorHandler((error: FastifyError | Error, _request, reply) => {
		const { status, body } = refusalFor(error);
		return reply.code(status).send(body);
	});
	app.setNotFoundHandler((request) => {
		throw new Refusal(404, `There is nothing at ${request.method} ${request.url}`);
	});
	const index = () => ({
		what: 'A local stand-in for the LeadsPredict API. It is not LeadsPredict. Nothing leaves this machine except deliveries to your subscriptions.',
		baseUrl: `${app.listeningOrigin}/v1`,
		apiKey: keys.full,
		control: controlIndex(control),
	});
	// A browser asks for HTML and gets the page, which holds no key; a program gets JSON.
	app.get('/', (request, reply) => {
		if (!/\btext\/html\b/i.test(request.headers.accept ?? '')) return index();
		if (isLoopback(request)) return sendPage(reply, sandboxPage(state));
		throw new Refusal(403, 'The page answers to localhost and 127.0.0.1 only');
	});
	await app.register(async (service) => addService(service, state, keys), { prefix: '/v1' });
	await app.register(async (routes) => addControl(routes, control), { prefix: '/control' });

	const address = await listen(app, options.port);

	return {
		baseUrl: `${address}/v1`,
		controlUrl: `${address}/control`,
		pageUrl: `${address}/`,
		apiKey: keys.full,
		keys,
		control,
		async close() {
			await app.close();
			await state.sender.close();
		},
	};
}
