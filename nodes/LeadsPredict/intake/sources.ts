import { LEAD_FIELDS } from '../contract';
import type { LeadField } from '../contract';

/** How a lead is found in an item. Values are part of saved workflows. */
export const LEAD_SOURCES = ['auto', 'leadspredict'] as const;

export type LeadSource = (typeof LEAD_SOURCES)[number];

/**
 * Column headers are compared without regard to case, to the blanks around them, to the mark that
 * some programs put at the start of a CSV file, and to whether words are joined by blanks, hyphens
 * or underscores: "Engagement Score" is `engagement_score`.
 */
export const normaliseHeader = (header: string): string =>
	header
		.replace(/^\uFEFF/, '')
		.trim()
		.toLowerCase()
		.replace(/[\s-]+/g, '_');

/** Normalised header → field, for LeadsPredict's own field names. */
export const HEADERS: ReadonlyMap<string, LeadField> = new Map(
	LEAD_FIELDS.map(({ name }) => [name, name]),
);
