import { ensureRuntime, ensureServerNode, SERVER, type Progress } from '../runtime';
import { temporaryFolder } from '../temporaryFolder';
import { freePort, installPackage, messageOf, serverEnvironment } from './installation';
import { N8nProcess } from './n8nProcess';
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
	/** The package to install into n8n, from packPackage(). */
	tarball?: string;
	/** n8n's user folder. Default: a temporary folder, removed at the end. */
	folder?: string;
	/** Default: a free port. */
	port?: number;
	/** The n8n version: a folder of runtimes/. */
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
	/** n8n's output so far. */
	log(): string;
	close(): Promise<void>;
}

/** The server listens only on the loopback address, so these are not secret. */
export const OWNER: Owner = { email: 'owner@example.com', password: 'LeadsPredict1' };

/** Starts n8n with our package installed like any community node. */
export async function startServer(options: ServerOptions = {}): Promise<N8nServer> {
	const { onProgress = () => {}, owner = OWNER } = options;
	const runtimeDir = await ensureRuntime(options.runtime ?? SERVER, onProgress);
	const nodePath = await ensureServerNode(onProgress);

	const temporary = options.folder === undefined ? temporaryFolder('server') : undefined;
	const folder = options.folder ?? temporary?.path ?? '';
	let n8n: N8nProcess | undefined;
	const close = async () => {
		await n8n?.stop();
		await temporary?.remove();
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
		n8n = new N8nProcess({ runtimeDir, nodePath, env });
		// Both must answer: seen, that an owner created after only the first was lost.
		await n8n.untilReady(`${url}/healthz/readiness`, `${url}/rest/settings`);
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
