import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { originSchema, rulesOut } from '../contract';
import type { RecordKind } from '../contract';
import type { RecordOutcome } from '../crm/answer';
import { MAX_ATTEMPTS } from '../crm/crmRequest';
import type { CrmRequest, NotSent } from '../crm/crmRequest';
import { CRMS } from '../crm/crms';
import { jsonOf } from '../json';

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
		outcome.result === 'failed' && outcome.retryable === true && attempt < MAX_ATTEMPTS;
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
				record_id: outcome.recordId,
			});
		default:
			return { result: 'failed', reason: 'The answer is one to a lookup' };
	}
}

function kindOf({ crm }: CrmRequest): RecordKind {
	const table = CRMS.find(({ value }) => value === crm);
	return { source: table?.source ?? crm, record_type: table?.recordType ?? '' };
}

/** The result of a lookup, without what only some results have. */
function lookupOf(outcome: RecordOutcome) {
	switch (outcome.result) {
		case 'found':
		case 'not_found':
			return { result: outcome.result };
		case 'several':
			return { result: outcome.result, record_ids: [...outcome.recordIds] };
		case 'failed':
			return {
				result: outcome.result,
				reason: outcome.reason,
				code: outcome.code,
				retryable: outcome.retryable,
			};
		default:
			return { result: 'failed' as const, reason: 'The answer is one to an update' };
	}
}

/**
 * What is known of a lead's record now, in the form in which later steps take it. An origin that the
 * lookup does not bear out is dropped, unless it is one of another CRM.
 */
function lookedUp(request: CrmRequest, outcome: RecordOutcome, item: object): IDataObject {
	const kind = kindOf(request);
	const lookup = { ...lookupOf(outcome), ...kind };
	const json: IDataObject = { ...jsonOf(item), lookup: jsonOf(lookup) };
	if (outcome.result === 'found') {
		const { recordId: record_id, current } = outcome;
		return { ...json, origin: { ...kind, record_id, current: ours(current) } };
	}
	const { origin, ...others } = json;
	const { data: carried } = originSchema.safeParse(origin);
	return carried !== undefined && rulesOut(lookup, carried) ? others : json;
}

const unsentItem = (request: CrmRequest, { lead, result, reason }: NotSent): IDataObject =>
	request.purpose === 'update'
		? jsonOf({ email: lead.email, name: lead.name, result, reason, ...lead })
		: { ...jsonOf(lead), lookup: jsonOf({ result, ...kindOf(request), reason }) };

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
				? (record.items ?? []).map((json) => lookedUp(request, outcome, json))
				: writtenItems(request, outcome);
		return leads.map((json) => ({ json, pairedItem: pairedTo(place) }));
	});
	const unsent = (request.not_sent ?? []).map((each) => ({
		json: unsentItem(request, each),
		pairedItem: pairedTo(0),
	}));
	return [...answered, ...unsent];
}
