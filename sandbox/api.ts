import document from '../openapi/leadspredict.json';

/**
 * The sandbox's requests and responses, as `openapi/leadspredict.json` describes them; checked in
 * `validate.ts`.
 */

export const EVENT_NAMES = [
	'lead.scored',
	'lead.hot',
	'prediction.updated',
	'churn.risk_high',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

/** The service's endpoints; `other` is any other path. */
export const ENDPOINTS = ['analyze', 'batch', 'lead', 'other'] as const;

export type Endpoint = (typeof ENDPOINTS)[number];

/** Documented: the lowest score of a hot lead. */
export const HOT_SCORE = document['x-hot-score'];

/** Max requests per hour and per day; a missing one is unlimited. */
export interface Limits {
	readonly perHour?: number | undefined;
	readonly perDay?: number | undefined;
}

export const PLANS: Readonly<Record<Plan, Limits>> = document['x-plans'];

export type Plan = keyof (typeof document)['x-plans'];

export interface Lead {
	readonly email: string;
	readonly name?: string | undefined;
	readonly phone?: string | undefined;
	readonly company?: string | undefined;
	readonly industry?: string | undefined;
	readonly revenue?: number | undefined;
	readonly employees?: number | undefined;
	readonly engagement_score?: number | undefined;
	readonly last_interaction?: string | undefined;
}

export interface AnalyzeOptions {
	readonly include_predictions?: boolean;
	readonly include_recommendations?: boolean;
}

export interface AnalyzeRequest {
	readonly leads: readonly Lead[];
	readonly options?: AnalyzeOptions;
}

export interface BatchRequest {
	readonly leads: readonly Lead[];
	readonly async?: boolean;
	readonly webhook_url?: string;
}

export interface NextAction {
	readonly action: string;
	readonly priority: string;
	readonly deadline: string;
}

/** The sandbox's assessment of a lead. */
export interface Assessment {
	/** Whole number, 0 to 100. */
	readonly score: number;
	readonly category: 'hot' | 'warm' | 'cold';
	/** 0 to 1, two decimals. */
	readonly conversion_probability: number;
	/** Whole number in the currency of the lead's own revenue, 0 or more. */
	readonly predicted_revenue: number;
	readonly churn_risk: 'low' | 'medium' | 'high';
	readonly recommendations: readonly string[];
	readonly next_actions: readonly NextAction[];
}

/** One result. Options may omit parts of it, and a fault may set the score to null. */
export interface LeadResult extends Omit<Partial<Assessment>, 'score'> {
	readonly id: string;
	readonly score: number | null;
	readonly email?: string;
}

export interface Results {
	readonly leads: readonly LeadResult[];
	readonly summary: {
		readonly total_leads: number;
		readonly hot_leads: number;
		readonly avg_score: number;
		readonly total_predicted_revenue: number;
	};
}

export interface HistoryEntry {
	/** ISO 8601 */
	readonly timestamp: string;
	readonly event: string;
	readonly score: number;
}

export interface LeadEvent {
	readonly event: EventName;
	readonly timestamp: string;
	readonly data: {
		readonly lead_id: string;
		readonly score?: number;
		readonly previous_score?: number;
		readonly recommendations?: readonly string[];
	};
}

/** Two addresses that differ only in case or surrounding spaces belong to one lead (decided). */
export const sameAddress = (email: string): string => email.trim().toLowerCase();
