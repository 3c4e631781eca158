import { randomUUID } from 'node:crypto';

import { sameAddress } from '../contract';
import { chunk } from '../scoring/chunk';
import type { Way } from './identity';
import { WAYS } from './identity';
import type { LeadSummary, PreparedRecord, Preparation } from './prepare';
import { MOST_ATTEMPTS } from './crmRequest';
import type { CrmRequest, NotSent } from './crmRequest';
import type { CrmTable, RequestContext } from './crms';

/** Records → as few requests as the CRM takes. */

/** A request and the items it speaks for. */
export interface Packed {
	readonly request: CrmRequest;
	readonly items: readonly number[];
}

interface Unnumbered {
	readonly request: Omit<CrmRequest, 'number' | 'request_id'>;
	readonly items: readonly number[];
}

const numbered = (packed: readonly Unnumbered[]): Packed[] =>
	packed.map(({ request, items }, number) => ({
		request: { ...request, request_id: randomUUID(), number },
		items,
	}));

/** Half as many with each attempt, so that a record that HubSpot refuses is soon alone. */
const recordsIn = (attempt: number, { mostRecords }: CrmTable): number =>
	Math.ceil(mostRecords / 2 ** (Math.min(attempt, MOST_ATTEMPTS) - 1));

export function packUpdates(
	records: readonly PreparedRecord[],
	table: CrmTable,
	context: RequestContext,
): Packed[] {
	const attempts = [...new Set(records.map(({ attempt }) => attempt))].sort((a, b) => a - b);
	const kinds = WAYS.flatMap((by: Way) =>
		[false, true].flatMap((create) => attempts.map((attempt) => ({ by, create, attempt }))),
	);
	const packed = kinds.flatMap(({ by, create, attempt }) =>
		chunk(
			records.filter(
				(record) =>
					record.identity.by === by && record.create === create && record.attempt === attempt,
			),
			recordsIn(attempt, table),
		).map((part) => ({
			items: part.flatMap(({ items }) => items),
			request: {
				...table.update(by, part, { ...context, create }),
				records: part.map(({ identity, leads, scored, leftOut }) => ({
					id: identity.id,
					leads: [...leads],
					items: scored.map((each) => ({ ...each })),
					...(leftOut.length > 0 && { left_out: [...leftOut] }),
				})),
				crm: table.value,
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
export interface Wanted {
	readonly item: number;
	readonly email: string;
	readonly lead: LeadSummary;
	readonly json: Record<string, unknown>;
}

/** Items with the same email share one record of a request. */
export function packLookups(
	wanted: readonly Wanted[],
	table: CrmTable,
	context: RequestContext,
): Packed[] {
	const byEmail = new Map<string, [Wanted, ...Wanted[]]>();
	for (const each of wanted) {
		const key = sameAddress(each.email);
		const same = byEmail.get(key);
		if (same === undefined) byEmail.set(key, [each]);
		else same.push(each);
	}
	const packed = chunk([...byEmail], table.mostRecords).map((part) => ({
		items: part.flatMap(([, same]) => same.map(({ item }) => item)),
		request: {
			...table.lookup(
				part.map(([email]) => email),
				context,
			),
			records: part.map(([id, same]) => ({
				id,
				leads: same.map(({ lead }) => lead),
				items: same.map(({ json }) => json),
			})),
			crm: table.value,
			purpose: 'lookup' as const,
			find_by: 'email' as const,
			id_field: context.idField,
		},
	}));
	return numbered(packed);
}
