/**
 * The Composite resource: several requests in the body of one.
 *
 * Documented: up to 25 subrequests, of which five may be queries or sObject Collections; each has a
 * method, an address that starts with `/services/data/vXX.X/`, a reference id of letters, digits and
 * underscores that starts with a letter or a digit (another one refuses the whole request), and may
 * have headers but Accept, Authorization and Content-Type, which alone it has from the outer request;
 * the answer is 200 with a result for each, whatever became of it; with `allOrNone` one failure undoes
 * all, and it holds for sObject Collections whatever they say; `@{id.path}` in an address or a body
 * stands for a value in an earlier result, and one that leads nowhere fails its subrequest; the
 * Tooling API has the same resource for its own addresses. Seen: the messages of PROCESSING_HALTED.
 * Decided: two subrequests with one reference id refuse the whole request; so does a query with a
 * body; a failed result has no values.
 */
import { z } from 'zod';

import { isObject } from '../../json';
import type { JsonObject } from '../../json';
import { parsedBody } from './collections';
import type { Records } from './records';
import { badRequest, SalesforceRefusal } from './refusal';

const MAX_SUBREQUESTS = 25;
const MAX_QUERIES_AND_COLLECTIONS = 5;
const INHERITED = ['accept', 'authorization', 'content-type'];

/** Headers by their names in lower case. */
export type Headers = Readonly<Record<string, unknown>>;

export interface Subrequest {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
	/** After `/services/data/vXX.X`. */
	readonly path: string;
	readonly version: string;
	readonly query: URLSearchParams;
	readonly headers: Headers;
	readonly body: unknown;
	/** Whether sObject Collections are saved all or none, whatever they say themselves. */
	readonly allOrNone: boolean;
}

const subrequestSchema = z
	.object({
		method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
		url: z.string().regex(/^\/services\/data\/v\d{2,3}\.\d\//),
		referenceId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_]*$/),
		httpHeaders: z.record(z.string()).default({}),
		body: z.unknown(),
	})
	.strict();

const compositeSchema = z
	.object({
		allOrNone: z.boolean().default(false),
		collateSubrequests: z.boolean().optional(),
		compositeRequest: z.array(subrequestSchema).min(1),
	})
	.strict();

type Sent = z.infer<typeof subrequestSchema>;

function sentIn(body: unknown): z.infer<typeof compositeSchema> {
	const composite = parsedBody(compositeSchema, body);
	const { compositeRequest } = composite;
	const headers = compositeRequest.flatMap(({ httpHeaders }) => Object.keys(httpHeaders));
	const inherited = headers.find((name) => INHERITED.includes(name.toLowerCase()));
	if (inherited !== undefined) {
		throw badRequest('INVALID_INPUT', `A subrequest cannot have the header ${inherited}`);
	}
	const referenceIds = new Set(compositeRequest.map(({ referenceId }) => referenceId));
	if (referenceIds.size < compositeRequest.length) {
		throw badRequest('INVALID_INPUT', 'Two subrequests have the same referenceId');
	}
	if (compositeRequest.some((sent) => sent.method === 'GET' && sent.body !== undefined)) {
		throw badRequest('INVALID_INPUT', 'A GET has no body');
	}
	const limited = compositeRequest.filter(({ url }) =>
		/^\/services\/data\/[^/]+\/(?:tooling\/)?(?:query|queryAll|composite\/sobjects)\b/.test(url),
	);
	if (compositeRequest.length > MAX_SUBREQUESTS || limited.length > MAX_QUERIES_AND_COLLECTIONS) {
		const message = `A composite request has at most ${MAX_SUBREQUESTS} subrequests, and ${MAX_QUERIES_AND_COLLECTIONS} queries and sObject Collections among them`;
		throw badRequest('LIMIT_EXCEEDED', message);
	}
	return composite;
}

/** What a subrequest is answered with. */
export interface Result {
	readonly body: unknown;
	readonly httpStatusCode: number;
}

/** Results by the reference ids of their subrequests. */
type Earlier = ReadonlyMap<string, Result>;

/** @throws SalesforceRefusal (400) for a reference that leads nowhere */
function valueAt(reference: string, earlier: Earlier): string | number | boolean {
	const [referenceId = '', ...path] = reference.split(/\.|\[(\d+)\]/).filter(Boolean);
	const result = earlier.get(referenceId);
	let value = result === undefined || isFailed(result) ? undefined : result.body;
	for (const key of path) value = Array.isArray(value) ? value[Number(key)] : Object(value)[key];
	if (path.length > 0 && ['string', 'number', 'boolean'].includes(typeof value)) {
		return value as string | number | boolean;
	}
	throw badRequest(
		'PROCESSING_HALTED',
		`Invalid reference specified. No value for ${reference} found in ${referenceId}.`,
	);
}

const REFERENCE = /@\{([^}]*)\}?/g;

/** The same with the values that references stand for. */
function resolved(value: unknown, earlier: Earlier): unknown {
	if (typeof value === 'string') {
		const [, only] = /^@\{([^}]*)\}$/.exec(value) ?? [];
		return only === undefined
			? value.replace(REFERENCE, (_, reference: string) => String(valueAt(reference, earlier)))
			: valueAt(only, earlier);
	}
	if (Array.isArray(value)) return value.map((each) => resolved(each, earlier));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, each]) => [key, resolved(each, earlier)]),
	);
}

function subrequestOf(sent: Sent, allOrNone: boolean): Subrequest {
	const { method, url, httpHeaders, body } = sent;
	const { pathname, searchParams } = new URL(url, 'https://example.my.salesforce.com');
	const [, , , version = '', ...path] = pathname.split('/');
	return {
		method,
		path: `/${path.join('/')}`.replace(/(?<=.)\/$/, ''),
		version,
		query: searchParams,
		headers: Object.fromEntries(
			Object.entries(httpHeaders).map(([name, value]) => [name.toLowerCase(), value]),
		),
		body,
		allOrNone,
	};
}

const ROLLED_BACK: Result = {
	body: [
		{
			errorCode: 'PROCESSING_HALTED',
			message:
				'The transaction was rolled back since another operation in the same transaction failed.',
		},
	],
	httpStatusCode: 400,
};

const isFailed = ({ body, httpStatusCode }: Result): boolean =>
	httpStatusCode >= 300 ||
	(Array.isArray(body) && body.some((each) => isObject(each) && each['success'] === false));

/** @param perform what a subrequest is answered with; throws SalesforceRefusal for a refused one */
export function runComposite(
	records: Records,
	body: unknown,
	perform: (subrequest: Subrequest) => Result,
): { readonly compositeResponse: readonly JsonObject[] } {
	const { allOrNone, compositeRequest } = sentIn(body);
	const earlier = new Map<string, Result>();
	const performed = (sent: Sent): Result => {
		try {
			const url = String(resolved(sent.url, earlier));
			const resolvedSent = { ...sent, url, body: resolved(sent.body, earlier) };
			return perform(subrequestOf(resolvedSent, allOrNone));
		} catch (error) {
			if (!(error instanceof SalesforceRefusal)) throw error;
			return { body: error.body, httpStatusCode: error.status };
		}
	};
	const resultOf = (sent: Sent): Result => {
		const result = performed(sent);
		earlier.set(sent.referenceId, result);
		return result;
	};
	const isUndone = (results: readonly Result[]): boolean => allOrNone && results.some(isFailed);
	const results = records.atomically(() => compositeRequest.map(resultOf), isUndone);
	const answerOf = (result: Result): Result =>
		isUndone(results) && !isFailed(result) ? ROLLED_BACK : result;
	return {
		compositeResponse: results.map((result, index) => ({
			...answerOf(result),
			httpHeaders: {},
			referenceId: compositeRequest[index]?.referenceId,
		})),
	};
}
