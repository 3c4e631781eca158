import type { HttpRequest } from '../crm';

/**
 * Batch requests of Dataverse's Web API, the API of Dynamics 365. Documented: one POST carries up to
 * 1,000 requests, which are made in their order and answered in the same order; with the header
 * `Prefer: odata.continue-on-error` one that is refused does not end the batch, without it the whole
 * is answered with the first refusal. An address in the body may have 65,536 characters. There is no
 * batch in JSON.
 *
 * Scores are written by batches and not by UpdateMultiple, which undoes all records when one is
 * refused, and answers a success without saying what it wrote (both documented).
 */

export const API_PATH = '/api/data/v9.2';

/** It separates the parts of every batch. JSON holds no line breaks, so no value can contain it. */
const BOUNDARY = 'leadspredict';

/** What the HTTP Request node sends with every batch. */
export const BATCH_CONTENT_TYPE = `multipart/mixed;boundary=${BOUNDARY}`;
export const CONTINUE_ON_ERROR = 'odata.continue-on-error';

/** A request in a batch. */
export interface Part {
	readonly method: 'GET' | 'PATCH' | 'POST';
	/** Behind the path of the API, with its special characters encoded. */
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: Readonly<Record<string, unknown>>;
}

const LINE = '\r\n';

/** JSON of ASCII characters alone, so that its length is the same in characters and bytes. */
const asciiJson = (body: object): string =>
	JSON.stringify(body).replace(
		/[\u007f-\uffff]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

function partText({ method, path, headers = {}, body }: Part): string {
	const json = body === undefined ? '' : asciiJson(body);
	const all = {
		Accept: 'application/json',
		...headers,
		...(body !== undefined && {
			'Content-Type': 'application/json',
			'Content-Length': String(json.length),
		}),
	};
	return [
		`--${BOUNDARY}`,
		'Content-Type: application/http',
		'Content-Transfer-Encoding: binary',
		'',
		`${method} ${API_PATH}/${path} HTTP/1.1`,
		...Object.entries(all).map(([name, value]) => `${name}: ${value}`),
		'',
		json,
	].join(LINE);
}

export const batch = (instanceUrl: string, parts: readonly Part[]): HttpRequest => ({
	method: 'POST',
	url: `${instanceUrl}${API_PATH}/$batch`,
	body: [...parts.map(partText), `--${BOUNDARY}--`, ''].join(LINE),
});

/** Everything but letters, digits, hyphens and underscores. */
export const encoded = (text: string): string =>
	encodeURIComponent(text).replace(
		/[!'()*.~]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);

/** A text as a value in an address: in single quotes, and those in it doubled (OData). */
export const quoted = (text: string): string => `'${encoded(text.replace(/'/g, "''"))}'`;

/** The answer to a request in a batch. */
export interface PartAnswer {
	readonly status: number;
	/** The JSON; undefined for an answer without. */
	readonly body: unknown;
}

function parsed(text: string): unknown {
	try {
		const json: unknown = JSON.parse(text);
		return json;
	} catch {
		return undefined;
	}
}

/** The headers of the part, the status line with the headers of the answer, and the body. */
function partAnswer(text: string): PartAnswer | undefined {
	const [, head = '', ...body] = text.split(/\r?\n\r?\n/);
	const [, status] = /^HTTP\/1\.1 (\d{3})\b/.exec(head.trimStart()) ?? [];
	return status === undefined
		? undefined
		: { status: Number(status), body: parsed(body.join('\n\n')) };
}

/** @returns undefined for a text that is not the whole answer to a batch */
export function readBatch(text: unknown): readonly PartAnswer[] | undefined {
	if (typeof text !== 'string') return undefined;
	const [, boundary] = /^\s*--(batchresponse_[\w-]+)\r?\n/.exec(text) ?? [];
	if (boundary === undefined) return undefined;
	const [whole, isWhole] = text.split(`--${boundary}--`);
	if (isWhole === undefined) return undefined;
	const answers = (whole ?? '').split(`--${boundary}`).slice(1).map(partAnswer);
	const read = answers.flatMap((answer) => answer ?? []);
	return read.length === answers.length ? read : undefined;
}
