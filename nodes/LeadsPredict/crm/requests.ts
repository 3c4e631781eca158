import { randomUUID } from 'node:crypto';

import { sameAddress } from '../contract';
import { chunk } from '../scoring/chunk';
import type { FindBy } from './identity';
import { FIND_BY } from './identity';
import type { LeadSummary, CrmRecord, Preparation } from './prepare';
import { MAX_ATTEMPTS } from './crmRequest';
import type { CrmRequest, FieldsRequest, NotSent } from './crmRequest';
import type { Crm, FieldRequest, RequestContext } from './crm';

/** Records → as few requests as the CRM takes. */

/** A request and the items it speaks for. */
export interface BatchedRequest {
	readonly request: CrmRequest;
	readonly items: readonly number[];
}

interface Unnumbered {
	readonly request: Omit<CrmRequest, 'number' | 'request_id'>;
	readonly items: readonly number[];
}

const numbered = (packed: readonly Unnumbered[]): BatchedRequest[] =>
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

/** Half as many with each attempt, so that a record that HubSpot refuses is soon alone. */
const recordsIn = (attempt: number, { maxRecords }: Crm): number =>
	Math.ceil(maxRecords / 2 ** (Math.min(attempt, MAX_ATTEMPTS) - 1));

export function batchUpdates(
	records: readonly CrmRecord[],
	crm: Crm,
	context: RequestContext,
): BatchedRequest[] {
	const attempts = [...new Set(records.map(({ attempt }) => attempt))].sort((a, b) => a - b);
	const kinds = FIND_BY.flatMap((by: FindBy) =>
		[false, true].flatMap((create) => attempts.map((attempt) => ({ by, create, attempt }))),
	);
	const packed = kinds.flatMap(({ by, create, attempt }) =>
		chunk(
			records.filter(
				(record) =>
					record.identity.by === by && record.create === create && record.attempt === attempt,
			),
			recordsIn(attempt, crm),
		).map((part) => ({
			items: part.flatMap(({ items }) => items),
			request: {
				...crm.update(by, part, { ...context, create }),
				records: part.map(({ identity, leads, scored, leftOut }) => ({
					id: identity.id,
					leads: [...leads],
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

/** What led to no request, for whoever accounts for every lead later. */
export const notSent = ({ unsent, refused }: Preparation, withRefused: boolean): NotSent[] => [
	...unsent.map(({ lead, result }) => ({ lead, result })),
	...(withRefused
		? refused.map(({ lead, message }) => ({ lead, result: 'failed' as const, reason: message }))
		: []),
];

/** An item to look up, by the email in it. */
export interface LookupItem {
	readonly item: number;
	readonly email: string;
	readonly lead: LeadSummary;
	readonly json: Record<string, unknown>;
}

/** Items with the same email share one record of a request. */
export function batchLookups(
	wanted: readonly LookupItem[],
	crm: Crm,
	context: RequestContext,
): BatchedRequest[] {
	const byEmail = new Map<string, [LookupItem, ...LookupItem[]]>();
	for (const each of wanted) {
		const key = sameAddress(each.email);
		const same = byEmail.get(key);
		if (same === undefined) byEmail.set(key, [each]);
		else same.push(each);
	}
	const packed = chunk([...byEmail], crm.maxRecords).map((part) => ({
		items: part.flatMap(([, same]) => same.map(({ item }) => item)),
		request: {
			...crm.lookup(
				part.map(([email]) => email),
				context,
			),
			records: part.map(([id, same]) => ({
				id,
				leads: same.map(({ lead }) => lead),
				items: same.map(({ json }) => json),
			})),
			crm: crm.value,
			purpose: 'lookup' as const,
			find_by: 'email' as const,
			id_field: context.idField,
		},
	}));
	return numbered(packed);
}
