import { z } from 'zod';

import { matchFound } from '../foundRecords';
import { failed as failedBecause } from '../result';
import type { Result } from '../result';
import { readReply, theirWords } from '../httpReply';
import type { CrmError } from '../httpReply';
import type { CrmRequest } from '../crmRequest';
import { isSameSalesforceId, salesforceKey } from './recordId';

/**
 * Salesforce's answers. A composite request is answered with 200 and a result for each subrequest,
 * whatever became of them (documented). In it sObject Collections answer with a list in the order of
 * the request (documented), without naming the records that failed: matched by index, and only when
 * the numbers agree and no id contradicts. A query answers with `{totalSize, done, records}`. A
 * refusal, of the whole or of a subrequest, is `[{message, errorCode}]`.
 */
const compositeSchema = z.object({
	compositeResponse: z.array(
		z.object({ body: z.unknown(), httpStatusCode: z.number(), referenceId: z.string() }),
	),
});

/** The subrequests of a request, as far as their results are told apart by it. */
const subrequestsSchema = z.object({
	compositeRequest: z
		.array(z.object({ method: z.string().catch(''), referenceId: z.string() }))
		.min(1),
});

/**
 * Of a duplicate rule: the records that are there already. Documented as `duplicateResult`; seen in
 * recorded answers as `duplicateResut`, too.
 */
const duplicatesSchema = z.object({
	matchResults: z.array(
		z
			.object({
				matchRecords: z.array(
					z
						.object({ record: z.object({ Id: z.string().min(1) }) })
						.nullable()
						.catch(null),
				),
			})
			.catch({ matchRecords: [] }),
	),
});

const errorSchema = z.object({
	statusCode: z.string().catch('UNKNOWN'),
	message: z.string().catch('Salesforce gives no reason'),
	fields: z.array(z.string()).catch([]),
	duplicateResult: duplicatesSchema.optional().catch(undefined),
	duplicateResut: duplicatesSchema.optional().catch(undefined),
});

type SalesforceError = z.infer<typeof errorSchema>;

const resultSchema = z.object({
	id: z.string().min(1).nullish().catch(undefined),
	success: z.boolean(),
	created: z.boolean().optional().catch(undefined),
	errors: z.array(errorSchema).catch([]),
});

const refusalSchema = z
	.array(z.object({ message: z.string(), errorCode: z.string().optional().catch(undefined) }))
	.min(1);

/** A refused query is quoted as a whole before what is wrong with it (seen). */
const withoutQuery = (message: string): string =>
	message.replace(/^.*?\bERROR at Row:\d+:Column:\d+\s+(?=\S)/s, '');

const inWords = (message: string): string => theirWords(withoutQuery(message));

export function refusalIn(body: unknown): CrmError | undefined {
	const read = refusalSchema.safeParse(body);
	const [first] = read.data ?? [];
	return (
		first && {
			reason: `Salesforce refused the request: ${inWords(first.message)}${adviceFor(first.errorCode)}`,
			...(first.errorCode !== undefined && { code: first.errorCode }),
		}
	);
}

/**
 * What passes by itself, by its documented description: another transaction holds the record, a limit
 * or a time is exceeded, a server is not available. The last is the status of such an answer.
 */
const TRANSIENT = new Set([
	'UNABLE_TO_LOCK_ROW',
	'QUERY_TIMEOUT',
	'REQUEST_LIMIT_EXCEEDED',
	'REQUEST_RUNNING_TOO_LONG',
	'SERVER_UNAVAILABLE',
	'TOO_MANY_APEX_REQUESTS',
	'503',
]);

/** Salesforce says of a field that the user may not see that it does not exist (documented). */
function adviceFor(code = ''): string {
	if (code === 'INVALID_FIELD') {
		return '; create the field, and grant field-level security on it, as Prepare Fields describes, to the user of the credential';
	}
	return TRANSIENT.has(code) ? '; send it again later' : '';
}

/** A refusal that passes by itself can be sent again. */
export const failed = (error: CrmError) =>
	failedBecause({ ...error, retryable: error.retryable ?? TRANSIENT.has(error.code ?? '') });

const failedAll = (request: CrmRequest, refusal: CrmError): Result[] =>
	request.records.map(() => failed(refusal));

/** What one subrequest was answered with. */
export type SubrequestResult = { readonly method: string } & (
	| { readonly body: unknown; readonly refusal?: undefined }
	| { readonly refusal: CrmError }
);

type Refused = { readonly ok: false; readonly refusal: CrmError };

/** What the subrequests were answered with, in their order, or why that is not known. */
export function subrequestResults(
	{ body }: Pick<CrmRequest, 'body'>,
	answers: readonly unknown[],
): { readonly ok: true; readonly results: readonly SubrequestResult[] } | Refused {
	const reply = readReply(answers, refusalIn);
	if (!reply.ok) return reply;
	const read = compositeSchema.safeParse(reply.body);
	if (!read.success) {
		const refusal = refusalIn(reply.body) ??
			refusalIn([reply.body]) ?? { reason: 'Salesforce’s answer holds no results' };
		return { ok: false, refusal };
	}
	const { compositeRequest = [] } = subrequestsSchema.safeParse(body).data ?? {};
	const results: SubrequestResult[] = [];
	for (const { method, referenceId } of compositeRequest) {
		const [result, another] = read.data.compositeResponse.filter(
			(each) => each.referenceId === referenceId,
		);
		if (result === undefined || another !== undefined) {
			return { ok: false, refusal: { reason: 'Salesforce’s answer is not one to this request' } };
		}
		const refusal =
			refusalIn(result.body) ??
			(result.httpStatusCode >= 300
				? {
						reason: `Salesforce answered ${result.httpStatusCode}`,
						code: String(result.httpStatusCode),
					}
				: undefined);
		results.push(refusal === undefined ? { method, body: result.body } : { method, refusal });
	}
	return { ok: true, results };
}

/** The bodies of the results, when no subrequest was refused. */
function subrequestBodies(
	request: CrmRequest,
	answers: readonly unknown[],
): { readonly ok: true; readonly bodies: readonly unknown[] } | Refused {
	const read = subrequestResults(request, answers);
	if (!read.ok) return read;
	const bodies: unknown[] = [];
	for (const result of read.results) {
		if (result.refusal !== undefined) return { ok: false, refusal: result.refusal };
		bodies.push(result.body);
	}
	return { ok: true, bodies };
}

const SENTENCES: Readonly<Record<string, string>> = {
	CANNOT_UPDATE_CONVERTED_LEAD:
		'The lead was converted, so it cannot be written to any more; write to its contact instead',
};

const duplicatesOf = ({ duplicateResult, duplicateResut }: SalesforceError): string[] => [
	...new Set(
		[duplicateResult, duplicateResut]
			.flatMap((each) => each?.matchResults ?? [])
			.flatMap(({ matchRecords }) => matchRecords.flatMap((match) => match?.record.Id ?? [])),
	),
];

/** How many records a sentence names. */
const MAX_DUPLICATES = 3;

function reasonOf(error: SalesforceError): string {
	const { statusCode, message, fields } = error;
	const sentence = Object.hasOwn(SENTENCES, statusCode) ? SENTENCES[statusCode] : undefined;
	if (sentence !== undefined) return sentence;
	const duplicates = duplicatesOf(error);
	if (duplicates.length > 0) {
		const more = duplicates.length > MAX_DUPLICATES ? ' and others' : '';
		return `Salesforce has this record already: ${duplicates.slice(0, MAX_DUPLICATES).join(', ')}${more} ("${theirWords(message)}")`;
	}
	const unnamed = fields.filter((field) => !message.includes(field));
	const where = unnamed.length === fields.length && unnamed.length > 0;
	return `${inWords(message)}${where ? ` (${theirWords(fields.join(', '))})` : ''}${adviceFor(statusCode)}`;
}

const unsaid = (reason: string): Result => ({ result: 'failed', reason });

const NO_REASON = unsaid('Salesforce did not write the record and gives no reason');
const UNREADABLE = unsaid('Salesforce’s answer for this record cannot be read');
const NO_ID = unsaid('Salesforce did not say which record it wrote');
const SHARED = unsaid('Salesforce names the same record for several leads');
const ASTRAY = unsaid(
	'Salesforce answered in another order than it was asked, so it is not certain what became of this record',
);

export function readSalesforceUpdate(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const answered = subrequestBodies(request, answers);
	if (!answered.ok) return failedAll(request, answered.refusal);
	const results = answered.bodies.flatMap((body) => (Array.isArray(body) ? body : []));
	const read = results.map((result) => resultSchema.safeParse(result).data);
	if (read.every((result) => result === undefined)) {
		return failedAll(request, { reason: 'Salesforce’s answer holds no results' });
	}
	if (read.length !== request.records.length) {
		return failedAll(request, {
			reason: `Salesforce answered for ${read.length} of ${request.records.length} records, so it is not certain which`,
		});
	}
	const isById = request.find_by === 'recordId';
	const contradicts = request.records.map(({ id }, index) => {
		const answeredId = read[index]?.id;
		return isById && typeof answeredId === 'string' && !isSameSalesforceId(answeredId, id);
	});
	const isAstray = contradicts.includes(true);
	const named = new Map<string, number>();
	for (const result of read) {
		if (typeof result?.id !== 'string') continue;
		const key = salesforceKey(result.id);
		named.set(key, (named.get(key) ?? 0) + 1);
	}
	return request.records.map((_, index) => {
		const result = read[index];
		if (result === undefined) return UNREADABLE;
		// An id that agrees is certain, wherever the others went; a failure has none.
		if (contradicts[index] || (isAstray && !result.success)) return ASTRAY;
		const { id, success, created, errors } = result;
		if (!success) {
			const [first] = errors;
			return first === undefined
				? NO_REASON
				: failed({ reason: reasonOf(first), code: first.statusCode });
		}
		if (id === undefined || id === null) return NO_ID;
		if (named.get(salesforceKey(id)) !== 1) return SHARED;
		return { result: created === true ? 'created' : 'written', recordId: id };
	});
}

const queriedSchema = z.object({
	totalSize: z.number().optional().catch(undefined),
	done: z.boolean().optional().catch(undefined),
	records: z.array(z.object({ Id: z.string().min(1), Email: z.string().nullish() }).passthrough()),
});

const NAMES = {
	crm: 'Salesforce',
	id: 'Id',
	email: 'Email',
	name: 'Name',
	company: 'Company',
	phones: ['Phone', 'MobilePhone'],
};

export function readSalesforceLookup(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const answered = subrequestBodies(request, answers);
	if (!answered.ok) return failedAll(request, answered.refusal);
	const queried = z.array(queriedSchema).min(1).safeParse(answered.bodies);
	if (!queried.success) {
		return failedAll(request, { reason: 'Salesforce’s answer holds no records' });
	}
	const records = queried.data.flatMap((query) => query.records);
	const isComplete = queried.data.every(
		(query) => query.done === true && (query.totalSize ?? 0) <= query.records.length,
	);
	return matchFound(
		request,
		{ records, isComplete },
		// A record is shown at its ID on the organization's host (documented).
		{ ...NAMES, urlOf: (recordId) => new URL(`/${recordId}`, request.url).href },
	);
}
