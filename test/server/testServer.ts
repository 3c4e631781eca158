import { packPackage } from '../../runtimes/package';
import { startServer } from '../../runtimes/server/server';
import type {
	Credential,
	N8nServer,
	SavedWorkflow,
	ServerOptions,
} from '../../runtimes/server/server';
import { temporaryFolder } from '../../runtimes/temporaryFolder';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

/** Booting a whole n8n, on a machine that is busy. */
export const BOOT_MS = 600_000;

/** A whole n8n with the package installed as users install it, and the sandbox it talks to. */
export interface TestServer {
	/** Another one after each restart, on the same data and at the same address. */
	readonly n8n: N8nServer;
	readonly sandbox: Sandbox;
	/** Where n8n keeps everything. */
	readonly folder: string;
	/** Saves a credential for the sandbox. */
	credential(data?: Record<string, unknown>, name?: string): Promise<Credential>;
	/** Ends n8n as an administrator does. */
	stop(): Promise<void>;
	/** Stops n8n unless it has ended already, and starts it again. @param whenDown called in between */
	restart(whenDown?: () => void): Promise<void>;
	close(): Promise<void>;
}

/** @param options what differs from the sandbox's own key, and what a credential holds unless told */
export async function openTestServer({
	apiKey,
	webhookToken = '',
	env = {},
}: {
	apiKey?: string;
	webhookToken?: string;
	env?: Record<string, string>;
} = {}): Promise<TestServer> {
	const { tarball } = await packPackage();
	const sandbox = await startSandbox(apiKey === undefined ? {} : { apiKey });
	const { path: folder, remove } = temporaryFolder('server');
	const start = async (options: ServerOptions) =>
		// All that n8n can write, because the tests look for secrets in it.
		await startServer({ ...options, folder, env: { N8N_LOG_LEVEL: 'debug', ...env } });
	let n8n = await start({ tarball }).catch(async (error: unknown) => {
		await sandbox.close();
		await remove();
		throw error;
	});
	return {
		get n8n() {
			return n8n;
		},
		sandbox,
		folder,
		credential: async (data = {}, name = 'Sandbox') =>
			await n8n.rest.createCredential({
				name,
				type: 'leadsPredictApi',
				data: { apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl, webhookToken, ...data },
			}),
		stop: async () => await n8n.close(),
		restart: async (whenDown) => {
			await n8n.close();
			whenDown?.();
			n8n = await start({ port: Number(new URL(n8n.url).port) });
		},
		close: async () => {
			await n8n.close();
			await sandbox.close();
			await remove();
		},
	};
}

/** A reference to a saved credential, as a node holds it. */
export const uses = ({ id, name }: Credential) => ({ leadsPredictApi: { id, name } });

/** Publishes a trigger with a node behind it that does nothing. */
export async function publishTrigger(
	{ n8n, credential }: TestServer,
	trigger: string,
	name: string,
	token: string | undefined,
	parameters: Record<string, unknown>,
): Promise<{ workflow: SavedWorkflow; url: string }> {
	const workflow = await n8n.rest.createWorkflow({
		name,
		nodes: [
			{
				name: trigger,
				type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
				typeVersion: 2,
				webhookId: `hook-${name}`,
				parameters,
				credentials: uses(await credential({ webhookToken: token })),
			},
			{ name: 'Next', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		],
		connections: { [trigger]: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
	});
	await n8n.rest.publish(workflow);
	return { workflow, url: await n8n.rest.webhookUrl(workflow, trigger) };
}

/** Publishes Webhook → Split Out → LeadsPredict, whose items answer the call. */
export async function publishScoring(
	{ n8n, credential }: TestServer,
	path: string,
	onError: string,
	parameters: Record<string, unknown> = {},
): Promise<{ workflow: SavedWorkflow; url: string }> {
	const to = (node: string) => ({ node, type: 'main', index: 0 });
	const workflow = await n8n.rest.createWorkflow({
		name: `Score by webhook (${onError})`,
		nodes: [
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: {
					path,
					httpMethod: 'POST',
					responseMode: 'lastNode',
					responseData: 'allEntries',
				},
			},
			{
				name: 'Split Out',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				parameters: { fieldToSplitOut: 'body.leads' },
			},
			{
				name: 'LeadsPredict',
				type: 'n8n-nodes-leadspredict.leadsPredict',
				typeVersion: 1,
				onError,
				parameters: { resource: 'lead', operation: 'analyze', ...parameters },
				credentials: uses(await credential()),
			},
			{ name: 'Failed', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		],
		connections: {
			Webhook: { main: [[to('Split Out')]] },
			'Split Out': { main: [[to('LeadsPredict')]] },
			...(onError === 'continueErrorOutput' && {
				LeadsPredict: { main: [[], [to('Failed')]] },
			}),
		},
	});
	await n8n.rest.publish(workflow);
	return { workflow, url: await n8n.rest.webhookUrl(workflow, 'Webhook') };
}
