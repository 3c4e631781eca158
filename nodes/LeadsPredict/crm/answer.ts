import type { CrmRequest, FieldsRequest, RequestRecord } from './crmRequest';
import { CRMS } from './crms';
import type { Crms } from './crms';
import type { PartResult, Result } from './result';

/** What became of one record of a request. */
export type RecordOutcome = { readonly record: RequestRecord } & Result;

const notInList = (crm: string): string =>
	`The request was prepared for a CRM that is not in the list: "${crm}"`;

/**
 * @param answers the json of the items that came for this request, in their order
 * @returns one outcome for each record of the request, in their order, whatever came
 */
export function readAnswer(
	request: CrmRequest,
	answers: readonly unknown[],
	crms: Crms = CRMS,
): RecordOutcome[] {
	const crm = crms.find(({ value }) => value === request.crm);
	const readers = { lookup: crm?.readLookup, tasks: crm?.tasks?.read, update: crm?.readUpdate };
	const results = readers[request.purpose]?.(request, answers) ?? [];
	const unsaid =
		crm === undefined ? notInList(request.crm) : 'The answer says nothing of this record';
	return request.records.map((record, index) => ({
		record,
		...(results[index] ?? { result: 'failed', reason: unsaid }),
	}));
}

/** What became of one part that a request was to create. */
export type PartOutcome = FieldsRequest['creates'][number] & PartResult;

/** @returns one outcome for each part of the request, in their order, whatever came */
export function readFieldsAnswer(
	request: FieldsRequest,
	answers: readonly unknown[],
	crms: Crms = CRMS,
): PartOutcome[] {
	const crm = crms.find(({ value }) => value === request.crm);
	const results = crm?.fieldRequests?.read(request, answers) ?? [];
	const reason = crm === undefined ? notInList(request.crm) : 'The answer says nothing of it';
	return request.creates.map((part, index) => ({
		...part,
		...(results[index] ?? { result: 'failed', reason }),
	}));
}
