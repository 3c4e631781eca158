import { judgeEngine, judgeTriggers } from '../../bench/aims';
import type { Verdict } from '../../bench/aims';
import { requestsFor } from '../../bench/engine/alternatives';
import type { AlternativeName } from '../../bench/engine/alternatives';
import type { Case } from '../../bench/engine/cases';
import type { TriggerCase } from '../../bench/trigger/cases';
import type { TriggerName } from '../../bench/trigger/triggers';

const timed = (alternative: AlternativeName, leads: number, nodeMs: number): Case => ({
	alternative,
	leads,
	samples: [{ nodeMs, wallMs: nodeMs, requests: requestsFor(alternative, leads) }],
});

const judge = (...cases: Case[]) => judgeEngine({ engine: 'legacy', node: 'v20.19.0', cases });

const find = (verdicts: readonly Verdict[], aim: string) => {
	const { state, figure } = verdicts.find((each) => each.aim.startsWith(aim)) ?? {};
	return [state, figure];
};

test('what was not measured is said to be so, and fails nothing', () => {
	const verdicts = judge();
	expect(verdicts.length).toBeGreaterThan(8);
	expect(new Set(verdicts.map(({ state }) => state))).toEqual(new Set(['not measured']));
	expect(
		find(judge(timed('analyze1000', 1_000, 1), timed('httpPerLead', 1_000, 99)), 'c at least 40'),
	).toEqual(['not measured', '']);
});

test('times are compared at 10,000 leads, either way', () => {
	const verdicts = judge(
		timed('httpPerLead', 10_000, 4_000),
		timed('chunkedByHand', 10_000, 499),
		timed('analyze100', 10_000, 401),
		timed('analyze1000', 10_000, 100),
		timed('loop1000', 10_000, 50),
		timed('loop100', 10_000, 200),
		timed('mapped', 10_000, 151),
	);
	expect(find(verdicts, 'c at least 40')).toEqual(['met', '40×']);
	expect(find(verdicts, 'c at least 5')).toEqual(['missed', '5.0×']);
	expect(find(verdicts, 'c by 100 at least 10')).toEqual(['missed', '10×']);
	expect(find(verdicts, 'c at most twice')).toEqual(['met', '2.0×']);
	expect(find(verdicts, 'c by 100 at most twice')).toEqual(['missed', '2.0×']);
	expect(find(verdicts, 'e at most 1.5')).toEqual(['missed', '1.51×']);
});

test('a CRM’s items are compared by how much longer all of them take', () => {
	const verdicts = judge(
		timed('analyze1000', 10_000, 300),
		timed('hubspot', 10_000, 600),
		timed('hubspotLegacy', 10_000, 601),
	);
	expect(find(verdicts, 'g, HubSpot contacts')).toEqual(['met', '+300 ms, 2.0×']);
	expect(find(verdicts, 'g, those of its older API')).toEqual(['missed', '+301 ms, 2.0×']);
	const faster = judge(timed('analyze1000', 10_000, 300), timed('hubspot', 10_000, 291));
	expect(find(faster, 'g, HubSpot contacts')).toEqual(['met', '−9.00 ms, 0.97×']);
});

test('scores are to be ready for a CRM in time; by hand a tenth of them stands beside it', () => {
	const aim = 'h, 10,000 scores for HubSpot';
	expect(find(judge(timed('prepareUpdate', 10_000, 499)), aim)).toEqual(['met', '499 ms']);
	const byHand = timed('propertiesByHand', 1_000, 2_000);
	expect(find(judge(timed('prepareUpdate', 10_000, 500), byHand), aim)).toEqual([
		'missed',
		'500 ms; i 40× a lead',
	]);
	expect(find(judge(timed('prepareUpdate', 1_000, 50), byHand), aim)).toEqual(['not measured', '']);
});

test('one request too many, in any run of ours, is a miss', () => {
	const exact = timed('analyze100', 1_001, 5);
	const [sample] = exact.samples;
	const more = { ...exact, samples: sample ? [sample, { ...sample, requests: 12 }] : [] };
	expect(find(judge(exact, timed('analyze1000', 1_000, 1)), 'exactly')).toEqual([
		'met',
		'2 of 2 cases',
	]);
	expect(find(judge(more, timed('analyze1000', 1_000, 1)), 'exactly')).toEqual([
		'missed',
		'1 of 2 cases',
	]);
});

test('100,000 leads are judged by the process that ran them alone', () => {
	const memory = { rss: 2 ** 31, heapUsed: 2 ** 29, heapLimit: 2 ** 32 };
	const small = { ...timed('analyze1000', 10_000, 1), memory };
	expect(find(judge(small), '100,000 leads within')).toEqual(['not measured', '']);
	expect(find(judge({ ...small, leads: 100_000 }), '100,000 leads within')).toEqual([
		'met',
		'512 MiB of 4,096 MiB',
	]);
});

test('the price of a lead may not grow with their number, in none of our ways', () => {
	const run = (leads: number, ...nodeMs: number[]) =>
		(['analyze100', 'analyze1000', 'mapped'] as const).map((name, index) =>
			timed(name, leads, nodeMs[index] ?? 0),
		);
	const fewer = [...run(1_000, 10, 10, 20), ...run(10_000, 100, 200, 100)];
	const aim = 'a lead of 100,000';
	expect(find(judge(...fewer, ...run(100_000, 900, 1_000, 1_250)), aim)).toEqual([
		'met',
		'0.90× to 1.25×',
	]);
	expect(find(judge(...fewer, ...run(100_000, 900, 1_000, 1_260)), aim)).toEqual([
		'missed',
		'0.90× to 1.26×',
	]);
	expect(find(judge(...fewer, ...run(100_000, 900, 1_000).slice(0, 2)), aim)).toEqual([
		'not measured',
		'',
	]);
});

test('triggers are compared within one server', () => {
	const rate = (trigger: TriggerName, lazy: boolean, events: number): TriggerCase => ({
		trigger,
		lazy,
		samples: [{ events, ms: 1_000 }],
	});
	const verdicts = judgeTriggers({
		node: 'v24.0.0',
		cases: [
			rate('plain', false, 20),
			rate('ours', false, 19),
			rate('plain', true, 160),
			rate('ours', true, 150),
			rate('webhook', true, 150),
			rate('reading', true, 155),
		],
	});
	expect(verdicts.map(({ where, state, figure }) => [where, state, figure])).toEqual([
		['lazy acquire off', 'met', '0.95×'],
		['lazy acquire on', 'missed', '0.94×'],
		['lazy acquire off', 'not measured', ''],
		['lazy acquire on', 'met', '0.97×'],
		['lazy acquire on', 'met', '1.00×'],
	]);
	const none = judgeTriggers({ node: 'v24.0.0', cases: [] });
	expect(new Set(none.map(({ state }) => state))).toEqual(new Set(['not measured']));
});
