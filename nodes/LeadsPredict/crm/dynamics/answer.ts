import { z } from 'zod';

import { own } from '../../json';
import type { CrmRequest } from '../crmRequest';
import { isTemporary, readReply, theirWords } from '../httpReply';
import type { CrmError } from '../httpReply';
import { lookupKey } from '../identity';
import type { Person, Result } from '../result';
import { CONTINUE_ON_ERROR, readBatch } from './batch';
import type { PartAnswer } from './batch';
import { queriesOf } from './requests';
import { dynamicsKey, EMAIL, OPEN, STATE } from './table';
import type { Table } from './table';

/**
 * Dataverse's answers. A batch is answered in the order of its requests (documented). A record that was
 * written comes back with its ID; a query answers with `{value: []}`, and with `@odata.nextLink` where
 * there is more; a refusal is `{error: {code, message}}`.
 */

const errorSchema = z.object({
	error: z.object({ code: z.string().catch(''), message: z.string().catch('') }),
});

/** Service protection limits, and a query that took too long (documented). */
const TRANSIENT = new Set(['0x80072321', '0x80072322', '0x80072326', '0x80044151']);

/** What two writes of the same record end with (documented). */
const DEADLOCK = /\bSql Number: 1205\b|\bdeadlock\b/i;

/** Another record has the same value of an alternate key (seen in published reports). */
const DUPLICATE_KEY = '0x80060892';

/** A column that is not there: in a query (documented), and in a body (seen in published reports). */
const NO_COLUMN = /could not find a property named|does not exist on type/i;

/** Documented. */
const NO_KEY = /key in the request URI is not valid/i;

function adviceFor(message: string, isRetryable: boolean): string {
	if (NO_COLUMN.test(message)) return '; create the columns first, as Prepare Fields does';
	if (NO_KEY.test(message)) {
		return '; create the alternate key on the LeadsPredict ID, as Prepare Fields does, and wait until it is active';
	}
	return isRetryable ? '; send it again later' : '';
}

/** A refusal in the answer to one request. */
export function refusalOf({ status, body }: PartAnswer): CrmError | undefined {
	if (status < 300) return undefined;
	const { code = '', message = '' } = errorSchema.safeParse(body).data?.error ?? {};
	const retryable = TRANSIENT.has(code) || DEADLOCK.test(message) || isTemporary(String(status));
	const said =
		code === DUPLICATE_KEY
			? `Another record holds a value that must be unique, such as this LeadsPredict ID: ${theirWords(message)}`
			: message === ''
				? `Dynamics 365 answered ${status}`
				: theirWords(message);
	return {
		reason: `${said}${adviceFor(message, retryable)}`,
		// Some refusals have an empty code, or one that says nothing (documented).
		code: /^0x0*[1-9a-f]/i.test(code) ? code : String(status),
		...(retryable && { retryable }),
	};
}

/** A refusal of the whole: the JSON of one, or a batch that ended at the first refusal. */
function refusalIn(body: unknown): CrmError | undefined {
	const ended = readBatch(body)
		?.map(refusalOf)
		.find((refusal) => refusal !== undefined);
	if (ended !== undefined) {
		return {
			...ended,
			reason: `Dynamics 365 ended the batch at the first refusal (${ended.reason}); in the HTTP Request node, add the header Prefer with the value ${CONTINUE_ON_ERROR}`,
			// The other records of the batch can be written without the one that was refused.
			retryable: true,
		};
	}
	const error = errorSchema.safeParse(body).data?.error;
	if (error === undefined) return undefined;
	const { retryable = false, ...refusal } = refusalOf({ status: 400, body }) ?? {
		reason: theirWords(error.message),
	};
	return {
		...refusal,
		reason: `Dynamics 365 refused the request: ${refusal.reason}`,
		...(retryable && { retryable }),
	};
}

export const failed = ({
	reason,
	code,
	retryable = false,
}: CrmError): Extract<Result, { readonly result: 'failed' }> => ({
	result: 'failed',
	reason,
	...(code !== undefined && { code }),
	...(retryable && { retryable }),
});

const failedAll = ({ records }: CrmRequest, refusal: CrmError): Result[] =>
	records.map(() => failed(refusal));

/**
 * The answers to the requests of a batch, or why they are not known.
 * @param count how many requests it has
 */
export function partAnswers(
	answers: readonly unknown[],
	count: number,
): { readonly ok: true; readonly parts: readonly PartAnswer[] } | { ok: false; refusal: CrmError } {
	const ended: Array<readonly PartAnswer[]> = [];
	const reply = readReply(answers, (body) => {
		ended.push(...[readBatch(body)].flatMap((each) => (each === undefined ? [] : [each])));
		return refusalIn(body);
	});
	const parts = reply.ok ? readBatch(reply.body) : ended[0];
	if (parts?.length === count) return { ok: true, parts };
	if (!reply.ok) return reply;
	const numbers = `Dynamics 365 answered for ${parts?.length ?? 0} of ${count} requests, so it is not certain which`;
	const otherwise = parts === undefined ? 'Dynamics 365’s answer is not one to a batch' : numbers;
	return { ok: false, refusal: refusalIn(reply.body) ?? { reason: otherwise } };
}

const failure = (reason: string): Result => ({ result: 'failed', reason });

const NO_ID = failure('Dynamics 365 did not say which record it wrote');
const ASTRAY = failure(
	'Dynamics 365 named another record than it was asked to write, so it is not certain what became of this one',
);
const SHARED = failure('Dynamics 365 names the same record for several leads');

const text = (holder: unknown, name: string): string | undefined => {
	const value = own(holder, name);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

export const readDynamicsUpdate =
	({ id: idColumn, name }: Table) =>
	(request: CrmRequest, answers: readonly unknown[]): Result[] => {
		const { records, find_by } = request;
		const answered = partAnswers(answers, records.length);
		if (!answered.ok) return failedAll(request, answered.refusal);
		const { parts } = answered;
		const ids = parts.map(({ body }) => text(body, idColumn));
		const keys = ids.map((each) => (each === undefined ? undefined : dynamicsKey(each)));
		return records.map(({ id }, index): Result => {
			const part = parts[index];
			const refusal = part === undefined ? undefined : refusalOf(part);
			if (refusal !== undefined) {
				const isMissing = part?.status === 404;
				return failed({
					...refusal,
					...(isMissing && {
						reason: `Dynamics 365 has no such ${name}: ${refusal.reason}`,
					}),
				});
			}
			const recordId = ids[index];
			const key = keys[index];
			if (recordId === undefined) return NO_ID;
			if (find_by === 'recordId' && key !== dynamicsKey(id)) return ASTRAY;
			if (keys.filter((each) => each === key).length > 1) return SHARED;
			return { result: part?.status === 201 ? 'created' : 'written', recordId };
		});
	};

const queriedSchema = z.object({
	value: z.array(z.record(z.unknown())),
	'@odata.nextLink': z.unknown(),
});

const INCOMPLETE = failure('Dynamics 365’s answer is not complete; look up fewer leads at once');
const FOREIGN = failure(
	'Dynamics 365’s answer holds a record that was not asked for, so it is not certain who was not found',
);
const SHARED_EMAIL = failure(
	'Different people of this run have this email, and Dynamics 365 has one record with it, so it is not certain whose it is',
);

/** Whether nothing says that leads with one email are different people: an email is not unique here. */
const areOne = (leads: CrmRequest['records'][number]['leads']): boolean =>
	(['name', 'lead_id'] as const).every((key) => {
		const values = leads.flatMap((lead) => lead[key]?.trim().toLowerCase() ?? []);
		return new Set(values).size <= 1;
	});

/** A record is shown at this address of the organization (documented). */
const recordUrl = (recordId: string, { name }: Table, { url }: CrmRequest): string =>
	new URL(`/main.aspx?pagetype=entityrecord&etn=${name}&id=${recordId}`, url).href;

function personOf(record: object, recordId: string, table: Table, request: CrmRequest): Person {
	const email = text(record, EMAIL);
	const name = text(record, 'fullname');
	const company = text(record, 'companyname');
	const phone = text(record, 'telephone1') ?? text(record, 'mobilephone');
	return {
		...(email !== undefined && { email }),
		...(name !== undefined && { name }),
		...(company !== undefined && { company }),
		...(phone !== undefined && { phone }),
		record_url: recordUrl(recordId, table, request),
	};
}

export const readDynamicsLookup =
	(table: Table) =>
	(request: CrmRequest, answers: readonly unknown[]): Result[] => {
		const answered = partAnswers(answers, queriesOf(request.records.length));
		if (!answered.ok) return failedAll(request, answered.refusal);
		const refusal = answered.parts.map(refusalOf).find((each) => each !== undefined);
		if (refusal !== undefined) return failedAll(request, refusal);
		const queried = z
			.array(queriedSchema)
			.min(1)
			.safeParse(answered.parts.map(({ body }) => body));
		if (!queried.success) {
			return failedAll(request, { reason: 'Dynamics 365’s answer holds no records' });
		}
		const isComplete = queried.data.every((query) => query['@odata.nextLink'] === undefined);
		const byKey = new Map<string, Array<Record<string, unknown>>>(
			request.records.map(({ id }) => [lookupKey(request.find_by, id), []]),
		);
		const column = request.find_by === 'email' ? EMAIL : request.id_field;
		const foreign = queried.data
			.flatMap(({ value }) => value)
			.filter((record) => {
				const found = byKey.get(lookupKey(request.find_by, text(record, column) ?? ''));
				found?.push(record);
				return found === undefined || text(record, table.id) === undefined;
			});
		return request.records.map(({ id, leads }): Result => {
			const found = byKey.get(lookupKey(request.find_by, id)) ?? [];
			const open = found.filter((record) => own(record, STATE) === OPEN);
			const [first] = open;
			const ids = [...new Set(open.flatMap((record) => text(record, table.id) ?? []))];
			const [recordId] = ids;
			if (ids.length > 1) return { result: 'several', recordIds: ids };
			if (first !== undefined && recordId !== undefined) {
				if (request.find_by === 'email' && !areOne(leads)) return SHARED_EMAIL;
				return {
					result: 'found',
					recordId,
					current: first,
					...(request.find_by === 'leadspredictId' && {
						person: personOf(first, recordId, table, request),
					}),
				};
			}
			if (!isComplete) return INCOMPLETE;
			if (foreign.length > 0) return FOREIGN;
			const [closed] = found;
			if (closed === undefined) return { result: 'not_found' };
			const state = Number(own(closed, STATE));
			return failure(table.closed[state] ?? `The ${table.name} is not active in Dynamics 365`);
		});
	};
