import axios from 'axios';

import { BOOT_MS, openTestServer, uses } from './testServer';
import type { TestServer } from './testServer';
import { START, SPLIT, main, parts } from './pausedWorkflow';

/** A person presses Retry on a failed execution in n8n's list. */

let server: TestServer;
beforeAll(async () => {
	server = await openTestServer();
}, BOOT_MS);
afterAll(async () => await server.close());

const leads = Array.from({ length: 6 }, (_, index) => ({ email: `lead${index}@company.example` }));

describe('a failed execution that is retried', () => {
	it('sends only requests that were not paid for before it failed', async () => {
		const { n8n, sandbox } = server;
		const workflow = await n8n.rest.createWorkflow({
			name: 'Score, then fail',
			nodes: [
				parts.webhook('score-then-fail'),
				parts.split,
				{
					name: 'LeadsPredict',
					type: 'n8n-nodes-leadspredict.leadsPredict',
					typeVersion: 1,
					parameters: {
						resource: 'lead',
						operation: 'analyze',
						options: { leadsPerRequest: 1, concurrentRequests: 1, maxAttempts: 1 },
					},
					credentials: uses(await server.credential()),
				},
			],
			connections: {
				[START]: main(SPLIT),
				[SPLIT]: main('LeadsPredict'),
			},
		});
		await n8n.rest.publish(workflow);
		sandbox.control.answerNext({ skip: 4, status: 503 });
		await axios.post(await n8n.rest.webhookUrl(workflow, START), { leads });

		const [failed] = await n8n.rest.waitForExecutions(workflow.id);
		expect(failed?.status).toBe('error');
		expect(failed?.error?.description).toContain(
			'4 items had a result before, which are saved with this execution: Retry On Fail and Retry in the list of executions send only the others; Execute step and Execute workflow send all again',
		);
		expect(sandbox.control.requestCount()).toBe(5);

		const retried = await n8n.rest.execution(await n8n.rest.retry(failed?.id ?? ''));
		expect(retried.status).toBe('success');
		expect(retried.output('LeadsPredict').map(({ json }) => json['email'])).toEqual(
			leads.map(({ email }) => email),
		);
		expect(sandbox.control.requestCount()).toBe(7);
		expect(sandbox.control.ledger().leads).toMatchObject({ scored: 6, scoredAgain: 0 });
	});
});
