import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GRACE_SECONDS } from './n8nProcess';

/** Installs a tarball like a community node; `folder` is n8n's user folder. */
export async function installPackage(folder: string, tarball: string): Promise<void> {
	const nodes = join(folder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	await writeFile(join(nodes, 'package.json'), '{"name":"installed-nodes","private":true}\n');
	// n8n's own flags for community nodes. Peer dependencies are n8n's packages.
	const args = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	try {
		const shell = process.platform === 'win32';
		await promisify(execFile)('npm', [...args, tarball], { cwd: nodes, shell });
	} catch (error) {
		throw new Error(`Installing ${tarball} into n8n failed: ${messageOf(error)}`);
	}
}

/** The environment of a separate n8n, without settings of another n8n on this machine. */
export async function serverEnvironment(
	folder: string,
	port: number,
	url: string,
	extra: Record<string, string> = {},
): Promise<Record<string, string>> {
	const inherited = Object.entries(process.env).filter(
		// It must not inherit settings of another n8n on this machine, of npm or of jest.
		([key]) =>
			!/^(N8N_|npm_|JEST_|NODE_OPTIONS|NODE_ENV|NODE_PATH|DB_|EXECUTIONS_|OFFLOAD_|WEBHOOK_|QUEUE_)/.test(
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

/**
 * The wanted port, or any free one. Throws if the port is taken, because the other server would be
 * mistaken for ours.
 */
export function freePort(wanted = 0): Promise<number> {
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

/** Distinct free ports: all are held until the last is known. */
export async function freePorts(count: number): Promise<number[]> {
	const probes = Array.from({ length: count }, () => createServer());
	try {
		return await Promise.all(
			probes.map(
				(probe) =>
					new Promise<number>((resolve, reject) => {
						probe.once('error', reject);
						probe.listen(0, '127.0.0.1', () => resolve((probe.address() as AddressInfo).port));
					}),
			),
		);
	} finally {
		await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
	}
}

export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
