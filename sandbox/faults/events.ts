import { hash } from 'node:crypto';

import { z } from 'zod';

import type { DeliveryRequest, WebhookSender } from '../webhookSender';
import { draws, pick } from './draw';
import { milliseconds } from './kinds';
import { createMemory, drawn } from './random';

/** The faults of events. */
export const EVENT_FAULTS = {
	duplicate: 'arrives several times {copies, gapMs}',
	delayed: 'leaves late {delayMs}',
	disordered: 'is sent after the next event to the same URL, or {delayMs} later if there is none',
	wrongToken: 'a forged copy with a wrong token arrives first',
} as const;

export type EventFault = keyof typeof EVENT_FAULTS;

const ALL: [EventFault, ...EventFault[]] = ['duplicate', 'delayed', 'disordered', 'wrongToken'];

export const eventFaultsSchema = z
	.object({
		...drawn,
		/** All of them by default. */
		kinds: z.array(z.enum(ALL)).nonempty().optional(),
		/** How often a duplicate arrives, including the first time; default: 2. */
		copies: z.number().int().min(2).max(20).optional(),
		/** Milliseconds between two copies of a duplicate; default: 50. */
		gapMs: milliseconds.optional(),
		/** Default: 500. */
		delayMs: milliseconds.optional(),
	})
	.strict();

export type EventFaultSettings = z.infer<typeof eventFaultsSchema>;

export interface EventFaults {
	readonly settings: EventFaultSettings;
	/**
	 * Sends an event with the fault it draws, if any.
	 * @param subject content of the event without its time; with the seed it decides the fault
	 */
	send(sender: WebhookSender, request: DeliveryRequest, subject: unknown): void;
	/** Sends the events that wait for a next one, because these settings end. */
	release(): void;
}

const WRONG = 'wrong-token';

/** The same message with wrong values in every header of the subscription and in the URL's token. */
function forged(request: DeliveryRequest): DeliveryRequest {
	const url = new URL(request.url);
	const names = Object.keys(request.headers ?? {});
	if (url.searchParams.has('token') || names.length === 0) url.searchParams.set('token', WRONG);
	return {
		...request,
		url: url.href,
		headers: Object.fromEntries(names.map((name) => [name, WRONG])),
	};
}

/**
 * Draws the fault of an event from the seed, its content without its time, and how often this content
 * occurred before. The clock and the order of arrival differ from run to run, so they have no
 * influence.
 */
export function createEventFaults(settings: EventFaultSettings): EventFaults {
	const { seed, rate, kinds = ALL, copies = 2, gapMs = 50, delayMs = 500 } = settings;
	const historyOf = createMemory(() => ({ came: 0 }));
	/** By URL: sends the event that waits for the next one there. */
	const held = new Map<string, () => void>();

	const faultOf = (url: string, subject: unknown): EventFault | undefined => {
		const about = hash('sha256', JSON.stringify(subject), 'hex');
		const history = historyOf(`${about} ${url}`);
		history.came += 1;
		const draw = draws('event', seed, about, history.came);
		const [first = 'duplicate', ...others] = kinds;
		return draw() < rate ? pick(draw, [first, ...others]) : undefined;
	};

	const sendWith = async (
		fault: EventFault | undefined,
		sender: WebhookSender,
		request: DeliveryRequest,
		othersWait: boolean,
	): Promise<unknown> => {
		if (fault === undefined) return await sender.send(request);
		const marked = { ...request, fault };
		switch (fault) {
			case 'duplicate': {
				const delays = Array.from({ length: copies }, (_, copy) => copy * gapMs);
				return await Promise.all(delays.map((delay) => sender.send({ ...marked, delayMs: delay })));
			}
			case 'delayed':
				return await sender.send({ ...marked, delayMs });
			case 'disordered': {
				// The waiting event is then out of order; if both waited, neither would be.
				if (othersWait) return await sender.send(marked);
				const after = new Promise<void>((resolve) => held.set(request.url, resolve));
				return await sender.send({ ...marked, delayMs, after });
			}
			case 'wrongToken':
				return await sender.send({ ...marked, after: sender.send(forged(marked)) });
		}
	};

	return {
		settings,
		send(sender, request, subject) {
			const release = held.get(request.url);
			held.delete(request.url);
			const fault = faultOf(request.url, subject);
			void sendWith(fault, sender, request, release !== undefined).finally(() => release?.());
		},
		release() {
			for (const send of held.values()) send();
			held.clear();
		},
	};
}
