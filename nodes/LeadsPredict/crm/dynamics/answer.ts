import { z } from 'zod';

import { own } from '../../json';
import type { CrmRequest } from '../crmRequest';
import { isTemporary, readReply, theirWords } from '../httpReply';
import type { CrmError } from '../httpReply';
import { matchFound, textIn } from '../foundRecords';
import { failed } from '../result';
import type { Result } from '../result';
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

export const readDynamicsUpdate =
	({ id: idColumn, name }: Table) =>
	(request: CrmRequest, answers: readonly unknown[]): Result[] => {
		const { records, find_by } = request;
		const answered = partAnswers(answers, records.length);
		if (!answered.ok) return failedAll(request, answered.refusal);
		const { parts } = answered;
		const ids = parts.map(({ body }) => textIn(body, idColumn));
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

/** A record is shown at this address of the organization (documented). */
const recordUrl = (recordId: string, { name }: Table, { url }: CrmRequest): string =>
	new URL(`/main.aspx?pagetype=entityrecord&etn=${name}&id=${recordId}`, url).href;

/** Why a record of another state is not written. */
function closedBecause(record: object, { name, closed }: Table): string | undefined {
	const state = own(record, STATE);
	if (state === OPEN) return undefined;
	return closed[Number(state)] ?? `The ${name} is not active in Dynamics 365`;
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
		return matchFound(
			request,
			{ records: queried.data.flatMap(({ value }) => value), isComplete },
			{
				crm: 'Dynamics 365',
				id: table.id,
				email: EMAIL,
				name: 'fullname',
				company: 'companyname',
				phones: ['telephone1', 'mobilephone'],
				urlOf: (recordId) => recordUrl(recordId, table, request),
				closed: (record) => closedBecause(record, table),
			},
		);
	};
