// The messages between the two processes: plain data only, because they are serialized.

import type { INodeExecutionData, INodeTypeDescription, NodeExecutionHint } from 'n8n-workflow';

/** A workflow as n8n exports it. Looser than n8n's own type, so that an imported .json file fits. */
export interface WorkflowJson {
	/**
	 * Runs and webhooks of workflows with the same ID share static data. Without an ID, static data is
	 * not stored.
	 */
	id?: string;
	name?: string;
	nodes: WorkflowNode[];
	connections: Record<
		string,
		Record<string, Array<Array<{ node: string; type: string; index: number }> | null>>
	>;
	settings?: Record<string, unknown>;
	pinData?: Record<string, unknown>;
	staticData?: Record<string, unknown>;
	/** The workflows that its Execute Sub-workflow nodes call, by ID. */
	subWorkflows?: Record<string, WorkflowJson>;
	[key: string]: unknown;
}

export interface WorkflowNode {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	id?: string;
	position?: number[];
	credentials?: Record<string, { id?: string | null; name: string }>;
	webhookId?: string;
	onError?: string;
	[key: string]: unknown;
}

/** By the ID or the name that a node refers to. */
export type Credentials = Record<string, { type: string; data: Record<string, unknown> }>;

/** An error as n8n stores it, reduced to comparable and printable fields. */
export interface FlatError {
	name: string;
	message: string;
	description?: string;
	httpCode?: string;
	itemIndex?: number;
	node?: string;
	level?: string;
	messages?: string[];
	context?: Record<string, unknown>;
	stack?: string;
}

/** One time a node ran. */
export interface NodeRun {
	executionTimeMs: number;
	status?: string;
	/** One list for each output; empty if the output has no items. */
	outputs: INodeExecutionData[][];
	error?: FlatError;
	hints?: NodeExecutionHint[];
}

export interface FlatRun {
	status: string;
	error?: FlatError;
	/** Set when a node paused the execution. */
	waitTill?: Date;
	nodes: Record<string, NodeRun[]>;
	/** Names of the nodes in the order in which they ended. */
	order: string[];
	wallMs: number;
	/** Only with `watchMemory`. */
	memory?: PeakMemory;
}

/** Memory of the engine's process, in bytes. */
export interface PeakMemory {
	/** Peak resident memory since its start. */
	rss: number;
	/** Peak of V8's used heap in the samples during the run. */
	heapUsed: number;
	/** V8's heap limit. */
	heapLimit: number;
}

export interface RunOptions {
	/** The first node to run. Default: the first trigger, or the first node without input. */
	startNode?: string;
	/** The start node's input; default: one empty item. */
	items?: INodeExecutionData[];
	/** Take precedence over the engine's own credentials. */
	credentials?: Credentials;
	/** Ends the run as n8n's own time limit does. */
	timeoutMs?: number;
	/** Stops the run after this many milliseconds, like the Stop button. */
	cancelAfter?: number;
	/** Measures memory during the run, which slows it slightly. */
	watchMemory?: boolean;
}

export interface ListenOptions {
	credentials?: Credentials;
	/** Calls the trigger's checkExists and create methods as publishing does, and delete at the end. */
	publish?: boolean;
}

export interface Listening {
	key: string;
	url: string;
	method: string;
}

/** The result of one webhook call. */
export interface Delivery {
	/** Missing when no execution was started. */
	run?: FlatRun;
	/** The error that the trigger threw. The caller gets only a general message. */
	error?: FlatError;
}

export interface StartOptions {
	packageDir?: string;
	credentials: Credentials;
	runtimeDir: string;
	expressionEngine: 'legacy' | 'vm';
}

/** Every call the parent may make: its argument and its answer. */
export interface Calls {
	start: { argument: StartOptions; answer: void };
	nodeTypes: { argument: void; answer: INodeTypeDescription[] };
	run: { argument: { workflow: WorkflowJson; options: RunOptions }; answer: FlatRun };
	listen: {
		argument: { workflow: WorkflowJson; nodeName: string; options: ListenOptions };
		answer: Listening;
	};
	deliveries: { argument: { key: string }; answer: Delivery[] };
	unlisten: { argument: { key: string }; answer: void };
}

export type CallName = keyof Calls;

export interface Request<Name extends CallName = CallName> {
	id: number;
	name: Name;
	argument: Calls[Name]['argument'];
}

export type Response = { id: number; answer: unknown } | { id: number; problem: FlatError };
