import { hash } from 'node:crypto';

import type { FastifyRequest } from 'fastify';

import { PATHS } from '../nodes/LeadsPredict/contract';
import type { Fault, FaultKind } from './faults/kinds';

/** The service's endpoints; `other` is whatever it does not have. */
export const ENDPOINTS = ['analyze', 'batch', 'lead', 'other'] as const;

export type Endpoint = (typeof ENDPOINTS)[number];

/** One request to the service, from its arrival to the end of its answer. */
export interface Visit {
	readonly endpoint: Endpoint;
	/** The same for the same content; see {@link digestOf}. */
	digest: string;
	/** What it is to meet. It may come to nothing: an unknown path has no results to spoil. */
	fault: Fault | undefined;
	/** What it met. */
	met: FaultKind | 'badRecord' | undefined;
	/** Whether it counts against the plan. */
	counted: boolean;
	/** Addresses of the leads that were scored, one for each scoring. */
	scored: readonly string[];
	/** Those whose score is in the answer, for a careful reader to take. */
	told: readonly string[];
}

export const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

function endpointOf(method: string, path: string): Endpoint {
	if (method === 'POST' && path.endsWith(PATHS.analyze)) return 'analyze';
	if (method === 'POST' && path.endsWith(PATHS.batch)) return 'batch';
	return method === 'GET' && /\/leads\/[^/]+$/.test(path) ? 'lead' : 'other';
}

/**
 * A fingerprint of what is asked, 16 hexadecimal digits. `webhook_url` is left out: it names a port
 * or an execution, and so differs between two runs that ask the same.
 */
export function digestOf(method: string, path: string, text: string, json?: unknown): string {
	const asked =
		typeof json === 'object' && json !== null && 'webhook_url' in json
			? JSON.stringify({ ...json, webhook_url: undefined })
			: text;
	return hash('sha256', `${method} ${path}\n${asked}`, 'hex').slice(0, 16);
}

const visits = new WeakMap<FastifyRequest, Visit>();

/** The visit a request is; begins with the first call. */
export function visitOf(request: FastifyRequest): Visit {
	const present = visits.get(request);
	if (present) return present;
	const path = pathOf(request);
	const visit: Visit = {
		endpoint: endpointOf(request.method, path),
		digest: digestOf(request.method, path, ''),
		fault: undefined,
		met: undefined,
		counted: false,
		scored: [],
		told: [],
	};
	visits.set(request, visit);
	return visit;
}
