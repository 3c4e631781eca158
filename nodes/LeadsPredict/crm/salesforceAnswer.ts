import { z } from 'zod';

import { sameAddress } from '../contract';
import type { Result } from './answer';
import { replyOf, theirWords } from './replies';
import type { Refusal } from './replies';
import type { CrmRequest } from './request';
import { isSameSalesforceId, salesforceKey } from './salesforce';

/**
 * Salesforce's answers. sObject Collections answer with a list in the order of the request (as
 * documented), without naming the records that failed: joined by place, and only when the numbers
 * agree and no id contradicts. A query answers with `{totalSize, done, records}`, a refusal of either
 * with `[{message, errorCode}]`.
 */

/** Of a duplicate rule: the records that are there already (documented; seen in recorded answers). */
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

function refusalIn(body: unknown): Refusal | undefined {
	const read = refusalSchema.safeParse(body);
	const [first] = read.data ?? [];
	return (
		first && {
			reason: `Salesforce refused the request: ${inWords(first.message)}${hidden(first.errorCode)}`,
			...(first.errorCode !== undefined && { code: first.errorCode }),
		}
	);
}

/** Salesforce says of a field that the user may not see that it does not exist (documented). */
const hidden = (code: string | undefined): string =>
	code === 'INVALID_FIELD'
		? '; create the field, and grant field-level security on it to the user of the credential'
		: '';

const failedAll = (request: CrmRequest, { reason, code }: Refusal): Result[] =>
	request.records.map(() => ({ result: 'failed', reason, ...(code !== undefined && { code }) }));

const SENTENCES: Readonly<Record<string, string>> = {
	CANNOT_UPDATE_CONVERTED_LEAD:
		'The lead was converted, so it cannot be written to any more; write to its contact instead',
};

const duplicatesOf = ({ duplicateResult }: SalesforceError): string[] => [
	...new Set(
		(duplicateResult?.matchResults ?? []).flatMap(({ matchRecords }) =>
			matchRecords.flatMap((match) => match?.record.Id ?? []),
		),
	),
];

/** How many records a sentence names. */
const MOST_DUPLICATES = 3;

const failedWith = (error: SalesforceError): Result => ({
	result: 'failed',
	reason: reasonOf(error),
	code: error.statusCode,
});

function reasonOf(error: SalesforceError): string {
	const { statusCode, message, fields } = error;
	const sentence = Object.hasOwn(SENTENCES, statusCode) ? SENTENCES[statusCode] : undefined;
	if (sentence !== undefined) return sentence;
	const duplicates = duplicatesOf(error);
	if (duplicates.length > 0) {
		const more = duplicates.length > MOST_DUPLICATES ? ' and others' : '';
		return `Salesforce has this record already: ${duplicates.slice(0, MOST_DUPLICATES).join(', ')}${more} ("${theirWords(message)}")`;
	}
	const unnamed = fields.filter((field) => !message.includes(field));
	const where = unnamed.length === fields.length && unnamed.length > 0;
	return `${inWords(message)}${where ? ` (${theirWords(fields.join(', '))})` : ''}${hidden(statusCode)}`;
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
	const reply = replyOf(answers, true, refusalIn);
	if (!reply.ok) return failedAll(request, reply.refusal);
	const refusal = refusalIn(reply.body);
	if (refusal !== undefined) return failedAll(request, refusal);
	const results = Array.isArray(reply.body) ? reply.body : [];
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
	const contradicts = request.records.map(({ id }, place) => {
		const answered = read[place]?.id;
		return isById && typeof answered === 'string' && !isSameSalesforceId(answered, id);
	});
	const isAstray = contradicts.includes(true);
	const named = new Map<string, number>();
	for (const result of read) {
		if (typeof result?.id !== 'string') continue;
		const key = salesforceKey(result.id);
		named.set(key, (named.get(key) ?? 0) + 1);
	}
	return request.records.map((_, place) => {
		const result = read[place];
		if (result === undefined) return UNREADABLE;
		// An id that agrees is certain, wherever the others went; a failure has none.
		if (contradicts[place] || (isAstray && !result.success)) return ASTRAY;
		const { id, success, created, errors } = result;
		if (!success) {
			const [first] = errors;
			return first === undefined ? NO_REASON : failedWith(first);
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

const INCOMPLETE = unsaid('Salesforce’s answer is not complete; look up fewer leads at once');

const FOREIGN = unsaid(
	'Salesforce’s answer holds a record that was not asked for, so it is not certain who was not found',
);

const SHARED_EMAIL = unsaid(
	'Different people of this run have this email, and Salesforce has one record with it, so it is not certain whose it is',
);

/** Whether nothing says that leads with one email are different people: an email is not unique here. */
const areOne = (leads: CrmRequest['records'][number]['leads']): boolean =>
	(['name', 'lead_id'] as const).every((key) => {
		const said = leads.flatMap((lead) => lead[key]?.trim().toLowerCase() ?? []);
		return new Set(said).size <= 1;
	});

export function readSalesforceLookup(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const reply = replyOf(answers, false, refusalIn);
	if (!reply.ok) return failedAll(request, reply.refusal);
	const body = queriedSchema.safeParse(reply.body);
	if (!body.success) {
		return failedAll(
			request,
			refusalIn(reply.body) ??
				refusalIn([reply.body]) ?? { reason: 'Salesforce’s answer holds no records' },
		);
	}
	const { records, done, totalSize = records.length } = body.data;
	const byEmail = new Map<string, typeof records>(
		request.records.map(({ id }) => [sameAddress(id), []]),
	);
	const foreign = records.filter((record) => {
		const found = byEmail.get(sameAddress(record.Email ?? ''));
		found?.push(record);
		return found === undefined;
	});
	return request.records.map(({ id, leads }) => {
		const own = byEmail.get(sameAddress(id)) ?? [];
		const [first] = own;
		const ids = [...new Set(own.map(({ Id }) => Id))];
		if (ids.length > 1) return { result: 'several', recordIds: ids };
		if (first !== undefined && !areOne(leads)) return SHARED_EMAIL;
		if (first !== undefined) return { result: 'found', recordId: first.Id, current: first };
		if (done !== true || totalSize > records.length) return INCOMPLETE;
		return foreign.length > 0 ? FOREIGN : { result: 'not_found' };
	});
}
