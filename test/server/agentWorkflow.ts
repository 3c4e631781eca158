import axios from 'axios';

import type { WorkflowJson, WorkflowNode } from '../../runtimes/engine/protocol';
import { until } from '../until';
import type { ScriptedModel } from './scriptedModel';
import { uses } from './testServer';
import type { TestServer } from './testServer';

const to = (node: string, type = 'main') => ({ node, type, index: 0 });

/** The names that n8n's editor gives the tools, and by which a model calls them. */
export const SCORE = 'Analyze leads in LeadsPredict';
export const HISTORY = 'Get a lead in LeadsPredict';
export const toolName = (node: string): string => node.replaceAll(' ', '_');

const tool = (name: string, parameters: Record<string, unknown>, rest: object) => ({
	name,
	type: 'n8n-nodes-leadspredict.leadsPredictTool',
	typeVersion: 1,
	parameters,
	...rest,
});

/** The two tools as they are after they were dragged onto the canvas: no parameter was touched. */
export async function untouchedTools(server: TestServer, settings: object = {}) {
	const rest = { credentials: uses(await server.credential()), ...settings };
	return [tool(SCORE, {}, rest), tool(HISTORY, { operation: 'get' }, rest)];
}

export async function modelCredential(server: TestServer, model: ScriptedModel) {
	const { id, name } = await server.n8n.rest.createCredential({
		name: 'Scripted model',
		type: 'openAiApi',
		data: { apiKey: 'sk-scripted', url: model.baseUrl },
	});
	return { openAiApi: { id, name } };
}

/** The AI Agent of n8n 2.41, which returns calls of tools to n8n's engine. */
const NEWEST_AGENT = 3;

/**
 * The last AI Agent that calls its tools itself. Workflows that were made with it keep it.
 */
export const OLDER_AGENT = 2.2;

/** Publishes Webhook → AI Agent with a model and the tools. @returns says something to the agent */
export async function publishAgent(
	server: TestServer,
	model: ScriptedModel,
	path: string,
	tools: readonly WorkflowNode[],
	agentVersion = NEWEST_AGENT,
): Promise<(input: object) => Promise<{ status: number; data: unknown }>> {
	const workflow = await server.n8n.rest.createWorkflow({
		name: path,
		nodes: [
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: { path, httpMethod: 'POST', responseMode: 'lastNode' },
			},
			// What reaches the agent lies under what the model says, field by field.
			{
				name: 'Input',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				parameters: { mode: 'raw', jsonOutput: '={{ $json.body }}' },
			},
			{
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: agentVersion,
				parameters: { promptType: 'define', text: 'Answer', options: {} },
			},
			{
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.2,
				parameters: {
					model: { __rl: true, mode: 'id', value: 'scripted' },
					options: { maxRetries: 0 },
				},
				credentials: await modelCredential(server, model),
			},
			...tools,
		],
		connections: {
			Webhook: { main: [[to('Input')]] },
			Input: { main: [[to('Agent')]] },
			Model: { ai_languageModel: [[to('Agent', 'ai_languageModel')]] },
			...Object.fromEntries(
				tools.map(({ name }) => [name, { ai_tool: [[to('Agent', 'ai_tool')]] }]),
			),
		},
	} satisfies WorkflowJson);
	await server.n8n.rest.publish(workflow);
	const url = await server.n8n.rest.webhookUrl(workflow, 'Webhook');
	return async (input) =>
		await until('n8n takes the call', async () => {
			const { data, status } = await axios.post<unknown>(url, input, {
				timeout: 30_000,
				validateStatus: () => true,
			});
			// A busy n8n refuses a call before it runs anything.
			if (status === 503) return undefined;
			return { status, data };
		});
}

/** An MCP client, as far as a call of a tool needs one. */
export async function publishMcpServer(
	server: TestServer,
	path: string,
	tools: readonly WorkflowNode[],
): Promise<(method: string, params: object) => Promise<unknown>> {
	const TRIGGER = 'MCP Server Trigger';
	const workflow = await server.n8n.rest.createWorkflow({
		name: path,
		nodes: [
			{
				name: TRIGGER,
				type: '@n8n/n8n-nodes-langchain.mcpTrigger',
				typeVersion: 2,
				webhookId: path,
				parameters: { path },
			},
			...tools,
		],
		connections: Object.fromEntries(
			tools.map(({ name }) => [name, { ai_tool: [[to(TRIGGER, 'ai_tool')]] }]),
		),
	});
	await server.n8n.rest.publish({ ...workflow, nodes: [] });
	const url = `${server.n8n.url}/mcp/${path}`;
	let session: string | undefined;
	let next = 0;
	const ask = async (method: string, params: object) => {
		next += 1;
		const { data, headers, status } = await axios.post<string>(
			url,
			{ jsonrpc: '2.0', id: next, method, params },
			{
				timeout: 30_000,
				validateStatus: () => true,
				responseType: 'text',
				headers: {
					accept: 'application/json, text/event-stream',
					...(session !== undefined && { 'mcp-session-id': session }),
				},
			},
		);
		if (status !== 200) return undefined;
		session ??=
			headers['mcp-session-id'] === undefined ? undefined : String(headers['mcp-session-id']);
		// An event stream of one message.
		return (JSON.parse(data.slice(data.indexOf('{'))) as { result: unknown }).result;
	};
	const client = { name: 'test', version: '1' };
	const hello = { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: client };
	// n8n knows the address a moment after the workflow was published.
	await until('n8n knows the address', async () => (await ask('initialize', hello)) !== undefined);
	return ask;
}
