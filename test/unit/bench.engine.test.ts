import { requestsFor } from '../../bench/engine/alternatives';
import type { AlternativeName } from '../../bench/engine/alternatives';
import type { Case, EngineFigures } from '../../bench/engine/cases';
import { requestsOf } from '../../bench/engine/cases';
import { engineRows, heapSentence } from '../../bench/engine/table';
import { workflowOf } from '../../bench/engine/workflows';
import { foreign, FOREIGN_KEYS, madeLeads } from '../../bench/leads';
import { LEAD_FIELDS, leadSchema } from '../../nodes/LeadsPredict/contract';

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
		);
		expect(rows.map((row) => row.slice(2))).toEqual([
			['1,000', '500 ms', '502 ms', '500 µs', '50×', '1,000', '3', ''],
			['1,000', '10 ms', '12 ms', '10 µs', '1.00×', '1', '3', ''],
		]);
	});

	test('compares by the lead what was tried on fewer leads', () => {
		const rows = engineRows(
			figures(timed('httpPerLead', 200, 400), timed('analyze1000', 1_000, 20)),
		);
		expect(rows[0]?.[6]).toBe('100×');
	});

	test('says when runs differ in their requests', () => {
		const [sample] = timed('mapped', 1_000, 1).samples;
		const each: Case = {
			alternative: 'mapped',
			leads: 1_000,
			samples: sample ? [sample, { ...sample, requests: 2 }] : [],
		};
		expect(requestsOf(each)).toBeUndefined();
		expect(engineRows(figures(each))[0]?.[7]).toBe('differ');
	});

	test('says how much of the heap was used, once it is known', () => {
		const plain = timed('analyze1000', 100_000, 1);
		expect(heapSentence(figures(plain))).toBeUndefined();
		const memory = { rss: 2 ** 30, heapUsed: 2 ** 29, heapLimit: 2 ** 31 };
		expect(heapSentence(figures({ ...plain, memory }))).toContain('512 MiB of the heap');
		expect(engineRows(figures({ ...plain, memory }))[0]?.at(-1)).toBe('1,024 MiB');
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
