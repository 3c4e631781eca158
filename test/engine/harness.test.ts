import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startEngine, type Engine, type WorkflowJson } from '../../runtimes/engine/engine';
import { testFrom } from './version';

// The engine host with n8n's own nodes: that it reports every failure and never invents a success.

jest.setTimeout(60_000);

type Step = Partial<WorkflowJson['nodes'][number]> & { name: string; type: string };
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let engine: Engine;
let web: Server;
let url: string;
let answer: Answer;

beforeAll(async () => {
	web = createServer((request, response) => answer(request, response));
	await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/`;
	engine = await startEngine({
		credentials: {
			key: { type: 'httpHeaderAuth', data: { name: 'X-Key', value: 'secret' } },
		},
	});
});

afterAll(async () => {
	await engine?.close();
	web.closeAllConnections();
	web.close();
});

describe('running a workflow', () => {
	test('hands items to the trigger and each node its predecessor’s output', async () => {
		const workflow = chain(
			trigger,
			set('={{ { score: $json.score * 2 } }}'),
			node('Sort', 'sort', 1, { sortFieldsUi: { sortField: [{ fieldName: 'score' }] } }),
		);
		const run = await engine.run(workflow, { items: items({ score: 3 }, { score: 1 }) });

		expect(run.status).toBe('success');
		expect(run.order).toEqual(['Start', 'Set', 'Sort']);
		expect(run.output('Sort').map(({ json }) => json)).toEqual([{ score: 2 }, { score: 6 }]);
	});

	test('keeps paired items', async () => {
		const sort = node('Sort', 'sort', 1, { sortFieldsUi: { sortField: [{ fieldName: 'n' }] } });
		const run = await engine.run(chain(trigger, set('={{ $json }}'), sort), {
			items: items({ n: 2 }, { n: 1 }),
		});

		expect(run.output('Sort').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 1 },
			{ item: 0 },
		]);
	});
});

describe('requests', () => {
	test('carry the credential the node names, by id or by name', async () => {
		const seen: unknown[] = [];
		answer = (request, response) => {
			seen.push(request.headers['x-key']);
			response.setHeader('content-type', 'application/json').end('{"ok":true}');
		};
		const byId = request({ credentials: { httpHeaderAuth: { id: 'key', name: 'My key' } } });
		const byName = request({ credentials: { httpHeaderAuth: { id: null, name: 'key' } } });

		const run = await engine.run(chain(trigger, byId));
		await engine.run(chain(trigger, byName));

		expect(run.output('Request').map(({ json }) => json)).toEqual([{ ok: true }]);
		expect(seen).toEqual(['secret', 'secret']);
	});

	test('an unknown credential is named', async () => {
		const node = request({ credentials: { httpHeaderAuth: { id: 'none', name: 'Missing' } } });
		const run = await engine.run(chain(trigger, node));

		expect(run.status).toBe('error');
		expect(run.error?.message).toContain('no credential "Missing" of type httpHeaderAuth');
	});
});

describe('a node that fails', () => {
	beforeEach(() => {
		answer = (_request, response) => {
			response.statusCode = 404;
			response.setHeader('content-type', 'application/json').end('{"message":"No such lead"}');
		};
	});

	test('ends the run, and its error is plain data', async () => {
		const run = await engine.run(chain(trigger, request(), set('={{ $json }}')));

		expect(run.status).toBe('error');
		expect(run.order).toEqual(['Start', 'Request']);
		expect(run.error).toMatchObject({ name: 'NodeApiError', httpCode: '404', itemIndex: 0 });
		expect(() => run.output('Request')).toThrow(/"Request" failed: NodeApiError: /);
		expect(() => run.output('Set')).toThrow(
			/"Set" did not run.*NodeApiError.*These ran: Start, Request/,
		);
	});

	test('is reported even if n8n refuses to start', async () => {
		const noUrl = node('Request', 'httpRequest', 4.2, { url: '' });
		const run = await engine.run(chain(trigger, noUrl));

		expect(run.status).toBe('error');
		expect(run.error?.name).toBe('WorkflowHasIssuesError');
	});
});

describe('a run that is ended', () => {
	const slow = node('Wait', 'wait', 1.1, { resume: 'timeInterval', amount: 20, unit: 'seconds' });

	// Before, n8n's Wait node does not end without a server.
	testFrom('2.11')('by the time limit says so', async () => {
		const run = await engine.run(chain(trigger, slow), { timeoutMs: 100 });

		expect(run.status).toBe('canceled');
		expect(run.error?.message).toMatch(/timed out/);
	});
});

describe('webhooks', () => {
	const webhook = (parameters: Record<string, unknown>) =>
		node('Webhook', 'webhook', 2, { httpMethod: 'POST', path: 'leads', ...parameters });

	test('are refused, and start nothing, when the body is broken JSON', async () => {
		const call = await engine.webhook(chain(webhook({})), 'Webhook', { body: '{"lead":' });

		expect(call.status).toBe(422);
		expect(call.run).toBeUndefined();
	});

	test('answer 500 when the node throws, and return the reason only to the test', async () => {
		const broken = webhook({ options: { ipWhitelist: 5 } });
		const call = await engine.webhook(chain(broken), 'Webhook', { body: {} });

		expect(call).toMatchObject({ status: 500, error: { name: 'TypeError' } });
		expect(JSON.stringify(call.body)).not.toContain(call.error?.message);
		expect(call.run).toBeUndefined();
	});
});

describe('the host process', () => {
	test('reports an unknown node', async () => {
		await expect(engine.run(chain(trigger), { startNode: 'Nowhere' })).resolves.toMatchObject({
			status: 'error',
			error: { message: 'The workflow has no node called "Nowhere".' },
		});
	});

	// Before, n8n does not let code see `process`.
	testFrom('2.11')(
		'rejects what is pending when it dies, and leaves no folder behind',
		async () => {
			const fragile = await startEngine();
			const dying = node('Code', 'code', 2, {
				jsCode:
					"console.error('good bye'); items.constructor.constructor('return process')().exit(3)",
			});
			const run = fragile.run(chain(trigger, dying));

			await expect(run).rejects.toThrow(/ended unexpectedly \(code 3\)[^]*good bye/);
			await expect(fragile.run(chain(trigger))).rejects.toThrow(/ended unexpectedly/);
			await fragile.close();
		},
	);
});

const trigger = node('Start', 'manualTrigger', 1, {});

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): Required<Pick<Step, 'typeVersion' | 'parameters'>> & Step {
	return { name, type: `n8n-nodes-base.${type}`, typeVersion, parameters };
}

function set(jsonOutput: string) {
	return node('Set', 'set', 3.4, { mode: 'raw', jsonOutput });
}

function request(settings: Record<string, unknown> = {}) {
	const authentication = settings['credentials']
		? { authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' }
		: {};
	return { ...node('Request', 'httpRequest', 4.2, { url, ...authentication }), ...settings };
}

/** The nodes one after the other. */
function chain(...nodes: Array<ReturnType<typeof node>>): WorkflowJson {
	const connections: WorkflowJson['connections'] = {};
	nodes.slice(1).forEach(({ name }, index) => {
		const previous = nodes[index];
		if (previous) connections[previous.name] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	});
	return { nodes, connections };
}

function items(...rows: Array<Record<string, unknown>>) {
	return rows.map((json) => ({ json })) as Array<{ json: Record<string, string | number> }>;
}
