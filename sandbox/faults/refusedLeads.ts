import { z } from 'zod';

import { sameAddress } from '../api';
import type { Lead } from '../api';
import { Refusal } from '../refusal';

/** Leads that make the service refuse the whole request they are in. */
export const refusedLeadsSchema = z
	.object({
		/** Of emails; `refused.example` by default, and unless `emails` is there. */
		domain: z.string().min(1).optional(),
		emails: z.array(z.string().min(1)).optional(),
		/** The field that is named; `email` by default. */
		field: z.string().min(1).optional(),
		/** What is said to be wrong with it; `invalid_value` by default. */
		reason: z.string().min(1).optional(),
	})
	.strict();

export type RefusedLeads = z.infer<typeof refusedLeadsSchema>;

const DOMAIN = 'refused.example';

/** @returns the refusal such a request earns; like the reference, it does not say which lead it was */
export function refusalOfLeads(
	{ emails, domain, field = 'email', reason = 'invalid_value' }: RefusedLeads,
	leads: readonly Lead[],
): Refusal | undefined {
	const named = new Set(emails?.map(sameAddress));
	const ending = domain ?? (emails ? undefined : DOMAIN);
	const refused = leads.some(({ email }) => {
		const address = sameAddress(email);
		return (
			named.has(address) ||
			(ending !== undefined && address.endsWith(`@${ending.replace(/^@/, '').toLowerCase()}`))
		);
	});
	return refused
		? new Refusal(400, `Invalid value for field: ${field}`, { field, reason })
		: undefined;
}
