import type { ExpressionEngine } from '../machine';
import { median } from '../statistics';

/** The stages of a lead in order, with their descriptions. */
export const STAGES = {
	read: 'which fields an item holds (recognize)',
	validate: 'values converted and checked (validate)',
	chunk: 'rows cut into requests (chunk)',
	request: 'request, answer, the sandbox between them (send)',
	match: 'results checked and assigned to leads (match)',
	settle: 'one outcome for each item (settle)',
	items: 'outcomes to items (toItems)',
} as const;

export type Stage = keyof typeof STAGES;

export const STAGE_NAMES = Object.keys(STAGES) as Stage[];

/** Milliseconds spent in each stage. */
export type StageTimes = Readonly<Record<Stage, number>>;

/** The time of each stage, and of the whole node in n8n's engine. */
export interface StageFigures {
	readonly engine: ExpressionEngine;
	/** Version of Node.js. */
	readonly node: string;
	readonly leads: number;
	readonly size: number;
	readonly walks: readonly StageTimes[];
	/** Milliseconds of the node by n8n, with the same leads. */
	readonly nodeMs: readonly number[];
	/** The same with one lead: the fixed cost of a run. */
	readonly oneLeadMs: readonly number[];
}

/**
 * Medians of each stage and of the whole. The rest is the time of n8n and of the code between the
 * stages.
 */
export function splitUp({ walks, nodeMs, oneLeadMs }: StageFigures) {
	const stages = STAGE_NAMES.map((stage): [Stage, number] => [
		stage,
		median(walks.map((times) => times[stage])),
	]);
	const sum = stages.reduce((total, [, ms]) => total + ms, 0);
	const whole = median(nodeMs);
	return { stages, sum, whole, rest: whole - sum, oneLead: median(oneLeadMs) };
}
