import { median } from '../statistics';

/** Analyze by 100 with so many requests under way at the same time. */
export interface AtOnceCase {
	readonly atOnce: number;
	/** Milliseconds that n8n reports for the node, once a run. */
	readonly nodeMs: readonly number[];
	/** As the sandbox counted them; one for each run. */
	readonly requests: readonly number[];
}

/** Part four: a service that takes its time. */
export interface AtOnceFigures {
	/** Version of Node.js. */
	readonly node: string;
	readonly leads: number;
	/** Milliseconds that the service waits before each answer. */
	readonly latencyMs: number;
	readonly cases: readonly AtOnceCase[];
}

export const LATENCY_MS = 150;
export const LEADS_PER_REQUEST = 100;

export const timeOf = ({ nodeMs }: AtOnceCase): number => median(nodeMs);
