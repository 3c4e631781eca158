import type { Body } from '../http';
import { createLog } from '../log';

/** The CRMs that have a stand-in. */
export const CRMS = ['hubspot', 'salesforce', 'zoho', 'dynamics'] as const;

export type Crm = (typeof CRMS)[number];

/** A value for each CRM. */
export const forEachCrm = <T>(make: (crm: Crm) => T): Record<Crm, T> => ({
	hubspot: make('hubspot'),
	salesforce: make('salesforce'),
	zoho: make('zoho'),
	dynamics: make('dynamics'),
});

const noCounts = () => forEachCrm((): Record<string, number> => ({}));

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

export function createCallLog() {
	const log = createLog<Omit<LoggedCall, 'body'>>({ max: 10_000 });
	let counts = noCounts();
	const listeners = new Set<() => void>();

	return {
		/** Calls the listener before each request is carried out. */
		onRequest: (listener: () => void): void => void listeners.add(listener),
		add(call: Omit<LoggedCall, 'body'>, body: Body): void {
			for (const listener of listeners) listener();
			log.add(call, body);
			const kind = `${call.method} ${call.route}`;
			counts[call.crm][kind] = (counts[call.crm][kind] ?? 0) + 1;
		},
		all: (crm?: Crm): LoggedCall[] =>
			log.all().filter((call) => crm === undefined || call.crm === crm),
		/** How many calls of each kind there were: `{'POST /crm/v3/objects/contacts/batch/upsert': 10}`. */
		counts: (crm?: Crm): Record<string, number> =>
			Object.assign({}, ...(crm ? [counts[crm]] : CRMS.map((each) => counts[each]))),
		clear(): void {
			log.clear();
			counts = noCounts();
		},
	};
}
