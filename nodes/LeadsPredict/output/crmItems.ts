import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { originSchema, rulesOut } from '../contract';
import type { RecordKind } from '../contract';
import type { PartOutcome, RecordOutcome } from '../crm/answer';
import { MAX_ATTEMPTS } from '../crm/crmRequest';
import type { CrmRequest, NotSent } from '../crm/crmRequest';
import type { Crm } from '../crm/crm';
import { CRMS } from '../crm/crms';
import type { Crms } from '../crm/crms';
import { jsonOf } from '../json';

/** A CRM's results for the records of a request → one item per lead. Pure. */

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
		// The whole input item, so that Prepare Update accepts it again.
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
			return jsonOf({
				result: outcome.result,
				record_id: outcome.recordId,
				record_url: outcome.recordUrl,
			});
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

const kindOf = (request: CrmRequest, crm: Crm | undefined): RecordKind => ({
	source: crm?.source ?? request.crm,
	record_type: crm?.recordType ?? '',
});

/** The current values of the fields that a score writes. */
const scoreFields = (
	current: Readonly<Record<string, unknown>>,
	{ systemFields = [] }: Partial<Crm> = {},
): IDataObject =>
	jsonOf(
		Object.fromEntries(Object.entries(current).filter(([name]) => !systemFields.includes(name))),
	);

/** The result of a lookup, without what only some results have. */
function lookupOf({ attempt = 1 }: CrmRequest, outcome: RecordOutcome) {
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
				...(outcome.retryable === true &&
					attempt < MAX_ATTEMPTS && { retryable: true, attempts: attempt }),
			};
		default:
			return { result: 'failed' as const, reason: 'The answer is one to an update' };
	}
}

/**
 * What is now known about a lead's record, in the form that later steps read. An origin that the lookup
 * does not confirm is dropped, unless it belongs to another CRM.
 */
function lookedUp(
	request: CrmRequest,
	outcome: RecordOutcome,
	item: object,
	crm: Crm | undefined,
): IDataObject {
	const kind = kindOf(request, crm);
	const lookup = { ...lookupOf(request, outcome), ...kind };
	const json: IDataObject = { ...jsonOf(item), lookup: jsonOf(lookup) };
	if (outcome.result === 'found') {
		const { recordId: record_id, current, person = {} } = outcome;
		// What the item says itself counts; an empty value says nothing.
		const missing = Object.entries(person).filter(([name]) => !json[name]);
		return {
			...json,
			...Object.fromEntries(missing),
			origin: { ...kind, record_id, current: scoreFields(current, crm) },
		};
	}
	const { origin, ...others } = json;
	const { data: carried } = originSchema.safeParse(origin);
	return carried !== undefined && rulesOut(lookup, carried) ? others : json;
}

const unsentItem = (
	{ purpose }: CrmRequest,
	kind: RecordKind,
	{ lead, result, reason, item }: NotSent,
): IDataObject =>
	purpose === 'update'
		? jsonOf({ email: lead.email, name: lead.name, result, reason, ...lead })
		: { ...jsonOf(item ?? lead), lookup: jsonOf({ result, ...kind, reason }) };

/** An item, and which item of the input of the Prepare step it speaks for. */
export interface AnswerItem {
	readonly item: INodeExecutionData;
	readonly position: number | undefined;
}

/** In the order of the input of the Prepare step, when all of them say what it was. */
export function inInputOrder(answered: readonly AnswerItem[]): INodeExecutionData[] {
	const placed = answered.flatMap(({ item, position }) =>
		position === undefined ? [] : [{ item, position }],
	);
	if (placed.length < answered.length) return answered.map(({ item }) => item);
	return placed.sort((a, b) => a.position - b.position).map(({ item }) => item);
}

/** @param items the input items that held the answer */
export const partItems = (
	outcomes: readonly PartOutcome[],
	items: readonly number[],
): AnswerItem[] =>
	outcomes.map((outcome) => ({
		item: { json: jsonOf(outcome), pairedItem: items.map((item) => ({ item })) },
		position: undefined,
	}));

/**
 * Items that needed no request.
 * @param items the input items that held the answer
 */
export const keptItems = ({ kept = [] }: CrmRequest, items: readonly number[]): AnswerItem[] =>
	kept.map(({ item, position }) => ({
		item: { json: jsonOf(item), pairedItem: { item: items[0] ?? 0 } },
		position,
	}));

/**
 * @param outcomes one for each record of the request, in their order
 * @param items the input items that held the answer
 */
export function answerItems(
	request: CrmRequest,
	outcomes: readonly RecordOutcome[],
	items: readonly number[],
	crms: Crms = CRMS,
): AnswerItem[] {
	const crm = crms.find(({ value }) => value === request.crm);
	const kind = kindOf(request, crm);
	const isSplit = items.length === outcomes.length;
	const pairedTo = (index: number) => ({ item: items[isSplit ? index : 0] ?? 0 });
	const answered = outcomes.flatMap((outcome, index) => {
		const { record } = outcome;
		const leads: IDataObject[] =
			request.purpose === 'lookup'
				? (record.items ?? []).map((json) => lookedUp(request, outcome, json, crm))
				: writtenItems(request, outcome);
		return leads.map((json, lead) => ({
			item: { json, pairedItem: pairedTo(index) },
			position: record.positions?.[lead],
		}));
	});
	const unsent = (request.not_sent ?? []).map((each) => ({
		item: { json: unsentItem(request, kind, each), pairedItem: pairedTo(0) },
		position: each.position,
	}));
	return [...answered, ...unsent, ...keptItems(request, items)];
}
