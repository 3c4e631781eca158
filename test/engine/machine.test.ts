import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startDripping } from '../data/dripping';
import type { Dripping } from '../data/dripping';
import { NODE, START, openFixture, people, toItems, workflowWith } from './fixture';
import type { Fixture } from './fixture';

/** What a machine brings along: another zone than UTC, a proxy, and connections that never end. */

/** What the proxy was asked for. It lets nothing through. */
const proxied: string[] = [];
const proxy = createServer((request, response) => {
	proxied.push(`${request.method} ${request.url}`);
	response.writeHead(502).end();
});
proxy.on('connect', (request, socket) => {
	proxied.push(`CONNECT ${request.url}`);
	socket.end();
});

let fixture: Fixture;
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadspredict-machine-'));
	// The node's two minutes would be long for a test; the trigger's four seconds stay.
	const hurry = join(folder, 'hurry.cjs');
	await writeFile(
		hurry,
		'const { timeout } = AbortSignal; AbortSignal.timeout = (ms) => timeout(ms > 60_000 ? 1_000 : ms);',
	);
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	fixture = await openFixture({
		env: {
			TZ: 'America/St_Johns',
			NODE_OPTIONS: `--require ${JSON.stringify(hurry)}`,
			HTTP_PROXY: proxyUrl,
			http_proxy: proxyUrl,
			HTTPS_PROXY: proxyUrl,
			https_proxy: proxyUrl,
			NO_PROXY: '',
			no_proxy: '',
		},
	});
}, 120_000);
afterAll(async () => {
	await fixture.close();
	proxy.close();
	await rm(folder, { recursive: true, force: true });
});

const TRIGGER = 'LeadsPredict Trigger';

const triggerWith = (baseUrl: string) => ({
	workflow: {
		nodes: [
			{
				name: TRIGGER,
				type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
				typeVersion: 2,
				credentials: { leadsPredictApi: { id: 'trigger', name: 'Trigger' } },
				parameters: { options: { checkBack: 'required' } },
			},
		],
		connections: {},
	},
	credentials: {
		trigger: { type: 'leadsPredictApi', data: { apiKey: fixture.sandbox.apiKey, baseUrl } },
	},
});

const eventOf = (lead_id: string, score: number) => ({
	event: 'lead.scored',
	timestamp: new Date().toISOString(),
	data: { lead_id, score },
});

describe('over plain HTTP to this machine', () => {
	beforeEach(async () => {
		proxied.length = 0;
		await fixture.sandbox.control.reset();
	});

	it.each(['127.0.0.1', 'localhost'])('no proxy sees a request to %s', async (host) => {
		const baseUrl = fixture.sandbox.baseUrl.replace('127.0.0.1', host);
		const data = { apiKey: fixture.sandbox.apiKey, baseUrl };
		const run = await fixture.engine.run(workflowWith({}), {
			startNode: START,
			items: toItems(people(2)),
			credentials: { sandbox: { type: 'leadsPredictApi', data } },
		});
		expect(proxied).toEqual([]);
		expect(run.output(NODE).map(({ json }) => json)).toEqual([
			expect.objectContaining({ score: expect.any(Number) }),
			expect.objectContaining({ score: expect.any(Number) }),
		]);
	});

	it("no proxy sees the trigger's requests", async () => {
		await fixture.run(people(1));
		const [known] = fixture.sandbox.control.leads();
		proxied.length = 0;
		const { workflow, credentials } = triggerWith(fixture.sandbox.baseUrl);
		const body = eventOf(known?.id ?? '', known?.assessment.score ?? NaN);
		const answer = await fixture.engine.webhook(workflow, TRIGGER, { credentials, body });
		expect(proxied).toEqual([]);
		expect(answer).toMatchObject({ status: 200, items: [{ json: { verified: true } }] });
	});

	it("no proxy sees an HTTP Request node's requests with the key", async () => {
		const workflow = {
			nodes: [
				{
					name: 'HTTP Request',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					parameters: {
						url: `${fixture.sandbox.baseUrl}/leads/lead_unknown`,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'leadsPredictApi',
					},
					credentials: { leadsPredictApi: { id: 'sandbox', name: 'Sandbox' } },
				},
			],
			connections: {},
		};
		const run = await fixture.engine.run(workflow);
		expect(proxied).toEqual([]);
		expect(run.error?.httpCode).toBe('404');
		// The first HTTP Request node of a process takes its time to load.
	}, 30_000);
});

describe('an answer that never ends', () => {
	let service: Dripping;
	beforeEach(async () => {
		service = await startDripping();
	});
	afterEach(() => service.close());

	it('ends with its connection at the deadline of the node', async () => {
		const data = { apiKey: 'key', baseUrl: service.url };
		const workflow = workflowWith({ parameters: { options: { maxAttempts: 1 } } });
		const run = await fixture.engine.run(workflow, {
			startNode: START,
			items: toItems(people(1)),
			credentials: { sandbox: { type: 'leadsPredictApi', data } },
		});
		expect(run.error).toMatchObject({
			message: 'LeadsPredict did not answer in time',
			description: expect.stringContaining('LeadsPredict may have counted this request'),
		});
		await service.ended;
	}, 15_000);

	it("ends at n8n's Stop, before the deadline", async () => {
		const data = { apiKey: 'key', baseUrl: service.url };
		const run = await fixture.engine.run(workflowWith({}), {
			startNode: START,
			items: toItems(people(1)),
			credentials: { sandbox: { type: 'leadsPredictApi', data } },
			cancelAfter: 300,
		});
		expect(run.status).toBe('canceled');
		await service.ended;
	}, 15_000);

	it('ends with its connection at the deadline of the trigger', async () => {
		const { workflow, credentials } = triggerWith(service.url);
		const body = eventOf('lead_abc123', 98);
		const answer = await fixture.engine.webhook(workflow, TRIGGER, { credentials, body });
		expect(answer).toMatchObject({ status: 503, body: { error: { code: 'check_back_failed' } } });
		await service.ended;
	}, 15_000);
});

describe('a time without a zone', () => {
	it('is read as UTC, so that the newest score is right in every zone', async () => {
		const lead = { email: 'ann@x.example', lead_id: 'lead_ann', event: 'lead.scored' };
		const run = await fixture.run(
			[
				{ ...lead, score: 40, timestamp: '2025-11-08T16:00:00' },
				{ ...lead, score: 92, timestamp: '2025-11-08T17:00:00Z' },
			],
			{ credentials: {}, parameters: { resource: 'crm', operation: 'prepareUpdate' } },
		);
		expect(JSON.stringify(run.output(NODE)[0]?.json['body'])).toMatch(
			/"leadspredict_score":"92",.*"leadspredict_last_scored":"2025-11-08T17:00:00.000Z"/,
		);
	});
});
