import { randomUUID } from 'node:crypto';

import { sameAddress } from '../contract';
import type { Way } from './identity';
import { WAYS } from './identity';
import type { LeadSummary, PreparedRecord, Preparation } from './prepare';
import { MOST_ATTEMPTS } from './request';
import type { CrmRequest, NotSent } from './request';
import type { CrmTable, RequestContext } from './table';

/** Records → as few requests as the CRM takes. */

/** A request and the items it speaks for. */
export interface Packed {
	readonly request: CrmRequest;
	readonly items: readonly number[];
}

const parts = <T>(list: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
		list.slice(index * size, (index + 1) * size),
	);

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
		parts(
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

/** Longest address of a request that Salesforce takes, with room to spare. */
const LONGEST_URL = 12_000;

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
	const requestFor = (part: ReadonlyArray<[string, [Wanted, ...Wanted[]]]>): Unnumbered[] => {
		const request = table.lookup(
			part.map(([email]) => email),
			context,
		);
		if (request.url.length > LONGEST_URL && part.length > 1) {
			const half = Math.ceil(part.length / 2);
			return [...requestFor(part.slice(0, half)), ...requestFor(part.slice(half))];
		}
		return [
			{
				items: part.flatMap(([, same]) => same.map(({ item }) => item)),
				request: {
					...request,
					records: part.map(([id, same]) => ({
						id,
						leads: same.map(({ lead }) => lead),
						items: same.map(({ json }) => json),
					})),
					crm: table.value,
					purpose: 'lookup',
					find_by: 'email',
					id_field: context.idField,
				},
			},
		];
	};
	return numbered(parts([...byEmail], table.mostRecords).flatMap(requestFor));
}
