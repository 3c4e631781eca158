import { hash } from 'node:crypto';

import type { FastifyRequest } from 'fastify';

import type { Endpoint } from './api';
import type { FaultKind, RequestFault } from './faults/kinds';
import { pathOf } from './http';
import { isObject } from './json';
import type { Meter } from './plan';

/** The fault of a request; `badRecord` means one of its leads is refused. */
export type MetFault = FaultKind | 'badRecord';

/** The state of one request to the service, from its arrival to the end of its answer. */
export interface RequestContext {
	readonly endpoint: Endpoint;
	/** The same for the same content; see {@link digestOf}. */
	digest: string;
	/** The fault chosen for it. It may have no effect: an unknown path has no results to corrupt. */
	fault: RequestFault | undefined;
	/** The fault that took effect. */
	met: MetFault | undefined;
	/** The plan that was in force when it arrived, however late its answer is. */
	meter?: Meter;
	/** Whether it counts against the plan. */
	counted: boolean;
	/** Addresses of the leads that were scored, one for each scoring. */
	scored: readonly string[];
	/** Those with a usable score in the answer. */
	answered: readonly string[];
}

function endpointOf(method: string, path: string): Endpoint {
	if (method === 'POST' && path.endsWith('/leads/analyze')) return 'analyze';
	if (method === 'POST' && path.endsWith('/leads/batch')) return 'batch';
	return method === 'GET' && /\/leads\/[^/]+$/.test(path) ? 'lead' : 'other';
}

/**
 * A hash of the request in 16 hexadecimal digits. `webhook_url` is left out: it contains a port or an
 * execution ID, so it differs between two runs of the same requests.
 */
export function digestOf(method: string, path: string, text: string, json?: unknown): string {
	const content =
		isObject(json) && 'webhook_url' in json
			? JSON.stringify({ ...json, webhook_url: undefined })
			: text;
	return hash('sha256', `${method} ${path}\n${content}`, 'hex').slice(0, 16);
}

const contexts = new WeakMap<FastifyRequest, RequestContext>();

/** The context of a request; created by the first call. */
export function contextOf(request: FastifyRequest): RequestContext {
	const present = contexts.get(request);
	if (present) return present;
	const path = pathOf(request);
	const context: RequestContext = {
		endpoint: endpointOf(request.method, path),
		digest: digestOf(request.method, path, ''),
		fault: undefined,
		met: undefined,
		counted: false,
		scored: [],
		answered: [],
	};
	contexts.set(request, context);
	return context;
}
