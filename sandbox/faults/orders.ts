import { z } from 'zod';

import type { Endpoint } from '../visit';
import { ENDPOINTS } from '../visit';
import { namedFaultSchema, needsResults } from './kinds';
import type { Fault, FaultKind } from './kinds';

const count = z.number().int().nonnegative();

/** A fault on demand. */
export const faultOrderSchema = z
	.object({
		fault: namedFaultSchema,
		/** How many requests meet it: 1 unless told, and no end with `every`. */
		times: count.optional(),
		/** How many requests are left alone before that. */
		skip: count.optional(),
		/** Only every k-th request meets it: with 3 the third, the sixth and so on. */
		every: count.min(1).optional(),
		/** Only requests to this endpoint are looked at; all of them unless told. */
		endpoint: z.enum(ENDPOINTS).optional(),
	})
	.strict();

/** As it may be written: `fault` is a name or a fault. */
export interface FaultOrder extends Omit<z.infer<typeof faultOrderSchema>, 'fault'> {
	readonly fault: FaultKind | Fault;
}

interface Standing {
	readonly order: z.infer<typeof faultOrderSchema>;
	seen: number;
	left: number;
}

export interface FaultOrders {
	/** @throws ZodError */
	add(order: FaultOrder): void;
	/**
	 * The fault that was ordered for the request that just came. Each request meets one at most: that
	 * of the first order whose turn it is, and later orders do not see the request then.
	 */
	next(endpoint: Endpoint): Fault | undefined;
	/** Those that are not used up, in their order. */
	all(): Array<z.infer<typeof faultOrderSchema>>;
	clear(): void;
}

const concerns = ({ fault, endpoint }: Standing['order'], came: Endpoint): boolean =>
	(endpoint === undefined || endpoint === came) &&
	(!needsResults(fault.kind) || came === 'analyze' || came === 'batch');

export function createFaultOrders(): FaultOrders {
	let standing: Standing[] = [];
	return {
		add(written) {
			const order = faultOrderSchema.parse(written);
			const left = order.times ?? (order.every === undefined ? 1 : Infinity);
			if (left > 0) standing.push({ order, seen: 0, left });
		},
		next(endpoint) {
			for (const entry of standing) {
				const { fault, skip = 0, every = 1 } = entry.order;
				if (!concerns(entry.order, endpoint)) continue;
				entry.seen += 1;
				if (entry.seen <= skip || (entry.seen - skip) % every !== 0) continue;
				entry.left -= 1;
				if (entry.left === 0) standing = standing.filter((other) => other !== entry);
				return fault;
			}
			return undefined;
		},
		all: () => standing.map(({ order }) => order),
		clear() {
			standing = [];
		},
	};
}
