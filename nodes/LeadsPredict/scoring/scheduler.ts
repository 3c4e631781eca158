import type { RateLimit } from '../contract';
import type {
	ApiRequest,
	ApiResponse,
	HttpResponse,
	MakeRequest,
	Outcome,
	Problem,
	RetryPolicy,
	Shortfall,
} from '../types';
import { failed } from '../types';
import { bisectBudget, bisectBudgetOfRun } from './bisect';
import { isPermanentRefusal } from './responseCache';
import type { CacheableResponse } from './responseCache';
import { afterAttempts, bisectGivenUp, fromCache, notSent, waitTooLong } from '../problems/context';
import { problem } from '../problems/problem';
import { limitTooSmall } from '../problems/response';
import { endsRun, isOutage, isUnexpectedAnswer } from '../problems/status';
import {
	RESET_MARGIN,
	atTime,
	canSend,
	updateQuota,
	lowestRateLimit,
	checkShortfall,
	reserveRequest,
	withoutAnswer,
	unknownQuota,
} from './quota';
import type { Closed } from './quota';
import { decideRetry, isLimitReached } from './retry';
import {
	FIRST_SIZE,
	isTooSlow,
	nextSize,
	partSize,
	requestsFor,
	sizeRefused,
	sizeTaken,
	sizeWithoutResults,
	unknownSize,
} from './requestSize';
import type { RequestSize } from './requestSize';
import { readResponse, sendRequest } from './http';
import type { SendResult } from './http';

/** One request, the input items it speaks for, and how its answer becomes their outcomes. */
export interface PlannedRequest<R> {
	readonly request: ApiRequest;
	readonly items: readonly number[];
	readonly read: (answer: ApiResponse) => Array<Outcome<R>>;
	/** Says more of a problem than the answer alone does. */
	readonly explain?: (problem: Problem) => Problem;
	/** Smaller requests for the same items, when one of them may be to blame for the problem. */
	readonly bisect?: (problem: Problem) => ReadonlyArray<PlannedRequest<R>> | undefined;
	/** A request for some of the items alone. */
	readonly restrictTo?: (items: ReadonlySet<number>) => PlannedRequest<R>;
	/** Requests for the same items that hold so many each; missing where the user chose the size. */
	readonly cut?: (size: number) => ReadonlyArray<PlannedRequest<R>>;
}

/** Items whose requests are planned one by one, each in the size that the run has found by then. */
export interface UnplannedItems<R> {
	/** How many are left. */
	readonly count: () => number;
	/** A request for the next of them. */
	readonly plan: (size: number) => PlannedRequest<R>;
}

export interface SchedulerOptions {
	readonly makeRequest: MakeRequest;
	/** Whether the first problem ends the run (On Error: Stop Workflow). */
	readonly stopAtProblem: boolean;
	/** Asked before each request, so that n8n's Stop sends nothing more. */
	readonly isCancelled: () => boolean;
	/** How failed requests are sent again, and whether a limit that is reached is waited for. */
	readonly retry: RetryPolicy;
	/** Requests under way at the same time, at least 1. */
	readonly concurrentRequests: number;
	/** @param waitMs milliseconds; may end early when the run is cancelled */
	readonly wait: (waitMs: number) => Promise<unknown>;
	/** Finds an answer that an earlier try of this run has paid for. */
	readonly cached?: (request: ApiRequest) => HttpResponse | undefined;
	/** IANA name of the zone in which times are written; default: UTC. */
	readonly timezone?: string;
	/** Told once, as soon as it is clear that the limit cannot hold the run. */
	readonly onShortfall?: (shortfall: Shortfall) => void;
}

/** How many requests a run took, and what became of those that brought nothing. */
export interface RequestCounts {
	/** All that were sent. */
	readonly requests: number;
	/** Those of them that repeat one that failed. */
	readonly retries: number;
	/** Those of them that failed and may have been counted by LeadsPredict all the same. */
	readonly unconfirmed: number;
	/** Those that were not sent, because an earlier try had their answers. */
	readonly fromCache: number;
	/** What the limit lacked when that was first seen. */
	readonly shortfall?: Shortfall;
	/** What was found out of how much a request may hold; missing where that was given. */
	readonly size?: RequestSize;
}

export interface RunResult<R> extends RequestCounts {
	readonly outcomes: ReadonlyArray<Outcome<R>>;
	/** Answers that need not be asked for again, should this run be made again. */
	readonly cacheable: readonly CacheableResponse[];
	/** What the answers said about the quota, the lowest number of the last window. */
	readonly rateLimit: RateLimit;
	/** How many items each request was planned for, so that a run that is made again plans the same. */
	readonly sizes: readonly number[];
}

/** n8n's own Stop is nobody's fault. */
export const isProblem = <R>(outcome: Outcome<R>): outcome is Outcome<R> & { ok: false } =>
	!outcome.ok && outcome.problem.by !== 'stopped';

/** Requests in a row that may fail because LeadsPredict is down, before the rest is not tried. */
const MAX_OUTAGES = 3;

/** Milliseconds. Longer waits are made of such pieces, so that none outlives its run by more. */
const MAX_SLEEP = 1_000;

/** The search for the bad items of one request, shared by all its parts. */
interface BisectSearch {
	readonly items: number;
	/** Further requests that it has taken. */
	taken: number;
	/** Parts without their outcomes, and items that have a result. */
	open: number;
	found: number;
}

/** How many items a request was planned for, and how it was cut. */
interface Cut {
	readonly items: number;
	parts: readonly Cut[];
}

const cutFor = ({ items }: PlannedRequest<unknown>): Cut => ({ items: items.length, parts: [] });

const sizesIn = ({ items, parts }: Cut): number[] =>
	parts.length === 0 ? [items] : parts.flatMap(sizesIn);

/** A request on its way to its outcomes. */
interface QueuedRequest<R> {
	readonly planned: PlannedRequest<R>;
	/** Which of the requests it is, or is a part of: its outcomes go there. */
	readonly index: number;
	readonly cut: Cut;
	readonly search: BisectSearch;
	/** Times it was sent. */
	attempts: number;
}

/** A request that is to be sent again. */
interface ScheduledRetry<R> {
	readonly queued: QueuedRequest<R>;
	readonly problem: Problem;
	/** Milliseconds of the clock. */
	readonly notBefore: number;
}

/** An answer to a request as its items see it: their outcomes, or the problem of the whole request. */
type Read<R> =
	| { readonly outcomes: ReadonlyArray<Outcome<R>> }
	| (SendResult & { readonly ok: false });

function read<R>({ read: outcomesIn }: PlannedRequest<R>, sent: SendResult): Read<R> {
	if (!sent.ok) return sent;
	const outcomes = outcomesIn(sent.answer);
	const [first] = outcomes;
	return first === undefined || first.ok || !isUnexpectedAnswer(first.problem)
		? { outcomes }
		: { ...sent, ok: false, problem: first.problem };
}

/** What may be done next: go on at once, after a time, or when an answer has come. */
type Next = 'now' | 'answer' | { readonly inMs: number };

/**
 * Sends requests, a few at a time. Every item of each gets exactly one outcome, in the order of the
 * requests, unless `stopAtProblem` ended the run early: then requests that were not made, or were to be
 * made again, have none. Once it is clear that further requests must fail as well, they are not sent: a
 * refused key costs one request, whatever the number of leads.
 */
export async function runRequests<R>(
	planned: ReadonlyArray<PlannedRequest<R>>,
	options: SchedulerOptions,
	unplanned?: UnplannedItems<R>,
): Promise<RunResult<R>> {
	return await new RequestScheduler(planned, options, unplanned).finish();
}

/** A run under way. What is decided is decided by pure functions; here it is only kept and done. */
class RequestScheduler<R> {
	private readonly outcomes: Array<Array<Outcome<R>>> = [];
	private readonly cuts: Cut[] = [];
	/** Not sent yet; the last comes first. */
	private readonly waitingToSend: Array<QueuedRequest<R>> = [];
	private readonly retries: Array<ScheduledRetry<R>> = [];
	private readonly underWay = new Set<Promise<void>>();
	private readonly cacheable: CacheableResponse[] = [];
	private readonly counts = { requests: 0, retries: 0, unconfirmed: 0, fromCache: 0 };
	private rateLimit: RateLimit = {};
	private quota = unknownQuota;
	/** Requests that may still be spent on finding bad items. */
	private bisectBudget: number;
	/** The smallest request that was refused for its size. */
	private tooLarge: { readonly items: number; readonly problem: Problem } | undefined;
	private size = unknownSize;
	private outages = 0;
	private shortfall: Shortfall | undefined;
	/** The last failure that named a time before which not to come back. */
	private retryAfter: { readonly problem: Problem; readonly isLimit: boolean } | undefined;
	/** Why nothing more is sent. */
	private endReason: Problem | undefined;
	/** Whether the first problem ended the run. */
	private isOver = false;

	constructor(
		planned: ReadonlyArray<PlannedRequest<R>>,
		private readonly options: SchedulerOptions,
		private readonly unplanned?: UnplannedItems<R>,
	) {
		this.bisectBudget = bisectBudgetOfRun(
			planned.length + Math.ceil((unplanned?.count() ?? 0) / FIRST_SIZE),
		);
		this.queue(planned.map((each) => this.asQueued(each)));
	}

	async finish(): Promise<RunResult<R>> {
		while (this.waiting + this.underWay.size > 0) {
			if (this.hasEnded()) break;
			const next = this.advance();
			if (next === 'now') continue;
			const timer = next === 'answer' ? [] : [this.options.wait(Math.min(next.inMs, MAX_SLEEP))];
			await Promise.race([...this.underWay, ...timer]);
		}
		await Promise.all(this.underWay);
		if (!this.isOver) this.refuseTheRest();
		const { counts, cacheable, rateLimit, shortfall } = this;
		const outcomes = this.outcomes.flat();
		return {
			...counts,
			outcomes,
			cacheable,
			rateLimit,
			sizes: this.cuts.flatMap(sizesIn),
			...(this.unplanned !== undefined && { size: this.size }),
			...(shortfall !== undefined && { shortfall }),
		};
	}

	private asQueued(planned: PlannedRequest<R>): QueuedRequest<R> {
		const cut = cutFor(planned);
		this.cuts.push(cut);
		return this.newSearch(planned, this.outcomes.push([]) - 1, cut);
	}

	private newSearch(planned: PlannedRequest<R>, index: number, cut: Cut): QueuedRequest<R> {
		const search = { items: planned.items.length, taken: 0, open: 1, found: 0 };
		return { planned, index, cut, search, attempts: 0 };
	}

	/** Requests still to send. */
	private get waiting(): number {
		const unplanned = requestsFor(this.size, this.unplanned?.count() ?? 0);
		return this.waitingToSend.length + this.retries.length + unplanned;
	}

	private hasEnded(): boolean {
		return this.isOver || this.endReason !== undefined || this.options.isCancelled();
	}

	/** In their order, before all that waits already. What was paid for already is not sent. */
	private queue(requests: ReadonlyArray<QueuedRequest<R>>): void {
		for (const queued of [...requests].reverse()) {
			const known = this.options.cached?.(queued.planned.request);
			if (known === undefined) this.waitingToSend.push(queued);
			else this.takeFromCache(queued, readResponse(known));
		}
	}

	/** Takes the answer of an earlier try. Items of it that had no usable result are asked for again. */
	private takeFromCache(queued: QueuedRequest<R>, sent: SendResult): void {
		this.counts.fromCache += 1;
		const { planned, search } = queued;
		const answered = read(planned, sent);
		if (!('outcomes' in answered)) {
			this.fail(queued, { ...answered, problem: fromCache(answered.problem) }, new Date());
			return;
		}
		const { outcomes } = answered;
		this.size = sizeTaken(this.size, planned.items.length);
		const usable = outcomes.filter(({ ok }) => ok);
		if (sent.answer !== undefined) {
			this.cacheable.push({ request: planned.request, answer: sent.answer });
		}
		if (planned.restrictTo === undefined || usable.length === outcomes.length) {
			this.complete(queued, outcomes);
			return;
		}
		const unusable = new Set(outcomes.flatMap(({ ok, item }) => (ok ? [] : [item])));
		search.open += 1;
		this.complete(queued, usable);
		this.queue([{ ...queued, planned: planned.restrictTo(unusable), attempts: 0 }]);
	}

	/** Sends one request, if one may be sent. */
	private advance(): Next {
		const { concurrentRequests } = this.options;
		if (this.waiting === 0) return 'answer';
		if (this.underWay.size >= concurrentRequests) return 'answer';
		const now = new Date();
		this.quota = atTime(this.quota, now);
		const allowed = canSend(this.quota, this.underWay.size);
		if (allowed.state === 'answer') return 'answer';
		if (allowed.state === 'closed') return this.waitOrEnd(allowed, now);

		const due = this.retries.findIndex(({ notBefore }) => notBefore <= now.getTime());
		if (due >= 0) {
			for (const { queued } of this.retries.splice(due, 1)) this.start(queued);
			return 'now';
		}
		// What waits to be sent again keeps its position, so that an outage is not found out by sending
		// everything once; and until something has been answered, it goes first.
		const slots = this.quota.known ? concurrentRequests - this.underWay.size : 1;
		const queued = this.retries.length < slots ? this.waitingToSend.pop() : undefined;
		if (queued !== undefined) {
			this.startInSize(queued);
			return 'now';
		}
		if (this.planNext(slots)) return 'now';
		if (this.retries.length === 0) return 'answer';
		const soonest = Math.min(...this.retries.map(({ notBefore }) => notBefore));
		return { inMs: Math.max(1, soonest - now.getTime()) };
	}

	/**
	 * Plans a request for the next items. One that is larger than any that was taken goes alone, so that
	 * a size that is refused costs one request.
	 */
	private planNext(slots: number): boolean {
		const { unplanned } = this;
		if (unplanned === undefined || unplanned.count() === 0) return false;
		if (this.retries.length >= slots) return false;
		const size = nextSize(this.size);
		const isTrial = size > this.size.taken;
		if (isTrial && this.underWay.size + this.retries.length > 0) return false;
		this.queue([this.asQueued(unplanned.plan(size))]);
		return true;
	}

	/** What is as large as a request that was too large is cut before it is sent. */
	private startInSize(queued: QueuedRequest<R>): void {
		const { tooLarge } = this;
		const { items, bisect } = queued.planned;
		const parts =
			tooLarge !== undefined && items.length >= tooLarge.items
				? bisect?.(tooLarge.problem)
				: undefined;
		if (parts === undefined) this.start(queued);
		else this.queueParts(queued, parts);
	}

	private queueParts(queued: QueuedRequest<R>, parts: ReadonlyArray<PlannedRequest<R>>): void {
		queued.search.open += parts.length - 1;
		this.queue(parts.map((planned) => ({ ...queued, planned, attempts: 0 })));
	}

	private start(queued: QueuedRequest<R>): void {
		const asked: Promise<void> = this.sendOnce(queued).finally(() => this.underWay.delete(asked));
		this.underWay.add(asked);
	}

	private async sendOnce(queued: QueuedRequest<R>): Promise<void> {
		const wasAlone = this.underWay.size === 0;
		this.quota = reserveRequest(this.quota);
		this.counts.requests += 1;
		if (queued.attempts > 0) this.counts.retries += 1;
		queued.attempts += 1;
		const asked = this.counts.requests;
		const sentAt = Date.now();
		const sent = await sendRequest(this.options.makeRequest, queued.planned.request);
		const now = new Date();
		this.updateQuota(sent, wasAlone && asked === this.counts.requests, now);
		if (!sent.ok && this.options.isCancelled()) this.refuse(queued, problem('stopped_unanswered'));
		else this.onResult(queued, sent, now, now.getTime() - sentAt);
		this.checkShortfall(now);
	}

	private updateQuota(sent: SendResult, alone: boolean, now: Date): void {
		const { rateLimit } = sent;
		this.rateLimit = lowestRateLimit(this.rateLimit, rateLimit);
		this.quota = atTime(this.quota, now);
		if (!sent.ok && sent.problem.quotaSpent === 'unknown') this.counts.unconfirmed += 1;
		if (!sent.ok && rateLimit.retryAt !== undefined) {
			this.retryAfter = { problem: sent.problem, isLimit: isLimitReached(sent.problem, rateLimit) };
		}
		const limited = !sent.ok && sent.problem.status === 429;
		// A proxy's answer does not say whether LeadsPredict has counted the request.
		if (!sent.ok && !limited && rateLimit.remaining === undefined) {
			this.quota = withoutAnswer(this.quota, sent.problem.quotaSpent);
		}
		if (!sent.ok && sent.answer === undefined) return;
		const others = this.underWay.size - 1;
		this.quota = updateQuota(this.quota, { rateLimit, limited, failed: !sent.ok, others, alone });
	}

	private onResult(queued: QueuedRequest<R>, sent: SendResult, now: Date, ms: number): void {
		const answered = read(queued.planned, sent);
		if (!('outcomes' in answered)) {
			this.fail(queued, answered, now);
			return;
		}
		const { outcomes } = answered;
		this.outages = 0;
		const { length } = queued.planned.items;
		const isUsable = outcomes.some(({ ok }) => ok);
		this.size = isUsable ? sizeTaken(this.size, length, ms) : sizeWithoutResults(this.size, length);
		if (sent.answer !== undefined && isUsable) {
			this.cacheable.push({ request: queued.planned.request, answer: sent.answer });
		}
		this.complete(queued, outcomes);
	}

	private fail(
		queued: QueuedRequest<R>,
		failure: SendResult & { readonly ok: false },
		now: Date,
	): void {
		const { problem, answer, rateLimit } = failure;
		const { request } = queued.planned;
		if (answer !== undefined && !problem.retryable) {
			if (answer.status < 300) this.cacheable.push({ request, answer, isUnusable: true });
			else if (isPermanentRefusal(answer)) this.cacheable.push({ request, answer });
		}
		if (
			queued.planned.cut !== undefined &&
			isTooSlow(this.size, queued.planned.items.length, problem)
		) {
			this.giveUp(queued, problem);
			return;
		}
		const attempt = { problem, rateLimit, attempt: queued.attempts };
		const decision = decideRetry(attempt, this.options.retry, now, Math.random());
		if (decision.retry) {
			this.retries.push({ queued, problem, notBefore: now.getTime() + decision.waitMs });
		} else {
			this.giveUp(
				queued,
				decision.because === 'wait' ? waitTooLong(problem, decision.waitMs) : problem,
			);
		}
	}

	private giveUp(queued: QueuedRequest<R>, problem: Problem): void {
		const { planned, search } = queued;
		if (planned.cut !== undefined) {
			const { length } = planned.items;
			this.size = sizeRefused(this.size, length, problem);
			const size = partSize(this.size, length, problem);
			if (size !== undefined && !this.hasEnded()) return this.cut(queued, planned.cut(size));
		}
		// A service for which even one lead is too large takes none.
		const isHopeless = problem.status === 413 && planned.items.length === 1;
		this.outages = isOutage(problem) || isHopeless ? this.outages + 1 : 0;
		if (endsRun(problem) || this.outages >= MAX_OUTAGES) this.endReason ??= notSent(problem);
		if (problem.status === 413) {
			const items = Math.min(planned.items.length, this.tooLarge?.items ?? Infinity);
			this.tooLarge = { items, problem };
		}
		const parts = planned.bisect?.(problem);
		if (parts === undefined) return this.refuse(queued, this.inWords(queued, problem));
		const { cached } = this.options;
		const toSend = parts.filter(({ request }) => cached?.(request) === undefined).length;
		// Once the run has ended nothing is sent, so the parts cost nothing, and none is blamed for others.
		if (!this.hasEnded()) {
			if (toSend > Math.min(bisectBudget(search.items) - search.taken, this.bisectBudget)) {
				return this.refuse(
					queued,
					bisectGivenUp(this.inWords(queued, problem), planned.items.length),
				);
			}
			search.taken += toSend;
			this.bisectBudget -= toSend;
		}
		this.queueParts(queued, parts);
	}

	/** Each part by itself: how it fares says nothing of the others. */
	private cut({ index, cut }: QueuedRequest<R>, parts: ReadonlyArray<PlannedRequest<R>>): void {
		const cuts = parts.map(cutFor);
		cut.parts = cuts;
		this.queue(
			parts.flatMap((planned, part) => {
				const own = cuts[part];
				return own === undefined ? [] : [this.newSearch(planned, index, own)];
			}),
		);
	}

	private inWords({ planned, attempts }: QueuedRequest<R>, problem: Problem): Problem {
		const said = afterAttempts(problem, attempts);
		return planned.explain?.(said) ?? said;
	}

	private refuse(queued: QueuedRequest<R>, problem: Problem): void {
		this.complete(
			queued,
			queued.planned.items.map((item) => failed(item, problem)),
		);
	}

	private complete(
		{ index, search }: QueuedRequest<R>,
		concluded: ReadonlyArray<Outcome<R>>,
	): void {
		// One by one: a request may speak for more items than a function takes arguments.
		for (const outcome of concluded) this.outcomes[index]?.push(outcome);
		if (this.options.stopAtProblem && concluded.some(isProblem)) this.isOver = true;
		search.open -= 1;
		search.found += concluded.filter(({ ok }) => ok).length;
		// A search that was worth it is no reason to spare the next one.
		if (search.open === 0 && 2 * search.found >= search.items) this.bisectBudget += search.taken;
	}

	/** Says as soon as it can be known that the limit does not hold what is left to do. */
	private checkShortfall(now: Date): void {
		const found = checkShortfall(this.quota, this.waiting);
		if (found === undefined || this.hasEnded()) return;
		const { timezone } = this.options;
		const short = { ...found, ...(timezone !== undefined && { timezone }) };
		if (this.shortfall === undefined) this.options.onShortfall?.(short);
		this.shortfall ??= short;
		// What would be scored until then would be lost with the error that must come.
		const inMs = untilReset(short, now);
		if (this.options.stopAtProblem && !this.mayWait(inMs)) {
			this.endReason = limitTooSmall(short, inMs, this.options.retry);
		}
	}

	private mayWait(inMs: number): boolean {
		const { waitForReset, maxWait } = this.options.retry;
		return waitForReset && inMs <= maxWait;
	}

	private waitOrEnd({ until, because }: Closed, now: Date): Next {
		const inMs = until.getTime() - now.getTime();
		if (because === 'stated') {
			const { maxWait, waitForReset } = this.options.retry;
			const { problem: failure = problem('stopped'), isLimit = false } = this.retryAfter ?? {};
			if (inMs <= maxWait && (waitForReset || !isLimit)) return { inMs: Math.max(1, inMs) };
			this.endReason = notSent(waitTooLong(failure, inMs));
			return 'now';
		}
		if (this.mayWait(inMs)) return { inMs: Math.max(1, inMs + RESET_MARGIN) };
		this.endReason = limitTooSmall(
			{ needed: this.waiting, left: 0, resetsAt: until },
			inMs,
			this.options.retry,
		);
		return 'now';
	}

	/** What was not sent, or not sent again, when the run ended before its time. */
	private refuseTheRest(): void {
		const { endReason } = this;
		const isCancelled = this.options.isCancelled();
		for (const { queued, problem: failure } of this.retries.splice(0)) {
			this.refuse(
				queued,
				isCancelled ? problem('stopped_unanswered') : this.inWords(queued, failure),
			);
		}
		const why = isCancelled || endReason === undefined ? problem('stopped') : endReason;
		for (const queued of this.waitingToSend.splice(0).reverse()) this.refuse(queued, why);
		const { items = [] } = this.unplanned?.plan(this.unplanned.count()) ?? {};
		this.outcomes.push(items.map((item) => failed(item, why)));
	}
}

const untilReset = ({ resetsAt }: Shortfall, now: Date): number =>
	resetsAt === undefined ? 0 : resetsAt.getTime() - now.getTime();
