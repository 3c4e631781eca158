import type {
	ICredentialsHelper,
	INodeExecutionData,
	IRunExecutionData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { runCode } from './codeNode';
import { CredentialsHelper } from './credentials';
import { flattenError, flattenRun } from './flatten';
import { MemoryWatch } from './memory';
import type { LifecycleHooks, N8n } from './n8n';
import type { NodeTypes } from './nodeTypes';
import type { Credentials, FlatRun, RunOptions, WorkflowJson } from './protocol';

/** With 'manual' n8n would start the trigger itself and drop the items a test hands in. */
const RUN_MODE: WorkflowExecuteMode = 'trigger';

interface SubWorkflowOptions {
	readonly inputData?: INodeExecutionData[];
}

/** What differs from one execution to the next. */
export interface Circumstances {
	mode: WorkflowExecuteMode;
	credentials?: Credentials | undefined;
	/** The HTTP call that started it. */
	http?: Pick<IWorkflowExecuteAdditionalData, 'httpRequest' | 'httpResponse'>;
}

export interface Limits {
	timeoutMs?: number | undefined;
	cancelAfter?: number | undefined;
}

/** Runs workflows as the server's WorkflowRunner does, in this process and without a database. */
export class Executor {
	/** The URL of this process's webhook server, once it listens. */
	baseUrl = 'http://127.0.0.1:0';

	private executions = 0;
	/** The data of sub-workflows, which n8n reads to pair the caller's items. */
	private readonly finished = new Map<string, IRunExecutionData>();
	private readonly staticData = new Map<string, NonNullable<IWorkflowBase['staticData']>>();

	constructor(
		readonly n8n: N8n,
		readonly types: NodeTypes,
		private readonly credentials: Credentials,
	) {}

	async run(json: WorkflowJson, options: RunOptions): Promise<FlatRun> {
		const workflow = this.createWorkflow(json);
		const { credentials, timeoutMs, cancelAfter, watchMemory } = options;
		const start = options.startNode ?? this.firstNode(workflow);
		const memory = watchMemory ? new MemoryWatch() : undefined;
		const run = await this.withExpressions(workflow, async () =>
			this.execute(
				json,
				workflow,
				start,
				options.items ?? [{ json: {} }],
				{ mode: RUN_MODE, credentials },
				{ timeoutMs, cancelAfter },
			),
		);
		return memory ? { ...run, memory: memory.stop() } : run;
	}

	createWorkflow(json: WorkflowJson): Workflow {
		const base = asWorkflowBase(json);
		const { id, name, nodes, connections, settings } = base;
		return new this.n8n.workflow.Workflow({
			id,
			name,
			nodes,
			connections,
			active: base.active,
			nodeTypes: this.types,
			staticData: this.staticDataOf(json),
			...(settings && { settings }),
		});
	}

	/** The vm engine evaluates in an isolate, which must be held while a node runs. */
	async withExpressions<Value>(workflow: Workflow, action: () => Promise<Value>): Promise<Value> {
		// n8n 2.10 and older have no isolates.
		const expression: Partial<Pick<Workflow['expression'], 'acquireIsolate' | 'releaseIsolate'>> =
			workflow.expression;
		const acquired = (await expression.acquireIsolate?.()) ?? false;
		try {
			return await action();
		} finally {
			if (acquired) await expression.releaseIsolate?.();
		}
	}

	async execute(
		json: WorkflowJson,
		workflow: Workflow,
		startNode: string,
		items: INodeExecutionData[],
		circumstances: Circumstances,
		limits: Limits = {},
	): Promise<FlatRun> {
		const { WorkflowExecute } = this.n8n.core;
		const additionalData = this.additionalData(json, circumstances);
		const order: string[] = [];
		additionalData.hooks.addHandler('nodeExecuteAfter', (name) => void order.push(name));

		const startedAt = performance.now();
		const elapsed = () => Math.round(performance.now() - startedAt);
		const timers: NodeJS.Timeout[] = [];
		try {
			const execution = new WorkflowExecute(
				additionalData,
				circumstances.mode,
				this.initialData(json, workflow, startNode, items),
			);
			const running = execution.processRunExecutionData(workflow);
			if (limits.timeoutMs !== undefined) {
				const expire = () => {
					execution.timedOut = true;
					running.cancel();
				};
				timers.push(setTimeout(expire, limits.timeoutMs));
			}
			if (limits.cancelAfter !== undefined) {
				timers.push(setTimeout(() => running.cancel(), limits.cancelAfter));
			}
			return flattenRun(await running, order, elapsed());
		} catch (error) {
			// For a node with missing parameters or credentials n8n throws before the first node runs. The
			// server stores that as a failed execution.
			return {
				status: 'error',
				error: flattenError(error),
				nodes: {},
				order,
				wallMs: elapsed(),
			};
		} finally {
			timers.forEach((timer) => clearTimeout(timer));
		}
	}

	additionalData(
		json: WorkflowJson,
		{ mode, credentials, http }: Circumstances,
	): IWorkflowExecuteAdditionalData & { hooks: LifecycleHooks } {
		const executionId = String(++this.executions);
		const { ExecutionLifecycleHooks } = this.n8n.core;
		const data = {
			credentialsHelper: new CredentialsHelper(this.n8n, this.types, {
				...this.credentials,
				...credentials,
			}) satisfies ICredentialsHelper,
			executionId,
			currentNodeExecutionIndex: 0,
			variables: {},
			...this.urls(),
			hooks: new ExecutionLifecycleHooks(mode, executionId, asWorkflowBase(json)),
			externalSecretsProxy: { hasProvider: () => false, listProviders: () => [] },
			setExecutionStatus() {},
			sendDataToUI() {},
			logAiEvent() {},
			getRunExecutionData: async (id: string) => this.finished.get(id),
			getRuntimeCredential: async () => undefined,
			executeWorkflow: async (info: { id?: string }, _: unknown, options: SubWorkflowOptions) =>
				await this.executeSubWorkflow(json, info, options, {
					mode,
					credentials,
					...(http && { http }),
				}),
			startRunnerTask: runCode,
			startAgentJob: runCode, // its name until n8n 1.70
			getRunnerStatus: () => ({ available: true }),
			...http,
		};
		return data as unknown as IWorkflowExecuteAdditionalData & { hooks: LifecycleHooks };
	}

	/** Returns the output of the last node, like the server's executeWorkflow. */
	private async executeSubWorkflow(
		{ subWorkflows = {} }: WorkflowJson,
		{ id = '' }: { id?: string },
		{ inputData = [] }: SubWorkflowOptions,
		circumstances: Circumstances,
	) {
		const json = subWorkflows[id];
		if (json === undefined) throw new Error(`There is no sub-workflow "${id}".`);
		const workflow = this.createWorkflow({ ...json, id });
		const additionalData = this.additionalData({ ...json, id }, circumstances);
		const executionId = String(additionalData.executionId);
		const { data } = await this.withExpressions(
			workflow,
			async () =>
				await new this.n8n.core.WorkflowExecute(
					additionalData,
					circumstances.mode,
					this.initialData(json, workflow, this.firstNode(workflow), inputData),
				).processRunExecutionData(workflow),
		);
		const { error, lastNodeExecuted = '', runData } = data.resultData;
		if (error) throw error;
		this.finished.set(executionId, data);
		return { executionId, data: runData[lastNodeExecuted]?.at(-1)?.data?.['main'] ?? [null] };
	}

	private urls() {
		const { baseUrl } = this;
		return {
			instanceBaseUrl: `${baseUrl}/`,
			restApiUrl: `${baseUrl}/rest`,
			webhookBaseUrl: `${baseUrl}/webhook`,
			webhookTestBaseUrl: `${baseUrl}/webhook-test`,
			webhookWaitingBaseUrl: `${baseUrl}/webhook-waiting`,
			formBaseUrl: `${baseUrl}/form`,
			formTestBaseUrl: `${baseUrl}/form-test`,
			formWaitingBaseUrl: `${baseUrl}/form-waiting`,
			mcpBaseUrl: `${baseUrl}/mcp`,
			mcpTestBaseUrl: `${baseUrl}/mcp-test`,
		};
	}

	private initialData(
		json: WorkflowJson,
		workflow: Workflow,
		startNode: string,
		items: INodeExecutionData[],
	): IRunExecutionData {
		const node = workflow.getNode(startNode);
		if (!node) throw new Error(`The workflow has no node called "${startNode}".`);
		const { pinData } = asWorkflowBase(json);
		const resultData = { runData: {}, ...(pinData && { pinData }) };
		const nodeExecutionStack = [{ node, data: { main: [items] }, source: null }];

		// n8n 1.119 and older have no function for this.
		const { createRunExecutionData }: Partial<typeof this.n8n.workflow> = this.n8n.workflow;
		if (createRunExecutionData) {
			return createRunExecutionData({ resultData, executionData: { nodeExecutionStack } });
		}
		return {
			startData: {},
			resultData,
			executionData: {
				contextData: {},
				metadata: {},
				nodeExecutionStack,
				waitingExecution: {},
				waitingExecutionSource: {},
			},
		} as unknown as IRunExecutionData;
	}

	private firstNode(workflow: Workflow): string {
		const enabled = Object.values(workflow.nodes).filter((node) => !node.disabled);
		const isTrigger = (type: string, version: number) =>
			this.types.getByNameAndVersion(type, version).description.group.includes('trigger');
		const first =
			enabled.find((node) => isTrigger(node.type, node.typeVersion)) ??
			enabled.find((node) => !workflow.connectionsByDestinationNode[node.name]);
		if (!first) throw new Error('The workflow has no node to start from.');
		return first.name;
	}

	private staticDataOf(json: WorkflowJson): NonNullable<IWorkflowBase['staticData']> {
		const initial = structuredClone(json.staticData ?? {}) as NonNullable<
			IWorkflowBase['staticData']
		>;
		if (json.id === undefined) return initial;
		const kept = this.staticData.get(json.id) ?? initial;
		this.staticData.set(json.id, kept);
		return kept;
	}
}

function asWorkflowBase(json: WorkflowJson): IWorkflowBase {
	const nodes = json.nodes.map((node) => ({ id: node.name, position: [0, 0], ...node }));
	return {
		id: json.id ?? 'workflow',
		name: json.name ?? 'Workflow',
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		activeVersionId: null,
		nodes: structuredClone(nodes) as unknown as IWorkflowBase['nodes'],
		connections: json.connections as unknown as IWorkflowBase['connections'],
		settings: { executionOrder: 'v1', ...json.settings } as IWorkflowSettings,
		...(json.pinData && { pinData: json.pinData as NonNullable<IWorkflowBase['pinData']> }),
	};
}
