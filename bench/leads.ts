import type { IDataObject } from 'n8n-workflow';

import type { Lead } from '../nodes/LeadsPredict/contract';

const INDUSTRIES = ['Technology', 'Finance', 'Retail', 'Education', 'Logistics'];
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 1);

/** A lead with all nine fields; the same for the same number. */
export const leadOf = (index: number): Lead => ({
	email: `person${index}@company${index % 997}.example`,
	name: `Given${index % 89} Family${index % 101}`,
	company: `Company ${index % 997}`,
	phone: `+1 555 01${String(index % 100).padStart(2, '0')}`,
	industry: INDUSTRIES[index % INDUSTRIES.length] ?? 'Technology',
	revenue: 10_000 + (index % 500) * 10_000,
	employees: 1 + (index % 400),
	engagement_score: index % 101,
	last_interaction: new Date(FIRST_DAY + (index % 300) * DAY_MS).toISOString().slice(0, 10),
});

export const madeLeads = (count: number): Lead[] =>
	Array.from({ length: count }, (_, index) => leadOf(index));

/** What another system calls the nine fields, so that they have to be mapped. */
export const FOREIGN_KEYS: Readonly<Record<keyof Lead, string>> = {
	email: 'workEmail',
	name: 'contact',
	company: 'account',
	phone: 'mobile',
	industry: 'sector',
	revenue: 'turnover',
	employees: 'headcount',
	engagement_score: 'activity',
	last_interaction: 'lastSeen',
};

/** The same lead as that system has it. */
export const foreign = (lead: Lead): IDataObject =>
	Object.fromEntries(
		Object.entries(lead).map(([field, value]) => [FOREIGN_KEYS[field as keyof Lead], value]),
	);
