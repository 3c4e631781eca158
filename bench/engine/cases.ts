import type { PeakMemory } from '../../runtimes/engine/protocol';
import type { ExpressionEngine } from '../machine';
import { median } from '../statistics';
import type { AlternativeName } from './alternatives';

/** One run of an alternative. */
export interface Sample {
	/** Milliseconds of the alternative's nodes by n8n, or of the loop. */
	readonly nodeMs: number;
	/** Milliseconds of the whole execution. */
	readonly wallMs: number;
	/** Counted by the sandbox. */
	readonly requests: number;
}

/** An alternative at one size. */
export interface Case {
	readonly alternative: AlternativeName;
	readonly leads: number;
	readonly samples: readonly Sample[];
	/** Measured once, in a separate process. */
	memory?: PeakMemory;
}

/** Part one under one expression engine. */
export interface EngineFigures {
	readonly engine: ExpressionEngine;
	/** Version of Node.js. */
	readonly node: string;
	readonly cases: readonly Case[];
}

type Sampled = Pick<Case, 'samples'>;

/** Whether it is too slow to be repeated. */
export const tookLong = ({ samples }: Sampled, slowMs: number): boolean =>
	samples.some((each) => each.wallMs > slowMs);

export const nodeMs = ({ samples }: Sampled): number => median(samples.map((each) => each.nodeMs));
export const wallMs = ({ samples }: Sampled): number => median(samples.map((each) => each.wallMs));
export const perLead = (each: Case): number => nodeMs(each) / each.leads;

/** The number of requests, if all runs agree. */
export function requestsOf({ samples }: Sampled): number | undefined {
	const [first] = samples;
	return samples.every(({ requests }) => requests === first?.requests)
		? first?.requests
		: undefined;
}

export const caseOf = (
	{ cases }: EngineFigures,
	name: AlternativeName,
	leads: number,
): Case | undefined =>
	cases.find(
		(each) => each.alternative === name && each.leads === leads && each.samples.length > 0,
	);
