import { z } from 'zod';

import { EVENT_NAMES } from './api';
import type { EventName } from './api';

/** A URL that accepts POST requests. */
export const webAddress = z
	.string()
	.url()
	.refine((url) => /^https?:\/\//i.test(url), 'must begin with http:// or https://');

/**
 * LeadsPredict documents no way to subscribe by API and no signature or header on its messages. A user
 * can append `?token=…` to the URL, or let a proxy add a header. Both are possible here, and only what
 * is in `url` or `headers` is sent.
 */
export const subscriptionSchema = z
	.object({
		url: webAddress,
		/** Default: all four. */
		events: z.array(z.enum(EVENT_NAMES)).min(1).optional(),
		headers: z.record(z.string()).optional(),
	})
	.strict();

type SubscriptionRequest = z.infer<typeof subscriptionSchema>;

export interface Subscription {
	readonly id: string;
	readonly url: string;
	readonly events: readonly EventName[];
	readonly headers: Readonly<Record<string, string>>;
}

export function createSubscriptions() {
	const subscriptions = new Map<string, Subscription>();
	let added = 0;
	return {
		add({ url, events = [...EVENT_NAMES], headers = {} }: SubscriptionRequest): Subscription {
			added += 1;
			const subscription: Subscription = { id: `sub_${added}`, url, events, headers };
			subscriptions.set(subscription.id, subscription);
			return subscription;
		},
		/** @returns whether there was one */
		remove: (id: string): boolean => subscriptions.delete(id),
		all: (): Subscription[] => [...subscriptions.values()],
		clear: (): void => subscriptions.clear(),
	};
}
