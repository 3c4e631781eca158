import { execFile, fork, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import axios from 'axios';
import { ensureRuntime, ensureServerNode, SERVER, type Progress } from '../runtime';
import { N8nRest, type Owner } from './rest';

export { N8nRest, ServerExecution } from './rest';
export type {
	Credential,
	ExecutionSummary,
	NewCredential,
	Owner,
	Patience,
	SavedWorkflow,
} from './rest';

export interface ServerOptions {
	/** The package to install into n8n, as packPackage() made it. */
	tarball?: string;
	/** Where n8n keeps everything; a temporary folder, removed at the end, unless told. */
	folder?: string;
	/** A free one unless told. */
	port?: number;
	/** Which n8n: a folder of runtimes/. */
	runtime?: string;
	/** Added to n8n's environment. */
	env?: Record<string, string>;
	owner?: Owner;
	onProgress?: Progress;
}

export interface N8nServer {
	url: string;
	owner: Owner;
	/** Logged in as the owner. */
	rest: N8nRest;
	/** The process, for measurements. */
	pid: number;
	/** What n8n has written so far. */
	log(): string;
	close(): Promise<void>;
}

/** The server answers on the loopback address only, so these need not be a secret. */
const OWNER: Owner = { email: 'owner@example.com', password: 'LeadsPredict1' };
const BOOT_TIMEOUT_MS = 120_000;
const GRACE_SECONDS = 5;

/** Starts a whole n8n with our package installed as its users install it. */
export async function startServer(options: ServerOptions = {}): Promise<N8nServer> {
	const { onProgress = () => {}, owner = OWNER } = options;
	const runtimeDir = await ensureRuntime(options.runtime ?? SERVER, onProgress);
	const nodePath = await ensureServerNode(onProgress);

	const isTemporary = options.folder === undefined;
	const folder = options.folder ?? (await temporaryFolder());
	let n8n: N8nProcess | undefined;
	const close = async () => {
		await n8n?.stop();
		if (isTemporary) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	try {
		if (options.tarball !== undefined) {
			onProgress('Installing the package into n8n');
			await installPackage(folder, options.tarball);
		}
		const port = await freePort(options.port);
		const url = `http://127.0.0.1:${port}`;
		onProgress('Starting n8n (about 10 seconds)');
		const env = await serverEnvironment(folder, port, url, options.env);
		n8n = new N8nProcess(runtimeDir, nodePath, env);
		await n8n.untilReady(url);
		const rest = new N8nRest(url);
		await rest.enter(owner);
		const { pid } = n8n;
		return { url, owner, rest, pid, log: () => n8n?.log ?? '', close };
	} catch (error) {
		const said = n8n?.lastWords();
		await close();
		throw said ? new Error(`${messageOf(error)}\nThe last lines of n8n's log:\n${said}`) : error;
	}
}

class N8nProcess {
	log = '';
	readonly pid: number;
	private readonly child: ChildProcess;
	private readonly gone: Promise<void>;
	private ended: string | undefined;

	constructor(runtimeDir: string, nodePath: string, env: Record<string, string>) {
		const bin = join(runtimeDir, 'node_modules', 'n8n', 'bin', 'n8n');
		this.child = fork(bin, ['start'], {
			execPath: nodePath,
			execArgv: ['--require', join(__dirname, 'stopWithParent.cjs')],
			env,
			// A group of its own, so that n8n's task runner can be ended with it and a Ctrl-C in the
			// terminal reaches n8n through us, in the right order.
			detached: process.platform !== 'win32',
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		});
		this.pid = this.child.pid ?? 0;
		const keep = (text: string) => (this.log += text);
		this.child.stdout?.setEncoding('utf8').on('data', keep);
		this.child.stderr?.setEncoding('utf8').on('data', keep);
		this.gone = new Promise((resolve) => {
			this.child.once('error', (error) => {
				this.ended = error.message;
				resolve();
			});
			this.child.once('exit', (code, signal) => {
				this.ended = signal ?? `code ${code}`;
				resolve();
			});
		});
		process.once('exit', this.killGroup);
	}

	/** Both must answer: an owner sent after /healthz alone was seen to get lost. */
	async untilReady(url: string): Promise<void> {
		const deadline = Date.now() + BOOT_TIMEOUT_MS;
		while (Date.now() < deadline) {
			if (this.ended !== undefined) throw new Error(`n8n ended while starting (${this.ended}).`);
			if (
				(await answersJson(`${url}/healthz/readiness`)) &&
				(await answersJson(`${url}/rest/settings`))
			)
				return;
			await sleep(100);
		}
		throw new Error(`n8n was not ready after ${BOOT_TIMEOUT_MS / 1000} seconds.`);
	}

	async stop(): Promise<void> {
		if (this.ended === undefined) {
			this.child.kill('SIGTERM');
			await Promise.race([this.gone, sleep((GRACE_SECONDS + 2) * 1000, undefined, { ref: false })]);
		}
		this.killGroup();
		await this.gone;
		process.off('exit', this.killGroup);
	}

	lastWords(): string {
		return this.log.trimEnd().split('\n').slice(-20).join('\n');
	}

	private readonly killGroup = () => {
		try {
			if (process.platform === 'win32') this.child.kill('SIGKILL');
			else process.kill(-this.pid, 'SIGKILL');
		} catch {
			// Nobody is left: as it should be.
		}
	};
}

async function answersJson(url: string): Promise<boolean> {
	try {
		const { status, data } = await axios.get<unknown>(url, { proxy: false, timeout: 2_000 });
		return status === 200 && typeof data === 'object';
	} catch {
		return false;
	}
}

async function installPackage(folder: string, tarball: string): Promise<void> {
	const nodes = join(folder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	await writeFile(join(nodes, 'package.json'), '{"name":"installed-nodes","private":true}\n');
	// The flags n8n itself uses for community nodes; peer dependencies are n8n's own packages.
	const args = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	try {
		const shell = process.platform === 'win32';
		await promisify(execFile)('npm', [...args, tarball], { cwd: nodes, shell });
	} catch (error) {
		throw new Error(`Installing ${tarball} into n8n failed: ${messageOf(error)}`);
	}
}

async function serverEnvironment(
	folder: string,
	port: number,
	url: string,
	extra: Record<string, string> = {},
): Promise<Record<string, string>> {
	const inherited = Object.entries(process.env).filter(
		// Settings of another n8n on this machine, of npm and of jest are not meant for this one.
		([key]) =>
			!/^(N8N_|npm_|JEST_|NODE_OPTIONS|NODE_ENV|NODE_PATH|DB_|EXECUTIONS_|WEBHOOK_|QUEUE_)/.test(
				key,
			),
	) as Array<[string, string]>;
	return {
		...Object.fromEntries(inherited),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: folder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		WEBHOOK_URL: `${url}/`,
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_SECURE_COOKIE: 'false', // plain http
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(GRACE_SECONDS),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		...extra,
	};
}

async function temporaryFolder(): Promise<string> {
	return await realpath(await mkdtemp(join(tmpdir(), 'leadspredict-server-')));
}

/** The port asked for, or any; refused when taken, or we would take the other server for ours. */
function freePort(wanted = 0): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => {
			const isTaken = error.code === 'EADDRINUSE';
			reject(isTaken ? new Error(`Port ${wanted} is taken by another program.`) : error);
		});
		probe.listen(wanted, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
