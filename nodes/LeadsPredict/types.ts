import type {
	AnalyzeRequest,
	BatchRequest,
	ItemError,
	Lead,
	LeadField,
	Lookup,
	RateLimit,
} from './contract';

/**
 * Types that several layers use. A lead's data is always in one object: there are no parallel arrays.
 */

/** A remark on one value of a lead that is sent. */
export interface Warning {
	readonly field: LeadField;
	/** The value in the item. */
	readonly value: unknown;
	/** A few words that follow "left out:" or stand alone: "a range". */
	readonly why: string;
	/** Whether the lead is sent without this field; otherwise the remark is on how it was read. */
	readonly leftOut: boolean;
}

/** A value of an item that looks like a field of its lead but was not read. */
export interface NotRead {
	readonly field: LeadField;
	/** Its path. */
	readonly from: string;
	readonly value: unknown;
}

/** Where a lead came from. */
export interface Origin {
	/** One of the known sources (see leads/sources). */
	readonly source: string;
	/** The kind of item, for messages: "HubSpot contact". */
	readonly label: string;
	/** The record in that source, when the item names it. */
	readonly record?: { readonly type: string; readonly id: string };
	/** The record's current values of LeadsPredict's fields, by their names in the source. */
	readonly current?: Readonly<Record<string, unknown>>;
	/** Set when somebody outside may have named the record, so that it may not be the lead's. */
	readonly claimed?: true;
	/** Read Answer's result of an earlier lookup in a CRM. */
	readonly lookup?: Lookup;
	/** Where in the item each field was found. */
	readonly fields: Readonly<Partial<Record<LeadField, string>>>;
	/**
	 * Fields that were not found where this source usually has them, with the place where they were
	 * found.
	 */
	readonly fallbackPaths?: Readonly<Partial<Record<LeadField, string>>>;
}

/**
 * Whether an item can be trusted to name its own record, judged by the nodes that it came through.
 * Otherwise anyone may have named it.
 */
export interface Provenance {
	/** Whether a node got an item in the form of a record from its source system. */
	readonly recordIsKnown: (json: object) => boolean;
	/** Whether the `origin` that an item carries was written by this package. */
	readonly originIsKnown: (json: object) => boolean;
}

/** A lead that may be sent, and the input item it was read from (counted from 0). */
export interface LeadRow {
	readonly item: number;
	readonly lead: Lead;
	readonly warnings: readonly Warning[];
	readonly origin: Origin;
	/** Values for fields that the lead lacks. */
	readonly notRead?: readonly NotRead[];
}

/** Makes a row of a finished lead, without remarks on how it was read. */
export const leadRow = (item: number, lead: Lead): LeadRow => ({
	item,
	lead,
	warnings: [],
	origin: { source: 'leadspredict', label: 'lead', fields: {} },
});

export type RefusedBy = ItemError['refused_by'];

/** Why there is no result, worded for the user of the workflow. */
export interface Problem {
	readonly by: RefusedBy;
	/** What happened: one sentence without a final period. */
	readonly message: string;
	/** What to do next. */
	readonly advice: string;
	/** The lead field that the problem concerns, by its name in the LeadsPredict API. */
	readonly field?: string;
	/** HTTP status, when LeadsPredict answered. */
	readonly status?: number;
	/** Its code in the table of problems, such as `bad_request`. */
	readonly type: string;
	/** For programs: LeadsPredict's or Node.js's code if there is one, otherwise the `type`. */
	readonly code: string;
	/** Whether the same request may succeed later without any change. */
	readonly retryable: boolean;
	/** Whether LeadsPredict counted a request for this. */
	readonly quotaSpent: ItemError['quota_spent'];
}

/** The outcome of one input item. */
export type Outcome<R> = { readonly item: number } & (
	| { readonly ok: true; readonly result: R }
	| { readonly ok: false; readonly problem: Problem }
);

export const succeeded = <R>(item: number, result: R): Outcome<R> => ({ item, ok: true, result });

export const failed = (item: number, problem: Problem): Outcome<never> => ({
	item,
	ok: false,
	problem,
});

/**
 * Puts outcomes in the order of the input items.
 * @param count number of input items
 * @throws Error when an item has no outcome or more than one. That is a bug in this package, and losing
 * or doubling a lead silently is worse than stopping.
 */
export function orderOutcomes<R>(
	count: number,
	outcomes: ReadonlyArray<Outcome<R>>,
): Array<Outcome<R>> {
	const byItem = new Map<number, Outcome<R>>();
	for (const outcome of outcomes) {
		if (byItem.has(outcome.item)) throw new Error(`Item ${outcome.item} has two outcomes`);
		byItem.set(outcome.item, outcome);
	}
	if (byItem.size !== count) {
		throw new Error(`${count} items went in and ${byItem.size} came out`);
	}
	return Array.from({ length: count }, (_, item) => {
		const outcome = byItem.get(item);
		if (outcome === undefined) throw new Error(`Item ${item} has no outcome`);
		return outcome;
	});
}

/** A request to LeadsPredict. The sender adds the base URL and the key. */
export interface ApiRequest {
	readonly method: 'GET' | 'POST';
	/** Relative to the base URL, encoded. */
	readonly path: string;
	readonly body?: AnalyzeRequest | BatchRequest;
}

/** An answer as received: `body` is the parsed JSON, or the text if it is not JSON. */
export interface HttpResponse {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
}

export interface ApiResponse extends HttpResponse {
	readonly rateLimit: RateLimit;
}

/**
 * A request without an answer. `code` is Node.js's or axios's. The error's text is never shown, because
 * it may contain the request and with it the key.
 */
export interface ConnectionFault {
	readonly code?: string;
	/** Node.js's name of the failed system call. If it is "connect", nothing was sent. */
	readonly syscall?: string;
}

/**
 * Makes one HTTP request; the node or the client supplies it. It does not follow redirects, returns
 * answers of any status, and returns a fault instead of throwing.
 */
export type MakeRequest = (
	request: ApiRequest,
) => Promise<{ answer: HttpResponse } | { fault: ConnectionFault }>;

/** When failed requests are retried. */
export interface RetryPolicy {
	/** Max times that a request is sent, including the first; at least 1. */
	readonly maxAttempts: number;
	/** Max milliseconds before a retry. If a longer wait is required, the request fails. */
	readonly maxWait: number;
	/** Whether to wait for a reached limit to reset; otherwise the request fails. */
	readonly waitForReset: boolean;
}

/** A run needs more requests than the limit has left until it resets. */
export interface Shortfall {
	/** Requests still to send. */
	readonly needed: number;
	readonly left: number;
	readonly resetsAt?: Date;
	/** IANA name of the time zone in which the reset is shown. */
	readonly timezone?: string;
}
