import axios from 'axios';

import { BOOT_MS, openHouse, uses } from './house';
import type { House } from './house';

/** A person presses Retry on a failed execution in n8n's list. */

let house: House;
beforeAll(async () => {
	house = await openHouse();
}, BOOT_MS);
afterAll(async () => await house.close());

const leads = Array.from({ length: 6 }, (_, index) => ({ email: `lead${index}@company.example` }));

describe('a failed execution that is retried', () => {
	it('sends only what was not paid for before it failed', async () => {
		const { n8n, sandbox } = house;
		const workflow = await n8n.rest.createWorkflow({
			name: 'Score, then fail',
			nodes: [
				{
					name: 'Webhook',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					webhookId: 'score-then-fail',
					parameters: { path: 'score-then-fail', httpMethod: 'POST' },
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
					parameters: {
						resource: 'lead',
						operation: 'analyze',
						options: { leadsPerRequest: 1, requestsAtOnce: 1, mostAttempts: 1 },
					},
					credentials: uses(await house.credential()),
				},
			],
			connections: {
				Webhook: { main: [[{ node: 'Split Out', type: 'main', index: 0 }]] },
				'Split Out': { main: [[{ node: 'LeadsPredict', type: 'main', index: 0 }]] },
			},
		});
		await n8n.rest.publish(workflow);
		sandbox.control.answerNext({ skip: 4, status: 503 });
		await axios.post(await n8n.rest.webhookUrl(workflow, 'Webhook'), { leads });

		const [failed] = await n8n.rest.waitForExecutions(workflow.id);
		expect(failed?.status).toBe('error');
		expect(failed?.error?.description).toContain(
			'4 items had a result before, which are kept: with Retry On Fail, or when this execution is retried without changes, only the others are sent',
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
