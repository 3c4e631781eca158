import axios from 'axios';

import type { Lead } from '../../nodes/LeadsPredict/contract';
import { scoreOf } from '../../sandbox/score';
import { until } from '../until';
import {
	batchesSent,
	hasEnded,
	isPaused,
	message,
	pausing,
	resultsFor,
	SCORED,
	START,
	takeBatches,
	tell,
} from './pausedWorkflow';
import { BOOT_MS, openTestServer } from './testServer';
import type { TestServer } from './testServer';

jest.setTimeout(2 * BOOT_MS);

let server: TestServer;
beforeAll(async () => {
	server = await openTestServer();
}, BOOT_MS);
afterAll(async () => await server.close());

test('a paused execution and its resume URL survive a kill of n8n', async () => {
	const { sandbox } = server;
	const before = server.n8n;
	const workflow = await before.rest.createWorkflow(pausing('survivor', await server.credential()));
	await before.rest.publish(workflow);
	takeBatches(sandbox, 1);
	const leads: Lead[] = [
		{ email: 'ann@company.example', engagement_score: 80 },
		{ email: 'bob@company.example', engagement_score: 20 },
		{ email: 'eve@company.example' },
	];
	await axios.post(await before.rest.webhookUrl(workflow, START), { leads });
	await isPaused(before.rest, workflow.id);
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
	await server.restart();
	const after = server.n8n;
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
