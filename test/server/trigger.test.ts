import axios from 'axios';

import { KNOWN_MS } from '../../nodes/LeadsPredict/webhook/knownTokens';
import { until } from '../until';

import { BOOT_MS, openTestServer, publishTrigger } from './testServer';
import type { TestServer } from './testServer';

const TOKEN = 'a-long-random-token';
const TRIGGER = 'LeadsPredict Trigger';

let server: TestServer;
beforeAll(async () => {
	server = await openTestServer();
}, BOOT_MS);
afterAll(async () => await server.close());
beforeEach(async () => await server.sandbox.control.reset());

const published = async (
	name: string,
	token: string | undefined,
	parameters: Record<string, unknown>,
) => {
	const { workflow, url } = await publishTrigger(server, TRIGGER, name, token, parameters);
	return { id: workflow.id, url };
};

/** Nine fields that the sandbox scores as hot. */
const hotLead = {
	email: 'hot@company.example',
	revenue: 50_000_000,
	employees: 2_000,
	engagement_score: 100,
	industry: 'Technology',
	phone: '+1 555 0100',
	company: 'Company',
	name: 'Hot Lead',
	last_interaction: '2026-11-01',
};

const event = {
	event: 'lead.hot',
	timestamp: '2026-11-08T16:00:00Z',
	data: { lead_id: 'lead_abc123', score: 98, previous_score: 85, recommendations: ['Call'] },
};

describe('the trigger in a whole n8n', () => {
	it('starts a workflow once for a real event of the sandbox, with a verified item', async () => {
		const { id, url } = await published('real', TOKEN, { events: ['lead.hot'] });
		server.sandbox.control.subscribe({ url: `${url}?token=${TOKEN}` });
		const { data } = await axios.post(
			`${server.sandbox.baseUrl}/leads/analyze`,
			{ leads: [hotLead] },
			{ headers: { authorization: `Bearer ${server.sandbox.apiKey}` } },
		);
		const [scored] = data.data.leads;
		await server.sandbox.control.settled();

		const [execution] = await server.n8n.rest.waitForExecutions(id);
		expect(execution?.output('Next').map(({ json }) => json)).toEqual([
			expect.objectContaining({
				event: 'lead.hot',
				lead_id: scored.id,
				score: scored.score,
				verified: true,
				event_key: expect.stringContaining(scored.id),
			}),
		]);
		expect(JSON.stringify(execution)).not.toContain(TOKEN);
		expect(await server.n8n.rest.executions(id)).toHaveLength(1);
		const answers = server.sandbox.control.deliveries().map(({ status }) => status);
		expect(answers.length).toBeGreaterThan(1);
		expect(new Set(answers)).toEqual(new Set([200]));
	});

	it('answers accepted calls with 200 and refused ones with the status of the reason', async () => {
		const { id, url } = await published('refusals', TOKEN, {
			events: ['lead.hot', 'lead.scored'],
			minimumScore: 90,
			options: { onlyWhenCrossed: true },
		});
		const post = async (body: unknown, token = TOKEN, type = 'application/json') => {
			const answer = await axios.post(url, body, {
				params: { token },
				headers: { 'content-type': type },
				validateStatus: () => true,
			});
			const { status, code, error } = Object(answer.data);
			return [answer.status, code ?? error?.code ?? status];
		};
		const scored = (score: number, previous_score: number) => ({
			...event,
			event: 'lead.scored',
			data: { ...event.data, score, previous_score },
		});

		expect(await post('a=b', TOKEN, 'text/plain')).toEqual([415, 'not_json']);
		expect(await post({ hello: 'world' }, 'wrong')).toEqual([400, 'not_an_event']);
		expect(await post(event, 'wrong')).toEqual([401, 'wrong_token']);
		expect(await post(event, '')).toEqual([401, 'wrong_token']);
		expect(await post({ ...event, event: 'churn.risk_high' })).toEqual([200, 'not_subscribed']);
		expect(await post(scored(89, 10))).toEqual([200, 'below_minimum_score']);
		expect(await post(scored(95, 91))).toEqual([200, 'threshold_not_crossed']);
		expect(await server.n8n.rest.executions(id)).toEqual([]);

		expect(await post(scored(90, 89))).toEqual([200, 'accepted']);
		const started = await server.n8n.rest.waitForExecutions(id);
		expect(started).toHaveLength(1);
		expect(server.n8n.log()).toContain('401 wrong_token');
		expect(server.n8n.log()).not.toContain(TOKEN);
	});

	it('marks events as unverified while no token is set, and logs it', async () => {
		const { id, url } = await published('open', '', {});
		expect((await axios.post(url, event)).data).toEqual({ status: 'accepted' });
		const [execution] = await server.n8n.rest.waitForExecutions(id);
		expect(execution?.output('Next')[0]?.json['verified']).toBe(false);
		expect(server.n8n.log()).toContain('No Webhook Token is set');
	});

	it("refuses every call while the token's expression has no value", async () => {
		const { id, url } = await published('nothing', '={{ $vars.leadspredictToken }}', {});
		const { status, data } = await axios.post(url, event, { validateStatus: () => true });
		expect([status, data.error.code]).toEqual([503, 'credential_unavailable']);
		expect(await server.n8n.rest.executions(id)).toEqual([]);
		const lines = server.n8n
			.log()
			.split('\n')
			.filter((line) => /\| warn +\|.*Correct its expression/.test(line) && line.includes(id));
		// When it was published, and when the event came.
		expect(lines).toEqual([
			expect.stringContaining('refuses all events'),
			expect.stringContaining('503 credential_unavailable'),
		]);
	});

	it('names the setting whose expression has no value', async () => {
		const { id, url } = await published('undefined', TOKEN, {
			minimumScore: '={{ $json.missing.deeper }}',
		});
		const { status } = await axios.post(url, event, {
			params: { token: TOKEN },
			validateStatus: () => true,
		});
		expect(status).toBe(500);
		const lines = server.n8n
			.log()
			.split('\n')
			.filter((line) => /\| warn +\|.*500 trigger_failed/.test(line) && line.includes(id));
		expect(lines).toHaveLength(1);
		expect(lines[0]).toMatch(
			/trigger_failed\).*Minimum Score must be a number, 0 or more.*workflow "undefined".*node "LeadsPredict Trigger"/,
		);
	});

	it('shows in the editor why a test event was refused, and runs no other node', async () => {
		const { workflow, url } = await publishTrigger(server, TRIGGER, 'listening', TOKEN, {
			events: ['lead.hot'],
		});
		const testUrl = url.replace('/webhook/', '/webhook-test/');
		const post = async (body: unknown, token: string) =>
			(await axios.post(testUrl, body, { params: { token }, validateStatus: () => true })).status;

		await server.n8n.rest.runManually(workflow, TRIGGER);
		expect(await post({ ...event, event: 'lead.scored' }, TOKEN)).toBe(200);
		expect(await server.n8n.rest.executions(workflow.id)).toEqual([]);
		expect(await post(event, 'wrong')).toBe(500);

		const [execution] = await server.n8n.rest.waitForExecutions(workflow.id);
		expect(execution?.error).toMatchObject({
			message: 'An event was refused: The webhook token is wrong',
			description: expect.stringMatching(/^Add \?token= and the Webhook Token/),
		});
		expect(execution?.order).not.toContain('Next');
		expect(JSON.stringify(execution)).not.toContain(TOKEN);
	});

	it('accepts a new token at once, and refuses the old one seconds later', async () => {
		const { workflow, url } = await publishTrigger(server, TRIGGER, 'changed', 'first-token', {});
		const answer = async (token: string) =>
			(await axios.post(url, event, { params: { token }, validateStatus: () => true })).status;
		expect(await answer('first-token')).toBe(200);

		const { id, name } = Object(workflow.nodes[0]?.credentials?.['leadsPredictApi']);
		const { apiKey, baseUrl } = server.sandbox;
		const data = { apiKey, baseUrl, webhookToken: 'second-token' };
		await server.n8n.rest.updateCredential(id, { name, type: 'leadsPredictApi', data });
		expect(await answer('second-token')).toBe(200);
		expect(await answer('third-token')).toBe(401);
		await until(
			'the old token is refused',
			async () => (await answer('first-token')) === 401,
			4 * KNOWN_MS,
		);
	});

	it('is open with a credential that was saved without the field', async () => {
		const { id, url } = await published('old', undefined, {});
		expect((await axios.post(url, event)).data).toEqual({ status: 'accepted' });
		const [execution] = await server.n8n.rest.waitForExecutions(id);
		expect(execution?.output('Next')[0]?.json['verified']).toBe(false);
	});
});
