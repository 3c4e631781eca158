import { packPackage } from '../../runtimes/package';
import { startServer } from '../../runtimes/server/server';
import type { Credential, N8nServer } from '../../runtimes/server/server';
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

/** @param env added to n8n's environment */
export async function openHouse(env: Record<string, string> = {}): Promise<House> {
	const { tarball } = await packPackage();
	const sandbox = await startSandbox();
	// All that n8n can write, because the tests look for secrets in it.
	const n8n = await startServer({ tarball, env: { N8N_LOG_LEVEL: 'debug', ...env } });
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
