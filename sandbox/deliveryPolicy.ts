/**
 * How a sender interprets a receiver's responses. LeadsPredict documents none of it.
 *
 * - `usual`, as most services do: any 2xx is a delivery; a broken connection, 5xx, 404, 409 and 429 are
 *   retried (a workflow that is being published answers 404 or 409 for a moment).
 * - `careful`: only a 200 with an empty body is a delivery, and any other 2xx is retried. A waiting n8n
 *   workflow answers a callback like that; while n8n starts, it answers 200 with a text and loses the
 *   callback.
 * - `careless`: sends once, whatever the response.
 */
export const DELIVERY_POLICIES = ['usual', 'careful', 'careless'] as const;

export type DeliveryPolicy = (typeof DELIVERY_POLICIES)[number];

export interface ReceiverAnswer {
	readonly status: number;
	/** Whether the body was empty. */
	readonly empty: boolean;
}

/** A sender's conclusion from one attempt. */
export interface Verdict {
	/** Whether the sender counts it as delivered. */
	readonly delivered: boolean;
	/** Whether the sender retries. */
	readonly again: boolean;
	/** Whether it was probably received, whatever a careless sender assumes. */
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
