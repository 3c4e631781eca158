import { hash } from 'node:crypto';

import { z } from 'zod';

import type { Courier, Parcel } from '../deliver';
import { draws, pick } from './draw';

/** What can happen to an event on its way. */
export const EVENT_FAULTS = {
	duplicate: 'arrives several times {copies, gapMs}',
	delayed: 'leaves late {delayMs}',
	disordered:
		'leaves after the next event to the same address, or {delayMs} later if there is none',
	wrongToken: 'before it arrives the same with a wrong token, as a forger would send it',
} as const;

export type EventFault = keyof typeof EVENT_FAULTS;

const ALL: [EventFault, ...EventFault[]] = ['duplicate', 'delayed', 'disordered', 'wrongToken'];

const milliseconds = z.number().int().nonnegative().max(600_000);

export const eventMixSchema = z
	.object({
		/** The same seed and the same events meet the same faults. */
		seed: z.union([z.number().int(), z.string()]),
		/** How likely an event meets one, 0 to 1. */
		rate: z.number().min(0).max(1),
		/** All of them unless told. */
		kinds: z.array(z.enum(ALL)).nonempty().optional(),
		/** How often a duplicate arrives, the first one included; 2 unless told. */
		copies: z.number().int().min(2).max(20).optional(),
		/** Between two copies of a duplicate; 50 unless told. */
		gapMs: milliseconds.optional(),
		/** 500 unless told. */
		delayMs: milliseconds.optional(),
	})
	.strict();

export type EventMix = z.infer<typeof eventMixSchema>;

export interface EventFaults {
	readonly settings: EventMix;
	/**
	 * Sends an event as the mix decides.
	 * @param subject what the event is about, without its time: decides, with the seed, what happens
	 */
	send(courier: Courier, parcel: Parcel, subject: unknown): void;
	/** Lets go of what waits for a next event, as this mix will send none. */
	release(): void;
}

const WRONG = 'wrong-token';

/** The same message, with every header of the subscription and the token in the address wrong. */
function forged(parcel: Parcel): Parcel {
	const url = new URL(parcel.url);
	const names = Object.keys(parcel.headers ?? {});
	if (url.searchParams.has('token') || names.length === 0) url.searchParams.set('token', WRONG);
	return {
		...parcel,
		url: url.href,
		headers: Object.fromEntries(names.map((name) => [name, WRONG])),
	};
}

/** Subjects that are remembered; beyond, all of them are forgotten. */
const KEPT = 100_000;

/**
 * What happens to an event is drawn from the seed, what it says but its time, and how often it said
 * so before: the clock and the order of arrival differ from run to run and decide nothing.
 */
export function createEventFaults(settings: EventMix): EventFaults {
	const { seed, rate, kinds = ALL, copies = 2, gapMs = 50, delayMs = 500 } = settings;
	const seen = new Map<string, number>();
	/** For each address: lets go of the event that waits for the next one there. */
	const held = new Map<string, () => void>();

	const fateOf = (url: string, subject: unknown): EventFault | undefined => {
		const about = hash('sha256', JSON.stringify(subject), 'hex');
		const key = `${about} ${url}`;
		const times = (seen.get(key) ?? 0) + 1;
		if (seen.size >= KEPT) seen.clear();
		seen.set(key, times);
		const draw = draws('event', seed, about, times);
		const [first = 'duplicate', ...others] = kinds;
		return draw() < rate ? pick(draw, [first, ...others]) : undefined;
	};

	const sendAs = async (
		fate: EventFault | undefined,
		courier: Courier,
		parcel: Parcel,
		othersWait: boolean,
	): Promise<unknown> => {
		if (fate === undefined) return await courier.send(parcel);
		const marked = { ...parcel, fault: fate };
		switch (fate) {
			case 'duplicate': {
				const delays = Array.from({ length: copies }, (_, copy) => copy * gapMs);
				return await Promise.all(
					delays.map((delay) => courier.send({ ...marked, delayMs: delay })),
				);
			}
			case 'delayed':
				return await courier.send({ ...marked, delayMs });
			case 'disordered': {
				// The one that waits for this one is out of order then; if both waited, neither would be.
				if (othersWait) return await courier.send(marked);
				const after = new Promise<void>((resolve) => held.set(parcel.url, resolve));
				return await courier.send({ ...marked, delayMs, after });
			}
			case 'wrongToken':
				return await courier.send({ ...marked, after: courier.send(forged(marked)) });
		}
	};

	return {
		settings,
		send(courier, parcel, subject) {
			const letGo = held.get(parcel.url);
			held.delete(parcel.url);
			const fate = fateOf(parcel.url, subject);
			void sendAs(fate, courier, parcel, letGo !== undefined).finally(() => letGo?.());
		},
		release() {
			for (const letGo of held.values()) letGo();
			held.clear();
		},
	};
}
