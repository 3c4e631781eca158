// npm start, second half: a whole n8n with the package, a credential for the sandbox and the example
// workflows in place. The first half is the demo; run.mjs calls one after the other.

import { constants } from 'node:os';
import { join, relative, resolve } from 'node:path';

import { packPackage } from '../runtimes/package';
import { freePort } from '../runtimes/server/installation';
import { startServer } from '../runtimes/server/server';
import { startCrmOverHttps } from '../sandbox/crm/overHttps';
import type { CrmOverHttps } from '../sandbox/crm/overHttps';
import { startRecordsPage } from '../sandbox/crm/page';
import { startSandbox } from '../sandbox/sandbox';
import type { Sandbox } from '../sandbox/sandbox';
import { EXAMPLES_FOLDER } from './examples';
import { N8nUpdates } from './start/n8nApi';
import { takeFolder } from './start/onlyOne';
import { addPeople, defineFieldsToStart } from './start/people';
import { setUp } from './start/setUp';
import { welcome } from './start/welcome';
import { createProgress } from './terminal/progress.cjs';
import { styleFor } from './terminal/style';

const SANDBOX_PORT = 4010;
const RECORDS_PORT = 4011;
/** n8n's default port. */
const N8N_PORT = 5678;
/** n8n requires eight characters, a digit and a capital letter. It listens on this machine only. */
const OWNER = { email: 'owner@example.com', password: 'LeadsPredict1' };

const ROOT = join(__dirname, '..');
const RUNTIMES = resolve(process.env['LEADSPREDICT_RUNTIMES'] || join(ROOT, '.runtimes'));
/** Stays between starts. Tests use another folder. */
const FOLDER = resolve(process.env['LEADSPREDICT_START_FOLDER'] || join(RUNTIMES, 'start'));

/** Whether the port is free on this machine. */
const isFree = (port: number): Promise<boolean> =>
	freePort(port).then(
		() => true,
		() => false,
	);

const progress = createProgress({ stream: process.stderr });

/** Everything to close, in the order of starting. */
const closers: Array<() => Promise<void> | void> = [];

async function closeAll(): Promise<void> {
	for (const close of closers.splice(0).reverse()) await close();
}

async function startTheSandbox(): Promise<Sandbox> {
	const sandbox = await startSandbox({ port: (await isFree(SANDBOX_PORT)) ? SANDBOX_PORT : 0 });
	closers.push(() => sandbox.close());
	return sandbox;
}

/** Starts the stand-ins for HubSpot and Salesforce, and the page that shows their records. */
async function startTheCrms() {
	const crm = await startCrmOverHttps({
		hubspotToken: 'pat-stand-in',
		salesforceToken: 'stand-in',
		letOthersThrough: true,
	});
	closers.push(() => crm.close());
	defineFieldsToStart(crm.control);
	addPeople(crm.control);
	const page = await startRecordsPage(crm, (await isFree(RECORDS_PORT)) ? RECORDS_PORT : 0);
	closers.push(() => page.close());
	return { crm, recordsUrl: page.url };
}

async function startN8n(crm: CrmOverHttps) {
	return await progress.during('Starting n8n', async (report) => {
		const { tarball } = await packPackage();
		const server = await startServer({
			tarball,
			folder: FOLDER,
			owner: OWNER,
			...((await isFree(N8N_PORT)) && { port: N8N_PORT }),
			// n8n reads files only in allowed folders.
			env: { N8N_RESTRICT_FILE_ACCESS_TO: EXAMPLES_FOLDER, ...crm.env },
			onProgress: report,
		});
		closers.push(() => server.close());
		return server;
	});
}

async function main(): Promise<void> {
	closers.push(takeFolder(FOLDER));
	const sandbox = await startTheSandbox();
	const { crm, recordsUrl } = await startTheCrms();
	const { url, owner, rest } = await startN8n(crm);
	const placed = await progress.duringIfSlow('Putting the examples in place', () =>
		setUp(rest, new N8nUpdates(url, rest), sandbox, crm),
	);
	const style = styleFor(process.stdout, process.env);
	const folder = relative(process.cwd(), FOLDER);
	const running = { url, owner, placed, sandboxUrl: sandbox.baseUrl, recordsUrl, folder };
	console.log(`\n${welcome(running, style).join('\n')}`);
}

const PATIENCE_MS = 1_500;
let stoppingSince: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		// Ctrl-C arrives more than once: from the terminal and from the parent processes.
		if (stoppingSince !== undefined) {
			if (Date.now() - stoppingSince > PATIENCE_MS) process.exit(128 + constants.signals[signal]);
			return;
		}
		stoppingSince = Date.now();
		progress.stop();
		console.log('\nEnding n8n and the sandbox ...');
		void closeAll().then(
			() => {
				console.log('Ended.');
				process.exit(0);
			},
			(error: unknown) => {
				console.error(error instanceof Error ? error.message : String(error));
				process.exit(1);
			},
		);
	});
}

main().catch(async (error: unknown) => {
	if (stoppingSince !== undefined) return;
	progress.stop();
	console.error(error instanceof Error ? error.message : String(error));
	await closeAll();
	process.exit(1);
});
