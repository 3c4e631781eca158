import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import axios, { type AxiosInstance, type AxiosResponse, type Method } from 'axios';
import type {
	INodeTypeDescription,
	IRun,
	IRunExecutionData,
	IWebhookDescription,
} from 'n8n-workflow';
import { flattenRun } from '../engine/flatten';
import type { FlatRun, WorkflowJson, WorkflowNode } from '../engine/protocol';
import { RunResult } from '../engine/runResult';

export interface Owner {
	email: string;
	password: string;
}

export interface Credential {
	id: string;
	name: string;
	type: string;
}

export interface NewCredential {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface SavedWorkflow extends WorkflowJson {
	id: string;
	name: string;
	versionId: string;
	active: boolean;
}

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: string;
	mode: string;
	startedAt: string | null;
	stoppedAt: string | null;
}

/** An execution as the server stored it. */
export class ServerExecution extends RunResult {
	readonly id: string;
	readonly workflowId: string;
	readonly mode: string;

	constructor(summary: ExecutionSummary, run: FlatRun) {
		super(run);
		this.id = summary.id;
		this.workflowId = summary.workflowId;
		this.mode = summary.mode;
	}
}

export interface Patience {
	timeoutMs?: number;
}

/** n8n binds a session to a browser by this header. */
const BROWSER_ID = 'leadspredict';
const NOT_RUNNING = ['success', 'error', 'canceled', 'crashed'];
const POLL_MS = 100;
const DATABASE_PATIENCE_MS = 60_000;
/** n8n's max page size. */
const PAGE = 100;

/** The editor's REST API, for tests. */
export class N8nRest {
	private readonly http: AxiosInstance;
	private types: INodeTypeDescription[] | undefined;

	constructor(private readonly url: string) {
		this.http = axios.create({
			baseURL: url,
			headers: { 'browser-id': BROWSER_ID },
			proxy: false,
			// A busy n8n may close an open connection just when it is reused.
			httpAgent: new Agent({ keepAlive: false }),
			validateStatus: () => true,
		});
	}

	/** Creates the owner of a new instance and logs in. */
	async enter(owner: Owner): Promise<void> {
		const settings = await this.ask<{ userManagement: { showSetupOnFirstLoad: boolean } }>(
			'GET',
			'/rest/settings',
		);
		if (settings.userManagement.showSetupOnFirstLoad) {
			const name = { firstName: 'Olivia', lastName: 'Owner' };
			const created = await this.ask<{ email?: string }>('POST', '/rest/owner/setup', {
				...owner,
				...name,
			});
			// Seen: a server that is not ready yet answers 200 and creates no user.
			if (created.email !== owner.email) throw new Error('n8n did not create the owner account.');
		}
		await this.login(owner);
	}

	async login({ email, password }: Owner): Promise<void> {
		const response = await this.request('POST', '/rest/login', {
			emailOrLdapLoginId: email,
			password,
		});
		const cookies = response.headers['set-cookie'] ?? [];
		if (cookies.length === 0) throw new Error('n8n did not open a session at login.');
		this.http.defaults.headers.common['Cookie'] = cookies
			.map((cookie) => cookie.split(';')[0])
			.join('; ');
	}

	/** The session for a browser. n8n requires the cookie and its browser ID. */
	session(): { cookie: string; browserId: string } {
		const cookie = this.http.defaults.headers.common['Cookie'];
		return { cookie: typeof cookie === 'string' ? cookie : '', browserId: BROWSER_ID };
	}

	async nodeTypes(): Promise<INodeTypeDescription[]> {
		if (!this.types) {
			const response = await this.request('GET', '/types/nodes.json');
			this.types = response.data as INodeTypeDescription[];
		}
		return this.types;
	}

	credentials(): Promise<Credential[]> {
		return this.ask('GET', '/rest/credentials');
	}

	createCredential(credential: NewCredential): Promise<Credential> {
		return this.ask('POST', '/rest/credentials', credential);
	}

	updateCredential(id: string, credential: NewCredential): Promise<Credential> {
		return this.ask('PATCH', `/rest/credentials/${id}`, credential);
	}

	/** What the editor shows after saving a credential. */
	testCredential(
		credential: NewCredential & { id?: string },
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		// n8n requires an ID even for an unsaved credential.
		const credentials = { id: '', ...credential };
		return this.ask('POST', '/rest/credentials/test', { credentials });
	}

	workflows(): Promise<SavedWorkflow[]> {
		return this.ask('GET', '/rest/workflows');
	}

	createWorkflow(workflow: WorkflowJson): Promise<SavedWorkflow> {
		const { name = 'Workflow', connections, settings, pinData } = workflow;
		return this.ask('POST', '/rest/workflows', {
			name,
			nodes: placed(workflow),
			connections,
			settings: { executionOrder: 'v1', ...settings },
			...(pinData && { pinData }),
		});
	}

	/** Saves changes to a workflow like the editor; the published version stays unchanged. */
	updateWorkflow({ id, versionId }: SavedWorkflow, changes: WorkflowJson): Promise<SavedWorkflow> {
		const nodes = placed(changes);
		return this.ask('PATCH', `/rest/workflows/${id}`, { ...changes, nodes, versionId });
	}

	/** Publishes a workflow and waits until its webhooks are registered. */
	async publish(workflow: SavedWorkflow, { timeoutMs = 15_000 }: Patience = {}): Promise<void> {
		const { id, versionId } = workflow;
		await this.ask('POST', `/rest/workflows/${id}/activate`, { versionId });
		const deadline = Date.now() + timeoutMs;
		for (const node of workflow.nodes) {
			const webhook = await this.webhookOf(node);
			if (!webhook || node['disabled'] === true) continue;
			while (!(await this.isRegistered(this.urlOf(node, webhook), webhook))) {
				if (Date.now() > deadline) {
					throw new Error(`The webhook of "${node.name}" was not registered in ${timeoutMs} ms.`);
				}
				await sleep(POLL_MS);
			}
		}
	}

	/** Same as a click on "Execute workflow". */
	async runManually({ id }: { id: string }, trigger: string): Promise<void> {
		await this.ask('POST', `/rest/workflows/${id}/run`, { triggerToStartFrom: { name: trigger } });
	}

	async unpublish({ id }: { id: string }): Promise<void> {
		await this.ask('POST', `/rest/workflows/${id}/deactivate`);
	}

	/** The production URL of a trigger. */
	async webhookUrl(workflow: SavedWorkflow, nodeName: string): Promise<string> {
		const node = workflow.nodes.find(({ name }) => name === nodeName);
		const webhook = node && (await this.webhookOf(node));
		if (!node || !webhook) throw new Error(`"${nodeName}" accepts no webhook calls.`);
		return this.urlOf(node, webhook);
	}

	/** The newest first. @param limit at most 100 */
	async executions(workflowId: string, limit = 50): Promise<ExecutionSummary[]> {
		return (await this.executionPage(workflowId, limit)).results;
	}

	/** All executions, the newest first. */
	async allExecutions(workflowId: string): Promise<ExecutionSummary[]> {
		// By ID, because every page begins with the running executions.
		const all = new Map<string, ExecutionSummary>();
		let cursor: string | undefined;
		do {
			const page = await this.executionPage(workflowId, PAGE, cursor);
			for (const each of page.results) all.set(each.id, each);
			cursor = page.nextCursor ?? undefined;
		} while (cursor !== undefined);
		return [...all.values()];
	}

	/** The number of a workflow's executions in these states. */
	async countExecutions(workflowId: string, status: readonly string[]): Promise<number> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status }));
		const { count } = await this.ask<{ count: number }>(
			'GET',
			`/rest/executions?limit=1&filter=${filter}`,
		);
		return count;
	}

	/** All stored data of an execution as text, to search for secrets. */
	async executionAsStored(id: string): Promise<string> {
		return JSON.stringify(await this.ask('GET', `/rest/executions/${id}`));
	}

	async execution(id: string): Promise<ServerExecution> {
		const stored = await this.ask<ExecutionSummary & { data: string; waitTill?: string | null }>(
			'GET',
			`/rest/executions/${id}`,
		);
		// n8n's format for circular data. The package's types are those of an ES module.
		const { parse } = await import('flatted');
		const data = parse(stored.data) as IRunExecutionData;
		const run = {
			data,
			status: stored.status,
			waitTill: stored.waitTill ? new Date(stored.waitTill) : null,
		} as unknown as IRun;
		const took = Date.parse(stored.stoppedAt ?? '') - Date.parse(stored.startedAt ?? '');
		return new ServerExecution(stored, flattenRun(run, orderOf(data), took));
	}

	/**
	 * Same as a click on "Retry" with the original workflow. Waits until the new execution ends.
	 * @returns the new execution's id
	 */
	async retry(id: string): Promise<string> {
		const { id: retriedAs } = await this.ask<{ id: string }>(
			'POST',
			`/rest/executions/${id}/retry`,
			{ loadWorkflow: false },
		);
		return retriedAs;
	}

	/** Waits until `count` executions of a workflow have ended; the oldest first. */
	async waitForExecutions(
		workflowId: string,
		count = 1,
		{ timeoutMs = 15_000 }: Patience = {},
	): Promise<ServerExecution[]> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const all = await this.executions(workflowId, Math.max(50, count));
			const ended = all.filter(({ status }) => NOT_RUNNING.includes(status));
			if (ended.length >= count) {
				const summaries = ended.reverse();
				return await Promise.all(summaries.map(({ id }) => this.execution(id)));
			}
			if (Date.now() > deadline) {
				const states = all.map(({ status }) => status).join(', ') || 'none was started';
				throw new Error(
					`${count} executions were expected to end in ${timeoutMs} ms, ${ended.length} did (${states}).`,
				);
			}
			await sleep(POLL_MS);
		}
	}

	private async executionPage(
		workflowId: string,
		limit: number,
		cursor?: string,
	): Promise<{ results: ExecutionSummary[]; nextCursor?: string | null }> {
		const query = new URLSearchParams({
			limit: String(limit),
			filter: JSON.stringify({ workflowId }),
			...(cursor !== undefined && { cursor }),
		});
		return await this.ask('GET', `/rest/executions?${query.toString()}`);
	}

	private async webhookOf(node: WorkflowNode): Promise<IWebhookDescription | undefined> {
		const types = await this.nodeTypes();
		const type = types.find(
			({ name, version }) =>
				name === node.type && [version].flat().some((each) => each === node.typeVersion),
		);
		return type?.webhooks?.find(({ restartWebhook }) => restartWebhook !== true);
	}

	private urlOf(node: WorkflowNode, webhook: IWebhookDescription): string {
		// Forms have their own base URL; without a path setting the path is the webhook ID.
		if (webhook.nodeType === 'form') {
			const path = String(node.parameters['path'] ?? node.webhookId ?? '');
			return `${this.url}/form/${path}`;
		}
		// A description contains the path or, like n8n's Webhook node, names its parameter.
		const [, parameter] = /^=\{\{\s*\$parameter\["(\w+)"\]\s*\}\}$/.exec(webhook.path) ?? [];
		const path = parameter === undefined ? webhook.path : String(node.parameters[parameter] ?? '');
		const parts = webhook.isFullPath ? [path] : [node.webhookId ?? '', path];
		return `${this.url}/webhook/${parts.filter((part) => part !== '').join('/')}`;
	}

	/**
	 * Calls with a method that no trigger uses, so that nothing starts. The answer is always 404, but for
	 * a registered path it lists the methods. For a form, requests its page.
	 */
	private async isRegistered(url: string, { nodeType }: IWebhookDescription): Promise<boolean> {
		const method = nodeType === 'form' ? 'GET' : 'PATCH';
		const { status, data } = await this.http.request<{ message?: string }>({ method, url });
		return status !== 404 || /not registered for PATCH/.test(data.message ?? '');
	}

	private async ask<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
		const response = await this.request(method, path, body);
		return (response.data as { data: Answer }).data;
	}

	private async request(method: Method, path: string, body?: unknown): Promise<AxiosResponse> {
		const deadline = Date.now() + DATABASE_PATIENCE_MS;
		let response = await this.http.request<unknown>({ method, url: path, data: body });
		while (isWithoutDatabase(response) && Date.now() < deadline) {
			await sleep(POLL_MS);
			response = await this.http.request<unknown>({ method, url: path, data: body });
		}
		if (response.status < 400) return response;
		const { data } = response;
		const reason =
			typeof data === 'object' && data !== null && 'message' in data ? data.message : data;
		throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${String(reason)}`);
	}
}

/** A busy n8n may consider its database lost, and refuses requests until its next check. */
const isWithoutDatabase = ({ status, data }: AxiosResponse): boolean =>
	status === 503 && Object(data).message === 'Database is not ready!';

/** n8n requires an ID and a position for each node. */
const placed = ({ nodes }: WorkflowJson) =>
	nodes.map((node) => ({ id: node.name, position: [0, 0], ...node }));

/** Names of the nodes in the order in which they were run. */
function orderOf(data: IRunExecutionData): string[] {
	return Object.entries(data.resultData.runData)
		.flatMap(([name, tasks]) => tasks.map(({ executionIndex }) => ({ name, executionIndex })))
		.sort((a, b) => a.executionIndex - b.executionIndex)
		.map(({ name }) => name);
}
