import type { Endpoint } from './api';
import type { Writable } from './json';
import type { MetFault, RequestContext } from './requestContext';

type Counts<K extends string> = Partial<Record<K, number>>;

/** Totals since the start or the last reset. */
export interface LedgerTotals {
	/** Requests whose answer has ended, complete or not. */
	readonly requests: number;
	/** Requests in progress; no other number includes them. */
	readonly underWay: number;
	readonly byEndpoint: Readonly<Counts<Endpoint>>;
	/** By HTTP status; `cut` if the connection ended before the complete answer was sent. */
	readonly byStatus: Readonly<Record<string, number>>;
	/** By fault; requests without a fault are not included. */
	readonly byFault: Readonly<Counts<MetFault>>;
	/** Requests that count against the plan, or would if it had a limit. */
	readonly counted: number;
	/** Those of them that met a fault, by the fault. */
	readonly countedByFault: Readonly<Counts<MetFault>>;
	readonly leads: LedgerSums & {
		/** Scored leads whose score was never sent in a complete answer. */
		readonly untold: number;
	};
	readonly bodies: {
		readonly distinct: number;
		/** How often an already counted request was counted again. */
		readonly countedAgain: number;
		/** How often an already carried out request (its leads scored) was carried out again. */
		readonly scoredAgain: number;
	};
	/** Leads and requests beyond the max that is tracked; only the sums above `leads` include them. */
	readonly untracked: number;
}

export interface LedgerSums {
	/** Distinct addresses that were scored. */
	readonly distinct: number;
	/** Scorings: a lead scored twice counts twice. */
	readonly scored: number;
	/** Scorings of leads that had been scored before. */
	readonly scoredAgain: number;
	/** How often a usable score was sent in a complete answer. */
	readonly answered: number;
	/** The same for leads that had been answered before. */
	readonly answeredAgain: number;
}

/** A lead by its address, in lower case and without surrounding spaces. */
export interface LedgerLead {
	readonly email: string;
	readonly scored: number;
	readonly answered: number;
}

/** A request by its content. */
export interface LedgerBody {
	/** 16 hexadecimal digits of the SHA-256 of method, path and body, without `webhook_url`. */
	readonly digest: string;
	readonly endpoint: Endpoint;
	/** How often it came. */
	readonly requests: number;
	readonly counted: number;
	/** How often it was carried out. */
	readonly scored: number;
	/** How often all its leads were answered. */
	readonly answered: number;
	/** Number of leads when it was carried out, otherwise 0. */
	readonly leads: number;
}

/** Max tracked leads, and max tracked requests: ten runs of 10,000 leads with one request per lead. */
const KEPT = 100_000;

const newBook = () => ({
	requests: 0,
	underWay: 0,
	counted: 0,
	untracked: 0,
	byEndpoint: {} as Counts<Endpoint>,
	byStatus: {} as Record<string, number>,
	byFault: {} as Counts<MetFault>,
	countedByFault: {} as Counts<MetFault>,
	leads: new Map<string, Writable<LedgerLead>>(),
	bodies: new Map<string, Writable<LedgerBody>>(),
});

type Book = ReturnType<typeof newBook>;

const addOne = <K extends string>(counts: Counts<K>, key: K): void => {
	counts[key] = (counts[key] ?? 0) + 1;
};

const sum = <T>(all: Iterable<T>, of: (one: T) => number): number => {
	let total = 0;
	for (const one of all) total += of(one);
	return total;
};

const again = (times: number): number => Math.max(0, times - 1);

/** The entry of a key; `undefined` when it is new and the limit is reached. */
function entryOf<T>(entries: Map<string, T>, key: string, fresh: T): T | undefined {
	const found = entries.get(key);
	if (found || entries.size >= KEPT) return found;
	entries.set(key, fresh);
	return fresh;
}

const leadOf = (book: Book, email: string) =>
	entryOf(book.leads, email, { email, scored: 0, answered: 0 });

function noteAnswered(book: Book, emails: readonly string[]): void {
	for (const email of emails) {
		const lead = leadOf(book, email);
		if (lead) lead.answered += 1;
	}
}

function note(book: Book, context: RequestContext, status: number | 'cut'): void {
	const { endpoint, digest, met, counted, scored, answered } = context;
	book.requests += 1;
	addOne(book.byEndpoint, endpoint);
	addOne(book.byStatus, String(status));
	if (met) addOne(book.byFault, met);
	if (counted) book.counted += 1;
	if (counted && met) addOne(book.countedByFault, met);

	for (const email of scored) {
		const lead = leadOf(book, email);
		if (lead) lead.scored += 1;
		else book.untracked += 1;
	}
	const left = status === 200 ? answered : [];
	noteAnswered(book, left);

	const fresh = { digest, endpoint, requests: 0, counted: 0, scored: 0, answered: 0, leads: 0 };
	const body = entryOf<Writable<LedgerBody>>(book.bodies, digest, fresh);
	if (!body) {
		book.untracked += 1;
		return;
	}
	body.requests += 1;
	if (counted) body.counted += 1;
	if (scored.length === 0) return;
	body.scored += 1;
	body.leads = scored.length;
	if (left.length === scored.length) body.answered += 1;
}

export function createLedger() {
	let book = newBook();
	return {
		/** A request arrived. @returns a function to call when its answer has ended */
		open(): (context: RequestContext, status: number | 'cut') => void {
			// A request in progress during a reset is counted in the totals in which it began.
			const own = book;
			own.underWay += 1;
			return (context, status) => {
				own.underWay -= 1;
				note(own, context, status);
			};
		},
		/** Scores were delivered by a callback instead of an answer. */
		answeredByCallback: (emails: readonly string[]): void => noteAnswered(book, emails),
		totals(): LedgerTotals {
			const { leads: leadsByEmail, bodies: bodiesByDigest, ...counts } = book;
			const leads = [...leadsByEmail.values()];
			const bodies = [...bodiesByDigest.values()];
			return {
				...structuredClone(counts),
				leads: {
					distinct: leads.length,
					scored: sum(leads, ({ scored }) => scored),
					scoredAgain: sum(leads, ({ scored }) => again(scored)),
					answered: sum(leads, ({ answered }) => answered),
					answeredAgain: sum(leads, ({ answered }) => again(answered)),
					untold: leads.filter(({ scored, answered }) => scored > 0 && answered === 0).length,
				},
				bodies: {
					distinct: bodies.length,
					countedAgain: sum(bodies, ({ counted }) => again(counted)),
					scoredAgain: sum(bodies, ({ scored }) => again(scored)),
				},
			};
		},
		/** In the order in which they were first scored. */
		leads: (): LedgerLead[] => [...book.leads.values()].map((lead) => ({ ...lead })),
		/** In the order in which they first ended. */
		bodies: (): LedgerBody[] => [...book.bodies.values()].map((body) => ({ ...body })),
		clear(): void {
			book = newBook();
		},
	};
}
