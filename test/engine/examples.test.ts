import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { scoredLeadSchema } from '../../nodes/LeadsPredict/contract';
import { startEngine } from '../../runtimes/engine/engine';
import type { Engine, RunResult } from '../../runtimes/engine/engine';
import { packPackage } from '../../runtimes/package';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import { scoreOf } from '../../sandbox/score';
import {
	adapted,
	CREDENTIAL,
	EXAMPLES,
	EXAMPLES_FOLDER,
	EXPORTS_FOLDER,
	LEADS_FILE,
	readExample,
	SCORE_NODE,
} from '../../scripts/examples';
import { itemsOf, readLeadFile } from '../../scripts/leads/file';
import { madeUpLeads } from '../../scripts/leads/madeUp';
import { outcomesInOrder } from '../../scripts/leads/outcome';
import { EXPORTS } from '../data/exports';

jest.setTimeout(120_000);

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	const { unpacked } = await packPackage();
	sandbox = await startSandbox();
	const { baseUrl, apiKey } = sandbox;
	engine = await startEngine({
		packageDir: unpacked,
		credentials: {
			[CREDENTIAL.id]: {
				type: CREDENTIAL.type,
				data: { baseUrl, apiKey, webhookToken: 'a token' },
			},
		},
		env: { N8N_RESTRICT_FILE_ACCESS_TO: EXAMPLES_FOLDER },
	});
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
});

beforeEach(() => sandbox.control.reset());

const succeeded = (run: RunResult | undefined): void => {
	expect(run?.error).toBeUndefined();
	expect(run?.status).toBe('success');
};

test('every workflow in the folder is tested here', () => {
	const files = readdirSync(EXAMPLES_FOLDER).filter((file) => file.endsWith('.json'));
	expect(files.sort()).toEqual(EXAMPLES.map((name) => `${name}.json`).sort());
});

test.each(EXAMPLES)('%s: every node is connected or a note, and has a unique ID', (name) => {
	const { nodes, connections } = readExample(name);
	const targets = Object.values(connections).flatMap(({ main }) =>
		(main ?? []).flatMap((branch) => (branch ?? []).map(({ node }) => node)),
	);
	const wired = new Set([...Object.keys(connections), ...targets]);
	const others = nodes.filter((node) => !wired.has(node.name)).map(({ type }) => type);
	expect(new Set(others)).toEqual(new Set(['n8n-nodes-base.stickyNote']));
	expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	expect(new Set(nodes.map((node) => node.name)).size).toBe(nodes.length);
});

test('score-leads: 250 leads from the file, each with its own score, and the ten best', async () => {
	const workflow = adapted(readExample('score-leads'), { leadsFile: LEADS_FILE });
	const run = await engine.run(workflow);
	succeeded(run);

	const rows = madeUpLeads(250);
	const scored = run.output('Score leads', 0).map(({ json }) => scoredLeadSchema.parse(json));
	expect(scored.map(({ email }) => email)).toEqual(rows.map(({ email }) => email));
	const known = new Map(sandbox.control.leads().map(({ lead }) => [lead.email, scoreOf(lead)]));
	expect(known.size).toBe(250);
	for (const { email, score } of scored) expect([email, score]).toEqual([email, known.get(email)]);
	expect(run.output('Score leads', 1)).toEqual([]);

	const best = run.output('Ten best').map(({ json }) => json['score']);
	const expected = scored.map(({ score }) => score).sort((a, b) => b - a);
	expect(best).toEqual(expected.slice(0, 10));
	expect(sandbox.control.requests()).toHaveLength(2);
});

test('score-leads: refused leads leave through the error output', async () => {
	const workflow = readExample('score-leads');
	const run = await engine.run(workflow, {
		startNode: 'Score leads',
		items: [{ json: { email: 'ada@x.example' } }, { json: { name: 'nobody' } }],
	});
	succeeded(run);
	expect(run.output('Score leads', 0)).toHaveLength(1);
	expect(run.output('Not scored')).toMatchObject([
		{ json: { error: { message: expect.stringContaining('Email is missing') } } },
	]);
});

describe('exports of other systems', () => {
	const fileOf = (file: string) => readLeadFile(readFileSync(join(EXPORTS_FOLDER, file)), file);
	const sentLeads = () => sandbox.control.leads().map(({ lead }) => lead);

	test('every file in the folder is tested here', () => {
		const files = readdirSync(EXPORTS_FOLDER).filter((file) => !file.endsWith('.scored.csv'));
		expect(files.sort()).toEqual(Object.keys(EXPORTS).sort());
	});

	test.each(Object.entries(EXPORTS))(
		'%s is read like in the demo: the right leads, and what was left out',
		async (file, { leads, problems, warnings, hint }) => {
			const { rows, numbers, ...rest } = fileOf(file);
			const run = await engine.run(readExample('score-leads'), {
				startNode: SCORE_NODE,
				items: itemsOf({ rows, ...rest }),
			});
			succeeded(run);
			expect(sentLeads()).toEqual(leads);

			const items = [...run.output(SCORE_NODE, 0), ...run.output(SCORE_NODE, 1)];
			const outcomes = outcomesInOrder(items, rows.length);
			const byRow = <T>(values: ReadonlyArray<T | undefined>) =>
				Object.fromEntries(
					values.flatMap((value, index) => (value === undefined ? [] : [[numbers[index], value]])),
				);
			const said = outcomes.map((outcome) =>
				outcome.ok && outcome.lead.warnings !== undefined
					? Object.fromEntries(outcome.lead.warnings.map(({ field, why }) => [field, why]))
					: undefined,
			);
			expect(byRow(said)).toEqual(warnings);
			const codes = new Map(
				run.output(SCORE_NODE, 1).map(({ json, pairedItem }) => [Object(pairedItem).item, json]),
			);
			expect(byRow(rows.map((_, index) => Object(codes.get(index)?.['error']).code))).toEqual(
				problems,
			);
			const hints = run.nodes[SCORE_NODE]?.[0]?.hints ?? [];
			expect(hints.map(({ message }) => message)).toContainEqual(expect.stringContaining(hint));
		},
	);

	test("the byte order mark of HubSpot's file, which n8n's nodes keep, does not change its leads", async () => {
		const leadsFile = join(EXPORTS_FOLDER, 'hubspot-contacts.csv');
		const run = await engine.run(adapted(readExample('score-leads'), { leadsFile }));
		succeeded(run);
		expect(Object.keys(run.output('Rows to items')[0]?.json ?? {})[0]).toBe('\ufeffRecord ID');
		expect(sentLeads()).toEqual(EXPORTS['hubspot-contacts.csv']?.leads);
		expect(run.output(SCORE_NODE, 0)[0]?.json['origin']).toEqual({
			source: 'hubspot',
			record_type: 'contact',
			record_id: '12051',
		});
	});
});

// How n8n's own Webhook node answers its caller is a matter of the server; here the call has arrived.
test('score-webhook: scores in the order of the request, errors in their place', async () => {
	const body = { leads: [{ email: 'ada@x.example', revenue: 5_000_000 }, { name: 'nobody' }] };
	const run = await engine.run(readExample('score-webhook'), {
		startNode: 'Leads come in',
		items: [{ json: { headers: {}, params: {}, query: {}, body } }],
	});
	succeeded(run);
	const [scored, failed] = run.output('Score leads');
	expect(scored?.json).toMatchObject({ email: 'ada@x.example', score: expect.any(Number) });
	expect(failed?.json).toMatchObject({ error: { message: expect.stringContaining('Email') } });
});

test('hot-leads: an event of the sandbox becomes a message', async () => {
	const workflow = readExample('hot-leads');
	const listener = await engine.listen(workflow, 'A lead turns hot', { publish: true });
	try {
		sandbox.control.subscribe({
			url: listener.url,
			headers: { 'X-LeadsPredict-Token': 'a token' },
		});
		const best = { ...madeUpLeads(1)[0], email: 'hot@x.example' };
		await engine.run(readExample('score-leads'), {
			startNode: 'Score leads',
			items: [
				{
					json: {
						...best,
						industry: 'Technology',
						revenue: 5e7,
						employees: 600,
						engagement_score: 99,
						phone: '1',
						last_interaction: '2025-11-01',
					},
				},
				{ json: { email: 'cold@x.example' } },
			],
		});
		await sandbox.control.settled();
		const runs = await listener.runs();
		expect(runs).toHaveLength(1);
		succeeded(runs[0]);
		const [item] = runs[0]?.output('Send it') ?? [];
		expect(item?.json).toMatchObject({ event: 'lead.hot', verified: true });
		expect(item?.json['message']).toMatch(
			/^Hot lead lead_\w+: score \d+\. Contact within 24 hours/,
		);
	} finally {
		await listener.close();
	}
});

test('get-history: the history of a lead grows each time it is scored', async () => {
	const workflow = readExample('get-history');
	const first = await engine.run(workflow);
	succeeded(first);
	const second = await engine.run(workflow);
	succeeded(second);
	const length = (run: RunResult) => run.output('One item for each entry').length;
	expect(length(second)).toBeGreaterThan(length(first));
	expect(first.output('One item for each entry')[0]?.json).toMatchObject({
		event: expect.any(String),
		timestamp: expect.any(String),
	});
});
