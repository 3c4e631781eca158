/**
 * How a sender understands what a receiver answers. None of it is documented by LeadsPredict.
 *
 * - `usual`, as most services do: any 2xx is a delivery; a broken connection, 5xx, 404, 409 and 429
 *   are tried again (a workflow that is being published answers 404 or 409 for a moment).
 * - `careful`: only 200 with nothing in it is a delivery, and any other 2xx is tried again, too. A
 *   waiting workflow of n8n answers a callback so; while n8n starts, it says 200 with a text and
 *   forgets the callback.
 * - `careless`: sends once and asks no more, whatever comes back.
 */
export const MANNERS = ['usual', 'careful', 'careless'] as const;

export type Manner = (typeof MANNERS)[number];

export interface Answer {
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

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const mayPass = (status: number): boolean => status >= 500 || [404, 409, 429].includes(status);

/** @param answer `undefined` when there was none */
export function judge(manner: Manner, answer: Answer | undefined): Verdict {
	const success = answer !== undefined && isSuccess(answer.status);
	const certain = answer?.status === 200 && answer.empty;
	switch (manner) {
		case 'usual':
			return {
				delivered: success,
				again: answer === undefined || mayPass(answer.status),
				reached: success,
			};
		case 'careful':
			return {
				delivered: certain,
				again: answer === undefined || mayPass(answer.status) || (success && !certain),
				reached: certain,
			};
		case 'careless':
			return { delivered: success, again: false, reached: certain };
	}
}
