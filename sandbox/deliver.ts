import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setImmediate, setTimeout } from 'node:timers/promises';

import axios from 'axios';

export interface Parcel {
	readonly kind: 'event' | 'batch';
	/** The event's name or the batch's id, to find the delivery by. */
	readonly name: string;
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly payload: unknown;
}

/** What became of a parcel. */
export interface Delivery {
	readonly kind: Parcel['kind'];
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
}

export interface CourierOptions {
	/** Milliseconds before each repeat; as many repeats as entries. */
	readonly retryDelaysMs: readonly number[];
	/** Milliseconds one attempt may take. */
	readonly timeoutMs: number;
}

export interface Courier {
	/** Returns at once; the parcel leaves after the present answer. */
	send(parcel: Parcel): void;
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
	readonly parcel: Parcel;
	readonly delivery: { -readonly [K in keyof Delivery]: Delivery[K] };
}

/** What lies between two calls of `clear`. */
interface Round {
	readonly queue: Job[];
	readonly stop: AbortController;
	workers: number;
}

const newRound = (): Round => ({ queue: [], stop: new AbortController(), workers: 0 });

/** @returns the address without user, password, fragment and the values of its query */
export function withoutSecrets(address: string): string {
	const url = new URL(address);
	const names = [...url.searchParams.keys()].map((name) => `${encodeURIComponent(name)}=…`);
	return `${url.origin}${url.pathname}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}

/** Decided: as services usually do; a workflow being published answers 404 or 409 for a moment. */
const worthRepeating = (status: number): boolean =>
	status >= 500 || [404, 409, 429].includes(status);

const codeOf = (error: unknown): string =>
	axios.isAxiosError(error) ? (error.code ?? 'no answer') : 'not sent';

export function createCourier({ retryDelaysMs, timeoutMs }: CourierOptions): Courier {
	const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: AT_ONCE });
	const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: AT_ONCE });
	const working = new Set<Promise<void>>();
	let kept: Delivery[] = [];
	let round = newRound();
	let closed = false;

	/** @returns whether another attempt is worth while */
	const attempt = async ({ parcel, delivery }: Job, signal: AbortSignal): Promise<boolean> => {
		const { url, headers, payload } = parcel;
		delivery.attempts += 1;
		delete delivery.status;
		delete delivery.problem;
		try {
			const { status } = await axios.post(url, payload, {
				headers: { 'content-type': 'application/json', ...headers },
				httpAgent,
				httpsAgent,
				maxRedirects: 0,
				proxy: false,
				responseType: 'text',
				signal,
				timeout: timeoutMs,
				// Text goes out as it is, so that a message that is no JSON can be sent.
				transformRequest: (data: unknown) =>
					typeof data === 'string' ? data : JSON.stringify(data),
				validateStatus: () => true,
			});
			delivery.status = status;
			if (status >= 200 && status < 300) delivery.state = 'delivered';
			return worthRepeating(status);
		} catch (error) {
			delivery.problem = codeOf(error);
			return true;
		}
	};

	const deliver = async (job: Job, signal: AbortSignal): Promise<void> => {
		for (const delay of [...retryDelaysMs, undefined]) {
			const again = await attempt(job, signal);
			if (signal.aborted || !again || delay === undefined) break;
			await setTimeout(delay, undefined, { signal }).catch(() => undefined);
			if (signal.aborted) break;
		}
		if (job.delivery.state === 'waiting') job.delivery.state = 'failed';
	};

	const work = async (of: Round): Promise<void> => {
		of.workers += 1;
		// The answer to the request that caused this goes out first.
		await setImmediate();
		while (!of.stop.signal.aborted) {
			const job = of.queue.shift();
			if (!job) break;
			await deliver(job, of.stop.signal);
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

	const clear = async (): Promise<void> => {
		round.stop.abort();
		round = newRound();
		kept = [];
		await settled();
	};

	return {
		send(parcel) {
			if (closed) return;
			const { kind, name } = parcel;
			const url = withoutSecrets(parcel.url);
			const job: Job = { parcel, delivery: { kind, name, url, attempts: 0, state: 'waiting' } };
			kept.push(job.delivery);
			if (kept.length > KEPT) kept.shift();
			if (round.queue.length >= KEPT) {
				job.delivery.state = 'failed';
				job.delivery.problem = 'too many deliveries are waiting';
				return;
			}
			round.queue.push(job);
			startWork();
		},
		all: () => kept.map((delivery) => ({ ...delivery })),
		settled,
		clear,
		async close() {
			closed = true;
			await clear();
			httpAgent.destroy();
			httpsAgent.destroy();
		},
	};
}
