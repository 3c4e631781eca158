import type { Body } from './json';

export type Crm = 'hubspot' | 'salesforce';

/** A request that reached one of the CRMs. The token itself is never kept. */
export interface LoggedCall {
	readonly crm: Crm;
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** The path with its ids as names, so that calls of one kind can be counted. */
	readonly route: string;
	readonly query: Readonly<Record<string, unknown>>;
	readonly body?: unknown;
	readonly tokenAccepted: boolean;
}

export type CallLog = ReturnType<typeof createCallLog>;

/** Bodies are kept by reference; more than this is not needed to look at what was sent. */
const KEPT = 10_000;

const bodyOf = (body: Body): { body?: unknown } => {
	if (body.kind === 'none') return {};
	return { body: body.kind === 'json' ? body.json : body.text };
};

export function createCallLog() {
	let calls: LoggedCall[] = [];
	let counted = new Map<Crm, Map<string, number>>();

	return {
		add(call: Omit<LoggedCall, 'body'>, body: Body): void {
			calls.push({ ...call, ...bodyOf(body) });
			if (calls.length > KEPT) calls.shift();
			const kind = `${call.method} ${call.route}`;
			const ofCrm = counted.get(call.crm) ?? new Map<string, number>();
			ofCrm.set(kind, (ofCrm.get(kind) ?? 0) + 1);
			counted.set(call.crm, ofCrm);
		},
		all: (crm?: Crm): LoggedCall[] => calls.filter((call) => crm === undefined || call.crm === crm),
		/** How many calls of each kind there were: `{'POST /crm/v3/objects/contacts/batch/upsert': 10}`. */
		counts: (crm?: Crm): Record<string, number> =>
			Object.fromEntries(
				[...counted]
					.filter(([name]) => crm === undefined || name === crm)
					.flatMap(([, kinds]) => [...kinds]),
			),
		clear(): void {
			calls = [];
			counted = new Map();
		},
	};
}
