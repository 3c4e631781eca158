import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RecordOutcome } from '../crm/answer';
import { MOST_ATTEMPTS } from '../crm/request';
import type { CrmRequest, NotSent } from '../crm/request';
import { CRM_TABLES } from '../crm/table';
import { jsonOf } from './json';

/** What a CRM made of the records of a request → one item per lead. Pure. */

/** Fields that every answer has and no score has written. */
const NOT_OURS = new Set([
	'attributes',
	'Id',
	'Email',
	'email',
	'createdate',
	'lastmodifieddate',
	'hs_object_id',
	'hs_additional_emails',
]);

const ours = (current: Readonly<Record<string, unknown>>): IDataObject =>
	jsonOf(Object.fromEntries(Object.entries(current).filter(([name]) => !NOT_OURS.has(name))));

/** The items of a write, one for each lead whose score became the record. */
function writtenItems({ attempt = 1 }: CrmRequest, outcome: RecordOutcome): IDataObject[] {
	const { leads, items = [], left_out } = outcome.record;
	const isRetryable =
		outcome.result === 'failed' && outcome.retryable === true && attempt < MOST_ATTEMPTS;
	const result = written(outcome);
	return leads.map(({ email, name, ...lead }, age) => ({
		...jsonOf({ email, name }),
		...result,
		...(isRetryable && { retryable: true, attempts: attempt }),
		...jsonOf(lead),
		// All of it, so that Prepare Update can take the item again.
		...(isRetryable && jsonOf(items[age])),
		...(left_out !== undefined && { left_out }),
		...(age > 0 && { merged: true }),
	}));
}

/** The result of a write. */
function written(outcome: RecordOutcome): IDataObject {
	switch (outcome.result) {
		case 'written':
		case 'created':
			return jsonOf({ result: outcome.result, record_id: outcome.recordId });
		case 'failed':
			return jsonOf({
				result: 'failed',
				reason: outcome.reason,
				code: outcome.code,
				retryable: outcome.retryable,
				record_id: outcome.recordId,
			});
		default:
			return { result: 'failed', reason: 'The answer is one to a lookup' };
	}
}

/** What is known of a lead's record now, in the form in which later steps take it. */
function found({ crm }: CrmRequest, outcome: RecordOutcome): IDataObject {
	const table = CRM_TABLES.find(({ value }) => value === crm);
	switch (outcome.result) {
		case 'found':
			return {
				lookup: { result: 'found' },
				origin: {
					source: table?.source ?? crm,
					record_type: table?.recordType ?? '',
					record_id: outcome.recordId,
					current: ours(outcome.current),
				},
			};
		case 'not_found':
			return { lookup: { result: 'not_found' } };
		case 'several':
			return { lookup: { result: 'several', record_ids: [...outcome.recordIds] } };
		case 'failed':
			return {
				lookup: jsonOf({
					result: 'failed',
					reason: outcome.reason,
					code: outcome.code,
					retryable: outcome.retryable,
				}),
			};
		default:
			return { lookup: { result: 'failed', reason: 'The answer is one to an update' } };
	}
}

const unsentItem = (
	purpose: CrmRequest['purpose'],
	{ lead, result, reason }: NotSent,
): IDataObject =>
	purpose === 'update'
		? jsonOf({ email: lead.email, name: lead.name, result, reason, ...lead })
		: { ...jsonOf(lead), lookup: jsonOf({ result, reason }) };

/**
 * @param outcomes one for each record of the request, in their order
 * @param items the input items that held the answer
 */
export function answerItems(
	request: CrmRequest,
	outcomes: readonly RecordOutcome[],
	items: readonly number[],
): INodeExecutionData[] {
	const isSplit = items.length === outcomes.length;
	const pairedTo = (place: number) => ({ item: items[isSplit ? place : 0] ?? 0 });
	const answered = outcomes.flatMap((outcome, place) => {
		const { record } = outcome;
		const leads: IDataObject[] =
			request.purpose === 'lookup'
				? (record.items ?? []).map((json) => ({ ...jsonOf(json), ...found(request, outcome) }))
				: writtenItems(request, outcome);
		return leads.map((json) => ({ json, pairedItem: pairedTo(place) }));
	});
	const unsent = (request.not_sent ?? []).map((each) => ({
		json: unsentItem(request.purpose, each),
		pairedItem: pairedTo(0),
	}));
	return [...answered, ...unsent];
}
