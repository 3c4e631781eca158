import type { Allowance } from '../plan';
import { Refusal } from '../refusal';
import type { Fault } from './kinds';
import { waitHeaders } from './wait';

/** What is sent in place of the service's answer. */
export interface Replacement {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

const page = (title: string): string =>
	`<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;

const inWords = (
	status: number,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): Replacement => ({
	status,
	headers: { ...JSON_TYPE, ...headers },
	text: JSON.stringify(new Refusal(status, message).body),
});

const asPage = (status: number, title: string): Replacement => ({
	status,
	headers: HTML,
	text: page(title),
});

/**
 * Whether the service does its work before the fault shows: then the request counts and its leads
 * are scored. Decided where it is not told: an error was met before the work, a gateway that ran out
 * of patience and an answer that came to nothing after it.
 */
export function isPaid(fault: Fault): boolean {
	switch (fault.kind) {
		case 'rateLimited':
		case 'resetBefore':
			return false;
		case 'serverError':
		case 'badGateway':
		case 'unavailable':
		case 'html':
			return fault.paid ?? false;
		case 'gatewayTimeout':
		case 'empty':
			return fault.paid ?? true;
		default:
			return true;
	}
}

/**
 * @param now Unix milliseconds
 * @param allowance what is left of the plan, to be told by a 429
 * @returns `undefined` for a fault that is no answer of its own
 */
export function replacementFor(
	fault: Fault,
	now: number,
	allowance: Allowance | undefined,
): Replacement | undefined {
	switch (fault.kind) {
		case 'rateLimited': {
			const { header = 'retryAfterSeconds', waitMs = 1000 } = fault;
			return inWords(429, 'Rate limit exceeded', waitHeaders(header, waitMs, now, allowance));
		}
		case 'serverError':
			return inWords(500, 'Internal server error');
		case 'badGateway':
			return asPage(502, '502 Bad Gateway');
		case 'unavailable': {
			const { retryAfter } = fault;
			return inWords(
				503,
				'Service temporarily unavailable',
				retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
			);
		}
		case 'gatewayTimeout':
			return asPage(504, '504 Gateway Time-out');
		case 'html':
			return asPage(200, 'Please sign in to continue');
		case 'empty':
			return { status: 200, headers: JSON_TYPE, text: '' };
		default:
			return undefined;
	}
}
