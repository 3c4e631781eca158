import axios from 'axios';

import { EVENT_NAMES, eventItemSchema } from '../../nodes/LeadsPredict/contract';
import type { WebhookCall, WorkflowJson } from '../../runtimes/engine/engine';
import type { Answer } from '../../sandbox/faults/kinds';
import { useFixture } from './fixture';

const TRIGGER = 'LeadsPredict Trigger';
const TOKEN = 'marker-token-51c2';

const fixture = useFixture();

/** @param id one for calls that share what is remembered; unless told every call is by itself */
const workflow = (parameters: Record<string, unknown> = {}, id?: string): WorkflowJson => ({
	name: 'events',
	...(id !== undefined && { id }),
	nodes: [
		{
			name: TRIGGER,
			type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
			typeVersion: 2,
			credentials: { leadsPredictApi: { id: 'trigger', name: 'Trigger' } },
			parameters,
			...(id !== undefined && { webhookId: id }),
		},
		{ name: 'After', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
	],
	connections: { [TRIGGER]: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
});

const credentials = (webhookToken: string, data: object = {}) => ({
	trigger: { type: 'leadsPredictApi', data: { apiKey: 'marker-key-9e1d', webhookToken, ...data } },
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
	await fixture.engine.webhook(workflow(parameters), TRIGGER, {
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

	it('is verified by the token, which is not output', async () => {
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

	it('refuses a score that was above the threshold before', async () => {
		const parameters = { minimumScore: 90, options: { onlyWhenCrossed: true } };
		const again = await call({ body: hot({ previous_score: 92 }) }, { parameters });
		expect(again).toMatchObject({ status: 200, body: { code: 'threshold_not_crossed' } });
		expect(again.run).toBeUndefined();
		expect((await call({ body: hot() }, { parameters })).run).toBeDefined();
	});

	it('refuses an event while a setting is invalid', async () => {
		const parameters = { minimumScore: '={{ $json.missing.deeper }}' };
		expect(await call({ body: hot() }, { parameters })).toMatchObject({
			status: 500,
			body: { error: { code: 'trigger_failed' } },
		});
	});

	it('refuses every call while the credential cannot be read', async () => {
		const answer = await fixture.engine.webhook(workflow(), TRIGGER, { body: hot() });
		expect(answer).toMatchObject({
			status: 503,
			body: { error: { code: 'credential_unavailable' } },
		});
		expect(answer.run).toBeUndefined();
	});
});

describe('a repeat', () => {
	let workflows = 0;
	const caller = (parameters: Record<string, unknown> = {}) => {
		const id = `repeats-${(workflows += 1)}`;
		return async (body: unknown, query: Record<string, string> = {}, token = '') =>
			await fixture.engine.webhook(workflow(parameters, id), TRIGGER, {
				credentials: credentials(token),
				body,
				query,
			});
	};

	it('is answered with 200 and starts nothing', async () => {
		const send = caller();
		expect((await send(hot())).run).toBeDefined();
		const again = await send(hot());
		expect(again).toMatchObject({ status: 200, body: { status: 'ignored', code: 'seen_before' } });
		expect(again.run).toBeUndefined();
	});

	it('has the same event, lead, time and score, and older events are not repeats', async () => {
		const send = caller();
		const events = [
			hot(),
			{ ...hot(), timestamp: '2025-11-07T16:00:00Z' },
			{ ...hot(), timestamp: '2025-11-09T16:00:00Z' },
			{ ...hot(), event: 'lead.scored' },
			hot({ score: 97 }),
			hot({ lead_id: 'lead_other' }),
		];
		for (const event of events) expect((await send(event)).run).toBeDefined();
		for (const event of events) expect((await send(event)).run).toBeUndefined();
	});

	it('is not recognized after a refused event', async () => {
		const send = caller({ minimumScore: 90 });
		const query = { token: TOKEN };
		expect(await send(hot(), {}, TOKEN)).toMatchObject({ status: 401 });
		expect(await send(hot({ score: 80 }), query, TOKEN)).toMatchObject({
			body: { code: 'below_minimum_score' },
		});
		expect((await send(hot(), query, TOKEN)).run).toBeDefined();
		expect((await send(hot(), query, TOKEN)).body).toMatchObject({ code: 'seen_before' });
	});

	it('starts the workflow if repeats are allowed', async () => {
		const send = caller({ options: { ignoreRepeatsHours: 0 } });
		expect((await send(hot())).run).toBeDefined();
		expect((await send(hot())).run).toBeDefined();
	});

	it('starts the workflow at another trigger', async () => {
		expect((await caller()(hot())).run).toBeDefined();
		expect((await caller()(hot())).run).toBeDefined();
	});

	it('of concurrent calls starts one run, and no call is answered before the decision', async () => {
		const listener = await fixture.engine.listen(workflow({}, 'at-once'), TRIGGER, {
			credentials: credentials(''),
		});
		try {
			const post = async (lead: number) => {
				const answer = await fetch(listener.url, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(hot({ lead_id: `lead_${lead}` })),
				});
				return [answer.status, Object(await answer.json()).status];
			};
			const leads = Array.from({ length: 60 }, (_, index) => index % 20);
			const answers = await Promise.all(leads.map(post));
			expect(answers.filter(([, status]) => status === 'accepted')).toHaveLength(20);
			expect(new Set(answers.map(([code]) => code))).toEqual(new Set([200]));
			const runs = await listener.runs();
			const started = runs.map((run) => run.output(TRIGGER)[0]?.json['lead_id']);
			expect(started.sort()).toEqual([...new Set(leads)].map((lead) => `lead_${lead}`).sort());
		} finally {
			await listener.close();
		}
	});
});

describe('the maximum age', () => {
	const parameters = { options: { maximumAgeMinutes: 60 } };
	const dated = (minutes: number) => ({
		...hot(),
		timestamp: new Date(Date.now() + minutes * 60_000).toISOString(),
	});

	it('refuses older events and events dated ahead, and passes others', async () => {
		expect(await call({ body: dated(-61) }, { parameters })).toMatchObject({
			status: 400,
			body: { error: { code: 'too_old' } },
		});
		expect(await call({ body: dated(6) }, { parameters })).toMatchObject({
			status: 400,
			body: { error: { code: 'ahead_of_time' } },
		});
		expect((await call({ body: dated(-59) }, { parameters })).run).toBeDefined();
		expect((await call({ body: dated(1) }, { parameters })).run).toBeDefined();
	});

	it('is checked after the token and before the chosen events', async () => {
		const late = { ...dated(-61), event: 'lead.scored' };
		const strict = { token: TOKEN, parameters: { ...parameters, events: ['lead.hot'] } };
		expect(await call({ body: late }, strict)).toMatchObject({ status: 401 });
		expect(await call({ body: late, query: { token: TOKEN } }, strict)).toMatchObject({
			status: 400,
		});
	});
});

describe('checking back', () => {
	let workflows = 0;
	beforeEach(async () => await fixture.sandbox.control.reset());

	/** The sandbox knows the lead; its score was 50-something before it was changed. */
	const known = async () => {
		const { sandbox } = fixture;
		const lead = { email: 'ada@lovelace.example', revenue: 50_000_000, engagement_score: 90 };
		const { data } = await axios.post(
			`${sandbox.baseUrl}/leads/analyze`,
			{ leads: [lead] },
			{ headers: { authorization: `Bearer ${sandbox.apiKey}` } },
		);
		const [{ id, score }] = data.data.leads;
		await sandbox.control.settled();
		const timestamp = new Date().toISOString();
		const event = { ...hot(), event: 'lead.scored', timestamp };
		return { ...event, data: { lead_id: String(id), score: Number(score) } };
	};

	const asked = () =>
		fixture.sandbox.control.requests().filter(({ method }) => method === 'GET').length;

	const caller = (
		checkBack: string,
		{ token = '', data = {}, ...parameters }: Record<string, unknown> = {},
	) => {
		const id = `check-back-${(workflows += 1)}`;
		const { sandbox } = fixture;
		const access = { apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl, ...Object(data) };
		const json = workflow({ options: { checkBack }, ...parameters }, id);
		return async (body: unknown, query: Record<string, string> = {}) =>
			await fixture.engine.webhook(json, TRIGGER, {
				credentials: credentials(String(token), access),
				body,
				query,
			});
	};

	it('passes an event that LeadsPredict confirms, as verified, with one request', async () => {
		const event = await known();
		const answer = await caller('required')(event);
		expect(answer.items?.[0]?.json).toMatchObject({ verified: true });
		expect(asked()).toBe(1);
	});

	it('passes an event whose score has changed since', async () => {
		const event = await known();
		const { score } = fixture.sandbox.control.changeLead(event.data.lead_id, {
			engagement_score: 1,
		}).assessment;
		expect(score).not.toBe(event.data.score);
		expect((await caller('required')(event)).run).toBeDefined();
	});

	it('refuses an unknown lead and a made-up score, and remembers neither', async () => {
		const event = await known();
		const send = caller('ifPossible');
		const forged = [
			[{ ...event, data: { ...event.data, lead_id: 'lead_forged' } }, 'unknown_lead'],
			[{ ...event, data: { ...event.data, score: event.data.score + 1 } }, 'score_disagrees'],
		] as const;
		for (const [body, code] of [...forged, ...forged]) {
			const answer = await send(body);
			expect(answer).toMatchObject({ status: 409, body: { error: { code } } });
			expect(answer.run).toBeUndefined();
		}
		expect((await send(event)).run).toBeDefined();
	});

	it('makes no request before every other check has passed', async () => {
		const event = await known();
		const parameters = { token: TOKEN, events: ['lead.scored'], minimumScore: 1 };
		const send = caller('required', parameters);
		const query = { token: TOKEN };
		expect(await send({}, query)).toMatchObject({ status: 400 });
		expect(await send(event)).toMatchObject({ status: 401 });
		expect(await send(event, { token: 'guess' })).toMatchObject({ status: 401 });
		expect(await send({ ...event, event: 'lead.hot' }, query)).toMatchObject({ status: 200 });
		expect(await send({ ...event, data: { ...event.data, score: 0 } }, query)).toMatchObject({
			body: { code: 'below_minimum_score' },
		});
		expect(asked()).toBe(0);
		expect((await send(event, query)).run).toBeDefined();
		expect((await send(event, query)).body).toMatchObject({ code: 'seen_before' });
		expect(asked()).toBe(1);
	});

	it.each<[string, Answer]>([
		['is limited', { status: 429 }],
		['is down', { status: 503 }],
		['cuts the connection', { drop: true }],
		['answers with a web page', { body: '<html></html>' }],
		['refuses the key', { status: 401 }],
	])(
		'refuses the event with 503 while LeadsPredict %s, and passes the repeat',
		async (_what, script) => {
			const event = await known();
			const send = caller('required');
			fixture.sandbox.control.answerNext(script);
			const answer = await send(event);
			expect(answer).toMatchObject({ status: 503, body: { error: { code: 'check_back_failed' } } });
			expect(answer.run).toBeUndefined();
			expect((await send(event)).items?.[0]?.json).toMatchObject({ verified: true });
			expect((await send(event)).body).toMatchObject({ code: 'seen_before' });
			expect(asked()).toBe(2);
		},
	);

	it('passes it as unverified when the check is optional, even with the right token', async () => {
		const event = await known();
		const send = caller('ifPossible', { token: TOKEN });
		fixture.sandbox.control.answerNext({ status: 500 });
		const answer = await send(event, { token: TOKEN });
		expect(answer.items?.[0]?.json).toMatchObject({ verified: false });
		expect(JSON.stringify(answer)).not.toMatch(/marker/);
	});

	it('ends at its timeout when LeadsPredict does not answer', async () => {
		const event = await known();
		fixture.sandbox.control.answerNext({ delayMs: 8_000 });
		expect(await caller('required')(event)).toMatchObject({ status: 503 });
	}, 30_000);

	it('makes no request with an unusable credential', async () => {
		const event = await known();
		const data = { baseUrl: 'http://leadspredict.example/v1' };
		expect(await caller('required', { data })(event)).toMatchObject({ status: 503 });
		expect((await caller('ifPossible', { data })(event)).items?.[0]?.json).toMatchObject({
			verified: false,
		});
	});

	it('makes one request for concurrent repeats, whatever the answer', async () => {
		const { sandbox } = fixture;
		for (const [script, status, runs] of [
			[{ delayMs: 300 }, 200, 1],
			[{ delayMs: 300, status: 500 }, 503, 0],
		] as const) {
			const event = await known();
			const before = asked();
			const listener = await fixture.engine.listen(
				workflow({ options: { checkBack: 'required' } }, `check-back-${(workflows += 1)}`),
				TRIGGER,
				{ credentials: credentials('', { apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl }) },
			);
			try {
				sandbox.control.answerNext(script);
				const post = async () => await axios.post(listener.url, event, { validateStatus: null });
				const answers = await Promise.all([post(), post(), post()]);
				expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
				expect(asked() - before).toBe(1);
				expect(await listener.runs()).toHaveLength(runs);
			} finally {
				await listener.close();
			}
		}
	});
});

describe('beside the sandbox', () => {
	it('starts for the chosen one of four events, only with the token', async () => {
		const { engine, sandbox } = fixture;
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
		const types = await fixture.engine.nodeTypes();
		const description = types.find(({ name }) => name.endsWith('leadsPredictTrigger'));
		const events = description?.properties.find(({ name }) => name === 'events');
		const values = events?.options?.map((option) => ('value' in option ? option.value : undefined));
		expect(values).toEqual(['*', ...[...EVENT_NAMES].sort()]);
		expect(description).toMatchObject({ version: 2, inputs: [] });
		expect(description).not.toHaveProperty('usableAsTool');
		expect(description?.description.length).toBeLessThanOrEqual(80);
	});
});
