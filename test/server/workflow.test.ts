import axios from 'axios';

import { BOOT_MS, openTestServer, publishScoring } from './testServer';
import type { TestServer } from './testServer';

let server: TestServer;
beforeAll(async () => {
	server = await openTestServer();
}, BOOT_MS);
afterAll(async () => await server.close());

const leads = [
	{ email: 'ann@company.example', name: 'Ann', revenue: 5_000_000, engagement_score: 90 },
	{ name: 'No Email' },
	{ email: 'bob@company.example', name: 'Bob', employees: 0 },
];

const scoring = async (path: string, onError: string) => {
	const { workflow, url } = await publishScoring(server, path, onError);
	const answer = await axios.post(url, { leads }, { validateStatus: () => true });
	const [execution] = await server.n8n.rest.waitForExecutions(workflow.id);
	return { answer, execution };
};

describe('a whole n8n with the package installed from its tarball', () => {
	it('offers both nodes, the tool for agents, and their icons', async () => {
		const types = await server.n8n.rest.nodeTypes();
		const ours = types.filter(({ name }) => name.startsWith('n8n-nodes-leadspredict.'));
		expect(ours.map(({ name }) => name).sort()).toEqual([
			'n8n-nodes-leadspredict.leadsPredict',
			'n8n-nodes-leadspredict.leadsPredictTool',
			'n8n-nodes-leadspredict.leadsPredictTrigger',
		]);
		for (const { iconUrl } of ours) {
			const { light, dark } = Object(iconUrl);
			for (const icon of [light, dark]) {
				const { status, headers } = await axios.get(`${server.n8n.url}/${icon}`);
				expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml']);
			}
		}
	});

	it('answers a webhook call with scores, and names the item that has none', async () => {
		const { answer, execution } = await scoring('score', 'continueRegularOutput');
		expect(answer.status).toBe(200);
		expect(answer.data).toEqual([
			expect.objectContaining({ email: 'ann@company.example', score: expect.any(Number) }),
			{
				error: expect.objectContaining({
					message: 'Email is missing for "No Email"',
					field: 'email',
				}),
			},
			expect.objectContaining({ email: 'bob@company.example', score: expect.any(Number) }),
		]);
		expect(execution?.nodes['LeadsPredict']?.[0]?.hints?.[0]?.message).toMatch(
			/^2 leads scored in 1 request\. /,
		);
	});

	it('sends failures to the error output', async () => {
		const { execution } = await scoring('branch', 'continueErrorOutput');
		expect(execution?.status).toBe('success');
		expect(execution?.output('LeadsPredict', 0).map(({ json }) => json['name'])).toEqual([
			'Ann',
			'Bob',
		]);
		expect(execution?.output('Failed').map(({ json }) => json)).toEqual([
			{
				name: 'No Email',
				error: expect.objectContaining({ message: 'Email is missing for "No Email"' }),
			},
		]);
	});

	it("stops with the node's message at n8n's Stop", async () => {
		const before = server.sandbox.control.requests().length;
		const { answer, execution } = await scoring('stop', 'stopWorkflow');
		expect(answer.status).toBe(500);
		expect(execution?.status).toBe('error');
		expect(execution?.error).toMatchObject({
			message: 'Email is missing for "No Email"',
			itemIndex: 1,
		});
		expect(server.sandbox.control.requests()).toHaveLength(before);
	});

	it('never logs the key', () => {
		expect(server.n8n.log()).not.toContain(server.sandbox.apiKey);
	});
});
