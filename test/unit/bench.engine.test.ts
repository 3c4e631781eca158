import { ALTERNATIVES, itemsOf, requestsFor, takes } from '../../bench/engine/alternatives';
import type { AlternativeName } from '../../bench/engine/alternatives';
import type { Case, EngineFigures } from '../../bench/engine/cases';
import { requestsOf } from '../../bench/engine/cases';
import { engineColumns, engineRows, heapSentence } from '../../bench/engine/table';
import { workflowOf } from '../../bench/engine/workflows';
import { foreign, FOREIGN_KEYS, madeItems, madeLeads } from '../../bench/leads';
import { LEAD_FIELDS, leadSchema, scoredLeadSchema } from '../../nodes/LeadsPredict/contract';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { prepare } from '../../nodes/LeadsPredict/crm/prepare';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/table';
import { intake } from '../../nodes/LeadsPredict/intake/intake';
import { recogniser } from '../../nodes/LeadsPredict/intake/recognise';

const timed = (alternative: AlternativeName, leads: number, ...nodeMs: number[]): Case => ({
	alternative,
	leads,
	samples: nodeMs.map((ms) => ({
		nodeMs: ms,
		wallMs: ms + 2,
		requests: requestsFor(alternative, leads),
	})),
});

const figures = (...cases: Case[]): EngineFigures => ({ engine: 'vm', node: 'v24.0.0', cases });

describe('the table of part one', () => {
	test('has medians, the ratio to Analyze at the same size, and the requests', () => {
		const rows = engineRows(
			figures(timed('httpPerLead', 1_000, 400, 900, 500), timed('analyze1000', 1_000, 9, 11, 10)),
			'score',
		);
		expect(rows.map((row) => row.slice(2))).toEqual([
			['1,000', '500 ms', '502 ms', '500 µs', '50×', '1,000', '3', ''],
			['1,000', '10 ms', '12 ms', '10 µs', '1.00×', '1', '3', ''],
		]);
	});

	test('compares by the lead what was tried on fewer leads', () => {
		const rows = engineRows(
			figures(timed('httpPerLead', 200, 400), timed('analyze1000', 1_000, 20)),
			'score',
		);
		expect(rows[0]?.[6]).toBe('100×');
	});

	test('compares only what does the same', () => {
		const both = figures(
			timed('analyze1000', 1_000, 20),
			timed('prepareUpdate', 1_000, 8),
			timed('propertiesByHand', 1_000, 400),
			timed('prepareUpdate', 10_000, 60),
		);
		expect(engineRows(both, 'prepare').map((row) => [row[0], ...row.slice(2, 8)])).toEqual([
			['h', '1,000', '8.00 ms', '10 ms', '8.0 µs', '1.00×', '0'],
			['i', '1,000', '400 ms', '402 ms', '400 µs', '50×', '0'],
			['h', '10,000', '60 ms', '62 ms', '6.0 µs', '1.00×', '0'],
		]);
		expect(engineRows(both, 'score')).toHaveLength(1);
		expect((['score', 'prepare'] as const).map((task) => engineColumns(task)[6]?.title)).toEqual([
			'Against c',
			'Against h',
		]);
	});

	test('says when runs differ in their requests', () => {
		const [sample] = timed('mapped', 1_000, 1).samples;
		const each: Case = {
			alternative: 'mapped',
			leads: 1_000,
			samples: sample ? [sample, { ...sample, requests: 2 }] : [],
		};
		expect(requestsOf(each)).toBeUndefined();
		expect(engineRows(figures(each), 'score')[0]?.[7]).toBe('differ');
	});

	test('says how much of the heap was used, once it is known', () => {
		const plain = timed('analyze1000', 100_000, 1);
		expect(heapSentence(figures(plain))).toBeUndefined();
		const memory = { rss: 2 ** 30, heapUsed: 2 ** 29, heapLimit: 2 ** 31 };
		expect(heapSentence(figures({ ...plain, memory }))).toContain('512 MiB of the heap');
		expect(engineRows(figures({ ...plain, memory }), 'score')[0]?.at(-1)).toBe('1,024 MiB');
	});
});

describe('the leads of the bench', () => {
	test('are such as LeadsPredict takes, all with nine fields and an address of their own', () => {
		const leads = madeLeads(2_000);
		for (const lead of leads) {
			expect(leadSchema.safeParse(lead).success).toBe(true);
			expect(Object.keys(lead)).toHaveLength(LEAD_FIELDS.length);
		}
		expect(new Set(leads.map(({ email }) => email)).size).toBe(leads.length);
	});

	test('have the same values under the keys of another system', () => {
		const [lead] = madeLeads(1);
		const other = foreign(lead ?? { email: '' });
		expect(Object.values(other)).toEqual(Object.values(lead ?? {}));
		expect(Object.keys(other).sort()).toEqual(Object.values(FOREIGN_KEYS).sort());
		expect(Object.keys(other).filter((key) => key in (lead ?? {}))).toEqual([]);
	});

	test('have to be mapped there: nothing of them is recognised', () => {
		const [item = {}] = madeItems(1, 'foreign');
		expect(recogniser('auto')(item).fields).toEqual({});
	});

	test.each(['hubspot', 'hubspotLegacy'] as const)('are the same leads as %s contacts', (shape) => {
		const { rows, refused } = intake(
			madeItems(500, shape).map((json) => ({ json })),
			{
				recognise: recogniser('auto'),
				mapping: new Map(),
				leaveOut: new Set(),
				strict: true,
				dates: 'leaveOut',
				ranges: 'leaveOut',
			},
		);
		expect(refused).toEqual([]);
		expect(rows.map(({ lead }) => lead)).toEqual(madeLeads(500));
		expect(new Set(rows.map(({ origin }) => origin.record?.id)).size).toBe(500);
	});

	test('are scored as Analyze puts them out, and nothing keeps them out of HubSpot', () => {
		const items = madeItems(500, 'scored');
		const checked = items.map((json) => scoredLeadSchema.strict().parse(json));
		expect(checked.map(({ email }) => email)).toEqual(madeLeads(500).map(({ email }) => email));
		const { records, unsent, refused } = prepare(items, {
			targets: HUBSPOT.targets,
			reach: { ...HUBSPOT, idField: idFieldOf(HUBSPOT.targets), create: false },
			findBy: 'auto',
			onlyChanged: true,
			clear: false,
			now: new Date('2026-11-20T09:00:00Z'),
		});
		expect([records.length, unsent, refused]).toEqual([500, [], []]);
		expect(new Set(records.map(({ identity: { by } }) => by))).toEqual(new Set(['recordId']));
		// All but the previous score, of which only events speak.
		const written = new Set(records.map(({ fields }) => Object.keys(fields).length));
		expect(written).toEqual(new Set([HUBSPOT.targets.length - 1]));
		expect(new Set(records.map(({ leftOut }) => leftOut.length))).toEqual(new Set([0]));
	});
});

test('by hand the same properties are made as by Prepare Update', () => {
	const service = { baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'key' };
	const [, node] = workflowOf('propertiesByHand', service).nodes;
	const made = JSON.stringify(node?.parameters).match(/"name":"\w+"/g);
	expect(made).toEqual(HUBSPOT.targets.map(({ to }) => `"name":"${to}"`));
});

test('items have the shape that their alternative is about, and not too many of them are made', () => {
	expect(Object.keys(ALTERNATIVES).map((name) => itemsOf(name as AlternativeName))).toEqual(
		expect.arrayContaining(['plain', 'foreign', 'hubspot', 'hubspotLegacy', 'scored']),
	);
	expect(itemsOf('analyze1000')).toBe('plain');
	expect([takes('hubspot', 10_000), takes('hubspot', 100_000), takes('mapped', 100_000)]).toEqual([
		true,
		false,
		true,
	]);
});

test('a workflow is a line of nodes in which each leads to the next', () => {
	const service = { baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'key' };
	const { nodes, connections } = workflowOf('chunkedByHand', service);
	expect(nodes.map(({ name }) => name)).toEqual([
		'Leads',
		'Make Requests',
		'HTTP Request',
		'Take Answers Apart',
	]);
	expect(connections['HTTP Request']).toEqual({
		main: [[{ node: 'Take Answers Apart', type: 'main', index: 0 }]],
	});
	expect(() => workflowOf('loop100', service)).toThrow('is no workflow');
	expect(JSON.stringify(nodes)).not.toContain('"key"');
});
