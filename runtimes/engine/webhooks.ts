import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type {
	INode,
	INodeType,
	IWebhookData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import type { Executor } from './execution';
import { flattenError } from './flatten';
import type { Delivery, FlatRun, Listening, ListenOptions, WorkflowJson } from './protocol';

const PARSED = ['application/json', 'application/x-www-form-urlencoded', 'text/plain'];

const COULD_NOT_START = 'Workflow Webhook Error: Workflow could not be started!';

type HookName = 'checkExists' | 'create' | 'delete';

interface Listener {
	json: WorkflowJson;
	workflow: Workflow;
	node: INode;
	type: INodeType;
	webhook: IWebhookData;
	options: ListenOptions;
	deliveries: Array<Promise<Delivery>>;
}

/** The webhook server: real HTTP on the loopback address. */
export class Webhooks {
	private server: Server | undefined;
	private readonly listeners = new Map<string, Listener>();

	constructor(private readonly executor: Executor) {}

	async listen(json: WorkflowJson, nodeName: string, options: ListenOptions): Promise<Listening> {
		await this.openServer();
		const key = randomUUID();
		// A node without an ID gets one, as in the editor.
		const nodes = json.nodes.map((node) =>
			node.name === nodeName ? { webhookId: key, ...node } : node,
		);
		const listener = this.createListener({ ...json, nodes }, nodeName, options);
		if (options.publish) await this.publish(listener);
		this.listeners.set(key, listener);
		const { path, httpMethod: method } = listener.webhook;
		return { key, method, url: `${this.executor.baseUrl}/webhook/${path}` };
	}

	/** The calls since the previous question, with their runs, after they have ended. */
	async deliveries(key: string): Promise<Delivery[]> {
		return await Promise.all(this.find(key).deliveries.splice(0));
	}

	async unlisten(key: string): Promise<void> {
		const listener = this.find(key);
		this.listeners.delete(key);
		await Promise.allSettled(listener.deliveries);
		if (listener.options.publish) await this.runHook(listener, 'delete');
	}

	private find(key: string): Listener {
		const listener = this.listeners.get(key);
		if (!listener) throw new Error('This webhook is no longer listened to.');
		return listener;
	}

	private createListener(json: WorkflowJson, nodeName: string, options: ListenOptions): Listener {
		const { executor } = this;
		const workflow = executor.createWorkflow(json);
		const node = workflow.getNode(nodeName);
		if (!node) throw new Error(`The workflow has no node called "${nodeName}".`);
		const type = executor.types.getByNameAndVersion(node.type, node.typeVersion);
		const description = type.description.webhooks?.find(({ restartWebhook }) => !restartWebhook);
		if (!description || !type.webhook) throw new Error(`"${nodeName}" accepts no webhook calls.`);

		const evaluate = (value: unknown, fallback: string) =>
			String(evaluateOption(workflow, node, value) ?? fallback);
		const path = executor.n8n.workflow.NodeHelpers.getNodeWebhookPath(
			workflow.id,
			node,
			evaluate(description.path, '').replace(/^\/|\/$/g, ''),
			evaluate(description.isFullPath, 'false') === 'true',
		);
		const webhook: IWebhookData = {
			httpMethod: evaluate(description.httpMethod, 'GET') as IWebhookData['httpMethod'],
			node: nodeName,
			path,
			webhookDescription: description,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: executor.additionalData(json, {
				mode: 'webhook',
				credentials: options.credentials,
			}),
		};
		return { json, workflow, node, type, webhook, options, deliveries: [] };
	}

	private async publish(listener: Listener): Promise<void> {
		if (!(await this.runHook(listener, 'checkExists'))) await this.runHook(listener, 'create');
	}

	private async runHook(
		{ workflow, node, type, webhook }: Listener,
		name: HookName,
	): Promise<boolean> {
		const hook = type.webhookMethods?.[webhook.webhookDescription.name]?.[name];
		if (!hook) return false;
		const { HookContext } = this.executor.n8n.core;
		const activation = name === 'delete' ? 'update' : 'activate';
		const context = new HookContext(
			workflow,
			node,
			webhook.workflowExecuteAdditionalData,
			'trigger',
			activation,
			webhook,
		);
		return await this.executor.withExpressions(workflow, async () => hook.call(context));
	}

	private async openServer(): Promise<void> {
		if (this.server) return;
		const server = createServer((request, response) => void this.receive(request, response));
		this.server = server;
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		this.executor.baseUrl = `http://127.0.0.1:${port}`;
	}

	private async receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const url = new URL(incoming.url ?? '/', this.executor.baseUrl);
		const path = decodeURIComponent(url.pathname.replace(/^\/webhook\//, ''));
		const listener = [...this.listeners.values()].find(
			({ webhook }) => webhook.path === path && webhook.httpMethod === incoming.method,
		);
		const answer = new Answer(outgoing);
		if (!listener) {
			answer.send(404, { code: 404, message: `The webhook "${path}" is not registered.` });
			return;
		}
		let request: object;
		try {
			request = await readRequest(incoming, url, listener.node.typeVersion);
		} catch {
			answer.send(422, { code: 422, message: 'Failed to parse request body' });
			return;
		}
		const delivery = this.deliver(listener, request, answer);
		listener.deliveries.push(delivery);
	}

	private async deliver(listener: Listener, request: object, answer: Answer): Promise<Delivery> {
		const { json, workflow, node, options } = listener;
		const http = { httpRequest: request, httpResponse: answer.asExpress() } as unknown as Pick<
			IWorkflowExecuteAdditionalData,
			'httpRequest' | 'httpResponse'
		>;
		const circumstances = { mode: 'webhook', credentials: options.credentials, http } as const;
		return await this.executor.withExpressions(workflow, async () => {
			let result: IWebhookResponseData;
			try {
				result = await this.callNode(listener, this.executor.additionalData(json, circumstances));
			} catch (error) {
				// The server sends the same answer and logs the reason.
				answer.send(500, { code: 0, message: COULD_NOT_START });
				return { error: flattenError(error) };
			}
			const { responseCode, responseMode, responseData } = responseOptions(listener);
			const { workflowData, webhookResponse, noWebhookResponse } = result;
			if (!workflowData) {
				const body = webhookResponse ?? { message: 'Webhook call received' };
				if (!noWebhookResponse) answer.send(responseCode, body);
				return {};
			}
			if (!noWebhookResponse && responseMode === 'onReceived') {
				const started = webhookResponse ?? { message: 'Workflow was started' };
				answer.send(responseCode, responseData === 'noData' ? undefined : responseData || started);
			}
			const items = workflowData[0] ?? [];
			const run = await this.executor.execute(json, workflow, node.name, items, circumstances);
			if (!noWebhookResponse && responseMode === 'lastNode') {
				const [status, body] = lastNodeAnswer(run, responseCode, responseData);
				answer.send(status, body);
			}
			return { run };
		});
	}

	private async callNode(
		{ workflow, node, type, webhook }: Listener,
		additionalData: IWorkflowExecuteAdditionalData,
	): Promise<IWebhookResponseData> {
		const closeFunctions: Array<() => Promise<void>> = [];
		const { WebhookContext } = this.executor.n8n.core;
		const context: IWebhookFunctions = new WebhookContext(
			workflow,
			node,
			additionalData,
			'webhook',
			webhook,
			closeFunctions,
			null,
		);
		try {
			// n8n has two styles of nodes: newer ones get the context as an argument, usual ones as `this`.
			const { Node } = this.executor.n8n.workflow;
			const asked: unknown = type;
			if (asked instanceof Node) return (await asked.webhook?.(context)) ?? {};
			return (await type.webhook?.call(context)) ?? {};
		} finally {
			await Promise.all(closeFunctions.map(async (close) => close()));
		}
	}
}

function responseOptions({ workflow, node, webhook }: Listener) {
	const evaluate = (key: keyof IWebhookDescription) =>
		evaluateOption(workflow, node, webhook.webhookDescription[key]);
	return {
		responseMode: String(evaluate('responseMode') ?? 'onReceived'),
		responseCode: Number(evaluate('responseCode') ?? 200),
		responseData: evaluate('responseData') as string | undefined,
	};
}

function evaluateOption(workflow: Workflow, node: INode, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	return workflow.expression.getSimpleParameterValue(node, value, 'internal', {});
}

/** "When last node finishes": its items, or the first one's data. */
function lastNodeAnswer(
	run: FlatRun,
	responseCode: number,
	responseData: string | undefined,
): [status: number, body: unknown] {
	if (run.error) return [500, { message: 'Error in workflow' }];
	const last = run.order.at(-1);
	const items = (last === undefined ? undefined : run.nodes[last]?.at(-1)?.outputs[0]) ?? [];
	if (responseData === 'noData') return [responseCode, undefined];
	if (responseData === 'allEntries') return [responseCode, items.map(({ json }) => json)];
	return [responseCode, items[0]?.json ?? { message: 'No item to return was found' }];
}

/** The parts of Express's request that n8n and its nodes read. */
async function readRequest(incoming: IncomingMessage, url: URL, version: number): Promise<object> {
	const raw = await buffer(incoming);
	const contentType = incoming.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
	// From version 2 of a trigger on, n8n leaves a body without a parser to the node.
	const isRead = raw.length > 0 && (version === 1 || isParsed(contentType));
	const request = Object.assign(incoming, {
		contentType,
		encoding: 'utf-8',
		query: Object.fromEntries(url.searchParams),
		params: {},
		path: url.pathname,
		originalUrl: incoming.url,
		ip: incoming.socket.remoteAddress,
		ips: [],
		header: (name: string) => incoming.headers[name.toLowerCase()],
		get: (name: string) => incoming.headers[name.toLowerCase()],
		readRawBody: async () => void Object.assign(incoming, { rawBody: raw }),
		...(isRead && { rawBody: raw, body: parseBody(raw, contentType) }),
	});
	return request;
}

function isParsed(contentType: string | undefined): boolean {
	return PARSED.includes(contentType ?? '');
}

function parseBody(raw: Buffer, contentType: string | undefined): unknown {
	const text = raw.toString().replace(/^\uFEFF/, '');
	switch (contentType) {
		case 'application/json':
			return JSON.parse(text) as unknown;
		case 'application/x-www-form-urlencoded':
			return Object.fromEntries(new URLSearchParams(text));
		case 'text/plain':
			return text;
		default:
			return undefined;
	}
}

/** The response to a call, sent by the node through Express's methods or by this class. */
class Answer {
	constructor(private readonly response: ServerResponse) {}

	send(status: number, body: unknown): void {
		const { response } = this;
		if (response.writableEnded) return;
		response.statusCode = status;
		if (body === undefined || body === '') {
			response.end();
		} else if (typeof body === 'string' || Buffer.isBuffer(body)) {
			if (!response.hasHeader('content-type')) {
				response.setHeader('content-type', 'text/html; charset=utf-8');
			}
			response.end(body);
		} else {
			response.setHeader('content-type', 'application/json; charset=utf-8');
			response.end(JSON.stringify(body));
		}
	}

	asExpress(): object {
		const { response } = this;
		const set = (name: string | Record<string, string>, value?: string) => {
			const headers = typeof name === 'string' ? { [name]: value ?? '' } : name;
			for (const [key, text] of Object.entries(headers)) response.setHeader(key, text);
			return express;
		};
		const finish = (body?: unknown) => {
			this.send(response.statusCode, body);
			return express;
		};
		const express: object = Object.assign(response, {
			status: (code: number) => {
				response.statusCode = code;
				return express;
			},
			sendStatus: (code: number) => {
				this.send(code, String(code));
				return express;
			},
			json: finish,
			send: finish,
			set,
			header: set,
			type: (type: string) => set('content-type', type),
		});
		return express;
	}
}
