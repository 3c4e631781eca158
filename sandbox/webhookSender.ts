import { setImmediate, setTimeout } from 'node:timers/promises';

import { judge } from './deliveryPolicy';
import type { DeliveryPolicy } from './deliveryPolicy';
import { createPost } from './post';

/** When a message may leave. */
interface Time {
	/** After so many milliseconds. */
	readonly delayMs?: number;
	/** When this has ended; with `delayMs`, after that time at the latest. */
	readonly after?: Promise<unknown>;
}

/** A message to be delivered. */
export interface DeliveryRequest extends Time {
	readonly kind: 'event' | 'batch';
	/** The event's name or the batch's id, to find the delivery by. */
	readonly name: string;
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly payload: unknown;
	/** What it takes to call it delivered; `usual` unless told. */
	readonly policy?: DeliveryPolicy;
	/** Milliseconds before each repeat; those of the sender unless told. */
	readonly retryDelaysMs?: readonly number[];
	/** What the sandbox was told to do to it, to find the delivery by. */
	readonly fault?: string;
}

/** What became of a message. */
export interface Delivery {
	readonly kind: DeliveryRequest['kind'];
	readonly name: string;
	/** Values of the query are hidden: one of them may be the user's token. */
	readonly url: string;
	/** How often it was tried. */
	readonly attempts: number;
	/** HTTP status of the last attempt, if it got an answer. */
	readonly status?: number;
	readonly state: 'waiting' | 'delivered' | 'failed';
	/** What went wrong when there was no answer, as a code: `ECONNREFUSED`. */
	readonly problem?: string;
	/** What was done to it on purpose. */
	readonly fault?: string;
}

export interface WebhookSenderOptions {
	/** Milliseconds before each repeat; as many repeats as entries. */
	readonly retryDelaysMs: readonly number[];
	/** Milliseconds one attempt may take. */
	readonly timeoutMs: number;
}

export interface WebhookSender {
	/**
	 * Returns at once; the message leaves after the present answer.
	 * @returns whether it has reached its receiver, as far as an answer can tell; never rejects
	 */
	send(request: DeliveryRequest): Promise<boolean>;
	/** The last deliveries, oldest first. */
	all(): Delivery[];
	/** Resolves when nothing is under way any more, neither sending nor waiting for a repeat. */
	settled(): Promise<void>;
	/** Gives up what is under way and forgets all deliveries. */
	clear(): Promise<void>;
	/** The same for good: what is sent later is ignored, and no connection stays open. */
	close(): Promise<void>;
}

/** Deliveries remembered, and at the same time the most that may wait: what is beyond is not sent. */
const KEPT = 10_000;
const AT_ONCE = 8;

interface Job {
	readonly request: DeliveryRequest;
	readonly delivery: { -readonly [K in keyof Delivery]: Delivery[K] };
	/** Tells the sender the outcome. */
	readonly end: (reached: boolean) => void;
}

/** What lies between two calls of `clear`. */
interface Round {
	readonly queue: Job[];
	readonly stop: AbortController;
	workers: number;
	/** Messages that wait for their time. */
	held: number;
}

const newRound = (): Round => ({ queue: [], stop: new AbortController(), workers: 0, held: 0 });

/** @returns the address without user, password, fragment and the values of its query */
export function withoutSecrets(address: string): string {
	const url = new URL(address);
	const names = [...url.searchParams.keys()].map((name) => `${encodeURIComponent(name)}=…`);
	return `${url.origin}${url.pathname}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}

/** Resolves when a message may leave, or when nothing may any more. */
async function timeOf({ delayMs, after }: Time, stop: AbortSignal): Promise<void> {
	const over = new AbortController();
	const signal = AbortSignal.any([stop, over.signal]);
	const time =
		delayMs === undefined
			? new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
			: setTimeout(delayMs, undefined, { signal }).catch(() => undefined);
	await Promise.race(after ? [time, after] : [time]);
	over.abort();
}

export function createWebhookSender({
	retryDelaysMs,
	timeoutMs,
}: WebhookSenderOptions): WebhookSender {
	const post = createPost(timeoutMs, AT_ONCE);
	const working = new Set<Promise<void>>();
	let kept: Delivery[] = [];
	let round = newRound();
	let closed = false;

	/** One attempt; what comes of it may be another one later. */
	const attempt = async (job: Job, signal: AbortSignal): Promise<void> => {
		const { request, delivery, end } = job;
		delivery.attempts += 1;
		delete delivery.status;
		delete delivery.problem;
		const { answer, problem } = await post.send(request, signal);
		if (answer) delivery.status = answer.status;
		else delivery.problem = problem;

		const { delivered, again, reached } = judge(request.policy ?? 'usual', answer);
		const delayMs = (request.retryDelaysMs ?? retryDelaysMs)[delivery.attempts - 1];
		if (again && delayMs !== undefined && !signal.aborted) return hold(job, { delayMs });
		delivery.state = delivered ? 'delivered' : 'failed';
		end(reached);
	};

	const work = async (of: Round): Promise<void> => {
		of.workers += 1;
		// The answer to the request that caused this goes out first.
		await setImmediate();
		while (!of.stop.signal.aborted) {
			const job = of.queue.shift();
			if (!job) break;
			await attempt(job, of.stop.signal);
		}
		of.workers -= 1;
	};

	const startWork = (): void => {
		if (round.workers >= AT_ONCE) return;
		const worker = work(round).finally(() => working.delete(worker));
		working.add(worker);
	};

	const settled = async (): Promise<void> => {
		while (working.size > 0) await Promise.all(working);
	};

	const take = (job: Job): void => {
		round.queue.push(job);
		startWork();
	};

	const giveUp = ({ delivery, end }: Job, problem?: string): void => {
		delivery.state = 'failed';
		if (problem !== undefined) delivery.problem = problem;
		end(false);
	};

	/** Holds a message back until its time has come; it keeps nobody from working meanwhile. */
	const hold = (job: Job, until: Time): void => {
		const of = round;
		of.held += 1;
		const waiting = timeOf(until, of.stop.signal).then(() => {
			of.held -= 1;
			if (of.stop.signal.aborted) giveUp(job);
			else take(job);
			working.delete(waiting);
		});
		working.add(waiting);
	};

	const clear = async (): Promise<void> => {
		round.stop.abort();
		for (const job of round.queue.splice(0)) giveUp(job);
		round = newRound();
		kept = [];
		await settled();
	};

	return {
		send(request) {
			if (closed) return Promise.resolve(false);
			const { kind, name, fault, delayMs, after } = request;
			return new Promise((end) => {
				const job: Job = {
					request,
					delivery: {
						kind,
						name,
						url: withoutSecrets(request.url),
						attempts: 0,
						state: 'waiting',
						...(fault !== undefined && { fault }),
					},
					end,
				};
				kept.push(job.delivery);
				if (kept.length > KEPT) kept.shift();
				if (round.queue.length + round.held >= KEPT) giveUp(job, 'too many deliveries are waiting');
				else if (delayMs || after) hold(job, request);
				else take(job);
			});
		},
		all: () => kept.map((delivery) => ({ ...delivery })),
		settled,
		clear,
		async close() {
			closed = true;
			await clear();
			post.close();
		},
	};
}
