import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';

import type { WorkflowJson } from '../../runtimes/engine/protocol';
import { packPackage } from '../../runtimes/package';
import { startServer } from '../../runtimes/server/server';
import type { N8nServer, SavedWorkflow } from '../../runtimes/server/server';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import type { Evidence } from './evidence';
import type { Secrets } from './search';

/** A whole n8n with the package installed as users install it, that can be stopped and started again. */

export const TRIGGER = 'LeadsPredict Trigger';
export const NEXT = 'Next';

export interface House {
	/** Another one after each restart, at the same address. */
	n8n(): N8nServer;
	readonly sandbox: Sandbox;
	/**
	 * Stops n8n as an administrator does, and starts it on the same data.
	 * @param whenDown called while nothing is there
	 */
	restart(whenDown: () => void): Promise<void>;
	/** A reference to the one credential, as a node holds it. */
	readonly credentials: {
		readonly leadsPredictApi: { readonly id: string; readonly name: string };
	};
	publish(workflow: WorkflowJson): Promise<SavedWorkflow>;
	/** Searches all that n8n has written, in its log and in its files; n8n is stopped for it. */
	search(evidence: Evidence, markers: Markers): Promise<void>;
	close(): Promise<void>;
}

/** Texts that must be in n8n's log and in its database. */
export interface Markers {
	readonly log: string;
	readonly database: string;
}

export async function openHouse(secrets: Secrets): Promise<House> {
	const { tarball } = await packPackage();
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'leadspredict-soak-')));
	const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
	const sandbox = await startSandbox({ apiKey: secrets.apiKey });
	// All that n8n can write, because secrets are looked for in it.
	const env = { N8N_LOG_LEVEL: 'debug' };
	let n8n: N8nServer;
	try {
		n8n = await startServer({ tarball, folder, env });
	} catch (error) {
		await sandbox.close();
		await removeFolder();
		throw error;
	}
	const port = Number(new URL(n8n.url).port);
	const credential = await n8n.rest.createCredential({
		name: 'Sandbox',
		type: 'leadsPredictApi',
		data: {
			apiKey: secrets.apiKey,
			webhookToken: secrets.webhookToken,
			baseUrl: sandbox.baseUrl,
		},
	});
	const logs: string[] = [];
	let isUp = true;
	const stop = async () => {
		if (!isUp) return;
		isUp = false;
		await n8n.close();
		logs.push(n8n.log());
	};
	return {
		n8n: () => n8n,
		sandbox,
		credentials: { leadsPredictApi: { id: credential.id, name: credential.name } },
		restart: async (whenDown) => {
			await stop();
			whenDown();
			n8n = await startServer({ folder, port, env });
			isUp = true;
		},
		publish: async (workflow) => {
			const saved = await n8n.rest.createWorkflow(workflow);
			await n8n.rest.publish(saved);
			return saved;
		},
		search: async (evidence, markers) => {
			await stop();
			evidence.add("n8n's log, at the level debug", logs.join('\n'), markers.log);
			for (const file of await filesBelow(folder)) {
				const isDatabase = file.includes('database.sqlite');
				const place = isDatabase ? "n8n's database, as it is on the disk" : "n8n's other files";
				const marker = isDatabase ? markers.database : 'encryptionKey';
				evidence.add(place, await readFile(join(folder, file)), marker);
			}
		},
		close: async () => {
			await stop();
			await sandbox.close();
			await removeFolder();
		},
	};
}

/** All that n8n wrote; what npm installed is left out. */
async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.filter((file) => !file.split(sep).includes('node_modules'));
}

/** Our trigger, and a node that does nothing. */
export const triggerWorkflow = (
	name: string,
	{ credentials }: House,
	parameters: Record<string, unknown>,
): WorkflowJson => ({
	name,
	nodes: [
		{
			name: TRIGGER,
			type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
			typeVersion: 2,
			webhookId: `soak-${name}`,
			parameters,
			credentials,
		},
		{ name: NEXT, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
	],
	connections: { [TRIGGER]: { main: [[{ node: NEXT, type: 'main', index: 0 }]] } },
});

export const DONE = ['success', 'error', 'canceled', 'crashed'];
