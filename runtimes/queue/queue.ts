import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureRuntime, ensureServerNode, SERVER, type Progress } from '../runtime';
import { freePorts, installPackage, messageOf, serverEnvironment } from '../server/installation';
import { N8nProcess } from '../server/n8nProcess';
import { N8nRest } from '../server/rest';
import { OWNER } from '../server/server';
import { temporaryFolder } from '../temporaryFolder';
import { startBalancer } from './balancer';
import type { Program } from './program';
import { POSTGRES_DATABASE, POSTGRES_USER, startPostgres } from './postgres';
import { startRedis } from './redis';

export interface QueueOptions {
	/** The package to install into every process, from packPackage(). */
	tarball: string;
	/** Default: 2. */
	webhookProcesses?: number;
	/** Default: 2. */
	workers?: number;
	/** Added to the environment of every process. */
	env?: Record<string, string>;
	onProgress?: Progress;
}

export interface QueueProcess {
	/** Its output so far. */
	log(): string;
	/** Kills it at once, with all work in progress. */
	kill(): Promise<void>;
}

export interface WebhookProcess extends QueueProcess {
	/** Its own URL, behind the load balancer. */
	url: string;
}

/** n8n in queue mode with its own Redis and PostgreSQL, behind a load balancer. */
export interface QueueN8n {
	/** The URL of the load balancer, for users and senders of events. */
	url: string;
	/** Logged in as the owner. */
	rest: N8nRest;
	/** For credentials of n8n's own Redis node. */
	redis: { host: string; port: number };
	webhooks: readonly WebhookProcess[];
	workers: readonly QueueProcess[];
	/** Restarts the main process, as for an update. The other processes keep running. */
	restartMain(): Promise<void>;
	/** Number of requests to each webhook process. */
	served(): readonly number[];
	/** The output of all processes so far. */
	log(): string;
	close(): Promise<void>;
}

const ENCRYPTION_KEY = 'only-for-tests-on-the-loopback-address';

type Command = 'start' | 'webhook' | 'worker';

/** Folder and port of a process, which a restart keeps. */
interface Place {
	command: Command;
	home: string;
	port: number;
	brokerPort: number;
}

const HOST = '127.0.0.1';
const addressOf = (port: number) => `http://${HOST}:${port}`;

/** Starts one main process, the webhook processes and the workers. */
export async function startQueue(options: QueueOptions): Promise<QueueN8n> {
	const { tarball, webhookProcesses = 2, workers = 2, env = {}, onProgress = () => {} } = options;
	const runtimeDir = await ensureRuntime(SERVER, onProgress);
	const nodePath = await ensureServerNode(onProgress);
	const temporary = temporaryFolder('queue');
	const folder = temporary.path;

	const started: N8nProcess[] = [];
	const closing: Array<() => Promise<unknown>> = [() => temporary.remove()];
	const close = async () => {
		// First all n8n processes at once, then the services that they use.
		await Promise.all(started.map((process) => process.stop()));
		while (closing.length > 0) await closing.pop()?.();
	};

	try {
		const balancer = await startBalancer();
		closing.push(() => balancer.close());
		const count = 1 + webhookProcesses + workers;
		const [redisPort = 0, postgresPort = 0, ...ports] = await freePorts(2 + 2 * count);

		onProgress('Starting Redis and PostgreSQL');
		const keep = async (program: Promise<Program>) => {
			const { stop } = await program;
			closing.push(stop);
		};
		await allDone([
			keep(startRedis(redisPort, folder)),
			keep(startPostgres(postgresPort, onProgress)),
			installPackage(join(folder, 'package'), tarball),
		]);

		const shared = {
			N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			QUEUE_BULL_REDIS_HOST: HOST,
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: HOST,
			DB_POSTGRESDB_PORT: String(postgresPort),
			DB_POSTGRESDB_USER: POSTGRES_USER,
			DB_POSTGRESDB_DATABASE: POSTGRES_DATABASE,
			...env,
		};
		const run = async ({ command, home, port, brokerPort }: Place): Promise<N8nProcess> => {
			const env = await serverEnvironment(home, port, balancer.url, {
				N8N_RUNNERS_BROKER_PORT: String(brokerPort),
				...(command === 'worker' && {
					QUEUE_HEALTH_CHECK_ACTIVE: 'true',
					QUEUE_HEALTH_CHECK_PORT: String(port),
					N8N_WORKER_SERVER_ADDRESS: HOST,
				}),
				...shared,
			});
			const process = new N8nProcess({ runtimeDir, nodePath, env, command });
			started.push(process);
			const paths = ['/healthz/readiness', ...(command === 'start' ? ['/rest/settings'] : [])];
			await process.untilReady(...paths.map((path) => `${addressOf(port)}${path}`));
			return process;
		};
		const place = async (command: Command): Promise<Place> => {
			const [port = 0, brokerPort = 0] = ports.splice(0, 2);
			// Each has its own folder with the package, as in a separate container.
			const home = join(folder, `${command}-${port}`);
			await cp(join(folder, 'package'), home, { recursive: true });
			return { command, home, port, brokerPort };
		};
		const start = async (command: Command): Promise<WebhookProcess> => {
			const at = await place(command);
			const process = await run(at);
			return { url: addressOf(at.port), log: () => process.log, kill: () => process.kill() };
		};

		onProgress(`Starting n8n in queue mode, ${count} processes (about 30 seconds)`);
		const mainPlace = await place('start');
		let main = await run(mainPlace); // first, because it creates the database schema
		const webhooks = Array.from({ length: webhookProcesses }, () => start('webhook'));
		const working = Array.from({ length: workers }, () => start('worker'));
		await allDone([...webhooks, ...working]);
		const listening = await Promise.all(webhooks);
		balancer.sendTo({
			main: addressOf(mainPlace.port),
			webhooks: listening.map(({ url }) => url),
		});
		const rest = new N8nRest(balancer.url);
		await rest.enter(OWNER);
		return {
			url: balancer.url,
			rest,
			redis: { host: HOST, port: redisPort },
			webhooks: listening,
			workers: await Promise.all(working),
			async restartMain() {
				await main.stop();
				main = await run(mainPlace);
			},
			served: () => balancer.served(),
			log: () => started.map(({ log }) => log).join('\n'),
			close,
		};
	} catch (error) {
		const said = started.map((process) => process.lastWords()).join('\n\n');
		await close();
		throw said ? new Error(`${messageOf(error)}\nThe last lines of n8n's logs:\n${said}`) : error;
	}
}

/** Waits for all, even if one fails, so that everything that was started can be stopped. */
async function allDone(tasks: ReadonlyArray<Promise<unknown>>): Promise<void> {
	const results = await Promise.allSettled(tasks);
	const failed = results.find(({ status }) => status === 'rejected');
	if (failed?.status === 'rejected') throw failed.reason;
}
