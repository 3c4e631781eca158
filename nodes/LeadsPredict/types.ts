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
 * What crosses layers. All that belongs to a lead travels with it: there are no parallel
 * arrays, and nothing is looked up by index afterwards.
 */

/** Something worth knowing about one value of a lead that is sent all the same. */
export interface Warning {
	readonly field: LeadField;
	/** The value as it stood in the item. */
	readonly value: unknown;
	/** A few words that go on from "left out:" or stand alone: "a range". */
	readonly why: string;
	/** Whether the lead goes without this field; otherwise it is only read in a way worth knowing. */
	readonly leftOut: boolean;
}

/** A value of an item that looks like a field of its lead, and was not read. */
export interface NotRead {
	readonly field: LeadField;
	/** Its path. */
	readonly from: string;
	readonly value: unknown;
}

/** Where a lead came from. */
export interface Origin {
	/** Which of the known sources (see leads/sources). */
	readonly source: string;
	/** What the item is, for sentences: "HubSpot contact". */
	readonly label: string;
	/** The record in that source, when the item names it. */
	readonly record?: { readonly type: string; readonly id: string };
	/** The values that LeadsPredict's own fields have in that record now, by their names there. */
	readonly current?: Readonly<Record<string, unknown>>;
	/** Set when the record may be named by somebody outside, so that it need not be the lead's. */
	readonly claimed?: true;
	/** What an earlier lookup in a CRM found, as Read Answer said it. */
	readonly lookup?: Lookup;
	/** Where in the item each field was found. */
	readonly fields: Readonly<Partial<Record<LeadField, string>>>;
	/** Fields that were not found where this source usually has them, with what that place is called. */
	readonly fallbackPaths?: Readonly<Partial<Record<LeadField, string>>>;
}

/**
 * Whether an item that names a record can be relied on, by the nodes that it came through. Otherwise
 * anyone may have named it.
 */
export interface Provenance {
	/** Whether an item in the form of a record is one that a node got from where it is kept. */
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
	/** For fields that the lead goes without. */
	readonly notRead?: readonly NotRead[];
}

/** A lead that was handed over ready made: there is nothing to say about how it was read. */
export const leadRow = (item: number, lead: Lead): LeadRow => ({
	item,
	lead,
	warnings: [],
	origin: { source: 'leadspredict', label: 'lead', fields: {} },
});

export type RefusedBy = ItemError['refused_by'];

/** Why there is no result, in words for the person who runs the workflow. */
export interface Problem {
	readonly by: RefusedBy;
	/** What happened, as one sentence without a full stop. */
	readonly message: string;
	/** What to do next. */
	readonly advice: string;
	/** The field of the lead that is meant, by its name in the LeadsPredict API. */
	readonly field?: string;
	/** HTTP status, when LeadsPredict answered. */
	readonly status?: number;
	/** Its code in the table of problems, such as `bad_request`. */
	readonly type: string;
	/** For programs: the same, unless LeadsPredict or Node.js has a code of its own. */
	readonly code: string;
	/** Whether the same request may succeed later without any change. */
	readonly retryable: boolean;
	/** Whether LeadsPredict counted a request for this. */
	readonly quotaSpent: ItemError['quota_spent'];
}

/** What became of one input item. */
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
 * @throws Error when an item has no outcome or more than one: that would be a fault of this
 * package, and losing or doubling a lead silently is worse than stopping.
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

/** What a request to LeadsPredict needs to say; who sends it adds the address and the key. */
export interface ApiRequest {
	readonly method: 'GET' | 'POST';
	/** Below the base URL, encoded. */
	readonly path: string;
	readonly body?: AnalyzeRequest | BatchRequest;
}

/** An answer as it came: `body` is the parsed JSON, or the text when it was no JSON. */
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
 * No answer at all. `code` is Node.js's or axios's; an error's own text is never shown, because it
 * may hold the request and with it the key.
 */
export interface ConnectionFault {
	readonly code?: string;
	/** What was being done, as Node.js calls it: after "connect" nothing had been sent. */
	readonly syscall?: string;
}

/**
 * The one thing the edges hand in. It must not follow redirects and must hand out answers of any
 * status; when there is none it says why instead of throwing.
 */
export type MakeRequest = (
	request: ApiRequest,
) => Promise<{ answer: HttpResponse } | { fault: ConnectionFault }>;

/** When failed requests are sent again. */
export interface RetryPolicy {
	/** Times one request is sent at most, the first included; at least 1. */
	readonly maxAttempts: number;
	/** Milliseconds. When more would have to pass, the request is given up instead. */
	readonly maxWait: number;
	/** Whether a limit that is reached is waited for; otherwise the request is given up. */
	readonly waitForReset: boolean;
}

/** What a run lacks: more requests are needed than the limit holds until it resets. */
export interface Shortfall {
	/** Requests still to send. */
	readonly needed: number;
	readonly left: number;
	readonly resetsAt?: Date;
	/** IANA name of the zone in which the reset is written. */
	readonly timezone?: string;
}
