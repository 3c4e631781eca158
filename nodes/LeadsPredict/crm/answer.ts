import type { CrmRequest, RequestRecord } from './crmRequest';
import { CRMS } from './crms';
import type { Crms } from './crms';
import type { FieldOutcome, Result } from './result';

/** What became of one record of a request. */
export type RecordOutcome = { readonly record: RequestRecord } & Result;

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
	const read = request.purpose === 'lookup' ? crm?.readLookup : crm?.readUpdate;
	const results = read?.(request, answers) ?? [];
	const unsaid =
		crm === undefined
			? `The request was prepared for a CRM that is not in the list: "${request.crm}"`
			: 'The answer says nothing of this record';
	return request.records.map((record, index) => ({
		record,
		...(results[index] ?? { result: 'failed', reason: unsaid }),
	}));
}

/** @returns one outcome for each field of a request of Prepare Fields */
export const readFieldsAnswer = (
	request: CrmRequest,
	answers: readonly unknown[],
	crms: Crms = CRMS,
): readonly FieldOutcome[] =>
	crms.find(({ value }) => value === request.crm)?.readFields?.(request, answers) ?? [];
