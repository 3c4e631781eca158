import { createHash, randomUUID } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import { z } from 'zod';

import { eventKey } from './eventKey';
import type { EventCheck, Rejection } from './verify';
import { TtlCache } from './ttlCache';

/**
 * Which events have started the workflow, so that a repeat of one starts nothing. Nothing is
 * compared but the key of an event: an older event that comes late is an event like any other.
 */

/**
 * Events that the triggers of one workflow remember while n8n runs: what a run of 10,000 leads may
 * raise, twice over. About 2 MB at most.
 */
const MAX_REMEMBERED = 20_000;

/**
 * The newest of them, which n8n writes to its database with every event that starts the workflow,
 * and reads with every call: 30 kB at most. They outlive a restart of n8n.
 */
const MAX_SAVED = 2_000;

/** 60 bits: among 20,000 events, one in 10^13 is taken for another. */
const HASH_LENGTH = 10;
/** In base 36, enough until the year 2084. */
const MINUTE_LENGTH = 5;
const RECORD = /^[\w-]{10}[0-9a-z]{5}$/;
const RECORD_LENGTH = HASH_LENGTH + MINUTE_LENGTH;

const MINUTE_MS = 60_000;

/** UTF-16, because UTF-8 has one and the same code for all halves of characters. */
const shortHash = (key: string): string =>
	createHash('sha256').update(key, 'utf16le').digest('base64url').slice(0, HASH_LENGTH);

const minuteOf = (now: number): number => Math.floor(now / MINUTE_MS);

const written = (minute: number): string => minute.toString(36).padStart(MINUTE_LENGTH, '0');

/** What a call gets to hear about its event. */
export type Decision = 'kept' | 'released';

export type ReserveResult =
	/** The event has started the workflow before. */
	| { readonly state: 'seen' }
	/** Another call has brought the event, and it is being decided whether it starts the workflow. */
	| { readonly state: 'deciding'; readonly decided: Promise<Decision> }
	/** The event is this call's to decide. */
	| { readonly state: 'reserved'; readonly reservation: Reservation };

/** An event that is being decided. Whoever holds it must keep or release it; the first word counts. */
export interface Reservation {
	/** The event has started the workflow. @param now milliseconds since 1970 */
	keep(now: number): void;
	/** It has not: the next call that brings it is heard like a first one. */
	release(): void;
	/**
	 * What goes into the workflow's static data. It is written out when n8n saves it, not before, so
	 * that of two calls that overlap the later save never lacks the event of the earlier one. Seen
	 * in n8n 2.41: it saves once the execution exists, and not at all when it could not be created.
	 * That is why writing it out is taken as the sign that this event may stand in there.
	 */
	readonly checkpoint: object;
}

interface Pending {
	/** Minutes since 1970. */
	readonly since: number;
	readonly decided: Promise<Decision>;
	readonly decide: (decision: Decision) => void;
	/** Whether it was written out, which shows that its execution exists. */
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

/** What a trigger asks about its events. */
export interface EventMemory {
	/** @param now milliseconds since 1970 */
	reserve(key: string, now: number): ReserveResult;
}

/**
 * What the triggers of one workflow remember in this process. They share one memory because they
 * share one place in n8n's database: n8n saves the static data of a workflow as a whole, so that of
 * two calls the later would overwrite what the other's trigger has saved.
 */
export class EventDeduplicator implements EventMemory {
	/** Tells our own checkpoints from those of another process. */
	private readonly id = randomUUID().slice(0, 8);
	/** Hash → when it was kept, in minutes since 1970; the oldest first. */
	private readonly kept = new Map<string, number>();
	private readonly pending = new Map<string, Pending>();
	/** The newest of those kept as they are saved, so that saving need not look through all. */
	private records: string[] = [];

	/** @param minutes how long an event is remembered at least: the longest that a trigger asks for */
	constructor(public minutes: number) {}

	/**
	 * The events of one trigger: one that started another trigger is no repeat.
	 * @param trigger what tells it from the other triggers of the workflow
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
	 * Adds what a checkpoint holds to what is remembered. Anything that is none is ignored.
	 * @param checkpoint as it came out of the static data
	 * @param now milliseconds since 1970
	 */
	merge(checkpoint: unknown, now: number): void {
		const read = checkpointSchema.safeParse(checkpoint);
		if (!read.success || read.data.by === this.id) return;
		const { events, minutes } = read.data;
		// A trigger that asks for longer may come later.
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
		// Put last, where the newest are.
		this.kept.delete(hash);
		this.kept.set(hash, minute);
		this.records.push(`${hash}${written(minute)}`);
		if (this.records.length > 2 * MAX_SAVED) this.records = this.records.slice(-MAX_SAVED);
	}

	/** At least as long as was asked for: the minute in which an event was kept counts as a whole. */
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
		// Hidden, because a copy by structuredClone fails at a function that is not.
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

/** More than enough for an event to be decided, and for the minutes in which events are counted. */
const MARGIN_MS = 5 * MINUTE_MS;

/** What is held of each workflow is bounded, see above, and forgotten when all events in it are. */
export const deduplicators = new TtlCache<EventDeduplicator>(
	({ minutes }) => minutes * MINUTE_MS + MARGIN_MS,
);

/** @param minutes how long events are remembered at least */
export function deduplicatorFor(workflow: string, minutes: number): EventDeduplicator {
	return deduplicators.getOrCreate(workflow, Date.now(), () => new EventDeduplicator(minutes));
}

/** How long a repeat waits to hear what becomes of its event, in milliseconds. */
const MAX_WAIT = 4_500;

const SEEN = 'This event has started the workflow before';

/**
 * Neither accepted nor ignored: the sender brings the event again and hears then what became of it.
 * An answer of 200 could belong to an event that never starts anything.
 */
const undecided: Rejection = {
	status: 503,
	code: 'repeat_undecided',
	reason: 'The same event is being decided in another call, or has just failed there',
	advice: 'Nothing to do: the sender is asked to send this event again.',
};

/**
 * The last check that costs nothing. When it passes, the event is reserved.
 * @param memory nothing when repeats start the workflow like any other event
 * @param hold takes the reservation over
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
