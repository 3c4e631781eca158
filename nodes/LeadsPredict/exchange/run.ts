import type { RateLimit } from '../contract';
import type { Outcome, Problem } from '../flow';
import { failed } from '../flow';
import { mostExtra, mostExtraOfRun } from './isolate';
import { isPermanentRefusal } from './paid';
import type { Settled } from './paid';
import {
	afterAttempts,
	endsRun,
	isOutage,
	limitTooSmall,
	notSent,
	stopped,
	waitTooLong,
} from './problem';
import {
	RESET_MARGIN,
	atTime,
	gate,
	heard,
	shortfall,
	spent,
	unanswered,
	unknownQuota,
} from './quota';
import type { Closed, Shortfall } from './quota';
import { decideRetry } from './retry';
import type { RetryPolicy } from './retry';
import { receive, send } from './send';
import type { Answer, HttpAnswer, MakeRequest, Request, Sent } from './send';

/** One request, the input items it speaks for, and how its answer becomes their outcomes. */
export interface Call<R> {
	readonly request: Request;
	readonly items: readonly number[];
	readonly read: (answer: Answer) => Array<Outcome<R>>;
	/** Says more of a problem than the answer alone does. */
	readonly explain?: (problem: Problem) => Problem;
	/** Smaller calls for the same items, when one of them may be to blame for the problem. */
	readonly cut?: (problem: Problem) => ReadonlyArray<Call<R>> | undefined;
}

export interface RunOptions {
	readonly makeRequest: MakeRequest;
	/** Whether the first problem ends the run (On Error: Stop Workflow). */
	readonly stopAtProblem: boolean;
	/** Asked before each request, so that n8n's Stop sends nothing more. */
	readonly isCancelled: () => boolean;
	/** How failed requests are sent again, and whether a limit that is reached is waited for. */
	readonly retry: RetryPolicy;
	/** Requests under way at the same time, at least 1. */
	readonly atOnce: number;
	/** @param waitMs milliseconds; may end early when the run is cancelled */
	readonly wait: (waitMs: number) => Promise<unknown>;
	/** Finds an answer that an earlier try of this run has paid for. */
	readonly recall?: (request: Request) => HttpAnswer | undefined;
	/** Told once, as soon as it is clear that the limit cannot hold the run. */
	readonly onShortfall?: (shortfall: Shortfall) => void;
}

/** How many requests a run took, and what became of those that brought nothing. */
export interface Requests {
	/** All that were sent. */
	readonly requests: number;
	/** Those of them that repeat one that failed. */
	readonly repeats: number;
	/** Those of them that failed and may have been counted by LeadsPredict all the same. */
	readonly unsure: number;
	/** Those that were not sent, because an earlier try had their answers. */
	readonly recalled: number;
}

export interface Run<R> extends Requests {
	readonly outcomes: ReadonlyArray<Outcome<R>>;
	/** Answers that need not be asked for again, should this run be made again. */
	readonly settled: readonly Settled[];
	/** What the last answer said about the quota. */
	readonly rateLimit: RateLimit;
}

/** n8n's own Stop is nobody's fault. */
export const isProblem = <R>(outcome: Outcome<R>): outcome is Outcome<R> & { ok: false } =>
	!outcome.ok && outcome.problem.by !== 'stopped';

/** Requests in a row that may fail because LeadsPredict is down, before the rest is not tried. */
const MOST_OUTAGES = 3;

/** Milliseconds. Longer waits are made of such pieces, so that none outlives its run by more. */
const LONGEST_SLEEP = 1_000;

/** A call on its way to its outcomes. */
interface Task<R> {
	readonly call: Call<R>;
	/** Which of the calls it is, or is a part of: its outcomes go there. */
	readonly place: number;
	/** Further requests that may be spent on finding bad items; shared by all parts of a call. */
	readonly extra: { left: number };
	/** Times it was sent. */
	attempts: number;
}

/** A task that is to be sent again. */
interface Repeat<R> {
	readonly task: Task<R>;
	readonly problem: Problem;
	/** Milliseconds of the clock. */
	readonly notBefore: number;
}

/** What may be done next: go on at once, after a time, or when an answer has come. */
type Next = 'now' | 'answer' | { readonly inMs: number };

/**
 * Sends calls, a few at a time. Every item of every call gets exactly one outcome, in the order of
 * the calls, unless `stopAtProblem` ended the run early: then calls that were not made, or were to be
 * made again, have none. Once it is clear that further requests must fail as well, they are not sent: a
 * refused key costs one request, whatever the number of leads.
 */
export async function run<R>(calls: ReadonlyArray<Call<R>>, options: RunOptions): Promise<Run<R>> {
	return await new Running(calls, options).finish();
}

/** A run under way. What is decided is decided by pure functions; here it is only kept and done. */
class Running<R> {
	private readonly outcomes: Array<Array<Outcome<R>>>;
	/** Not sent yet; the last comes first. */
	private readonly fresh: Array<Task<R>> = [];
	private readonly repeated: Array<Repeat<R>> = [];
	private readonly underWay = new Set<Promise<void>>();
	private readonly settled: Settled[] = [];
	private readonly counts = { requests: 0, repeats: 0, unsure: 0, recalled: 0 };
	private rateLimit: RateLimit = {};
	private quota = unknownQuota;
	/** Requests that may still be spent on finding bad items. */
	private extra: number;
	private outages = 0;
	private isShort = false;
	/** The last failure that named a time before which not to come back. */
	private told: Problem | undefined;
	/** Why nothing more is sent. */
	private end: Problem | undefined;
	/** Whether the first problem ended the run. */
	private isOver = false;

	constructor(
		calls: ReadonlyArray<Call<R>>,
		private readonly options: RunOptions,
	) {
		this.outcomes = calls.map(() => []);
		this.extra = mostExtraOfRun(calls.length);
		this.queue(
			calls.map((call, place) => ({
				call,
				place,
				extra: { left: mostExtra(call.items.length) },
				attempts: 0,
			})),
		);
	}

	async finish(): Promise<Run<R>> {
		while (this.fresh.length + this.repeated.length + this.underWay.size > 0) {
			if (this.hasEnded()) break;
			const next = this.advance();
			if (next === 'now') continue;
			const timer =
				next === 'answer' ? [] : [this.options.wait(Math.min(next.inMs, LONGEST_SLEEP))];
			await Promise.race([...this.underWay, ...timer]);
		}
		await Promise.all(this.underWay);
		if (!this.isOver) this.refuseTheRest();
		const { counts, settled, rateLimit } = this;
		return { ...counts, outcomes: this.outcomes.flat(), settled, rateLimit };
	}

	private hasEnded(): boolean {
		return this.isOver || this.end !== undefined || this.options.isCancelled();
	}

	/** In their order, before all that waits already. What was paid for already is not sent. */
	private queue(tasks: ReadonlyArray<Task<R>>): void {
		for (const task of [...tasks].reverse()) {
			const known = this.options.recall?.(task.call.request);
			if (known === undefined) this.fresh.push(task);
			else {
				this.counts.recalled += 1;
				this.take(task, receive(known), new Date());
			}
		}
	}

	/** Sends one request, if one may be sent. */
	private advance(): Next {
		const { atOnce } = this.options;
		if (this.fresh.length + this.repeated.length === 0) return 'answer';
		if (this.underWay.size >= atOnce) return 'answer';
		const now = new Date();
		this.quota = atTime(this.quota, now);
		const allowed = gate(this.quota, this.underWay.size);
		if (allowed.state === 'answer') return 'answer';
		if (allowed.state === 'closed') return this.waitOrEnd(allowed, now);

		const due = this.repeated.findIndex(({ notBefore }) => notBefore <= now.getTime());
		if (due >= 0) {
			for (const { task } of this.repeated.splice(due, 1)) this.launch(task);
			return 'now';
		}
		// What waits to be sent again keeps its place, so that an outage is not found out by sending
		// everything once; and until something has been answered, it goes first.
		const places = this.quota.known ? atOnce - this.underWay.size : 1;
		const task = this.repeated.length < places ? this.fresh.pop() : undefined;
		if (task !== undefined) {
			this.launch(task);
			return 'now';
		}
		if (this.repeated.length === 0) return 'answer';
		const soonest = Math.min(...this.repeated.map(({ notBefore }) => notBefore));
		return { inMs: Math.max(1, soonest - now.getTime()) };
	}

	private launch(task: Task<R>): void {
		const asked: Promise<void> = this.ask(task).finally(() => this.underWay.delete(asked));
		this.underWay.add(asked);
	}

	private async ask(task: Task<R>): Promise<void> {
		const wasAlone = this.underWay.size === 0;
		this.quota = spent(this.quota);
		this.counts.requests += 1;
		if (task.attempts > 0) this.counts.repeats += 1;
		task.attempts += 1;
		const asked = this.counts.requests;
		const sent = await send(this.options.makeRequest, task.call.request);
		const now = new Date();
		this.hear(sent, wasAlone && asked === this.counts.requests, now);
		if (!sent.ok && this.options.isCancelled()) this.refuse(task, stopped(true));
		else this.take(task, sent, now);
		this.foresee(now);
	}

	private hear(sent: Sent, alone: boolean, now: Date): void {
		this.rateLimit = { ...this.rateLimit, ...sent.rateLimit };
		this.quota = atTime(this.quota, now);
		if (!sent.ok && sent.problem.quotaSpent === 'unknown') this.counts.unsure += 1;
		if (!sent.ok && sent.rateLimit.retryAt !== undefined) this.told = sent.problem;
		if (!sent.ok && sent.answer === undefined) {
			this.quota = unanswered(this.quota, sent.problem.quotaSpent);
			return;
		}
		const limited = !sent.ok && sent.problem.status === 429;
		const { rateLimit } = sent;
		const others = this.underWay.size - 1;
		this.quota = heard(this.quota, { rateLimit, limited, failed: !sent.ok, others, alone });
	}

	private take(task: Task<R>, sent: Sent, now: Date): void {
		const { request, read } = task.call;
		if (sent.ok) {
			this.outages = 0;
			const outcomes = read(sent.answer);
			if (outcomes.some(({ ok }) => ok)) this.settled.push({ request, answer: sent.answer });
			this.conclude(task, outcomes);
			return;
		}
		const { problem, answer, rateLimit } = sent;
		if (answer !== undefined && !problem.retryable && isPermanentRefusal(answer.status)) {
			this.settled.push({ request, answer });
		}
		const failure = { problem, rateLimit, attempt: task.attempts };
		const decision = decideRetry(failure, this.options.retry, now, Math.random());
		if (decision.retry) {
			this.repeated.push({ task, problem, notBefore: now.getTime() + decision.waitMs });
		} else {
			this.giveUp(
				task,
				decision.because === 'wait' ? waitTooLong(problem, decision.waitMs) : problem,
			);
		}
	}

	private giveUp(task: Task<R>, problem: Problem): void {
		this.outages = isOutage(problem) ? this.outages + 1 : 0;
		if (endsRun(problem) || this.outages >= MOST_OUTAGES) this.end ??= notSent(problem);
		const parts = this.hasEnded() ? undefined : task.call.cut?.(problem);
		if (parts !== undefined && parts.length <= Math.min(task.extra.left, this.extra)) {
			task.extra.left -= parts.length;
			this.extra -= parts.length;
			this.queue(parts.map((call) => ({ ...task, call, attempts: 0 })));
		} else this.refuse(task, this.inWords(task, problem));
	}

	private inWords({ call, attempts }: Task<R>, problem: Problem): Problem {
		const said = afterAttempts(problem, attempts);
		return call.explain?.(said) ?? said;
	}

	private refuse(task: Task<R>, problem: Problem): void {
		this.conclude(
			task,
			task.call.items.map((item) => failed(item, problem)),
		);
	}

	private conclude({ place }: Task<R>, concluded: ReadonlyArray<Outcome<R>>): void {
		// One by one: a call may speak for more items than a function takes arguments.
		for (const outcome of concluded) this.outcomes[place]?.push(outcome);
		if (this.options.stopAtProblem && concluded.some(isProblem)) this.isOver = true;
	}

	/** Says as soon as it can be known that the limit does not hold what is left to do. */
	private foresee(now: Date): void {
		const short = shortfall(this.quota, this.fresh.length + this.repeated.length);
		if (short === undefined || this.hasEnded()) return;
		if (!this.isShort) this.options.onShortfall?.(short);
		this.isShort = true;
		// What would be scored until then would be lost with the error that must come.
		const inMs = untilReset(short, now);
		if (this.options.stopAtProblem && !this.mayWait(inMs)) this.end = limitTooSmall(short, inMs);
	}

	private mayWait(inMs: number): boolean {
		const { waitForReset, longestWait } = this.options.retry;
		return waitForReset && inMs <= longestWait;
	}

	private waitOrEnd({ until, because }: Closed, now: Date): Next {
		const inMs = until.getTime() - now.getTime();
		if (because === 'told') {
			if (inMs <= this.options.retry.longestWait) return { inMs: Math.max(1, inMs) };
			this.end = notSent(waitTooLong(this.told ?? stopped(false), inMs));
			return 'now';
		}
		if (this.mayWait(inMs)) return { inMs: Math.max(1, inMs + RESET_MARGIN) };
		const needed = this.fresh.length + this.repeated.length;
		this.end = limitTooSmall({ needed, left: 0, resetsAt: until }, inMs);
		return 'now';
	}

	/** What was not sent, or not sent again, when the run ended before its time. */
	private refuseTheRest(): void {
		const { end } = this;
		const isCancelled = this.options.isCancelled();
		for (const { task, problem } of this.repeated.splice(0)) {
			this.refuse(task, isCancelled ? stopped(true) : this.inWords(task, problem));
		}
		for (const task of this.fresh.splice(0).reverse()) {
			this.refuse(task, isCancelled || end === undefined ? stopped(false) : end);
		}
	}
}

const untilReset = ({ resetsAt }: Shortfall, now: Date): number =>
	resetsAt === undefined ? 0 : resetsAt.getTime() - now.getTime();
