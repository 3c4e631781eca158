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
import { readResponse, sendRequest } from './http';
import type { SendResult } from './http';

/** One request, the input items it speaks for, and how its answer becomes their outcomes. */
export interface PlannedRequest<R> {
	readonly request: ApiRequest;
	readonly items: readonly number[];
	readonly read: (answer: ApiResponse) => Array<Outcome<R>>;
	/** Says more of a problem than the answer alone does. */
	readonly explain?: (problem: Problem) => Problem;
	/** Smaller calls for the same items, when one of them may be to blame for the problem. */
	readonly bisect?: (problem: Problem) => ReadonlyArray<PlannedRequest<R>> | undefined;
	/** A call for some of the items alone. */
	readonly restrictTo?: (items: ReadonlySet<number>) => PlannedRequest<R>;
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
}

export interface RunResult<R> extends RequestCounts {
	readonly outcomes: ReadonlyArray<Outcome<R>>;
	/** Answers that need not be asked for again, should this run be made again. */
	readonly cacheable: readonly CacheableResponse[];
	/** What the answers said about the quota, the lowest number of the last window. */
	readonly rateLimit: RateLimit;
}

/** n8n's own Stop is nobody's fault. */
export const isProblem = <R>(outcome: Outcome<R>): outcome is Outcome<R> & { ok: false } =>
	!outcome.ok && outcome.problem.by !== 'stopped';

/** Requests in a row that may fail because LeadsPredict is down, before the rest is not tried. */
const MAX_OUTAGES = 3;

/** Milliseconds. Longer waits are made of such pieces, so that none outlives its run by more. */
const MAX_SLEEP = 1_000;

/** The search for the bad items of one call, shared by all its parts. */
interface BisectSearch {
	readonly items: number;
	/** Further requests that it has taken. */
	taken: number;
	/** Parts without their outcomes, and items that have a result. */
	open: number;
	found: number;
}

/** A call on its way to its outcomes. */
interface QueuedRequest<R> {
	readonly call: PlannedRequest<R>;
	/** Which of the calls it is, or is a part of: its outcomes go there. */
	readonly index: number;
	readonly search: BisectSearch;
	/** Times it was sent. */
	attempts: number;
}

/** A task that is to be sent again. */
interface ScheduledRetry<R> {
	readonly task: QueuedRequest<R>;
	readonly problem: Problem;
	/** Milliseconds of the clock. */
	readonly notBefore: number;
}

/** An answer to a call as its items see it: their outcomes, or the problem of the whole request. */
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
 * Sends calls, a few at a time. Every item of every call gets exactly one outcome, in the order of
 * the calls, unless `stopAtProblem` ended the run early: then calls that were not made, or were to be
 * made again, have none. Once it is clear that further requests must fail as well, they are not sent: a
 * refused key costs one request, whatever the number of leads.
 */
export async function runRequests<R>(
	calls: ReadonlyArray<PlannedRequest<R>>,
	options: SchedulerOptions,
): Promise<RunResult<R>> {
	return await new RequestScheduler(calls, options).finish();
}

/** A run under way. What is decided is decided by pure functions; here it is only kept and done. */
class RequestScheduler<R> {
	private readonly outcomes: Array<Array<Outcome<R>>>;
	/** Not sent yet; the last comes first. */
	private readonly queued: Array<QueuedRequest<R>> = [];
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
	private outages = 0;
	private shortfall: Shortfall | undefined;
	/** The last failure that named a time before which not to come back. */
	private retryAfter: { readonly problem: Problem; readonly isLimit: boolean } | undefined;
	/** Why nothing more is sent. */
	private endReason: Problem | undefined;
	/** Whether the first problem ended the run. */
	private isOver = false;

	constructor(
		calls: ReadonlyArray<PlannedRequest<R>>,
		private readonly options: SchedulerOptions,
	) {
		this.outcomes = calls.map(() => []);
		this.bisectBudget = bisectBudgetOfRun(calls.length);
		this.queue(
			calls.map((call, index) => ({
				call,
				index,
				search: { items: call.items.length, taken: 0, open: 1, found: 0 },
				attempts: 0,
			})),
		);
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
			...(shortfall !== undefined && { shortfall }),
		};
	}

	/** Requests still to send. */
	private get waiting(): number {
		return this.queued.length + this.retries.length;
	}

	private hasEnded(): boolean {
		return this.isOver || this.endReason !== undefined || this.options.isCancelled();
	}

	/** In their order, before all that waits already. What was paid for already is not sent. */
	private queue(tasks: ReadonlyArray<QueuedRequest<R>>): void {
		for (const task of [...tasks].reverse()) {
			const known = this.options.cached?.(task.call.request);
			if (known === undefined) this.queued.push(task);
			else this.takeFromCache(task, readResponse(known));
		}
	}

	/** Takes the answer of an earlier try. Items of it that had no usable result are asked for again. */
	private takeFromCache(task: QueuedRequest<R>, sent: SendResult): void {
		this.counts.fromCache += 1;
		const { call, search } = task;
		const answered = read(call, sent);
		if (!('outcomes' in answered)) {
			this.fail(task, { ...answered, problem: fromCache(answered.problem) }, new Date());
			return;
		}
		const { outcomes } = answered;
		const usable = outcomes.filter(({ ok }) => ok);
		if (sent.answer !== undefined) {
			this.cacheable.push({ request: call.request, answer: sent.answer });
		}
		if (call.restrictTo === undefined || usable.length === outcomes.length) {
			this.complete(task, outcomes);
			return;
		}
		const unusable = new Set(outcomes.flatMap(({ ok, item }) => (ok ? [] : [item])));
		search.open += 1;
		this.complete(task, usable);
		this.queue([{ ...task, call: call.restrictTo(unusable), attempts: 0 }]);
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
			for (const { task } of this.retries.splice(due, 1)) this.start(task);
			return 'now';
		}
		// What waits to be sent again keeps its position, so that an outage is not found out by sending
		// everything once; and until something has been answered, it goes first.
		const slots = this.quota.known ? concurrentRequests - this.underWay.size : 1;
		const task = this.retries.length < slots ? this.queued.pop() : undefined;
		if (task !== undefined) {
			this.startInSize(task);
			return 'now';
		}
		if (this.retries.length === 0) return 'answer';
		const soonest = Math.min(...this.retries.map(({ notBefore }) => notBefore));
		return { inMs: Math.max(1, soonest - now.getTime()) };
	}

	/** What is as large as a request that was too large is cut before it is sent. */
	private startInSize(task: QueuedRequest<R>): void {
		const { tooLarge } = this;
		const { items, bisect } = task.call;
		const parts =
			tooLarge !== undefined && items.length >= tooLarge.items
				? bisect?.(tooLarge.problem)
				: undefined;
		if (parts === undefined) this.start(task);
		else this.queueParts(task, parts);
	}

	private queueParts(task: QueuedRequest<R>, parts: ReadonlyArray<PlannedRequest<R>>): void {
		task.search.open += parts.length - 1;
		this.queue(parts.map((call) => ({ ...task, call, attempts: 0 })));
	}

	private start(task: QueuedRequest<R>): void {
		const asked: Promise<void> = this.sendOnce(task).finally(() => this.underWay.delete(asked));
		this.underWay.add(asked);
	}

	private async sendOnce(task: QueuedRequest<R>): Promise<void> {
		const wasAlone = this.underWay.size === 0;
		this.quota = reserveRequest(this.quota);
		this.counts.requests += 1;
		if (task.attempts > 0) this.counts.retries += 1;
		task.attempts += 1;
		const asked = this.counts.requests;
		const sent = await sendRequest(this.options.makeRequest, task.call.request);
		const now = new Date();
		this.updateQuota(sent, wasAlone && asked === this.counts.requests, now);
		if (!sent.ok && this.options.isCancelled()) this.refuse(task, problem('stopped_unanswered'));
		else this.onResult(task, sent, now);
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

	private onResult(task: QueuedRequest<R>, sent: SendResult, now: Date): void {
		const answered = read(task.call, sent);
		if (!('outcomes' in answered)) {
			this.fail(task, answered, now);
			return;
		}
		const { outcomes } = answered;
		this.outages = 0;
		if (sent.answer !== undefined && outcomes.some(({ ok }) => ok)) {
			this.cacheable.push({ request: task.call.request, answer: sent.answer });
		}
		this.complete(task, outcomes);
	}

	private fail(
		task: QueuedRequest<R>,
		failure: SendResult & { readonly ok: false },
		now: Date,
	): void {
		const { problem, answer, rateLimit } = failure;
		const { request } = task.call;
		if (answer !== undefined && !problem.retryable) {
			if (answer.status < 300) this.cacheable.push({ request, answer, isUnusable: true });
			else if (isPermanentRefusal(answer)) this.cacheable.push({ request, answer });
		}
		const attempt = { problem, rateLimit, attempt: task.attempts };
		const decision = decideRetry(attempt, this.options.retry, now, Math.random());
		if (decision.retry) {
			this.retries.push({ task, problem, notBefore: now.getTime() + decision.waitMs });
		} else {
			this.giveUp(
				task,
				decision.because === 'wait' ? waitTooLong(problem, decision.waitMs) : problem,
			);
		}
	}

	private giveUp(task: QueuedRequest<R>, problem: Problem): void {
		const { call, search } = task;
		// A service for which even one lead is too large takes none.
		const isHopeless = problem.status === 413 && call.items.length === 1;
		this.outages = isOutage(problem) || isHopeless ? this.outages + 1 : 0;
		if (endsRun(problem) || this.outages >= MAX_OUTAGES) this.endReason ??= notSent(problem);
		if (problem.status === 413) {
			const items = Math.min(call.items.length, this.tooLarge?.items ?? Infinity);
			this.tooLarge = { items, problem };
		}
		const parts = call.bisect?.(problem);
		if (parts === undefined) return this.refuse(task, this.inWords(task, problem));
		const { cached } = this.options;
		const toSend = parts.filter(({ request }) => cached?.(request) === undefined).length;
		// Once the run has ended nothing is sent, so the parts cost nothing, and none is blamed for others.
		if (!this.hasEnded()) {
			if (toSend > Math.min(bisectBudget(search.items) - search.taken, this.bisectBudget)) {
				return this.refuse(task, bisectGivenUp(this.inWords(task, problem), call.items.length));
			}
			search.taken += toSend;
			this.bisectBudget -= toSend;
		}
		this.queueParts(task, parts);
	}

	private inWords({ call, attempts }: QueuedRequest<R>, problem: Problem): Problem {
		const said = afterAttempts(problem, attempts);
		return call.explain?.(said) ?? said;
	}

	private refuse(task: QueuedRequest<R>, problem: Problem): void {
		this.complete(
			task,
			task.call.items.map((item) => failed(item, problem)),
		);
	}

	private complete(
		{ index, search }: QueuedRequest<R>,
		concluded: ReadonlyArray<Outcome<R>>,
	): void {
		// One by one: a call may speak for more items than a function takes arguments.
		for (const outcome of concluded) this.outcomes[index]?.push(outcome);
		if (this.options.stopAtProblem && concluded.some(isProblem)) this.isOver = true;
		search.open -= 1;
		search.found += concluded.filter(({ ok }) => ok).length;
		// A search that was worth it is no reason to spare the next one.
		if (search.open === 0 && 2 * search.found >= search.items) this.bisectBudget += search.taken;
	}

	/** Says as soon as it can be known that the limit does not hold what is left to do. */
	private checkShortfall(now: Date): void {
		const short = checkShortfall(this.quota, this.waiting);
		if (short === undefined || this.hasEnded()) return;
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
		for (const { task, problem: failure } of this.retries.splice(0)) {
			this.refuse(task, isCancelled ? problem('stopped_unanswered') : this.inWords(task, failure));
		}
		for (const task of this.queued.splice(0).reverse()) {
			this.refuse(task, isCancelled || endReason === undefined ? problem('stopped') : endReason);
		}
	}
}

const untilReset = ({ resetsAt }: Shortfall, now: Date): number =>
	resetsAt === undefined ? 0 : resetsAt.getTime() - now.getTime();
