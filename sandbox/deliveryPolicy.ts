/**
 * How a sender interprets a receiver's answers. None of it is documented by LeadsPredict.
 *
 * - `usual`, as most services do: any 2xx is a delivery; a broken connection, 5xx, 404, 409 and 429
 *   are tried again (a workflow that is being published answers 404 or 409 for a moment).
 * - `careful`: only 200 with nothing in it is a delivery, and any other 2xx is tried again, too. A
 *   waiting workflow of n8n answers a callback so; while n8n starts, it says 200 with a text and
 *   forgets the callback.
 * - `careless`: sends once, whatever the answer.
 */
export const DELIVERY_POLICIES = ['usual', 'careful', 'careless'] as const;

export type DeliveryPolicy = (typeof DELIVERY_POLICIES)[number];

export interface ReceiverAnswer {
	readonly status: number;
	/** Whether there was nothing in it. */
	readonly empty: boolean;
}

/** What a sender makes of one attempt. */
export interface Verdict {
	/** What the sender believes. */
	readonly delivered: boolean;
	/** Whether another attempt is worth while. */
	readonly again: boolean;
	/** What is likely true; not what a careless sender believes. */
	readonly reached: boolean;
}

/** @param answer `undefined` when there was none */
export function judge(policy: DeliveryPolicy, answer: ReceiverAnswer | undefined): Verdict {
	const { status = 0, empty = false } = answer ?? {};
	const success = status >= 200 && status < 300;
	const certain = status === 200 && empty;
	const mayPass = !answer || status >= 500 || [404, 409, 429].includes(status);
	switch (policy) {
		case 'usual':
			return { delivered: success, again: mayPass, reached: success };
		case 'careful':
			return { delivered: certain, again: mayPass || (success && !certain), reached: certain };
		case 'careless':
			return { delivered: success, again: false, reached: certain };
	}
}
