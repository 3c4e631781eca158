import type { INodeExecutionData } from 'n8n-workflow';
import type { FlatError, FlatRun, NodeRun, PeakMemory } from './protocol';

/** The result of an execution. */
export class RunResult {
	/** 'success', 'error', 'canceled' or 'waiting'. */
	readonly status: string;
	readonly error?: FlatError;
	readonly waitTill?: Date;
	/** Each node that ran, once for each time it ran. */
	readonly nodes: Record<string, NodeRun[]>;
	/** Names of the nodes in the order in which they ended. */
	readonly order: string[];
	/** Duration of the execution, without the communication between the processes. */
	readonly wallMs: number;
	readonly memory?: PeakMemory;

	constructor(run: FlatRun) {
		this.status = run.status;
		if (run.error) this.error = run.error;
		if (run.waitTill) this.waitTill = run.waitTill;
		this.nodes = run.nodes;
		this.order = run.order;
		this.wallMs = run.wallMs;
		if (run.memory) this.memory = run.memory;
	}

	/** The items of a node's output over all its runs. Throws with the reason if it never ran. */
	output(nodeName: string, branch = 0): INodeExecutionData[] {
		const runs = this.nodes[nodeName];
		if (!runs) {
			throw new Error(`"${nodeName}" did not run. ${this.describe()}`);
		}
		const failed = runs.find(({ error, outputs }) => error && outputs.length === 0);
		if (failed) {
			throw new Error(`"${nodeName}" failed: ${explain(failed.error)}`);
		}
		return runs.flatMap(({ outputs }) => outputs[branch] ?? []);
	}

	private describe(): string {
		const ran = this.order.length > 0 ? `These ran: ${this.order.join(', ')}.` : 'No node ran.';
		return this.error ? `The run failed: ${explain(this.error)} ${ran}` : ran;
	}
}

function explain(error: FlatError | undefined): string {
	if (!error) return 'without saying why.';
	const { name, message, description } = error;
	return `${name}: ${message}${description === undefined ? '' : ` (${description})`}`;
}
