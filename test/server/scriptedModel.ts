import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tool as n8n offers it to a model. */
export interface OfferedTool {
	readonly name: string;
	readonly description: string;
	readonly parameters: unknown;
}

export interface Message {
	readonly role: string;
	readonly content?: unknown;
	readonly tool_call_id?: string;
}

interface ChatRequest {
	readonly messages: readonly Message[];
	readonly tools?: ReadonlyArray<{ readonly function: OfferedTool }>;
}

export interface ToolCall {
	readonly tool: string;
	readonly input: Record<string, unknown>;
}

/** Calls of tools, all in one turn, or the last words of the conversation. */
export type Turn = readonly ToolCall[] | string;

export interface ScriptedModel {
	/** For n8n's OpenAI credential. */
	readonly baseUrl: string;
	/** What the model says, turn by turn; forgets the conversation before. */
	script(...turns: Turn[]): void;
	/** Each request of the conversation, as it came. */
	requests(): readonly string[];
	/** The tools of the first request. */
	tools(): OfferedTool[];
	/** What the tools answered, in the order of the calls. */
	answers(): string[];
	close(): Promise<void>;
}

const completion = (turn: Turn, ids: string) => {
	const message =
		typeof turn === 'string'
			? { role: 'assistant', content: turn }
			: {
					role: 'assistant',
					content: null,
					tool_calls: turn.map(({ tool, input }, index) => ({
						id: `call_${ids}_${index}`,
						type: 'function',
						function: { name: tool, arguments: JSON.stringify(input) },
					})),
				};
	const finish_reason = typeof turn === 'string' ? 'stop' : 'tool_calls';
	return {
		id: `chatcmpl-${ids}`,
		object: 'chat.completion',
		created: 1_764_000_000,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
};

/** A model that speaks OpenAI's chat completions and says what a test wrote for it. */
export async function startScriptedModel(): Promise<ScriptedModel> {
	let turns: Turn[] = [];
	let requests: string[] = [];
	const http = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const turn = turns.shift();
			const isChat = request.method === 'POST' && request.url === '/v1/chat/completions';
			if (isChat) requests.push(Buffer.concat(chunks).toString('utf8'));
			const status = isChat && turn !== undefined ? 200 : 400;
			const body =
				turn === undefined
					? { error: { message: 'The script has no further turn', type: 'invalid_request_error' } }
					: completion(turn, String(requests.length));
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const { port } = http.address() as AddressInfo;
	const parsed = () => requests.map((body) => JSON.parse(body) as ChatRequest);
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		script: (...next) => {
			turns = next;
			requests = [];
		},
		requests: () => requests,
		tools: () => (parsed()[0]?.tools ?? []).map((tool) => tool.function),
		answers: () =>
			(parsed().at(-1)?.messages ?? [])
				.filter(({ role }) => role === 'tool')
				.map(({ content }) => String(content)),
		close: async () =>
			await new Promise<void>((resolve) => {
				http.close(() => resolve());
				http.closeAllConnections();
			}),
	};
}
