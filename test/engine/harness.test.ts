import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine, type Engine, type WorkflowJson } from '../../runtimes/engine/engine';

// The engine host itself, shown with n8n's own nodes: what fails here is not our package's fault.

jest.setTimeout(60_000);

type Step = Partial<WorkflowJson['nodes'][number]> & { name: string; type: string };
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let engine: Engine;
let folder: string;
let web: Server;
let url: string;
let answer: Answer;

beforeAll(async () => {
	folder = await realpath(await mkdtemp(join(tmpdir(), 'harness-')));
	web = createServer((request, response) => answer(request, response));
	await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/`;
	engine = await startEngine({
		env: { N8N_RESTRICT_FILE_ACCESS_TO: folder },
		credentials: {
			key: { type: 'httpHeaderAuth', data: { name: 'X-Key', value: 'secret' } },
		},
	});
});

afterAll(async () => {
	await engine?.close();
	web.closeAllConnections();
	web.close();
	await rm(folder, { recursive: true, force: true });
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

	test('keeps which item came from which', async () => {
		const sort = node('Sort', 'sort', 1, { sortFieldsUi: { sortField: [{ fieldName: 'n' }] } });
		const run = await engine.run(chain(trigger, set('={{ $json }}'), sort), {
			items: items({ n: 2 }, { n: 1 }),
		});

		expect(run.output('Sort').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 1 },
			{ item: 0 },
		]);
	});

	test('follows both branches of an IF', async () => {
		const run = await engine.run(
			chain(
				trigger,
				node('If', 'if', 2.2, {
					conditions: {
						options: { typeValidation: 'strict', version: 2 },
						combinator: 'and',
						conditions: [
							{
								leftValue: '={{ $json.n }}',
								rightValue: 1,
								operator: { type: 'number', operation: 'gt' },
							},
						],
					},
				}),
			),
			{ items: items({ n: 1 }, { n: 2 }) },
		);

		expect(run.output('If', 0).map(({ json }) => json)).toEqual([{ n: 2 }]);
		expect(run.output('If', 1).map(({ json }) => json)).toEqual([{ n: 1 }]);
	});

	test('runs the JavaScript of a Code node, once for all items and once for each', async () => {
		const all = node('Code', 'code', 2, {
			jsCode: "return [{ json: { sum: $input.all().length, first: $('Start').first().json.n } }]",
		});
		const each = node('Code', 'code', 2, {
			mode: 'runOnceForEachItem',
			jsCode: 'return { json: { n: $json.n + 1 } }',
		});
		const given = { items: items({ n: 1 }, { n: 2 }) };

		const forAll = await engine.run(chain(trigger, all), given);
		const forEach = await engine.run(chain(trigger, each), given);

		expect(forAll.output('Code').map(({ json }) => json)).toEqual([{ sum: 2, first: 1 }]);
		expect(forEach.output('Code').map(({ json }) => json)).toEqual([{ n: 2 }, { n: 3 }]);
	});

	test('takes pinned data in place of a node’s work', async () => {
		const workflow = chain(trigger, set('={{ { from: "node" } }}'));
		const run = await engine.run({ ...workflow, pinData: { Set: items({ from: 'pin' }) } });

		expect(run.output('Set').map(({ json }) => json)).toEqual([{ from: 'pin' }]);
	});

	test('hands out the hints a node gave', async () => {
		const splitOut = node('Split', 'splitOut', 1, { fieldToSplitOut: 'absent', options: {} });
		const run = await engine.run(chain(trigger, splitOut), { items: items({ n: 1 }) });

		expect(run.nodes['Split']?.[0]?.hints).toEqual([
			expect.objectContaining({ message: expect.stringContaining('absent') }),
		]);
	});

	test('reads a CSV file from disk', async () => {
		const file = join(folder, 'leads.csv');
		await writeFile(file, 'email,score\na@example.com,5\nb@example.com,7\nc@example.com,9\n');
		const run = await engine.run(
			chain(
				trigger,
				node('Read', 'readWriteFile', 1, { fileSelector: file, options: {} }),
				node('Extract', 'extractFromFile', 1, { options: {} }),
				node('Limit', 'limit', 1, { maxItems: 2 }),
			),
		);

		expect(run.output('Limit').map(({ json }) => json)).toEqual([
			{ email: 'a@example.com', score: '5' },
			{ email: 'b@example.com', score: '7' },
		]);
	});

	test('several workflows run at the same time', async () => {
		const workflow = chain(trigger, set('={{ { n: $json.n } }}'));
		const runs = await Promise.all(
			[1, 2, 3].map((n) => engine.run(workflow, { items: items({ n }) })),
		);

		expect(runs.map((run) => run.output('Set')[0]?.json)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
	});

	test('carries 10,000 items both ways', async () => {
		const many = Array.from({ length: 10_000 }, (_, n) => ({ json: { n } }));
		const run = await engine.run(chain(trigger, node('No', 'noOp', 1, {})), { items: many });

		expect(run.output('No')).toHaveLength(10_000);
		expect(run.output('No').at(-1)?.json).toEqual({ n: 9_999 });
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

	test('a credential given with the run comes first', async () => {
		let seen: unknown;
		answer = ({ headers }, response) => {
			seen = headers['x-key'];
			response.end('{}');
		};
		const node = request({ credentials: { httpHeaderAuth: { id: 'key', name: 'My key' } } });
		await engine.run(chain(trigger, node), {
			credentials: { key: { type: 'httpHeaderAuth', data: { name: 'X-Key', value: 'other' } } },
		});

		expect(seen).toBe('other');
	});

	test('a credential nobody gave is named', async () => {
		const node = request({ credentials: { httpHeaderAuth: { id: 'none', name: 'Missing' } } });
		const run = await engine.run(chain(trigger, node));

		expect(run.status).toBe('error');
		expect(run.error?.message).toContain('no credential "Missing" of type httpHeaderAuth');
	});

	test('are repeated with Retry On Fail', async () => {
		let calls = 0;
		answer = (_request, response) => {
			response.statusCode = ++calls < 3 ? 500 : 200;
			response.end('{"calls":3}');
		};
		const retrying = request({ retryOnFail: true, maxTries: 3, waitBetweenTries: 0 });
		const run = await engine.run(chain(trigger, retrying));

		expect(calls).toBe(3);
		expect(run.status).toBe('success');
	});
});

describe('a node that fails', () => {
	beforeEach(() => {
		answer = (_request, response) => {
			response.statusCode = 404;
			response.setHeader('content-type', 'application/json').end('{"message":"No such lead"}');
		};
	});

	test('ends the run, its error in plain data', async () => {
		const run = await engine.run(chain(trigger, request(), set('={{ $json }}')));

		expect(run.status).toBe('error');
		expect(run.order).toEqual(['Start', 'Request']);
		expect(run.error).toMatchObject({ name: 'NodeApiError', httpCode: '404', itemIndex: 0 });
		expect(() => run.output('Request')).toThrow(/"Request" failed: NodeApiError: /);
		expect(() => run.output('Set')).toThrow(
			/"Set" did not run.*NodeApiError.*These ran: Start, Request/,
		);
	});

	test('continues on its regular output', async () => {
		const run = await engine.run(chain(trigger, request({ onError: 'continueRegularOutput' })));

		expect(run.status).toBe('success');
		expect(run.output('Request')[0]?.json).toHaveProperty('error');
	});

	test('continues on its error output', async () => {
		const run = await engine.run(chain(trigger, request({ onError: 'continueErrorOutput' })));

		expect(run.output('Request', 0)).toEqual([]);
		expect(run.output('Request', 1)[0]?.json).toHaveProperty('error');
	});

	test('is reported where n8n refuses to begin', async () => {
		const noUrl = node('Request', 'httpRequest', 4.2, { url: '' });
		const run = await engine.run(chain(trigger, noUrl));

		expect(run.status).toBe('error');
		expect(run.error?.name).toBe('WorkflowHasIssuesError');
	});
});

describe('a run that is ended', () => {
	const slow = node('Wait', 'wait', 1.1, { resume: 'timeInterval', amount: 20, unit: 'seconds' });

	test('by its user is canceled', async () => {
		const run = await engine.run(chain(trigger, slow, set('={{ $json }}')), { cancelAfter: 100 });

		expect(run.status).toBe('canceled');
		expect(run.order).not.toContain('Set');
		expect(run.wallMs).toBeLessThan(5_000);
	});

	test('by the time limit says so', async () => {
		const run = await engine.run(chain(trigger, slow), { timeoutMs: 100 });

		expect(run.status).toBe('canceled');
		expect(run.error?.message).toMatch(/timed out/);
	});
});

describe('webhooks', () => {
	const webhook = (parameters: Record<string, unknown>) =>
		node('Webhook', 'webhook', 2, { httpMethod: 'POST', path: 'leads', ...parameters });

	test('start a run with what was sent', async () => {
		const workflow = chain(webhook({}), set('={{ { got: $json.body.lead } }}'));
		const call = await engine.webhook(workflow, 'Webhook', {
			body: { lead: 'a' },
			query: { token: 't' },
			headers: { 'x-sender': 'test' },
		});

		expect(call.status).toBe(200);
		expect(call.body).toEqual({ message: 'Workflow was started' });
		expect(call.items?.[0]?.json).toMatchObject({
			body: { lead: 'a' },
			query: { token: 't' },
			headers: { 'x-sender': 'test' },
		});
		expect(call.run?.output('Set')[0]?.json).toEqual({ got: 'a' });
	});

	test('answer with the last node’s items', async () => {
		const answering = webhook({ responseMode: 'lastNode', responseData: 'allEntries' });
		const call = await engine.webhook(chain(answering, set('={{ { ok: true } }}')), 'Webhook', {
			body: {},
		});

		expect(call.body).toEqual([{ ok: true }]);
	});

	test('are refused, and start nothing, when the body is broken JSON', async () => {
		const call = await engine.webhook(chain(webhook({})), 'Webhook', { body: '{"lead":' });

		expect(call.status).toBe(422);
		expect(call.run).toBeUndefined();
	});

	test('can be refused by the node itself', async () => {
		const guarded = webhook({ authentication: 'headerAuth' });
		guarded.credentials = { httpHeaderAuth: { id: 'key', name: 'My key' } };
		const workflow = chain(guarded);
		const refused = await engine.webhook(workflow, 'Webhook', { body: {} });
		const taken = await engine.webhook(workflow, 'Webhook', { headers: { 'x-key': 'secret' } });

		expect(refused).toMatchObject({ status: 403, body: 'Authorization data is wrong!' });
		expect(refused.run).toBeUndefined();
		expect(taken.status).toBe(200);
	});

	test('answer 500 when the node throws, and tell only us why', async () => {
		const broken = webhook({ options: { ipWhitelist: 5 } });
		const call = await engine.webhook(chain(broken), 'Webhook', { body: {} });

		expect(call).toMatchObject({ status: 500, error: { name: 'TypeError' } });
		expect(JSON.stringify(call.body)).not.toContain(call.error?.message);
		expect(call.run).toBeUndefined();
	});

	test('can be called by senders of one’s own until they are closed', async () => {
		const listener = await engine.listen(chain(webhook({})), 'Webhook');
		const send = () => fetch(listener.url, { method: 'POST' });
		await Promise.all([send(), send()]);
		const runs = await listener.runs();
		await listener.close();

		expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
		expect((await send()).status).toBe(404);
	});
});

describe('the vm expression engine', () => {
	test('gives the same results', async () => {
		const isolated = await startEngine({ expressionEngine: 'vm' });
		try {
			const run = await isolated.run(chain(trigger, set('={{ { n: $json.n + 1 } }}')), {
				items: items({ n: 1 }, { n: 2 }),
			});
			expect(run.output('Set').map(({ json }) => json)).toEqual([{ n: 2 }, { n: 3 }]);
		} finally {
			await isolated.close();
		}
	});
});

describe('the host process', () => {
	test('says when it was asked for a node that is not there', async () => {
		await expect(engine.run(chain(trigger), { startNode: 'Nowhere' })).resolves.toMatchObject({
			status: 'error',
			error: { message: 'The workflow has no node called "Nowhere".' },
		});
	});

	test('rejects what is pending when it dies, and leaves no folder behind', async () => {
		const fragile = await startEngine();
		const dying = node('Code', 'code', 2, {
			jsCode:
				"console.error('good bye'); items.constructor.constructor('return process')().exit(3)",
		});
		const run = fragile.run(chain(trigger, dying));

		await expect(run).rejects.toThrow(/ended unexpectedly \(code 3\)[^]*good bye/);
		await expect(fragile.run(chain(trigger))).rejects.toThrow(/ended unexpectedly/);
		await fragile.close();
	});
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
