import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { openTestServer } from '../server/testServer';
import type { TestServer } from '../server/testServer';
import { createEvidence } from './evidence';
import type { Evidence } from './evidence';
import { print } from './problems';
import { madeSecrets } from './search';
import type { Secrets } from './search';

export const TRIGGER = 'LeadsPredict Trigger';
/** The node behind the trigger. */
export const NEXT = 'Next';

/** A test server whose secrets are looked for in all that it writes. */
export interface SoakServer {
	readonly server: TestServer;
	readonly secrets: Secrets;
	readonly evidence: Evidence;
	/** Stops n8n and starts it again. @param whenDown called in between */
	restart(whenDown: () => void): Promise<void>;
	/** Stops n8n and searches its log and its files. @param marker a text that must be in its database */
	searchWritten(marker: string): Promise<void>;
}

export async function openSoakServer(): Promise<SoakServer> {
	const secrets = madeSecrets();
	const evidence = createEvidence(secrets);
	const server = await openTestServer({ ...secrets });
	const logs: string[] = [];
	return {
		server,
		secrets,
		evidence,
		restart: async (whenDown) =>
			await server.restart(() => {
				logs.push(server.n8n.log());
				whenDown();
			}),
		searchWritten: async (marker) => {
			await server.stop();
			logs.push(server.n8n.log());
			evidence.add("n8n's log, at the level debug", logs.join('\n'), 'LeadsPredict');
			for (const file of await filesBelow(server.folder)) {
				const isDatabase = file.includes('database.sqlite');
				const place = isDatabase ? "n8n's database, as it is on the disk" : "n8n's other files";
				evidence.add(place, await readFile(file), isDatabase ? marker : 'encryptionKey');
			}
			print(
				'Searched for the API key and the webhook token, in bytes',
				evidence.all().map(({ place, bytes }) => [bytes, place]),
			);
		},
	};
}

/** All that n8n wrote; what npm installed is left out. */
async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !relative(folder, file).split(sep).includes('node_modules'));
}
