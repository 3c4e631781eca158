import { fork, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { INodeExecutionData, INodeTypeDescription } from 'n8n-workflow';
import { ENGINE, ensureRuntime, ensureServerNode, type Progress } from '../runtime';
import { temporaryFolder } from '../temporaryFolder';
import type {
	CallName,
	Calls,
	Credentials,
	FlatError,
	Listening,
	ListenOptions,
	Request,
	Response,
	RunOptions,
	WorkflowJson,
} from './protocol';
import { RunResult } from './runResult';

export { RunResult } from './runResult';
export type {
	Credentials,
	FlatError,
	NodeRun,
	PeakMemory,
	RunOptions,
	WorkflowJson,
} from './protocol';

export interface EngineOptions {
	/** The unpacked package (packPackage().unpacked). Default: only n8n's own nodes. */
	packageDir?: string;
	credentials?: Credentials;
	/** The n8n version: a folder of runtimes/. */
	runtime?: string;
	/** Path of Node.js. Default: the current one, or a newer one if the vm expression engine needs it. */
	nodePath?: string;
	/**
	 * Expression engine: 'vm', the server's default, or 'legacy', which runs everywhere and is faster.
	 */
	expressionEngine?: 'legacy' | 'vm';
	/** Added to the environment of the engine's process. */
	env?: Record<string, string>;
	onProgress?: Progress;
}

export interface WebhookCall {
	method?: string;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	/** Sent as JSON; a string or bytes are sent unchanged. */
	body?: unknown;
	credentials?: Credentials;
}

export interface WebhookAnswer {
	status: number;
	headers: Record<string, string>;
	/** Parsed if it is JSON, else the text. */
	body: unknown;
	/** The trigger's output; missing when it did not start the workflow. */
	items?: INodeExecutionData[];
	/** The execution it started, at its end. */
	run?: RunResult;
	/** The error that the trigger threw, if any. n8n does not send it to the caller. */
	error?: FlatError;
}

/** A published webhook. Senders can call its URL until it is closed. */
export interface Listener {
	url: string;
	method: string;
	/** The executions since the previous call, after they have ended. */
	runs(): Promise<RunResult[]>;
	close(): Promise<void>;
}

export interface Engine {
	run(workflow: WorkflowJson, options?: RunOptions): Promise<RunResult>;
	/** Calls the webhook of a trigger once, over HTTP. */
	webhook(workflow: WorkflowJson, nodeName: string, call?: WebhookCall): Promise<WebhookAnswer>;
	/** Publishes the webhook of a trigger. */
	listen(workflow: WorkflowJson, nodeName: string, options?: ListenOptions): Promise<Listener>;
	/** The nodes of our package, as n8n describes them to its editor. */
	nodeTypes(): Promise<INodeTypeDescription[]>;
	close(): Promise<void>;
}

/** Starts n8n's execution engine in a separate process. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
	const { onProgress, expressionEngine = 'legacy' } = options;
	const runtimeDir = await ensureRuntime(options.runtime ?? ENGINE, onProgress);
	const nodePath =
		options.nodePath ??
		(expressionEngine === 'vm' ? await ensureServerNode(onProgress) : process.execPath);

	const folder = temporaryFolder('engine');
	try {
		const hostFile = join(folder.path, 'host.cjs');
		await writeFile(hostFile, await bundleHost());
		const environment = hostEnvironment(runtimeDir, folder.path, options.env);
		const host = new Host(
			fork(hostFile, {
				execPath: nodePath,
				execArgv: [],
				env: environment,
				serialization: 'advanced',
				stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			}),
		);
		try {
			await host.call('start', {
				runtimeDir,
				expressionEngine,
				credentials: options.credentials ?? {},
				...(options.packageDir !== undefined && { packageDir: options.packageDir }),
			});
		} catch (error) {
			await host.stop();
			throw error;
		}
		return new EngineProcess(host, () => folder.remove());
	} catch (error) {
		await folder.remove();
		throw error;
	}
}

class EngineProcess implements Engine {
	constructor(
		private readonly host: Host,
		private readonly removeFolder: () => Promise<void>,
	) {}

	async run(workflow: WorkflowJson, options: RunOptions = {}): Promise<RunResult> {
		return new RunResult(await this.host.call('run', { workflow, options }));
	}

	async listen(
		workflow: WorkflowJson,
		nodeName: string,
		options: ListenOptions = { publish: true },
	): Promise<Listener> {
		const { key, url, method } = await this.host.call('listen', { workflow, nodeName, options });
		return {
			url,
			method,
			runs: async () => {
				const deliveries = await this.host.call('deliveries', { key });
				return deliveries.flatMap(({ run }) => (run ? [new RunResult(run)] : []));
			},
			close: () => this.host.call('unlisten', { key }),
		};
	}

	async webhook(
		workflow: WorkflowJson,
		nodeName: string,
		call: WebhookCall = {},
	): Promise<WebhookAnswer> {
		const options = call.credentials ? { credentials: call.credentials } : {};
		const listening = await this.host.call('listen', { workflow, nodeName, options });
		const { key } = listening;
		try {
			const answer = await send(listening, call);
			const [delivery] = await this.host.call('deliveries', { key });
			if (delivery?.error) return { ...answer, error: delivery.error };
			if (!delivery?.run) return answer;
			const run = new RunResult(delivery.run);
			return { ...answer, run, items: run.output(nodeName) };
		} finally {
			await this.host.call('unlisten', { key });
		}
	}

	nodeTypes(): Promise<INodeTypeDescription[]> {
		return this.host.call('nodeTypes', undefined);
	}

	async close(): Promise<void> {
		await this.host.stop();
		await this.removeFolder();
	}
}

/** A process's last output may arrive shortly after its end. */
const LAST_WORDS_MS = 20;

/** Our side of the connection to the host process. */
class Host {
	private lastId = 0;
	private readonly waiting = new Map<
		number,
		{ resolve: (answer: unknown) => void; reject: (error: Error) => void }
	>();
	private output = '';
	private readonly gone: Promise<void>;
	private ended: string | undefined;

	constructor(private readonly child: ChildProcess) {
		const keep = (text: string) => (this.output = (this.output + text).slice(-4000));
		child.stdout?.setEncoding('utf8').on('data', keep);
		child.stderr?.setEncoding('utf8').on('data', keep);
		child.on('message', (response: Response) => this.settle(response));
		// Registered first, because its folder is removed after it has ended.
		process.prependOnceListener('exit', this.kill);
		this.gone = new Promise((resolve) => {
			child.once('error', (error) => {
				this.end(`could not be started: ${error.message}`);
				resolve();
			});
			// Not 'close': Node.js does not always emit it after a disconnect.
			child.once('exit', (code, signal) => {
				process.off('exit', this.kill);
				setTimeout(() => {
					this.end(`ended unexpectedly (${signal ?? `code ${code}`})`);
					resolve();
				}, LAST_WORDS_MS);
			});
		});
	}

	call<Name extends CallName>(
		name: Name,
		argument: Calls[Name]['argument'],
	): Promise<Calls[Name]['answer']> {
		return new Promise((resolve, reject) => {
			if (this.ended !== undefined) {
				reject(new Error(`n8n's engine ${this.ended}.`));
				return;
			}
			const id = ++this.lastId;
			this.waiting.set(id, {
				resolve: (answer) => resolve(answer as Calls[Name]['answer']),
				reject,
			});
			const request: Request<Name> = { id, name, argument };
			this.child.send(request, (error) => {
				if (error) this.settle({ id, problem: { name: 'Error', message: error.message } });
			});
		});
	}

	async stop(): Promise<void> {
		this.ended ??= 'has been closed';
		if (this.child.connected) this.child.disconnect(); // the host exits on disconnect
		const force = setTimeout(this.kill, 3_000);
		await this.gone;
		clearTimeout(force);
	}

	private readonly kill = () => this.child.kill('SIGKILL');

	private settle(response: Response): void {
		const call = this.waiting.get(response.id);
		this.waiting.delete(response.id);
		if (!call) return;
		if ('problem' in response) {
			const { name, message, stack } = response.problem;
			call.reject(
				Object.assign(new Error(message), { name }, stack === undefined ? {} : { stack }),
			);
		} else {
			call.resolve(response.answer);
		}
	}

	private end(how: string): void {
		this.ended ??= how;
		const said = this.output.trim();
		const message = `n8n's engine ${this.ended}.${said === '' ? '' : ` Its last output:\n${said}`}`;
		for (const { reject } of this.waiting.values()) reject(new Error(message));
		this.waiting.clear();
	}
}

async function bundleHost(): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [join(__dirname, 'host.ts')],
		// esbuild's own process would recreate a folder that has been removed.
		write: false,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		logLevel: 'silent',
	});
	return outputFiles.map(({ text }) => text).join('');
}

function hostEnvironment(
	runtimeDir: string,
	folder: string,
	extra: Record<string, string> = {},
): Record<string, string> {
	const inherited = Object.entries(process.env).filter(
		// The engine must not inherit settings of another n8n on this machine, of npm or of jest.
		([key]) => !/^(N8N_|npm_|JEST_|NODE_OPTIONS|NODE_ENV|DB_|EXECUTIONS_)/.test(key),
	) as Array<[string, string]>;
	return {
		...Object.fromEntries(inherited),
		NODE_ENV: 'production',
		// As in the server, our package resolves n8n-workflow and zod from n8n's modules.
		NODE_PATH: join(runtimeDir, 'node_modules'),
		N8N_USER_FOLDER: folder,
		N8N_ENCRYPTION_KEY: 'only for this run',
		N8N_LOG_LEVEL: 'silent',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		// Binary data stays in the items, because there is no database to track files.
		N8N_DEFAULT_BINARY_DATA_MODE: 'default',
		...extra,
	};
}

async function send(target: Listening, call: WebhookCall): Promise<WebhookAnswer> {
	const { body, query, headers = {} } = call;
	const url = new URL(target.url);
	for (const [key, value] of Object.entries(query ?? {})) url.searchParams.set(key, value);
	const response = await fetch(url, {
		method: call.method ?? target.method,
		headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
		redirect: 'manual',
		...(body !== undefined && { body: asSent(body) }),
	});
	const received: Record<string, string> = {};
	response.headers.forEach((value, name) => (received[name] = value));
	return {
		status: response.status,
		headers: received,
		body: parseIfJson(await response.text()),
	};
}

function asSent(body: unknown): string | Uint8Array<ArrayBuffer> {
	if (typeof body === 'string') return body;
	return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

function parseIfJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
