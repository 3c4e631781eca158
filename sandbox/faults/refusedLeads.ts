import { z } from 'zod';

import { sameAddress } from '../api';
import type { Lead } from '../api';
import { Refusal } from '../refusal';

/** Leads for which the service refuses their whole request. */
export const refusedLeadsSchema = z
	.object({
		/** Domain of the emails; default: `refused.example` if `emails` is missing. */
		domain: z.string().min(1).optional(),
		emails: z.array(z.string().min(1)).optional(),
		/** The field that the error names; default: `email`. */
		field: z.string().min(1).optional(),
		/** The reason in the error; default: `invalid_value`. */
		reason: z.string().min(1).optional(),
	})
	.strict();

export type RefusedLeads = z.infer<typeof refusedLeadsSchema>;

const DOMAIN = 'refused.example';

/** @returns the refusal of such a request; like the reference, it does not name the lead */
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
