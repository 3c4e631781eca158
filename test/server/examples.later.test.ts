import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { scoredLeadSchema } from '../../nodes/LeadsPredict/contract';
import { temporaryFolder } from '../../runtimes/temporaryFolder';
import type { TemporaryFolder } from '../../runtimes/temporaryFolder';
import { scoreOf } from '../../sandbox/score';
import { adapted, readExample } from '../../scripts/examples';
import type { ExampleName } from '../../scripts/examples';
import { asCsv, madeUpLeads } from '../../scripts/leads/madeUp';
import { BOOT_MS, openTestServer } from './testServer';
import type { TestServer } from './testServer';
import { batchesSent, hasEnded, isPaused, takeBatches } from './pausedWorkflow';

/** The examples that pause need a whole n8n: only it wakes an execution. */

jest.setTimeout(240_000);

let server: TestServer;
let folder: TemporaryFolder;
beforeAll(async () => {
	folder = temporaryFolder('later');
	server = await openTestServer({ env: { N8N_RESTRICT_FILE_ACCESS_TO: folder.path } });
}, BOOT_MS);
afterAll(async () => {
	await server.close();
	await folder.remove();
});

/** Imports an example as a person does, with a file of so many leads, and starts it. */
async function started(name: ExampleName, leads: number, changes: object = {}) {
	const leadsFile = join(folder.path, `${name}-${leads}.csv`);
	writeFileSync(leadsFile, asCsv(madeUpLeads(leads)));
	const { id: credentialId } = await server.credential();
	const example = adapted(readExample(name), { leadsFile, credentialId });
	const nodes = example.nodes.map((node) =>
		node.name === 'Score leads'
			? { ...node, parameters: { ...node.parameters, ...changes } }
			: node,
	);
	const workflow = await server.n8n.rest.createWorkflow({ ...example, nodes });
	const before = batchesSent(server.sandbox).length;
	await server.n8n.rest.runManually(workflow, 'Click to start');
	return { workflow, batches: () => batchesSent(server.sandbox).slice(before) };
}

const expectOwnScores = (scored: Array<{ json: object }>, leads: number) => {
	const parsed = scored.map(({ json }) => scoredLeadSchema.parse(json));
	expect(parsed.map(({ email }) => email).sort()).toEqual(
		madeUpLeads(leads)
			.map(({ email }) => email)
			.sort(),
	);
	const known = new Map(
		server.sandbox.control.leads().map(({ lead }) => [lead.email, scoreOf(lead)]),
	);
	for (const { email, score } of parsed) expect([email, score]).toEqual([email, known.get(email)]);
	const scores = parsed.map(({ score }) => score);
	expect(scores).toEqual([...scores].sort((a, b) => b - a));
};

test('score-leads-later: without results every lead takes the branch for the deadline, with a reason', async () => {
	takeBatches(server.sandbox, 1);
	const { workflow } = await started('score-leads-later', 3, {
		timeout: 1,
		timeoutUnit: 'minutes',
	});
	await isPaused(server.n8n.rest, workflow.id);
	const execution = await hasEnded(server.n8n.rest, workflow, 1, 200_000);
	expect(execution.output('Say why not').map(({ json }) => [json['email'], json['why']])).toEqual(
		madeUpLeads(3).map(({ email }) => [email, 'No complete results arrived in time']),
	);
	expect(execution.output('Is scored', 0)).toEqual([]);
});

test("score-leads-later: with the sandbox's results every lead has its own score", async () => {
	const { workflow, batches } = await started('score-leads-later', 250);
	const execution = await hasEnded(server.n8n.rest, workflow, 1, 60_000);
	expect(execution.status).toBe('success');
	expect(batches().map(({ leads }) => leads.length)).toEqual([250]);
	expectOwnScores(execution.output('Best first'), 250);
	expect(execution.output('Is scored', 1)).toEqual([]);
});

test('score-thousands-later: pauses once for every 1,000 leads', async () => {
	const { workflow, batches } = await started('score-thousands-later', 2_300);
	const execution = await hasEnded(server.n8n.rest, workflow, 1, 120_000);
	expect(execution.status).toBe('success');
	expect(batches().map(({ leads }) => leads.length)).toEqual([1_000, 1_000, 300]);
	expectOwnScores(execution.output('Best first'), 2_300);
	expect(execution.output('Is scored', 1)).toEqual([]);
});
