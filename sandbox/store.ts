import { hash } from 'node:crypto';

import { sameAddress } from './api';
import type { Assessment, HistoryEntry, Lead } from './api';
import { assess } from './score';

/** A lead in the sandbox's store. */
export interface KnownLead {
	readonly id: string;
	/** As last sent. */
	readonly lead: Lead;
	readonly assessment: Assessment;
	/** ISO 8601, whole seconds, UTC. */
	readonly createdAt: string;
	/** ISO 8601, whole seconds, UTC. */
	readonly updatedAt: string;
	readonly history: readonly HistoryEntry[];
}

/** One scoring: the stored lead before, if any, and after. */
export interface Scoring {
	readonly before: KnownLead | undefined;
	readonly after: KnownLead;
}

/** Documented form of a time: ISO 8601 in UTC, without milliseconds. */
export const timestampOf = (time: Date): string => time.toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The same address has the same ID in every sandbox and after every reset. */
export const leadIdOf = (email: string): string =>
	`lead_${hash('sha256', sameAddress(email), 'hex').slice(0, 16)}`;

/**
 * `lead_created` is documented; the reference's other event is an example, so the other two are decided
 * here.
 */
const historyEventOf = (before: KnownLead | undefined, score: number): string => {
	if (!before) return 'lead_created';
	return before.assessment.score === score ? 'lead_scored' : 'score_changed';
};

export function createStore(now: () => Date) {
	const leads = new Map<string, KnownLead>();

	return {
		/** Scores a lead; sent fields replace the stored ones. */
		score(lead: Lead): Scoring {
			const time = now();
			const timestamp = timestampOf(time);
			const id = leadIdOf(lead.email);
			const before = leads.get(id);
			const assessment = assess(lead, time);
			const entry: HistoryEntry = {
				timestamp,
				event: historyEventOf(before, assessment.score),
				score: assessment.score,
			};
			const after: KnownLead = {
				id,
				lead,
				assessment,
				createdAt: before?.createdAt ?? timestamp,
				updatedAt: timestamp,
				history: [...(before?.history ?? []), entry],
			};
			leads.set(id, after);
			return { before, after };
		},
		byId: (id: string): KnownLead | undefined => leads.get(id),
		byEmail: (email: string): KnownLead | undefined => leads.get(leadIdOf(email)),
		/** All leads, in the order of their first arrival. */
		all: (): KnownLead[] => [...leads.values()],
		clear: (): void => leads.clear(),
	};
}

/** A lead in the documented form of `GET /leads/:id`. */
export const detailsOf = ({ id, assessment, createdAt, updatedAt, history }: KnownLead) => ({
	id,
	score: assessment.score,
	created_at: createdAt,
	updated_at: updatedAt,
	history,
});
