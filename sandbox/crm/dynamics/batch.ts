import { randomUUID } from 'node:crypto';

import { carryOut } from './operations';
import type { Answered, Operation } from './operations';
import { badRequest, DynamicsRefusal } from './refusal';
import type { DynamicsState } from './state';

/**
 * `$batch`.
 *
 * Documented: `multipart/mixed` with a boundary; each part has the headers below, then a request; up to
 * 1,000 requests, made in their order and answered in it; an address of up to 65,536 characters; a
 * change set is all or nothing, with a Content-ID in each part; without `odata.continue-on-error` the
 * first refusal ends the batch, whose answer is a 400 with that refusal alone.
 * Decided: lines end with CR LF, as MIME says; a Content-Length must be right.
 */

const MAX_REQUESTS = 1_000;
const MAX_ADDRESS = 65_536;
const EOL = '\r\n';

type Headers = Readonly<Record<string, string>>;

interface BatchRequest extends Operation {
	readonly contentId?: string;
}

/** Requests that are made one by one, or as a change set. */
type Step = { readonly requests: readonly BatchRequest[]; readonly isChangeSet: boolean };

export interface BatchAnswer {
	readonly status: number;
	readonly type: string;
	readonly text: string;
}

function boundaryOf(contentType: string): string {
	const [, quoted, bare] =
		/^multipart\/mixed\s*;\s*boundary=(?:"([^"]+)"|([^\s;]+))\s*$/i.exec(contentType) ?? [];
	const boundary = quoted ?? bare;
	if (boundary === undefined) {
		throw badRequest('The content type of a batch is multipart/mixed with a boundary.');
	}
	return boundary;
}

function headersOf(lines: readonly string[]): Headers {
	return Object.fromEntries(
		lines.map((line): [string, string] => {
			const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
			if (name === undefined || value === undefined) {
				throw badRequest(`'${line}' is not a header.`);
			}
			return [name.toLowerCase(), value.trim()];
		}),
	);
}

/** The text before and behind the first empty line. */
function split(text: string): [string[], string] {
	const end = text.indexOf(`${EOL}${EOL}`);
	return end < 0 ? [text.split(EOL), ''] : [text.slice(0, end).split(EOL), text.slice(end + 4)];
}

function partsOf(text: string, boundary: string): string[] {
	const sections = `${EOL}${text}`.split(`${EOL}--${boundary}`);
	const end = sections.pop();
	if (end === undefined || !/^--\s*$/.test(end)) throw badRequest('The batch does not end.');
	return sections.slice(1).map((section) => {
		if (!section.startsWith(EOL)) throw badRequest('The boundary stands on a line of its own.');
		return section.slice(EOL.length);
	});
}

function requestOf(headers: Headers, content: string): BatchRequest {
	if (headers['content-type'] !== 'application/http') {
		throw badRequest('The content type of a part is application/http.');
	}
	if (headers['content-transfer-encoding'] !== 'binary') {
		throw badRequest('The transfer encoding of a part is binary.');
	}
	const [[line = '', ...lines], rest] = split(content);
	const [, method = '', address = ''] =
		/^(GET|POST|PATCH|DELETE) (\S+) HTTP\/1\.1$/.exec(line) ?? [];
	const [, target] = /^(?:https?:\/\/[^/]+)?\/api\/data\/v9\.\d\/(.+)$/s.exec(address) ?? [];
	if (target === undefined) throw badRequest(`'${line.slice(0, 100)}' is not a request.`);
	if (address.length > MAX_ADDRESS) throw badRequest('The address is too long.');
	const own = headersOf(lines.filter((each) => each !== ''));
	const body = rest.replace(/(?:\r\n)+$/, '');
	const length = own['content-length'];
	if (length !== undefined && Number(length) !== Buffer.byteLength(body)) {
		throw badRequest('The Content-Length is not that of the body.');
	}
	if (method === 'POST' || method === 'PATCH') {
		if (!/^application\/json\b/i.test(own['content-type'] ?? '')) {
			throw badRequest('The content type of a body is application/json.');
		}
	}
	let json: unknown;
	try {
		json = body === '' ? undefined : JSON.parse(body);
	} catch {
		throw badRequest('The body is no JSON.');
	}
	const contentId = headers['content-id'];
	return { method, target, headers: own, json, ...(contentId !== undefined && { contentId }) };
}

function stepsOf(text: string, boundary: string): Step[] {
	return partsOf(text, boundary).map((part) => {
		const [lines, content] = split(part);
		const headers = headersOf(lines);
		const type = headers['content-type'] ?? '';
		if (!/^multipart\/mixed\b/i.test(type)) {
			return { requests: [requestOf(headers, content)], isChangeSet: false };
		}
		const requests = partsOf(content, boundaryOf(type)).map((each) => {
			const [ownLines, ownContent] = split(each);
			return requestOf(headersOf(ownLines), ownContent);
		});
		if (requests.some(({ method }) => method === 'GET')) {
			throw badRequest('GET requests are not allowed within change sets.');
		}
		if (requests.some(({ contentId }) => contentId === undefined)) {
			throw badRequest('Content-ID header not present.', '0x80060888');
		}
		return { requests, isChangeSet: true };
	});
}

function attempted(state: DynamicsState, request: BatchRequest): Answered {
	try {
		return carryOut(state, request);
	} catch (error) {
		if (!(error instanceof DynamicsRefusal)) throw error;
		const headers = {
			'Content-Type': 'application/json; odata.metadata=minimal',
			'OData-Version': '4.0',
		};
		return { status: error.status, headers, body: error.body };
	}
}

const REASONS: Readonly<Record<number, string>> = {
	200: 'OK',
	201: 'Created',
	204: 'No Content',
	400: 'Bad Request',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	412: 'Precondition Failed',
};

const asText = ({ status, headers, body }: Answered, contentId?: string): string =>
	[
		'Content-Type: application/http',
		'Content-Transfer-Encoding: binary',
		...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
		'',
		`HTTP/1.1 ${status} ${REASONS[status] ?? ''}`.trimEnd(),
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
		'',
		body === undefined ? '' : JSON.stringify(body),
	].join(EOL);

const multipart = (parts: readonly string[], boundary: string): string =>
	[...parts.map((part) => `--${boundary}${EOL}${part}`), `--${boundary}--`, ''].join(EOL);

const hasFailed = ({ status }: Answered): boolean => status >= 400;

/** The answers of a change set, or the refusal that undid it. */
function changeSet(state: DynamicsState, requests: readonly BatchRequest[]): Answered[] {
	const { lead, contact } = state.tables;
	const run = (): Answered[] => {
		const answers: Answered[] = [];
		for (const request of requests) {
			const answer = attempted(state, request);
			if (hasFailed(answer)) return [answer];
			answers.push(answer);
		}
		return answers;
	};
	const failed = (answers: readonly Answered[]): boolean => answers.some(hasFailed);
	return lead.atomically(() => contact.atomically(run, failed), failed);
}

export function runBatch(
	state: DynamicsState,
	text: string,
	{ contentType, prefer }: { readonly contentType: string; readonly prefer: string },
): BatchAnswer {
	const steps = stepsOf(text, boundaryOf(contentType));
	if (steps.flatMap(({ requests }) => requests).length > MAX_REQUESTS) {
		throw badRequest(`A batch has at most ${MAX_REQUESTS} requests.`);
	}
	const goesOn = /\bodata\.continue-on-error\b/i.test(prefer);
	const boundary = `batchresponse_${randomUUID()}`;
	const type = `multipart/mixed; boundary=${boundary}`;
	const parts: string[] = [];
	for (const { requests, isChangeSet } of steps) {
		const answers = isChangeSet
			? changeSet(state, requests)
			: requests.map((request) => attempted(state, request));
		const refused = answers.find(hasFailed);
		if (refused !== undefined && !goesOn) {
			return { status: 400, type, text: multipart([asText(refused)], boundary) };
		}
		if (!isChangeSet || refused !== undefined) {
			parts.push(...answers.map((answer) => asText(answer)));
			continue;
		}
		const inner = `changesetresponse_${randomUUID()}`;
		const texts = answers.map((answer, index) => asText(answer, requests[index]?.contentId));
		parts.push(
			[`Content-Type: multipart/mixed; boundary=${inner}`, '', multipart(texts, inner)].join(EOL),
		);
	}
	return { status: 200, type, text: multipart(parts, boundary) };
}
