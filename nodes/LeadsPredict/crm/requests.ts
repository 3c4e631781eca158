import { randomUUID } from 'node:crypto';

import { chunk } from '../scoring/chunk';
import type { FindBy } from './identity';
import { FIND_BY, lookupKey } from './identity';
import type { CrmRecord, LeadSummary, Preparation, RefusedItem } from './prepare';
import { MAX_ATTEMPTS } from './crmRequest';
import type { CrmRequest, FieldsRequest, KeptItem, NotSent } from './crmRequest';
import type { Crm, FieldRequest, LookupBy, RequestContext } from './crm';
import { LOOKUP_BY } from './crm';

/** Records → as few requests as the CRM takes. */

/** A request and the items it speaks for. */
export interface BatchedRequest {
	readonly request: CrmRequest;
	readonly items: readonly number[];
}

export interface Unnumbered {
	readonly request: Omit<CrmRequest, 'number' | 'request_id'>;
	readonly items: readonly number[];
}

export const numbered = (packed: readonly Unnumbered[]): BatchedRequest[] =>
	packed.map(({ request, items }, number) => ({
		request: { ...request, request_id: randomUUID(), number },
		items,
	}));

/** The requests that create fields, so that Read Answer knows them again. */
export const numberedFieldRequests = (
	requests: readonly FieldRequest[],
	{ value: crm }: Crm,
): FieldsRequest[] =>
	requests.map(({ creates, ...request }, number) => ({
		...request,
		creates: [...creates],
		crm,
		purpose: 'fields',
		request_id: randomUUID(),
		number,
	}));

export const attemptsOf = (batch: ReadonlyArray<{ readonly attempt: number }>): number[] =>
	[...new Set(batch.map(({ attempt }) => attempt))].sort((a, b) => a - b);

/** Half as many with each attempt, so that the last one sends each record alone. */
export const recordsIn = (attempt: number, maxRecords: number): number =>
	attempt >= MAX_ATTEMPTS ? 1 : Math.ceil(maxRecords / 2 ** (attempt - 1));

export function batchUpdates(
	records: readonly CrmRecord[],
	crm: Crm,
	context: RequestContext,
): BatchedRequest[] {
	const attempts = attemptsOf(records);
	const kinds = FIND_BY.flatMap((by: FindBy) =>
		[false, true].flatMap((create) => attempts.map((attempt) => ({ by, create, attempt }))),
	);
	const packed = kinds.flatMap(({ by, create, attempt }) =>
		chunk(
			records.filter(
				(record) =>
					record.identity.by === by && record.create === create && record.attempt === attempt,
			),
			recordsIn(attempt, crm.maxRecords),
		).map((part) => ({
			items: part.flatMap(({ items }) => items),
			request: {
				...crm.update(by, part, { ...context, create }),
				records: part.map(({ identity, leads, items, scored, leftOut }) => ({
					id: identity.id,
					leads: [...leads],
					positions: [...items],
					items: scored.map((each) => ({ ...each })),
					...(leftOut.length > 0 && { left_out: [...leftOut] }),
				})),
				crm: crm.value,
				purpose: 'update' as const,
				find_by: by,
				id_field: context.idField,
				...(attempt > 1 && { attempt }),
			},
		})),
	);
	return numbered(packed);
}

/** An item that led to no request because it was refused. */
export const refusedAsNotSent = ({ lead, message, item }: RefusedItem): NotSent => ({
	lead,
	result: 'failed',
	reason: message,
	position: item,
});

/** What led to no request, for whoever accounts for every lead later. */
export const notSent = ({ unsent, refused }: Preparation, withRefused: boolean): NotSent[] => [
	...unsent.map(({ lead, result, item: position }) => ({ lead, result, position })),
	...(withRefused ? refused.map(refusedAsNotSent) : []),
];

/** An item to look up, and by what. */
export interface LookupItem {
	readonly item: number;
	readonly by: LookupBy;
	readonly id: string;
	readonly lead: LeadSummary;
	readonly json: Record<string, unknown>;
	/** Which attempt to look it up this is, from 1. */
	readonly attempt: number;
}

/** Items with the same email, or the same LeadsPredict ID, share one record of a request. */
export function batchLookups(
	wanted: readonly LookupItem[],
	crm: Crm,
	context: RequestContext,
): BatchedRequest[] {
	const attempts = attemptsOf(wanted);
	const kinds = LOOKUP_BY.flatMap((by) => attempts.map((attempt) => ({ by, attempt })));
	const packed = kinds.flatMap(({ by, attempt }) => {
		const byKey = new Map<string, [LookupItem, ...LookupItem[]]>();
		for (const each of wanted) {
			if (each.by !== by || each.attempt !== attempt) continue;
			const key = lookupKey(by, each.id);
			const same = byKey.get(key);
			if (same === undefined) byKey.set(key, [each]);
			else same.push(each);
		}
		return chunk([...byKey], crm.maxRecords).map((part) => ({
			items: part.flatMap(([, same]) => same.map(({ item }) => item)),
			request: {
				...crm.lookup(
					by,
					part.map(([id]) => id),
					context,
				),
				records: part.map(([id, same]) => ({
					id,
					leads: same.map(({ lead }) => lead),
					positions: same.map(({ item }) => item),
					items: same.map(({ json }) => json),
				})),
				crm: crm.value,
				purpose: 'lookup' as const,
				find_by: by,
				id_field: context.idField,
				...(attempt > 1 && { attempt }),
			},
		}));
	});
	return numbered(packed);
}

/** What no request speaks of. */
export interface Unrequested {
	readonly notSent: readonly NotSent[];
	readonly kept: readonly KeptItem[];
}

/**
 * Adds what no request speaks of to the first request, so that Read Answer can account for it.
 * @param without what is put out when there is no request at all: the same without a URL
 */
export function withUnrequested(
	requests: readonly BatchedRequest[],
	{ notSent: unsent, kept }: Unrequested,
	without?: Pick<CrmRequest, 'crm' | 'purpose' | 'id_field'>,
): BatchedRequest[] {
	const added = {
		...(unsent.length > 0 && { not_sent: [...unsent] }),
		...(kept.length > 0 && { kept: [...kept] }),
	};
	const [first, ...others] = requests;
	if (first !== undefined)
		return [{ ...first, request: { ...first.request, ...added } }, ...others];
	if (without === undefined || Object.keys(added).length === 0) return [];
	const items = [...unsent, ...kept].flatMap(({ position }) => position ?? []);
	const request = {
		...({ method: 'POST', url: '', body: {}, find_by: 'recordId' } as const),
		...{ records: [], ...without, ...added },
	};
	return numbered([{ items: items.sort((a, b) => a - b), request }]);
}
