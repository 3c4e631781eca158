import { own } from '../json';
import type { CrmRequest } from './crmRequest';
import { lookupKey } from './identity';
import type { Person, Result } from './result';

/** Records that a lookup found → what is known of each lead. For CRMs in which an email is not unique. */

/** A record as its CRM describes it. */
type CrmData = Readonly<Record<string, unknown>>;

/** What an answer to a lookup holds, whatever its form. */
export interface FoundRecords {
	readonly records: readonly CrmData[];
	/** Whether the answer holds every record that matches. */
	readonly isComplete: boolean;
}

/** How a CRM names the parts of its records. */
export interface RecordNames {
	/** The CRM as sentences name it: "Zoho CRM". */
	readonly crm: string;
	/** Field of the record's own ID. */
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly company: string;
	/** The first that is filled in counts. */
	readonly phones: readonly string[];
	/** Where people see the record, when it is known. */
	readonly urlOf?: (recordId: string) => string;
	/** Why a record may not be written; undefined when it may. */
	readonly closed?: (record: CrmData) => string | undefined;
}

/** The text of a field; undefined when it is empty. */
export function textIn(record: unknown, name: string): string | undefined {
	const value = own(record, name);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function personOf(record: CrmData, names: RecordNames, recordId: string): Person {
	const email = textIn(record, names.email);
	const name = textIn(record, names.name);
	const company = textIn(record, names.company);
	const phone = names.phones
		.map((field) => textIn(record, field))
		.find((each) => each !== undefined);
	return {
		...(email !== undefined && { email }),
		...(name !== undefined && { name }),
		...(company !== undefined && { company }),
		...(phone !== undefined && { phone }),
		...(names.urlOf && { record_url: names.urlOf(recordId) }),
	};
}

/** Whether nothing says that leads with one email are different people. */
const areOne = (leads: CrmRequest['records'][number]['leads']): boolean =>
	(['name', 'lead_id'] as const).every((key) => {
		const values = leads.flatMap((lead) => lead[key]?.trim().toLowerCase() ?? []);
		return new Set(values).size <= 1;
	});

const failure = (reason: string): Result => ({ result: 'failed', reason });

/**
 * @returns a result for each record of the request, in its order. A lead is found only when it is
 * certain that no other record matches, and not found only when it is certain that none does.
 */
export function matchFound(
	request: CrmRequest,
	{ records, isComplete }: FoundRecords,
	names: RecordNames,
): Result[] {
	const { crm, closed = () => undefined } = names;
	const isByEmail = request.find_by === 'email';
	const field = isByEmail ? names.email : request.id_field;
	const byKey = new Map<string, CrmData[]>(
		request.records.map(({ id }) => [lookupKey(request.find_by, id), []]),
	);
	const foreign = records.filter((record) => {
		const found = byKey.get(lookupKey(request.find_by, textIn(record, field) ?? ''));
		found?.push(record);
		return found === undefined || textIn(record, names.id) === undefined;
	});
	return request.records.map(({ id, leads }): Result => {
		const found = byKey.get(lookupKey(request.find_by, id)) ?? [];
		const open = found.filter((record) => closed(record) === undefined);
		const [current] = open;
		const ids = [...new Set(open.flatMap((record) => textIn(record, names.id) ?? []))];
		const [recordId, another] = ids;
		if (another !== undefined) return { result: 'several', recordIds: ids };
		if (!isComplete) {
			return failure(`${crm}’s answer is not complete; look up fewer leads at once`);
		}
		if (current !== undefined && recordId !== undefined) {
			return isByEmail && !areOne(leads)
				? failure(
						`Different people of this run have this email, and ${crm} has one record with it, so it is not certain whose it is`,
					)
				: {
						result: 'found',
						recordId,
						current,
						...(!isByEmail && { person: personOf(current, names, recordId) }),
					};
		}
		if (foreign.length > 0) {
			return failure(
				`${crm}’s answer holds a record that was not asked for, so it is not certain who was not found`,
			);
		}
		const [reason] = found.flatMap((record) => closed(record) ?? []);
		return reason === undefined ? { result: 'not_found' } : failure(reason);
	});
}
