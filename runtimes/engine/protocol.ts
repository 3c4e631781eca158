// What the two processes say to each other: plain data only, as it must survive the way between them.

import type { INodeExecutionData, INodeTypeDescription, NodeExecutionHint } from 'n8n-workflow';

/** A workflow as n8n exports it. Looser than n8n's own type, so that an imported .json file fits. */
export interface WorkflowJson {
	/** Runs and webhooks of workflows with the same id share their static data; without one, nothing is kept. */
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
	/** Those that its Execute Sub-workflow nodes call, by the ids that they call them by. */
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

/** Keyed by the id or the name a workflow's node refers to. */
export type Credentials = Record<string, { type: string; data: Record<string, unknown> }>;

/** An error as n8n would store it, reduced to what can be compared and shown. */
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
	/** One list for each output; empty when nothing went that way. */
	outputs: INodeExecutionData[][];
	error?: FlatError;
	hints?: NodeExecutionHint[];
}

export interface FlatRun {
	status: string;
	error?: FlatError;
	/** Set when a node put the execution to wait. */
	waitTill?: Date;
	nodes: Record<string, NodeRun[]>;
	/** Names of the nodes in the order in which they ended. */
	order: string[];
	wallMs: number;
	/** Only when it was asked for. */
	memory?: PeakMemory;
}

/** What the engine's process needed, in bytes. */
export interface PeakMemory {
	/** The most it ever held of the machine's memory, since it was started. */
	rss: number;
	/** The most of V8's heap that was seen in use during the run. */
	heapUsed: number;
	/** Where V8 would have given up. */
	heapLimit: number;
}

export interface RunOptions {
	/** Where to begin; otherwise the first trigger, or the first node nothing leads to. */
	startNode?: string;
	/** What the start node receives; one empty item unless told. */
	items?: INodeExecutionData[];
	/** Beside, and before, those the engine was started with. */
	credentials?: Credentials;
	/** Ends the run as n8n's own time limit does. */
	timeoutMs?: number;
	/** Ends the run after so many milliseconds as the Stop button does. */
	cancelAfter?: number;
	/** Watches the process's memory meanwhile, which takes a little time. */
	watchMemory?: boolean;
}

export interface ListenOptions {
	credentials?: Credentials;
	/** Run the trigger's checkExists and create as publishing does, and delete at the end. */
	publish?: boolean;
}

export interface Listening {
	key: string;
	url: string;
	method: string;
}

/** What one call of a webhook led to. */
export interface Delivery {
	/** Missing when nothing was started. */
	run?: FlatRun;
	/** What the trigger threw; the caller is told no more than that something went wrong. */
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
