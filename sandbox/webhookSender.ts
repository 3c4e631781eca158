import { setImmediate, setTimeout } from 'node:timers/promises';

import { judge } from './deliveryPolicy';
import type { DeliveryPolicy, Verdict } from './deliveryPolicy';
import type { Writable } from './json';
import { createPost } from './post';

/** When a message may be sent. */
interface Time {
	/** After this many milliseconds. */
	readonly delayMs?: number;
	/** After this promise settles; with `delayMs`, after that time at the latest. */
	readonly after?: Promise<unknown>;
}

/** A message to be delivered. */
export interface DeliveryRequest extends Time {
	readonly kind: 'event' | 'batch';
	/** The event's name or the batch's ID, by which to find the delivery. */
	readonly name: string;
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly payload: unknown;
	/** The policy that decides when it is delivered; default: `usual`. */
	readonly policy?: DeliveryPolicy;
	/** Milliseconds before each repeat; default: those of the sender. */
	readonly retryDelaysMs?: readonly number[];
	/** The fault that it meets, by which to find the delivery. */
	readonly fault?: string;
}

/** The outcome of a message. */
export interface Delivery {
	readonly kind: DeliveryRequest['kind'];
	readonly name: string;
	/** Query values are hidden, because one of them may be the user's token. */
	readonly url: string;
	/** How often it was tried. */
	readonly attempts: number;
	/** HTTP status of the last attempt, if it got an answer. */
	readonly status?: number;
	readonly state: 'waiting' | 'delivered' | 'failed';
	/** The error code if there was no answer, e.g. `ECONNREFUSED`. */
	readonly problem?: string;
	/** The fault that was applied to it. */
	readonly fault?: string;
}

export interface WebhookSenderOptions {
	/** Milliseconds before each repeat; as many repeats as entries. */
	readonly retryDelaysMs: readonly number[];
	/** Max milliseconds per attempt. */
	readonly timeoutMs: number;
}

/** Max deliveries to store, and max deliveries that may wait; further ones are not sent. */
const KEPT = 10_000;
const AT_ONCE = 8;

/** @returns the URL without user, password, fragment and query values */
export function withoutSecrets(address: string): string {
	const url = new URL(address);
	const names = [...url.searchParams.keys()].map((name) => `${encodeURIComponent(name)}=…`);
	return `${url.origin}${url.pathname}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}

/** Resolves when a message may be sent, or when sending has stopped. */
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

/** Limits concurrent work; further work waits in order of arrival. */
function createSlots(count: number) {
	let free = count;
	const waiting: Array<() => void> = [];
	return {
		async take(): Promise<void> {
			if (free > 0) free -= 1;
			else await new Promise<void>((resolve) => waiting.push(resolve));
		},
		release(): void {
			const next = waiting.shift();
			if (next) next();
			else free += 1;
		},
	};
}

export type WebhookSender = ReturnType<typeof createWebhookSender>;

export function createWebhookSender({ retryDelaysMs, timeoutMs }: WebhookSenderOptions) {
	const post = createPost(timeoutMs, AT_ONCE);
	const slots = createSlots(AT_ONCE);
	const underWay = new Set<Promise<boolean>>();
	let deliveries: Writable<Delivery>[] = [];
	let stop = new AbortController();
	let closed = false;

	const attempt = async (
		request: DeliveryRequest,
		delivery: Writable<Delivery>,
		signal: AbortSignal,
	): Promise<Verdict> => {
		await slots.take();
		try {
			// The answer to the request that caused this is sent first.
			await setImmediate();
			if (signal.aborted) return { delivered: false, again: false, reached: false };
			delivery.attempts += 1;
			const { answer, problem } = await post.send(request, signal);
			delete delivery.status;
			delete delivery.problem;
			Object.assign(delivery, answer ? { status: answer.status } : { problem });
			return judge(request.policy ?? 'usual', answer);
		} finally {
			slots.release();
		}
	};

	/**
	 * Tries until it is delivered or has failed for good. @returns whether it has reached its receiver
	 */
	const deliver = async (
		request: DeliveryRequest,
		delivery: Writable<Delivery>,
		signal: AbortSignal,
	): Promise<boolean> => {
		if (request.delayMs || request.after) await timeOf(request, signal);
		for (;;) {
			const { delivered, again, reached } = await attempt(request, delivery, signal);
			const delayMs = (request.retryDelaysMs ?? retryDelaysMs)[delivery.attempts - 1];
			if (!again || delayMs === undefined || signal.aborted) {
				delivery.state = delivered ? 'delivered' : 'failed';
				return reached;
			}
			await timeOf({ delayMs }, signal);
		}
	};

	/** Resolves when no delivery is being sent or waits for a repeat. */
	const settled = async (): Promise<void> => {
		while (underWay.size > 0) await Promise.all(underWay);
	};

	/** Cancels deliveries in progress and forgets all deliveries. */
	const clear = async (): Promise<void> => {
		stop.abort();
		stop = new AbortController();
		deliveries = [];
		await settled();
	};

	return {
		/**
		 * Returns at once; the message is sent after the current answer.
		 * @returns whether it has reached its receiver, as far as an answer can tell; never rejects
		 */
		send(request: DeliveryRequest): Promise<boolean> {
			if (closed) return Promise.resolve(false);
			const { kind, name, fault } = request;
			const delivery: Writable<Delivery> = {
				kind,
				name,
				url: withoutSecrets(request.url),
				attempts: 0,
				state: 'waiting',
				...(fault !== undefined && { fault }),
			};
			deliveries.push(delivery);
			if (deliveries.length > KEPT) deliveries.shift();
			if (underWay.size >= KEPT) {
				Object.assign(delivery, { state: 'failed', problem: 'too many deliveries are waiting' });
				return Promise.resolve(false);
			}
			const done = deliver(request, delivery, stop.signal).finally(() => underWay.delete(done));
			underWay.add(done);
			return done;
		},
		/** The last deliveries, oldest first. */
		all: (): Delivery[] => deliveries.map((delivery) => ({ ...delivery })),
		settled,
		clear,
		/** The same permanently: later messages are ignored, and all connections close. */
		async close(): Promise<void> {
			closed = true;
			await clear();
			post.close();
		},
	};
}
