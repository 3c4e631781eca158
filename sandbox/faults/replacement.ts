import type { Allowance } from '../plan';
import type { RequestFault } from './kinds';
import { waitHeaders } from './wait';

/** What is sent instead of the service's answer. */
export interface Replacement {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
}

/** What a replacement needs from the service. */
export interface ErrorSource {
	/** The service's own error body. @param message the sandbox's text, if any */
	errorBody(status: number, message?: string): unknown;
	/** Unix milliseconds */
	now(): number;
	/** The remaining quota, for the headers of a 429. */
	allowance?(): Allowance | undefined;
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

function page(status: number, title: string): Replacement {
	const text = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
	return { status, headers: HTML, text };
}

/** @returns `undefined` for a fault that does not replace the answer */
export function replacementFor(fault: RequestFault, source: ErrorSource): Replacement | undefined {
	const inWords = (status: number, message: string, headers = {}): Replacement => ({
		status,
		headers: { ...JSON_TYPE, ...headers },
		text: JSON.stringify(source.errorBody(status, message)),
	});
	switch (fault.kind) {
		case 'answer': {
			const { status = 200, body } = fault;
			const content = body === undefined && status >= 400 ? source.errorBody(status) : body;
			const text = typeof content === 'string' ? content : (JSON.stringify(content) ?? '');
			return { status, headers: /^\s*</.test(text) ? HTML : JSON_TYPE, text };
		}
		case 'rateLimited': {
			const { header = 'retryAfterSeconds', waitMs = 1000 } = fault;
			const headers = waitHeaders(header, waitMs, source.now(), source.allowance?.());
			return inWords(429, 'Rate limit exceeded', headers);
		}
		case 'serverError':
			return inWords(500, 'Internal server error');
		case 'badGateway':
			return page(502, '502 Bad Gateway');
		case 'unavailable': {
			const { retryAfter } = fault;
			const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
			return inWords(503, 'Service temporarily unavailable', headers);
		}
		case 'gatewayTimeout':
			return page(504, '504 Gateway Time-out');
		case 'html':
			return page(200, 'Please sign in to continue');
		case 'empty':
			return { status: 200, headers: JSON_TYPE, text: '' };
		default:
			return undefined;
	}
}
