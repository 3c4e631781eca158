import { EVENT_NAMES, eventItemSchema } from '../../nodes/LeadsPredict/contract';
import type { WebhookCall, WorkflowJson } from '../../runtimes/engine/engine';
import { openStage } from './stage';
import type { Stage } from './stage';

const TRIGGER = 'LeadsPredict Trigger';
const TOKEN = 'marker-token-51c2';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
}, 120_000);
afterAll(async () => await stage.close());

const workflow = (parameters: Record<string, unknown> = {}): WorkflowJson => ({
	name: 'events',
	nodes: [
		{
			name: TRIGGER,
			type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
			typeVersion: 2,
			credentials: { leadsPredictApi: { id: 'trigger', name: 'Trigger' } },
			parameters,
		},
		{ name: 'After', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
	],
	connections: { [TRIGGER]: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
});

const credentials = (webhookToken: string) => ({
	trigger: { type: 'leadsPredictApi', data: { apiKey: 'marker-key-9e1d', webhookToken } },
});

const hot = (data: object = {}) => ({
	event: 'lead.hot',
	timestamp: '2025-11-08T16:00:00Z',
	data: {
		lead_id: 'lead_abc123',
		score: 98,
		previous_score: 85,
		recommendations: ['Call'],
		...data,
	},
});

const call = async (
	request: WebhookCall,
	{ token = '', parameters = {} }: { token?: string; parameters?: Record<string, unknown> } = {},
) =>
	await stage.engine.webhook(workflow(parameters), TRIGGER, {
		credentials: credentials(token),
		...request,
	});

describe('an accepted event', () => {
	it('starts the workflow with one flat item', async () => {
		const { status, items, run } = await call({ body: hot() });
		expect(status).toBe(200);
		expect(run?.order).toEqual([TRIGGER, 'After']);
		expect(items).toHaveLength(1);
		const json = items?.[0]?.json;
		expect(eventItemSchema.parse(json)).toEqual(json);
		expect(json).toMatchObject({ event: 'lead.hot', lead_id: 'lead_abc123', verified: false });
	});

	it('is verified by the token, which goes no further', async () => {
		const headers = { 'x-leadspredict-token': TOKEN };
		const bearer = { authorization: `Bearer ${TOKEN}` };
		for (const proof of [{ query: { token: TOKEN } }, { headers }, { headers: bearer }]) {
			const answer = await call({ body: hot(), ...proof }, { token: TOKEN });
			expect(answer.items?.[0]?.json).toMatchObject({ verified: true });
			expect(JSON.stringify(answer)).not.toMatch(/marker/);
		}
	});
});

describe('a refused call is answered with its reason and starts nothing', () => {
	const strict = { token: TOKEN, parameters: { events: ['lead.hot'], minimumScore: 90 } };
	const query = { token: TOKEN };

	it.each<[string, WebhookCall, number, object]>([
		[
			'no JSON',
			{ body: 'hello', headers: { 'content-type': 'text/plain' } },
			415,
			{ error: { code: 'not_json' } },
		],
		['no event', { body: {} }, 400, { error: { code: 'not_an_event' } }],
		['a list', { body: [hot()] }, 400, { error: { code: 'not_an_event' } }],
		['null', { body: 'null' }, 400, { error: { code: 'not_an_event' } }],
		['no token', { body: hot() }, 401, { error: { code: 'wrong_token' } }],
		[
			'a wrong token',
			{ body: hot(), query: { token: 'x' } },
			401,
			{ error: { code: 'wrong_token' } },
		],
		[
			'an event not chosen',
			{ body: { ...hot(), event: 'lead.scored' }, query },
			200,
			{ status: 'ignored', code: 'not_subscribed' },
		],
		[
			'a low score',
			{ body: hot({ score: 89 }), query },
			200,
			{ status: 'ignored', code: 'below_minimum_score' },
		],
	])('%s', async (_what, request, status, body) => {
		const answer = await call(request, strict);
		expect(answer).toMatchObject({ status, body });
		expect(answer.run).toBeUndefined();
		expect(JSON.stringify(answer)).not.toMatch(/marker/);
	});

	it('a score that was above the threshold before', async () => {
		const parameters = { minimumScore: 90, options: { onlyWhenCrossed: true } };
		const again = await call({ body: hot({ previous_score: 92 }) }, { parameters });
		expect(again).toMatchObject({ status: 200, body: { code: 'threshold_not_crossed' } });
		expect(again.run).toBeUndefined();
		expect((await call({ body: hot() }, { parameters })).run).toBeDefined();
	});

	it('an event nobody can judge, because a setting makes no sense', async () => {
		const parameters = { minimumScore: '={{ $json.missing.deeper }}' };
		expect(await call({ body: hot() }, { parameters })).toMatchObject({
			status: 500,
			body: { error: { code: 'trigger_failed' } },
		});
	});

	it('everybody, while the credential cannot be read', async () => {
		const answer = await stage.engine.webhook(workflow(), TRIGGER, { body: hot() });
		expect(answer).toMatchObject({
			status: 503,
			body: { error: { code: 'credential_unavailable' } },
		});
		expect(answer.run).toBeUndefined();
	});
});

describe('beside the sandbox', () => {
	it('starts for the chosen one of four events, and only with the token', async () => {
		const { engine, sandbox } = stage;
		const listener = await engine.listen(workflow({ events: ['lead.hot'] }), TRIGGER, {
			publish: true,
			credentials: credentials(TOKEN),
		});
		try {
			for (const event of EVENT_NAMES) {
				sandbox.control.sendEvent({ event, url: `${listener.url}?token=${TOKEN}` });
				sandbox.control.sendEvent({ event, url: `${listener.url}?token=wrong` });
			}
			await sandbox.control.settled();
			const runs = await listener.runs();
			expect(runs.map((run) => run.output(TRIGGER)[0]?.json['event'])).toEqual(['lead.hot']);
		} finally {
			await listener.close();
		}
	});
});

describe('the description', () => {
	it('offers every documented event, and all of them', async () => {
		const types = await stage.engine.nodeTypes();
		const description = types.find(({ name }) => name.endsWith('leadsPredictTrigger'));
		const events = description?.properties.find(({ name }) => name === 'events');
		const values = events?.options?.map((option) => ('value' in option ? option.value : undefined));
		expect(values).toEqual(['*', ...[...EVENT_NAMES].sort()]);
		expect(description).toMatchObject({ version: 2, inputs: [] });
		expect(description).not.toHaveProperty('usableAsTool');
		expect(description?.description.length).toBeLessThanOrEqual(80);
	});
});
