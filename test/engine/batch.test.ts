import type { IDataObject } from 'n8n-workflow';

import { NODE, messageOf, useFixture, people, START, toItems, workflowWith } from './fixture';
import type { NodeSetting } from './fixture';

const fixture = useFixture();

const batch = (parameters: IDataObject, settings: NodeSetting = {}): NodeSetting => ({
	...settings,
	parameters: { operation: 'analyzeBatch', ...parameters },
});
const pause = (parameters: IDataObject = {}, settings?: NodeSetting) =>
	batch({ mode: 'pause', ...parameters }, settings);
const toUrl = (webhookUrl: string, parameters: IDataObject = {}, settings?: NodeSetting) =>
	batch({ mode: 'sendToUrl', webhookUrl, ...parameters }, settings);

/** What was asked for in the last requests. */
const bodies = () => fixture.sandbox.control.requests().map(({ body }) => Object(body));
const acknowledge = (data: object = { batch_id: 'batch_of_the_test' }) =>
	fixture.sandbox.control.answerNext({ body: { status: 'success', data } });

/** LeadsPredict itself, as far as the node can tell: nothing is ever sent there. */
const PUBLIC = 'https://api.leadspredict.com/v1';
const withPublicService = async (setting: NodeSetting) =>
	await fixture.engine.run(workflowWith(setting), {
		startNode: START,
		items: toItems(people(2)),
		credentials: {
			sandbox: {
				type: 'leadsPredictApi',
				data: { apiKey: fixture.sandbox.apiKey, baseUrl: PUBLIC },
			},
		},
	});

describe('Pause Until Results Arrive', () => {
	it('sends all leads in one request, with its own callback URL, and waits an hour', async () => {
		const before = Date.now();
		acknowledge();
		acknowledge();
		const runs = [
			await fixture.run(people(1_000), pause({ options: { leadsPerRequest: 10 } })),
			await fixture.run(people(2), pause()),
		];
		const hour = 60 * 60 * 1_000;
		for (const run of runs) {
			expect(run.status).toBe('waiting');
			const wait = Number(run.waitTill) - before;
			expect(wait).toBeGreaterThanOrEqual(hour);
			expect(wait).toBeLessThan(hour + (Date.now() - before) + 1);
			expect(run.nodes).not.toHaveProperty('After');
		}
		const [first, second] = bodies();
		expect(bodies()).toHaveLength(2);
		expect(first).toMatchObject({ async: true });
		expect(first.leads).toHaveLength(1_000);
		const nonces = [first, second].map(({ webhook_url }) =>
			new URL(webhook_url).searchParams.get('nonce'),
		);
		expect(new URL(first.webhook_url).pathname).toMatch(/^\/webhook-waiting\/\d+\/leadspredict$/);
		expect(nonces[0]).toMatch(/^[\w-]{32}$/);
		expect(nonces[1]).toMatch(/^[\w-]{32}$/);
		expect(nonces[0]).not.toBe(nonces[1]);
	});

	it.each([
		[2, 'minutes', 2],
		['1.5', 'hours', 90],
		[7, 'days', 7 * 24 * 60],
	])('waits %p %s', async (timeout, timeoutUnit, minutes) => {
		acknowledge();
		const before = Date.now();
		const run = await fixture.run(people(1), pause({ timeout, timeoutUnit }));
		const wait = Number(run.waitTill) - before;
		expect(wait).toBeGreaterThanOrEqual(minutes * 60_000);
		expect(wait).toBeLessThan(minutes * 60_000 + (Date.now() - before) + 1);
	});

	it.each([
		[0, 'hours'],
		[0.5, 'minutes'],
		[8, 'days'],
		[169, 'hours'],
		['soon', 'hours'],
	])('refuses to wait %p %s', async (timeout, timeoutUnit) => {
		const run = await fixture.run(people(1), pause({ timeout, timeoutUnit }));
		expect(run.error).toMatchObject({
			message: 'Timeout must be from 1 minute to 7 days',
			description: expect.stringContaining('Nothing was sent'),
		});
		expect(bodies()).toEqual([]);
	});

	it('refuses more than 1,000 leads before anything is sent, and says what to do', async () => {
		const run = await fixture.run(people(1_001), pause());
		expect(run.error).toMatchObject({
			message: 'One pause can wait for 1,000 leads, and there are 1,001',
			description: expect.stringMatching(/Loop Over Items.*Nothing was sent/),
		});
		expect(bodies()).toEqual([]);
	});

	it('refuses a callback URL that LeadsPredict cannot reach, before any lead is sent', async () => {
		const run = await withPublicService(pause());
		expect(run.error).toMatchObject({
			message: expect.stringMatching(
				/^The results would be sent to "http:\/\/127\.0\.0\.1(:\d+)?", .* cannot reach/,
			),
			description: expect.stringMatching(/WEBHOOK_URL.*Nothing was sent/),
		});
		const items = await withPublicService(pause({}, { onError: 'continueRegularOutput' }));
		expect(items.output(NODE).map(({ json }) => messageOf(json))).toEqual(
			Array(2).fill(expect.stringContaining('cannot reach from the internet')),
		);
		expect(items.waitTill).toBeUndefined();
	});

	it('fails like Analyze when LeadsPredict refuses the leads, and does not wait', async () => {
		fixture.sandbox.control.answerNext({ status: 403 });
		const stopped = await fixture.run(people(2), pause());
		expect(stopped.status).toBe('error');
		expect(stopped.error?.message).toMatch(/^LeadsPredict refused the request.*403/);

		fixture.sandbox.control.answerNext({ status: 403 });
		const setting = pause({}, { onError: 'continueRegularOutput' });
		const run = await fixture.run([{ name: 'No Email' }, ...people(2)], setting);
		expect(run.status).toBe('success');
		expect(run.output(NODE).map(({ json, pairedItem }) => [pairedItem, messageOf(json)])).toEqual([
			[{ item: 0 }, 'Email is missing for "No Email"'],
			[{ item: 1 }, expect.stringMatching(/^LeadsPredict refused the request.*403/)],
			[{ item: 2 }, expect.stringMatching(/^LeadsPredict refused the request.*403/)],
		]);
	});

	it.each(['<html>', { status: 'error', error: { message: 'No' } }, { data: {} }])(
		'does not wait after the answer %p',
		async (body) => {
			fixture.sandbox.control.answerNext({ body });
			const run = await fixture.run(people(1), pause({ options: { maxAttempts: 1 } }));
			expect(run.status).toBe('error');
			expect(run.waitTill).toBeUndefined();
		},
	);

	it('does not wait when the answer has all results', async () => {
		acknowledge({ leads: people(2).map((_, index) => ({ id: `lead_${index}`, score: index })) });
		const run = await fixture.run(
			people(2),
			pause({ output: 'selected', outputFields: ['score'] }),
		);
		expect(run.status).toBe('success');
		expect(run.output(NODE).map(({ json }) => json)).toEqual([
			{ score: 0, batch_status: 'scored' },
			{ score: 1, batch_status: 'scored' },
		]);
	});

	it('waits when the answer has only some of the results', async () => {
		acknowledge({ leads: [{ id: 'lead_0', score: 1 }] });
		expect((await fixture.run(people(2), pause())).status).toBe('waiting');
	});

	it('neither sends nor waits without leads to send', async () => {
		const setting = pause({}, { onError: 'continueRegularOutput' });
		const run = await fixture.run([{ name: 'No Email' }], setting);
		expect(run.status).toBe('success');
		expect(run.output(NODE).map(({ json }) => messageOf(json))[0]).toContain('Email is missing');
		expect(bodies()).toEqual([]);
	});

	it('does not send a batch again for Retry On Fail while it waits', async () => {
		const setting = pause(
			{},
			{ onError: 'continueRegularOutput', retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		);
		for (const first of [{ name: 'No Email' }, { ...people(1)[0], error: 'of an earlier node' }]) {
			await fixture.sandbox.control.reset();
			acknowledge();
			const run = await fixture.run([first, ...people(2)], setting);
			expect(run.status).toBe('waiting');
			expect(bodies()).toHaveLength(1);
		}
	});

	describe('with Retry On Fail, when the first item is an error', () => {
		const retrying = {
			onError: 'continueRegularOutput',
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 1,
		} as const;
		const items = [{ name: 'No Email' }, ...people(2)];

		it('pays once for results in the first answer', async () => {
			const leads = people(2).map((_, index) => ({ id: `lead_${index}`, score: index }));
			for (let times = 3; times > 0; times -= 1) acknowledge({ leads });
			const run = await fixture.run(items, pause({}, retrying));
			expect(run.status).toBe('success');
			expect(run.output(NODE).map(({ json }) => json['score'])).toEqual([undefined, 0, 1]);
			expect(bodies()).toHaveLength(1);
		});

		it('sends a permanent refusal once, and retries other failures', async () => {
			fixture.sandbox.control.answerNext({ status: 400, times: 3 });
			const refused = await fixture.run(items, pause({}, retrying));
			expect(bodies()).toHaveLength(1);
			expect(refused.output(NODE).map(({ json }) => messageOf(json))[1]).toMatch(
				/^LeadsPredict refused the request.*400/,
			);

			await fixture.sandbox.control.reset();
			fixture.sandbox.control.answerNext({ status: 503 });
			acknowledge();
			const taken = await fixture.run(items, pause({ options: { maxAttempts: 1 } }, retrying));
			expect(taken.status).toBe('waiting');
			const addresses = bodies().map(({ webhook_url }) => webhook_url);
			expect(new Set(addresses).size).toBe(2);
		});
	});

	it('stops at a lead that cannot be sent, before anything is sent', async () => {
		const run = await fixture.run([{ name: 'No Email' }, ...people(1)], pause());
		expect(run.error).toMatchObject({ message: 'Email is missing for "No Email"' });
		expect(bodies()).toEqual([]);
	});
});

describe('Send Results to a URL', () => {
	const URL_OF_ANOTHER = 'http://127.0.0.1:9/results?token=s3cret';

	it('outputs each lead as submitted, with its batch ID and without a score', async () => {
		for (const batch_id of ['b1', undefined, 'b3']) acknowledge({ batch_id });
		const leads = people(2_100);
		const run = await fixture.run(leads, toUrl(URL_OF_ANOTHER, { output: 'raw' }));
		expect(run.status).toBe('success');
		expect(bodies().map((body) => [body.leads.length, body.async, body.webhook_url])).toEqual([
			[1_000, true, URL_OF_ANOTHER],
			[1_000, true, URL_OF_ANOTHER],
			[100, true, URL_OF_ANOTHER],
		]);
		const items = run.output(NODE);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(leads.map((_, item) => ({ item })));
		const said = (item: number) => items[item]?.json;
		const submitted = (item: number) => ({
			email: leads[item]?.['email'],
			name: leads[item]?.['name'],
			status: 'submitted',
		});
		expect(said(999)).toEqual({ ...submitted(999), batch_id: 'b1' });
		expect(said(1_000)).toEqual(submitted(1_000));
		expect(said(2_099)).toEqual({ ...submitted(2_099), batch_id: 'b3' });
		const [hint] = run.nodes[NODE]?.[0]?.hints ?? [];
		expect(hint?.message).toMatch(/^2,100 leads submitted in 3 requests/);
		expect(JSON.stringify(run)).not.toContain('s3cret');
	});

	it('combines leads refused before sending, accepted, and refused by LeadsPredict', async () => {
		acknowledge();
		fixture.sandbox.control.answerNext({ status: 400 });
		const setting = toUrl(
			URL_OF_ANOTHER,
			{ options: { leadsPerRequest: 2, includeOtherFields: true } },
			{ onError: 'continueRegularOutput' },
		);
		const run = await fixture.run([...people(2), { name: 'No Email' }, ...people(1)], setting);
		const [one, two, refused, failed] = run.output(NODE).map(({ json }) => json);
		expect([one?.['status'], two?.['status']]).toEqual(['submitted', 'submitted']);
		expect(one).toMatchObject(people(1)[0] ?? {});
		expect(messageOf(refused ?? {})).toContain('Email is missing');
		expect(messageOf(failed ?? {})).toMatch(/LeadsPredict refused the request.*400/);
	});

	it.each([
		[
			'http://n8n.example.com/hook?token=s3cret',
			/"http:\/\/n8n\.example\.com", where .* unencrypted/,
		],
		['https://192.168.7.7/s3cret', /"https:\/\/192\.168\.7\.7", which LeadsPredict cannot reach/],
		['n8n.example.com/s3cret', /is not a complete web address/],
		['  ', /^Webhook URL is empty$/],
	])('refuses %p before any lead is sent', async (webhookUrl, message) => {
		const run = await withPublicService(toUrl(webhookUrl));
		expect(run.error?.message).toMatch(message);
		expect(run.error?.description).toContain('Nothing was sent');
		const { message: said, description } = run.error ?? {};
		expect([said, description].join()).not.toContain('s3cret');
	});
});
