import { z } from 'zod';

import { unchangedBy } from './unchanged';

/** The form of a lead's field when it is sent. `date` is a calendar day, `YYYY-MM-DD`. */
export type LeadFieldKind = 'email' | 'text' | 'number' | 'date';

/**
 * The nine fields of a lead, the most common first.
 *
 * Names and types: documented. `email` is required: the reference's error example says so. The others
 * are optional: the reference's short example omits them. Unknown fields are never sent.
 */
export const LEAD_FIELDS = [
	{ name: 'email', kind: 'email', label: 'Email', example: 'john@example.com' },
	{ name: 'name', kind: 'text', label: 'Name', example: 'John Doe' },
	{ name: 'company', kind: 'text', label: 'Company', example: 'TechCorp' },
	{ name: 'phone', kind: 'text', label: 'Phone', example: '+1 234 567 890' },
	{ name: 'industry', kind: 'text', label: 'Industry', example: 'Technology' },
	{ name: 'revenue', kind: 'number', label: 'Revenue', example: '5000000' },
	{ name: 'employees', kind: 'number', label: 'Employees', example: '50' },
	{ name: 'engagement_score', kind: 'number', label: 'Engagement Score', example: '75' },
	{ name: 'last_interaction', kind: 'date', label: 'Last Interaction', example: '2025-11-01' },
] as const satisfies ReadonlyArray<{
	name: string;
	kind: LeadFieldKind;
	label: string;
	example: string;
}>;

export type LeadField = (typeof LEAD_FIELDS)[number]['name'];

/** `YYYY-MM-DD`, and a day that exists. */
export const calendarDay = z.string().date();

/** A lead as it is sent. Fields that the reference does not name are refused. */
export const leadSchema = z
	.object({
		email: z.string().trim().min(1),
		name: z.string().optional(),
		phone: z.string().optional(),
		company: z.string().optional(),
		industry: z.string().optional(),
		revenue: z.number().finite().optional(),
		employees: z.number().finite().optional(),
		engagement_score: z.number().finite().optional(),
		last_interaction: calendarDay.optional(),
	})
	.strict();

export type Lead = z.infer<typeof leadSchema>;

const isUnchangedLead = unchangedBy(leadSchema);

/** Checks one lead before it is sent. @throws ZodError when the contract does not allow it */
export const parseLead = (lead: unknown): Lead =>
	isUnchangedLead(lead) ? lead : leadSchema.parse(lead);

/**
 * Two addresses that differ only in case or surrounding spaces belong to one lead. Decided: standards
 * make the local part case-sensitive, but common mail systems do not.
 */
export const sameAddress = (email: string): string => email.trim().toLowerCase();
