import type { AlternativeName } from '../engine/alternatives';
import type { Sample } from '../engine/cases';

/** The compared ways of scoring in an n8n server. */
export const SERVER_ALTERNATIVES = [
	'httpPerLead',
	'chunkedByHand',
	'analyze',
	'analyze1000',
] as const satisfies readonly AlternativeName[];

export type ServerAlternative = (typeof SERVER_ALTERNATIVES)[number];

/** Milliseconds by which the service delays each answer. */
export const LATENCIES = [0, 150] as const;

/** One alternative with one latency. */
export interface ServerCase {
	readonly alternative: ServerAlternative;
	readonly latencyMs: number;
	readonly samples: readonly Sample[];
}

/** Part four. */
export interface ServerFigures {
	/** Version of Node.js. */
	readonly node: string;
	readonly leads: number;
	readonly cases: readonly ServerCase[];
}
