import type { RateLimit } from '../contract';
import type { Outcome, Problem } from '../flow';
import { failed } from '../flow';
import { endsRun, isOutage, notSent, stopped } from './problem';
import { decideRetry } from './retry';
import type { RetryPolicy } from './retry';
import { send } from './send';
import type { Answer, MakeRequest, Request, Sent } from './send';

/** One request, the input items it speaks for, and how its answer becomes their outcomes. */
export interface Call<R> {
	readonly request: Request;
	readonly items: readonly number[];
	readonly read: (answer: Answer) => Array<Outcome<R>>;
	/** Says more of a problem than the answer alone does. */
	readonly explain?: (problem: Problem) => Problem;
}

export interface RunOptions {
	readonly makeRequest: MakeRequest;
	/** Whether the first problem ends the run (On Error: Stop Workflow). */
	readonly stopAtProblem: boolean;
	/** Asked before each request, so that n8n's Stop sends nothing more. */
	readonly isCancelled: () => boolean;
	/** How failed requests are sent again; without it each is sent once. */
	readonly retry?: {
		readonly policy: RetryPolicy;
		/** @param waitMs milliseconds; may end early when the run is cancelled */
		readonly wait: (waitMs: number) => Promise<void>;
	};
}

export interface Run<R> {
	readonly outcomes: ReadonlyArray<Outcome<R>>;
	/** Requests that were sent. */
	readonly requests: number;
	/** What the last answer said about the quota. */
	readonly rateLimit: RateLimit;
}

const explain = <R>({ explain }: Call<R>, problem: Problem): Problem =>
	explain?.(problem) ?? problem;

async function sendUntilSettled(
	request: Request,
	{ makeRequest, retry, isCancelled }: RunOptions,
): Promise<{ sent: Sent; attempts: number }> {
	for (let attempts = 1; ; attempts += 1) {
		const sent = await send(makeRequest, request);
		if (sent.ok || retry === undefined || isCancelled()) return { sent, attempts };
		const { problem, rateLimit } = sent;
		const decision = decideRetry(
			{ problem, rateLimit, attempt: attempts },
			retry.policy,
			new Date(),
			Math.random(),
		);
		if (!decision.retry) return { sent, attempts };
		await retry.wait(decision.waitMs);
		if (isCancelled()) return { sent, attempts };
	}
}

/** n8n's own Stop is nobody's fault. */
export const isProblem = <R>(outcome: Outcome<R>): outcome is Outcome<R> & { ok: false } =>
	!outcome.ok && outcome.problem.by !== 'stopped';

/** Requests in a row that may fail because LeadsPredict is down, before the rest is not tried. */
const MOST_OUTAGES = 3;

/**
 * Sends calls one after another. Every item of every call gets exactly one outcome, unless
 * `stopAtProblem` ended the run early: then the items of calls that were not made have none.
 * Once it is clear that further requests must fail as well, they are not sent: a refused key costs
 * one request, whatever the number of leads.
 */
export async function run<R>(calls: ReadonlyArray<Call<R>>, options: RunOptions): Promise<Run<R>> {
	const outcomes: Array<Outcome<R>> = [];
	let rateLimit: RateLimit = {};
	let requests = 0;
	let outages = 0;
	let end: Problem | undefined;
	const refuse = (call: Call<R>, problem: Problem): Array<Outcome<R>> =>
		call.items.map((item) => failed(item, problem));

	for (const call of calls) {
		let fresh: Array<Outcome<R>>;
		if (options.isCancelled()) fresh = refuse(call, stopped(false));
		else if (end !== undefined) fresh = refuse(call, notSent(end));
		else {
			const { sent, attempts } = await sendUntilSettled(call.request, options);
			requests += attempts;
			rateLimit = { ...rateLimit, ...sent.rateLimit };
			if (sent.ok) {
				outages = 0;
				fresh = call.read(sent.answer);
			} else if (options.isCancelled()) fresh = refuse(call, stopped(true));
			else {
				outages = isOutage(sent.problem) ? outages + 1 : 0;
				if (endsRun(sent.problem) || outages >= MOST_OUTAGES) end = sent.problem;
				fresh = refuse(call, explain(call, sent.problem));
			}
		}
		// One by one: a call may speak for more items than a function takes arguments.
		for (const outcome of fresh) outcomes.push(outcome);
		if (options.stopAtProblem && fresh.some(isProblem)) break;
	}
	return { outcomes, requests, rateLimit };
}
