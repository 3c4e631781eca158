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

/** One request, its input items, and how its answer becomes their outcomes. */
export interface PlannedRequest<R> {
	readonly request: ApiRequest;
	readonly items: readonly number[];
	readonly read: (answer: ApiResponse) => Array<Outcome<R>>;
	/** Adds context to a problem. */
	readonly explain?: (problem: Problem) => Problem;
	/** Smaller requests for the same items, when one of them may be the cause of the problem. */
	readonly bisect?: (problem: Problem) => ReadonlyArray<PlannedRequest<R>> | undefined;
	/** A request for only some of the items. */
	readonly restrictTo?: (items: ReadonlySet<number>) => PlannedRequest<R>;
	/** Requests of another size for the same items; missing when the user chose the size. */
	readonly cut?: (size: number) => ReadonlyArray<PlannedRequest<R>>;
}

/** Items whose requests are planned one by one, each in the best size known at the time. */
export interface UnplannedItems<R> {
	/** How many are left. */
	readonly count: () => number;
	/** A request for the next items. */
	readonly plan: (size: number) => PlannedRequest<R>;
}

export interface SchedulerOptions {
	readonly makeRequest: MakeRequest;
	/** Whether the first problem ends the run (On Error: Stop Workflow). */
	readonly stopAtProblem: boolean;
	/** Called before each request, so that nothing is sent after n8n's Stop. */
	readonly isCancelled: () => boolean;
	/** How failed requests are retried, and whether the run waits for a reached limit to reset. */
	readonly retry: RetryPolicy;
	/** Concurrent requests, at least 1. */
	readonly concurrentRequests: number;
	/** @param waitMs milliseconds; may end early when the run is cancelled */
	readonly wait: (waitMs: number) => Promise<unknown>;
	/** Finds the paid answer of an earlier try. */
	readonly cached?: (request: ApiRequest) => HttpResponse | undefined;
	/** IANA name of the time zone for messages; default: UTC. */
	readonly timezone?: string;
	/** Called once, as soon as the limit is known to be too small for the run. */
	readonly onShortfall?: (shortfall: Shortfall) => void;
}

/** How many requests a run sent, and how many of them failed. */
export interface RequestCounts {
	readonly requests: number;
	/** Retries among them. */
	readonly retries: number;
	/** Failed requests among them that LeadsPredict may have counted. */
	readonly unconfirmed: number;
	/** Requests that were not sent because an earlier try has their answers. */
	readonly fromCache: number;
	/** The shortfall of the limit when it was first noticed. */
	readonly shortfall?: Shortfall;
	/** What the run learned about the max size of a request; missing when the size was set. */
	readonly size?: RequestSize;
}

export interface RunResult<R> extends RequestCounts {
	readonly outcomes: ReadonlyArray<Outcome<R>>;
	/** Answers that a repeated run can reuse. */
	readonly cacheable: readonly CacheableResponse[];
	/** The quota from the answers: the lowest number of the last window. */
	readonly rateLimit: RateLimit;
	/** How many items each request held, so that a repeated run plans the same requests. */
	readonly sizes: readonly number[];
}

/** n8n's Stop is not a problem. */
export const isProblem = <R>(outcome: Outcome<R>): outcome is Outcome<R> & { ok: false } =>
	!outcome.ok && outcome.problem.by !== 'stopped';

/** Consecutive outages after which the rest is not sent. */
const MAX_OUTAGES = 3;

/** Milliseconds. Longer waits are split, so that none outlasts its run by more than this. */
const MAX_SLEEP = 1_000;

/** The search for the invalid items of one request, shared by all its parts. */
interface BisectSearch {
	readonly items: number;
	/** Further requests that it has sent. */
	taken: number;
	/** Parts without outcomes, and items with a result. */
	open: number;
	found: number;
}

/** How many items a request held, and how it was cut. */
interface Cut {
	readonly items: number;
	parts: readonly Cut[];
}

const cutFor = ({ items }: PlannedRequest<unknown>): Cut => ({ items: items.length, parts: [] });

const sizesIn = ({ items, parts }: Cut): number[] =>
	parts.length === 0 ? [items] : parts.flatMap(sizesIn);

/** A request without outcomes yet. */
interface QueuedRequest<R> {
	readonly planned: PlannedRequest<R>;
	/** The position of the original request, where its outcomes belong. */
	readonly index: number;
	readonly cut: Cut;
	readonly search: BisectSearch;
	/** How often it was sent. */
	attempts: number;
}

/** A request that waits for its retry. */
interface ScheduledRetry<R> {
	readonly queued: QueuedRequest<R>;
	readonly problem: Problem;
	/** Milliseconds since 1970. */
	readonly notBefore: number;
}

/** An answer read for its items: their outcomes, or the problem of the whole request. */
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

/** When the run continues: at once, after a time, or after the next answer. */
type Next = 'now' | 'answer' | { readonly inMs: number };

/**
 * Sends requests, a few at a time. Every item gets exactly one outcome, in the order of the requests.
 * If `stopAtProblem` ends the run early, requests that were not sent or wait for a retry have none.
 * Requests that are certain to fail are not sent: a refused key costs one request, whatever the number
 * of leads.
 */
export async function runRequests<R>(
	planned: ReadonlyArray<PlannedRequest<R>>,
	options: SchedulerOptions,
	unplanned?: UnplannedItems<R>,
): Promise<RunResult<R>> {
	return await new RequestScheduler(planned, options, unplanned).finish();
}

/** A run in progress. Pure functions decide; this class holds the state and acts. */
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
	/** Requests left for finding invalid items. */
	private bisectBudget: number;
	/** The smallest request that was refused for its size. */
	private tooLarge: { readonly items: number; readonly problem: Problem } | undefined;
	private size = unknownSize;
	private outages = 0;
	private shortfall: Shortfall | undefined;
	/** The last failure that named a time for the next request. */
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

	/** Adds requests in their order, before those that wait already. Cached answers replace requests. */
	private queue(requests: ReadonlyArray<QueuedRequest<R>>): void {
		for (const queued of [...requests].reverse()) {
			const known = this.options.cached?.(queued.planned.request);
			if (known === undefined) this.waitingToSend.push(queued);
			else this.takeFromCache(queued, readResponse(known));
		}
	}

	/** Uses the answer of an earlier try. Its items without a usable result are sent again. */
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

	/** Sends one request, if allowed. */
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
		// Waiting retries occupy slots, so that an outage is noticed before every request has been sent.
		// Until the first answer, retries go first.
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
	 * Plans a request for the next items. A request larger than any accepted one is sent alone, so that a
	 * refused size costs one request.
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

	/** Cuts a request that is as large as one that was too large, before it is sent. */
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
		// A proxy's answer does not show whether LeadsPredict counted the request.
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
		// If a single lead is too large, every request is.
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
		// After the run has ended, the parts are not sent and cost nothing.
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

	/** Queues each part separately: a failure of one says nothing about the others. */
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
		// One by one, because a request may have more items than a function takes arguments.
		for (const outcome of concluded) this.outcomes[index]?.push(outcome);
		if (this.options.stopAtProblem && concluded.some(isProblem)) this.isOver = true;
		search.open -= 1;
		search.found += concluded.filter(({ ok }) => ok).length;
		// A search that scored most of its items does not reduce the budget.
		if (search.open === 0 && 2 * search.found >= search.items) this.bisectBudget += search.taken;
	}

	/** Reports as soon as the limit is too small for the remaining requests. */
	private checkShortfall(now: Date): void {
		const found = checkShortfall(this.quota, this.waiting);
		if (found === undefined || this.hasEnded()) return;
		const { timezone } = this.options;
		const short = { ...found, ...(timezone !== undefined && { timezone }) };
		if (this.shortfall === undefined) this.options.onShortfall?.(short);
		this.shortfall ??= short;
		// Stop now: the error that must follow would discard all scores until then.
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

	/** Gives outcomes to requests that were not sent or retried when the run ended early. */
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
