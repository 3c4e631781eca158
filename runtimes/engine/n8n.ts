// n8n's engine from a runtime folder. Its packages are no dependencies of this repository (850 MB, and
// one version for each row of the test matrix), so the used part of n8n-core is declared here.
// n8n-workflow's types come from the development dependency.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as N8nWorkflow from 'n8n-workflow';
import type {
	ICredentialType,
	INode,
	INodeType,
	INodeTypeDescription,
	IRun,
	IRunExecutionData,
	IVersionedNodeType,
	IWebhookData,
	IWebhookFunctions,
	IHookFunctions,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	ITaskData,
	LoadedClass,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

export interface DirectoryLoader {
	packageName: string;
	known: { nodes: Record<string, unknown>; credentials: Record<string, unknown> };
	credentialTypes: Record<string, unknown>;
	types: { nodes: INodeTypeDescription[] };
	loadAll(): Promise<void>;
	getNode(name: string): LoadedClass<INodeType | IVersionedNodeType>;
	getCredential(name: string): LoadedClass<ICredentialType>;
}

export interface LifecycleHooks {
	addHandler(
		name: 'nodeExecuteAfter',
		handler: (nodeName: string, data: ITaskData) => void | Promise<void>,
	): void;
}

interface WorkflowExecution {
	timedOut: boolean;
	processRunExecutionData(workflow: Workflow): Promise<IRun> & { cancel(): void };
}

interface N8nCore {
	LazyPackageDirectoryLoader: new (directory: string) => DirectoryLoader;
	PackageDirectoryLoader: new (directory: string) => DirectoryLoader;
	ExecutionLifecycleHooks: new (
		mode: WorkflowExecuteMode,
		executionId: string,
		workflow: IWorkflowBase,
	) => LifecycleHooks;
	WorkflowExecute: new (
		additionalData: IWorkflowExecuteAdditionalData,
		mode: WorkflowExecuteMode,
		data: IRunExecutionData,
	) => WorkflowExecution;
	WebhookContext: new (
		workflow: Workflow,
		node: INode,
		additionalData: IWorkflowExecuteAdditionalData,
		mode: WorkflowExecuteMode,
		webhook: IWebhookData,
		closeFunctions: Array<() => Promise<void>>,
		runExecutionData: IRunExecutionData | null,
	) => IWebhookFunctions;
	HookContext: new (
		workflow: Workflow,
		node: INode,
		additionalData: IWorkflowExecuteAdditionalData,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
		webhook: IWebhookData,
	) => IHookFunctions;
	InstanceSettings: Token<object>;
	BinaryDataService: Token<{ init(): Promise<void> }>;
}

type Token<Service> = new (...dependencies: never[]) => Service;

interface Container {
	get<Service>(token: Token<Service>): Service;
}

export interface N8n {
	core: N8nCore;
	workflow: typeof N8nWorkflow;
	container: Container;
	/** Where n8n's own nodes are. */
	nodesBase: string;
}

export function requireN8n(runtimeDir: string): N8n {
	const requireFrom = createRequire(join(runtimeDir, 'package.json'));
	requireFrom('reflect-metadata'); // required by n8n's dependency injection
	const { Container: container } = requireFrom('@n8n/di') as { Container: Container };
	return {
		core: requireFrom('n8n-core') as N8nCore,
		workflow: requireFrom('n8n-workflow') as typeof N8nWorkflow,
		container,
		nodesBase: dirname(requireFrom.resolve('n8n-nodes-base/package.json')),
	};
}
