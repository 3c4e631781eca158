import { packPackage } from '../../runtimes/package';
import { startServer } from '../../runtimes/server/server';
import type {
	Credential,
	N8nServer,
	SavedWorkflow,
	ServerOptions,
} from '../../runtimes/server/server';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

jest.setTimeout(60_000);

/** Booting a whole n8n, on a machine that is busy. */
export const BOOT_MS = 300_000;

/** A whole n8n with the package installed as users install it, and the sandbox it talks to. */
export interface House {
	readonly n8n: N8nServer;
	readonly sandbox: Sandbox;
	/** Saves a credential for the sandbox. */
	credential(data?: Record<string, unknown>): Promise<Credential>;
	close(): Promise<void>;
}

/** @param server what differs from a server of its own with the package in it */
export async function openHouse({ env, ...server }: ServerOptions = {}): Promise<House> {
	const { tarball } = await packPackage();
	const sandbox = await startSandbox();
	// All that n8n can write, because the tests look for secrets in it.
	const n8n = await startServer({ tarball, env: { N8N_LOG_LEVEL: 'debug', ...env }, ...server });
	return {
		n8n,
		sandbox,
		credential: async (data = {}) =>
			await n8n.rest.createCredential({
				name: 'Sandbox',
				type: 'leadsPredictApi',
				data: { apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl, webhookToken: '', ...data },
			}),
		close: async () => {
			await n8n.close();
			await sandbox.close();
		},
	};
}

/** A reference to a saved credential, as a node holds it. */
export const uses = ({ id, name }: Credential) => ({ leadsPredictApi: { id, name } });

/** Publishes a trigger with a node behind it that does nothing. */
export async function publishTrigger(
	{ n8n, credential }: House,
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
