import { createHash, randomUUID } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import { z } from 'zod';

import { eventKey } from './eventKey';
import type { EventCheck, Rejection } from './verify';
import { TtlCache } from './ttlCache';

/**
 * Remembers which events have started the workflow, so that a repeat starts nothing. Only event keys
 * are compared: an older event that arrives late is not a repeat.
 */

/**
 * Max events that the triggers of one workflow remember while n8n runs: twice the events of a run of
 * 10,000 leads. At most about 2 MB.
 */
const MAX_REMEMBERED = 20_000;

/**
 * Max events, the newest, that n8n saves in its database with every event that starts the workflow and
 * reads with every call: at most 30 kB. They survive a restart of n8n.
 */
const MAX_SAVED = 2_000;

/** 60 bits: among 20,000 events, one in 10^13 is mistaken for another. */
const HASH_LENGTH = 10;
/** In base 36; enough until the year 2084. */
const MINUTE_LENGTH = 5;
const RECORD = /^[\w-]{10}[0-9a-z]{5}$/;
const RECORD_LENGTH = HASH_LENGTH + MINUTE_LENGTH;

const MINUTE_MS = 60_000;

/** UTF-16, because UTF-8 encodes all lone surrogates alike. */
const shortHash = (key: string): string =>
	createHash('sha256').update(key, 'utf16le').digest('base64url').slice(0, HASH_LENGTH);

const minuteOf = (now: number): number => Math.floor(now / MINUTE_MS);

const written = (minute: number): string => minute.toString(36).padStart(MINUTE_LENGTH, '0');

/** Whether an event has started the workflow (kept) or not (released). */
export type Decision = 'kept' | 'released';

export type ReserveResult =
	/** The event has started the workflow before. */
	| { readonly state: 'seen' }
	/** Another call with the event is still being decided. */
	| { readonly state: 'deciding'; readonly decided: Promise<Decision> }
	/** This call decides about the event. */
	| { readonly state: 'reserved'; readonly reservation: Reservation };

/** An event that is being decided. The holder must call `keep` or `release`; the first call counts. */
export interface Reservation {
	/** The event has started the workflow. @param now milliseconds since 1970 */
	keep(now: number): void;
	/** It has not: the next call with the event is treated as the first. */
	release(): void;
	/**
	 * The value for the workflow's static data. It is serialized only when n8n saves it, so that of two
	 * overlapping calls the later save includes the event of the earlier one. Seen in n8n 2.41: it saves
	 * once the execution exists, and not at all if it could not be created. So serialization is the sign
	 * that the event may be saved.
	 */
	readonly checkpoint: object;
}

interface Pending {
	/** Minutes since 1970. */
	readonly since: number;
	readonly decided: Promise<Decision>;
	readonly decide: (decision: Decision) => void;
	/** Whether it was serialized, which shows that its execution exists. */
	saved: boolean;
}

const checkpointSchema = z.object({
	by: z.string(),
	minutes: z.number().nonnegative(),
	events: z.string(),
});

function newPending(now: number): Pending {
	let decide: Pending['decide'] = () => undefined;
	const decided = new Promise<Decision>((resolve) => (decide = resolve));
	return { since: minuteOf(now), decided, decide, saved: false };
}

/** A trigger's view of the remembered events. */
export interface EventMemory {
	/** @param now milliseconds since 1970 */
	reserve(key: string, now: number): ReserveResult;
}

/**
 * The events that the triggers of one workflow remember in this process. The triggers share one memory
 * because n8n saves the static data of a workflow as a whole: with separate memories, the later of two
 * calls would overwrite what the other trigger saved.
 */
export class EventDeduplicator implements EventMemory {
	/** Distinguishes our checkpoints from those of another process. */
	private readonly id = randomUUID().slice(0, 8);
	/** Hash → time in minutes since 1970; the oldest first. */
	private readonly kept = new Map<string, number>();
	private readonly pending = new Map<string, Pending>();
	/** The newest events in saved form, so that saving does not iterate over all. */
	private records: string[] = [];

	/** @param minutes min time to remember an event: the longest setting of a trigger */
	constructor(public minutes: number) {}

	/**
	 * The events of one trigger. An event that started another trigger is not a repeat.
	 * @param trigger ID of the trigger within the workflow
	 * @param minutes how long its events are remembered
	 */
	forTrigger(trigger: string, minutes: number): EventMemory {
		this.minutes = Math.max(this.minutes, minutes);
		return { reserve: (key, now) => this.reserve(`${trigger} ${key}`, now, minutes) };
	}

	reserve(key: string, now: number, minutes = this.minutes): ReserveResult {
		const hash = shortHash(key);
		const keptAt = this.kept.get(hash);
		if (keptAt !== undefined && !this.isForgotten(keptAt, now, minutes)) return { state: 'seen' };
		const other = this.pending.get(hash);
		if (other) return { state: 'deciding', decided: other.decided };

		const pending = newPending(now);
		this.pending.set(hash, pending);
		const settle = (decision: Decision): boolean => {
			if (this.pending.get(hash) !== pending) return false;
			this.pending.delete(hash);
			pending.decide(decision);
			return true;
		};
		return {
			state: 'reserved',
			reservation: {
				keep: (time) => {
					if (settle('kept')) this.keep(hash, time);
				},
				release: () => void settle('released'),
				checkpoint: this.checkpointFor(pending, now),
			},
		};
	}

	/**
	 * Adds the events of a checkpoint. Any other value is ignored.
	 * @param checkpoint from the static data
	 * @param now milliseconds since 1970
	 */
	merge(checkpoint: unknown, now: number): void {
		const read = checkpointSchema.safeParse(checkpoint);
		if (!read.success || read.data.by === this.id) return;
		const { events, minutes } = read.data;
		// A trigger with a longer setting may be added later.
		this.minutes = Math.max(this.minutes, minutes);
		for (let start = 0; start < events.length; start += RECORD_LENGTH) {
			const record = events.slice(start, start + RECORD_LENGTH);
			if (!RECORD.test(record)) continue;
			const minute = Number.parseInt(record.slice(HASH_LENGTH), 36);
			const hash = record.slice(0, HASH_LENGTH);
			if (!this.kept.has(hash) && !this.isForgotten(minute, now)) this.add(hash, minute);
		}
		this.forget(now);
	}

	private keep(hash: string, now: number): void {
		this.add(hash, minuteOf(now));
		this.forget(now);
	}

	private add(hash: string, minute: number): void {
		// Re-inserted last, among the newest.
		this.kept.delete(hash);
		this.kept.set(hash, minute);
		this.records.push(`${hash}${written(minute)}`);
		if (this.records.length > 2 * MAX_SAVED) this.records = this.records.slice(-MAX_SAVED);
	}

	/**
	 * Counts the minute in which an event was kept as a whole, so an event is never forgotten too early.
	 */
	private isForgotten(minute: number, now: number, minutes = this.minutes): boolean {
		return minuteOf(now) - minute > minutes;
	}

	private forget(now: number): void {
		for (const [hash, minute] of this.kept) {
			if (this.kept.size <= MAX_REMEMBERED && !this.isForgotten(minute, now)) return;
			this.kept.delete(hash);
		}
	}

	private checkpointFor(pending: Pending, now: number): object {
		const toJSON = () => {
			pending.saved = true;
			return { by: this.id, minutes: this.minutes, events: this.toText(now) };
		};
		// Not enumerable, because structuredClone fails on enumerable functions.
		return Object.defineProperty({}, 'toJSON', { value: toJSON });
	}

	/** The newest events that have an execution, whether or not n8n has answered their call yet. */
	private toText(now: number): string {
		const oldest = written(Math.max(0, Math.floor(minuteOf(now) - this.minutes)));
		const kept = this.records.slice(-MAX_SAVED).filter((each) => each.slice(HASH_LENGTH) >= oldest);
		const beingSaved = [...this.pending].flatMap(([hash, { saved, since }]) =>
			saved ? [`${hash}${written(since)}`] : [],
		);
		return [...kept, ...beingSaved].slice(-MAX_SAVED).join('');
	}
}

/** A margin for deciding an event and for rounding to minutes. */
const MARGIN_MS = 5 * MINUTE_MS;

/** Each workflow's memory is bounded (see above), and dropped when all its events are forgotten. */
export const deduplicators = new TtlCache<EventDeduplicator>(
	({ minutes }) => minutes * MINUTE_MS + MARGIN_MS,
);

/** @param minutes min time to remember events */
export function deduplicatorFor(workflow: string, minutes: number): EventDeduplicator {
	return deduplicators.getOrCreate(workflow, Date.now(), () => new EventDeduplicator(minutes));
}

/** Max milliseconds that a repeat waits for the decision about its event. */
const MAX_WAIT = 4_500;

const SEEN = 'This event has started the workflow before';

/** Asks the sender to retry. A 200 could acknowledge an event that never starts the workflow. */
const undecided: Rejection = {
	status: 503,
	code: 'repeat_undecided',
	reason: 'The same event is being decided in another call, or has just failed there',
	advice: 'Nothing to do: the sender is asked to send this event again.',
};

/**
 * The last check without a request. If it passes, the event is reserved.
 * @param memory undefined when repeats may start the workflow
 * @param hold receives the reservation
 */
export const duplicateEvent = (
	memory: EventMemory | undefined,
	hold: (reservation: Reservation) => void,
): EventCheck => ({
	status: 200,
	code: 'seen_before',
	advice:
		'A repeat, recognised by event, lead, timestamp and score. Set Ignore Repeats Within to 0 under Options if it should start the workflow again.',
	reason: async ({ reading }) => {
		if (!reading.ok || memory === undefined) return undefined;
		const place = memory.reserve(eventKey(reading.event), Date.now());
		if (place.state === 'seen') return SEEN;
		if (place.state === 'reserved') {
			hold(place.reservation);
			return undefined;
		}
		const decision = await Promise.race([place.decided, sleep(MAX_WAIT)]);
		return decision === 'kept' ? SEEN : undecided;
	},
});
