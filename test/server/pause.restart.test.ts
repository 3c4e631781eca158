import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import axios from 'axios';

import type { Lead } from '../../nodes/LeadsPredict/contract';
import { packPackage } from '../../runtimes/package';
import { startServer } from '../../runtimes/server/server';
import type { N8nServer } from '../../runtimes/server/server';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import { scoreOf } from '../../sandbox/score';
import { BOOT_MS } from './house';
import {
	batchesSent,
	hasEnded,
	isAsleep,
	message,
	pausing,
	resultsFor,
	SCORED,
	START,
	takeBatches,
	tell,
	until,
} from './sleeper';

jest.setTimeout(2 * BOOT_MS);

let sandbox: Sandbox;
let n8n: N8nServer | undefined;
let folder: string;

beforeAll(async () => {
	sandbox = await startSandbox();
	folder = await realpath(await mkdtemp(join(tmpdir(), 'leadspredict-restart-')));
}, BOOT_MS);
afterAll(async () => {
	await n8n?.close();
	await sandbox.close();
	await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const freePort = async (): Promise<number> =>
	await new Promise((resolve) => {
		const probe = createServer().listen(0, '127.0.0.1', () => {
			const address = probe.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			probe.close(() => resolve(port));
		});
	});

test('a sleeping execution and its address survive a kill of n8n', async () => {
	const { tarball } = await packPackage();
	// The same port again: the address for the results was given away.
	const port = await freePort();
	const before = await startServer({ tarball, folder, port });
	n8n = before;
	const credential = await before.rest.createCredential({
		name: 'Sandbox',
		type: 'leadsPredictApi',
		data: { apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl, webhookToken: '' },
	});
	const workflow = await before.rest.createWorkflow(pausing('survivor', credential));
	await before.rest.publish(workflow);
	takeBatches(sandbox, 1);
	const leads: Lead[] = [
		{ email: 'ann@company.example', engagement_score: 80 },
		{ email: 'bob@company.example', engagement_score: 20 },
		{ email: 'eve@company.example' },
	];
	await axios.post(await before.rest.webhookUrl(workflow, START), { leads });
	await isAsleep(before.rest, workflow.id);
	const [batch] = batchesSent(sandbox);
	const [first, ...others] = resultsFor(batch?.leads ?? [], true);
	const url = batch?.url ?? '';
	// What n8n heard of a part is gone with its process; it said so by not answering 200.
	expect((await tell(url, message([first]))).status).toBe(202);

	process.kill(-before.pid, 'SIGKILL');
	await until(
		'n8n is gone',
		async () =>
			await tell(url, {}).then(
				() => undefined,
				() => true,
			),
	);
	await before.close();

	const after = await startServer({ folder, port });
	n8n = after;
	expect((await after.rest.executions(workflow.id)).map(({ status }) => status)).toEqual([
		'waiting',
	]);
	expect((await tell(url, message(others))).status).toBe(202);
	expect(await tell(url, message([first, ...others].reverse()))).toEqual({ status: 200, text: '' });
	const execution = await hasEnded(after.rest, workflow);
	expect(execution.output(SCORED).map(({ json }) => [json['from'], json['score']])).toEqual(
		leads.map((lead) => [lead.email, scoreOf(lead)]),
	);
});
