import { z } from 'zod';

import { isObject, own } from '../../json';
import type { CrmRequest } from '../crmRequest';
import { matchFound, textIn } from '../foundRecords';
import { readReply, theirWords } from '../httpReply';
import type { CrmError } from '../httpReply';
import { failed as failedBecause } from '../result';
import type { Result } from '../result';
import { zohoKey } from './recordId';

/**
 * Zoho CRM's answers. A write is answered with `data`, one entry for each record in the order of the
 * request: `{code, status, message, details}`, of which `details.id` is the record's ID (documented).
 * The status of the answer is 200, 201, 202, 207 or 400 by what became of the records, so a 400 can
 * hold such a list, too. A refusal of the whole is one such entry. A query that finds nothing is
 * answered with 204 and no body (documented).
 */
const entrySchema = z.object({
	code: z.string(),
	status: z.string(),
	message: z.string().catch(''),
	action: z.string().optional().catch(undefined),
	details: z.record(z.unknown()).catch({}),
});

type Entry = z.infer<typeof entrySchema>;

/** What became of one entry of a request. */
export type EntryResult =
	| { readonly ok: true; readonly id: string | undefined; readonly isNew: boolean }
	| { readonly ok: false; readonly error: CrmError };

/** A refusal, with what it says of every single record when it does. */
export interface ZohoRefusal extends CrmError {
	readonly results?: readonly EntryResult[];
}

/** What passes by itself, by its documented description. */
const TRANSIENT = new Set(['INTERNAL_ERROR', 'TOO_MANY_REQUESTS']);

const CONVERTED =
	'The lead was converted, so it cannot be written to any more; write to its contact instead';

/** `CONVERTED_RECORD` and `ID_ALREADY_CONVERTED` are documented without the requests they answer. */
const SENTENCES: Readonly<Record<string, string>> = {
	CONVERTED_RECORD: CONVERTED,
	ID_ALREADY_CONVERTED: CONVERTED,
	RECORD_LOCKED: 'The record is locked in Zoho CRM; unlock it there, then send it again',
	NO_PERMISSION: 'The user of the Zoho CRM credential may not do this',
	OAUTH_SCOPE_MISMATCH:
		'The Zoho CRM credential lacks a scope that this request needs; a lookup needs ZohoCRM.coql.READ, which n8n’s Zoho OAuth2 API does not ask for',
	INVALID_TOKEN: 'Zoho CRM does not take the token of the credential; connect it again',
	TOO_MANY_REQUESTS: 'Zoho CRM takes no more requests at the moment; send it again later',
	INVALID_URL_PATTERN: 'Zoho CRM does not know the address; check the Instance URL',
};

const quotedWords = (message: string): string =>
	message === '' ? '' : ` ("${theirWords(message)}")`;

function reasonOf({ code, message, details }: Entry): string {
	const sentence = Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : undefined;
	if (sentence !== undefined) return `${sentence}${quotedWords(message)}`;
	const field = textIn(details, 'api_name') ?? textIn(details, 'column_name');
	if (code === 'MANDATORY_NOT_FOUND') {
		return `Zoho CRM requires ${field ?? 'more fields'} of a record that it does not have yet${quotedWords(message)}`;
	}
	const duplicate = textIn(Object(own(details, 'duplicate_record')), 'id') ?? textIn(details, 'id');
	if (code === 'DUPLICATE_DATA') {
		return `Zoho CRM has this value already${field === undefined ? '' : ` in ${field}`}${duplicate === undefined ? '' : `, in record ${duplicate}`}${quotedWords(message)}`;
	}
	const where = field === undefined ? '' : ` (${theirWords(field)})`;
	return `Zoho CRM: ${theirWords(message)}${where}`;
}

const errorOf = (entry: Entry): CrmError => ({ reason: reasonOf(entry), code: entry.code });

function resultOf(value: unknown): EntryResult {
	const { data: entry } = entrySchema.safeParse(value);
	if (entry === undefined) {
		return { ok: false, error: { reason: 'Zoho CRM’s answer for this record cannot be read' } };
	}
	return entry.status === 'success'
		? { ok: true, id: textIn(entry.details, 'id'), isNew: entry.action === 'insert' }
		: { ok: false, error: errorOf(entry) };
}

/** The list of an answer, or none. @param name what Zoho calls the list */
export function resultsIn(body: unknown, name: 'data' | 'fields'): EntryResult[] {
	const list = own(body, name);
	return Array.isArray(list) ? list.map(resultOf) : [];
}

/** A refusal of the whole, or a list in which nothing succeeded. */
export function refusalIn(
	body: unknown,
	name: 'data' | 'fields' = 'data',
): ZohoRefusal | undefined {
	const whole = entrySchema.safeParse(body).data;
	if (whole?.status === 'error') return errorOf(whole);
	const results = resultsIn(body, name);
	const [first] = results;
	return first === undefined || first.ok || results.some(({ ok }) => ok)
		? undefined
		: { ...first.error, results };
}

/** A refusal that passes by itself can be sent again. */
export const failed = (error: CrmError) =>
	failedBecause({ ...error, retryable: error.retryable ?? TRANSIENT.has(error.code ?? '') });

const unsaid = (reason: string): Result => ({ result: 'failed', reason });

const NO_ID = unsaid('Zoho CRM did not say which record it wrote');
const OTHER_RECORD = unsaid(
	'Zoho CRM names another record than the one that was written to, so it is not certain what became of this one',
);
const SHARED = unsaid('Zoho CRM names the same record for several leads');

const failedAll = (request: CrmRequest, refusal: CrmError): Result[] =>
	request.records.map(() => failed(refusal));

export function readZohoUpdate(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const reply = readReply(answers, refusalIn);
	if (!reply.ok && !('results' in reply.refusal)) return failedAll(request, reply.refusal);
	const results = reply.ok
		? resultsIn(reply.body, 'data')
		: ('results' in reply.refusal && reply.refusal.results) || [];
	if (results.length === 0) {
		const refusal = reply.ok ? refusalIn(reply.body) : undefined;
		return failedAll(request, refusal ?? { reason: 'Zoho CRM’s answer holds no results' });
	}
	if (results.length !== request.records.length) {
		return failedAll(request, {
			reason: `Zoho CRM answered for ${results.length} of ${request.records.length} records, so it is not certain which`,
		});
	}
	const ids = results.flatMap((result) => (result.ok ? (result.id ?? []) : []));
	return request.records.map(({ id }, index) => {
		const result = results[index];
		if (result === undefined) return unsaid('The answer says nothing of this record');
		if (!result.ok) return failed(result.error);
		if (result.id === undefined) return NO_ID;
		if (request.find_by === 'recordId' && result.id !== zohoKey(id)) return OTHER_RECORD;
		if (ids.filter((each) => each === result.id).length > 1) return SHARED;
		return { result: result.isNew ? 'created' : 'written', recordId: result.id };
	});
}

const queriedSchema = z.object({
	data: z.array(z.object({ id: z.string().min(1) }).passthrough()),
	info: z.object({ more_records: z.boolean() }).optional().catch(undefined),
});

/** Without an address: where people see a record depends on the organization's name in it. */
const NAMES = {
	crm: 'Zoho CRM',
	id: 'id',
	email: 'Email',
	name: 'Full_Name',
	company: 'Company',
	phones: ['Phone', 'Mobile'],
};

/** What n8n makes of an answer without a body: nothing, an empty text, or `{data: undefined}`. */
const isEmpty = (body: unknown): boolean =>
	body === '' ||
	body === undefined ||
	(isObject(body) && Object.values(body).every((value) => value === undefined));

export function readZohoLookup(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const reply = readReply(answers, refusalIn);
	if (!reply.ok) return failedAll(request, reply.refusal);
	const read = queriedSchema.safeParse(isEmpty(reply.body) ? { data: [] } : reply.body);
	if (!read.success) {
		const refusal = refusalIn(reply.body) ?? { reason: 'Zoho CRM’s answer holds no records' };
		return failedAll(request, refusal);
	}
	const { data: records, info } = read.data;
	const isComplete = isEmpty(reply.body) || info?.more_records === false;
	return matchFound(request, { records, isComplete }, NAMES);
}
